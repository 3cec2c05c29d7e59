/**
 * Kills an import that has its calls analysed in batches at each of its steps, and runs it again: `pnpm batch-kills [--calls 6]`.
 * At the end every call is analysed once, no question was answered twice, and the provider holds no file.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoClient } from '../../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { startEngine } from '../../packages/functions/src/local/engine/engine.ts';
import { type BatchStep, startFakeBatches } from '../../packages/functions/test/support/fake-batch-server.ts';
import { startFindings } from './findings.ts';

const COMMAND = fileURLToPath(
  new URL('../../packages/functions/src/local/commands/import-calls.ts', import.meta.url),
);
/** Where the command is killed: before or after the step has had its effect, the first time it comes in a run. */
const KILLS: { step: BatchStep; when: 'before' | 'after' }[] = (
  ['upload', 'create', 'look', 'content', 'delete'] as const
).flatMap((step) => [
  { step, when: 'before' },
  { step, when: 'after' },
]);

const { values } = parseArgs({ options: { calls: { type: 'string', default: '6' } } });
const calls = Number(values.calls);
const findings = startFindings();
const startedAt = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'live-assist-batch-kills-'));
const engine = await startEngine({ port: 0 });
const { endpoint, credentials } = engine;
const client = dynamoClient({ endpoint, credentials });
let running: ChildProcess | undefined;
let next: (typeof KILLS)[number] | undefined;
const provider = await startFakeBatches({
  answer: ({ body }) => ({ body: completionOf(body.model) }),
  async meddle(step) {
    if (running === undefined || next?.step !== step) return undefined;
    const { when } = next;
    next = undefined;
    findings.count(`kill ${when} ${step}`);
    running.kill('SIGKILL');
    return when === 'before' ? 'cut before' : 'cut after';
  },
});
try {
  for (const kill of KILLS) await killAt(kill);
} finally {
  await provider.stop();
  client.destroy();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}
findings.print();
console.log(
  `batch-kills: ${KILLS.length} kills in ${Math.round((Date.now() - startedAt) / 1000)} s, ${provider.batches.length} batches, ` +
    `${provider.answered} answers for ${KILLS.length * calls} calls, ${findings.violations} violations`,
);
if (findings.violations > 0) process.exitCode = 1;

async function killAt(kill: (typeof KILLS)[number]): Promise<void> {
  const name = `${kill.when}-${kill.step}`;
  const archive = join(folder, `${name}.jsonl`);
  writeFileSync(archive, Array.from({ length: calls }, (_, n) => lineOf(`${name}-${n}`)).join('\n'));
  const before = { batches: provider.batches.length, answered: provider.answered };
  next = kill;
  const killed = await importAll(archive);
  if (killed.code !== null)
    findings.violation(
      `${name}: the command was not killed, it ended with ${killed.code}: ${killed.out.slice(-300)}`,
    );
  const { code, out } = await importAll(archive);
  if (code !== 0) findings.violation(`${name}: the next run ended with ${code}: ${out.slice(-300)}`);
  if (provider.batches.length !== before.batches + 1)
    findings.violation(`${name}: ${provider.batches.length - before.batches} batches were made`);
  if (provider.answered !== before.answered + calls)
    findings.violation(`${name}: ${provider.answered - before.answered} answers were paid for`);
  if (provider.files.size > 0)
    findings.violation(`${name}: the provider still holds ${provider.files.size} files`);
  const left = readdirSync(join(folder, 'batches'));
  if (left.length > 0) findings.violation(`${name}: ${left.join(', ')} was left`);
  const { Items: rows = [] } = await client.send(new ScanCommand({ TableName: 'call-analytics' }));
  const own = rows.filter(({ call_id }) => String(call_id).startsWith(`${name}-`));
  if (own.length !== calls) findings.violation(`${name}: ${own.length} analyses are stored`);
}

function lineOf(call_id: string): string {
  const turns = [
    {
      speaker: 'agent',
      transcript: 'Thanks for calling, how can I help?',
      timestamp: '2026-03-03T10:00:00Z',
    },
    {
      speaker: 'customer',
      transcript: `My order ${call_id} has not arrived.`,
      timestamp: '2026-03-03T10:00:20Z',
    },
  ];
  const windows = [{ window_number: 1, created_at: '2026-03-03T10:01:00.000Z', turns }];
  return JSON.stringify({ call_id, client_email: `${call_id}@example.com`, windows });
}

async function importAll(archive: string): Promise<{ code: number | null; out: string }> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [COMMAND, archive, '--analyze', '--batch'], {
    env: {
      PATH,
      HOME,
      NO_COLOR: '1',
      DATA_FOLDER: folder,
      ERASURE_KEY: 'a key of this proof that is long enough',
      DYNAMODB_ENDPOINT: endpoint,
      DYNAMODB_ACCESS_KEY_ID: credentials.accessKeyId,
      DYNAMODB_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      OPENAI_API_KEY: 'key',
      OPENAI_BASE_URL: provider.url,
      MODEL_PROFILE: 'openai',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  running = undefined;
  return { code, out };
}

function completionOf(model: string): object {
  const scores = { sentimentScore: 60, satisfactionScore: 70, escalationRisk: 10 };
  const ofAgent = { professionalismScore: 70, empathyScore: 65, knowledgeScore: 70 };
  const lists = [
    'emotions',
    'keyInsights',
    'actionItems',
    'deliverables',
    'commitments',
    'closings',
    'settles',
    'summary',
    'improvementAreas',
    'about',
  ];
  const answer = {
    ...{ category: 'refund', resolved: true, resolvedAtLine: null },
    ...{ ...scores, ...ofAgent, ...Object.fromEntries(lists.map((name) => [name, []])) },
  };
  return {
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model },
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: JSON.stringify(answer), refusal: null },
      },
    ],
    usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
  };
}

/**
 * Sends an archive to a server over HTTP while the connection is cut and the command is killed: `pnpm import-cuts
 * [--calls 1000] [--cuts 10] [--kills 5]`. At the end every window is there once, with its words, and nothing else.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoClient } from '../../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { devToken } from '../../packages/functions/src/local/server/dev-token.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { startFindings } from './findings.ts';
import { startServer } from './server-process.ts';

const SECRET = 'a secret of the cuts that is long enough';
const COMMAND = fileURLToPath(
  new URL('../../packages/functions/src/local/commands/import-calls.ts', import.meta.url),
);
/** For how long no connection is taken after a cut, in milliseconds. */
const REFUSES_MS = 200;
const WINDOWS = 2;

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000' },
    cuts: { type: 'string', default: '10' },
    kills: { type: 'string', default: '5' },
  },
});
const [calls, cuts, kills] = [values.calls, values.cuts, values.kills].map(Number) as [
  number,
  number,
  number,
];

const findings = startFindings();
const startedAt = Date.now();
const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-cuts-'));
const archive = join(dataFolder, 'archive.jsonl');
const expected = new Map<string, string>();
writeFileSync(archive, Array.from({ length: calls }, (_, n) => lineOf(n)).join('\n'));

const server = await startServer({
  dataFolder,
  // The words are compared at the end, so they stay as they were sent.
  env: { AUTH_SECRET: SECRET, ANALYST: 'local', KEEP_RAW_WINDOWS: '1' },
});
// Every run is killed somewhat later than the one before, but the last; the cuts are spread over all runs.
const killedAt = Array.from({ length: kills }, (_, run) => Math.max(1, placeOf(run + 1, kills + 1)));
const all = killedAt.reduce((sum, at) => sum + at, 0) + calls * WINDOWS;
const cutAt = Array.from({ length: cuts }, (_, n) => Math.max(1, Math.round(((n + 0.5) * all) / cuts)));
let running: ChildProcess | undefined;
/** Requests before this run. */
let before = 0;
const proxy = await startCuttingProxy(server.port, (request, own) => {
  if (cutAt[0] !== undefined && request >= cutAt[0]) {
    cutAt.shift();
    findings.count('cut');
    own.cut(REFUSES_MS);
  }
  if (killedAt[0] !== undefined && request - before >= killedAt[0]) {
    killedAt.shift();
    findings.count('kill');
    running?.kill('SIGKILL');
  }
});
try {
  const token = await devToken(SECRET, { scope: 'records:write analytics:write customers:any' });
  let last = '';
  for (let isWhole = false; !isWhole; ) {
    before = proxy.requests;
    const { code, out } = await importAll(token);
    last = `it ended with ${code}: ${out}`;
    findings.count(code === 0 ? 'run to its end' : 'run that was ended');
    // A run that nothing has killed must be whole.
    isWhole = code !== null;
  }
  if (!/calls are there/.test(last)) findings.violation(`the last run was not whole: ${last.slice(-500)}`);
  const never = killedAt.length + cutAt.length;
  if (never > 0) findings.violation(`${never} cuts or kills never came`);
  await compare();
} finally {
  await proxy.stop();
  await server.kill('everything');
  rmSync(dataFolder, { recursive: true, force: true });
}
findings.print();
console.log(
  `import-cuts: ${calls} calls in ${Math.round((Date.now() - startedAt) / 1000)} s, ${proxy.requests} requests, ${cuts} cuts, ${kills} kills, ${findings.violations} violations`,
);
if (findings.violations > 0) process.exitCode = 1;

function placeOf(n: number, of: number): number {
  return Math.round((n * calls * WINDOWS) / of);
}

function lineOf(n: number): string {
  const call_id = `archived-${n}`;
  const windows = Array.from({ length: WINDOWS }, (_, index) => {
    const turns = [
      { speaker: 'agent', transcript: `Good morning, this is window ${index} of call ${n}.` },
      { speaker: 'customer', transcript: `My order ${n} has not arrived.` },
    ];
    expected.set(`${call_id} ${index + 1}`, JSON.stringify(turns));
    return { window_number: index + 1, created_at: '2026-03-03T10:00:00.000Z', turns };
  });
  return JSON.stringify({ call_id, client_email: `customer-${n % 50}@example.com`, windows });
}

async function importAll(token: string): Promise<{ code: number | null; out: string }> {
  const args = [COMMAND, archive, '--to', `http://127.0.0.1:${proxy.port}`, '--rate', '1000'];
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, NO_COLOR: '1', LIVE_ASSIST_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

async function compare(): Promise<void> {
  const { endpoint, credentials } = server.engine;
  const client = dynamoClient({ endpoint, credentials });
  let from: Record<string, unknown> | undefined;
  const left = new Map(expected);
  do {
    const page = await client.send(new ScanCommand({ TableName: 'call-records', ExclusiveStartKey: from }));
    for (const { call_id, window_number, turns, analyze } of page.Items ?? []) {
      if (!String(call_id).startsWith('archived-')) continue;
      const key = `${call_id} ${window_number}`;
      if (left.get(key) !== turns) findings.violation(`${key} has other words, or is not of the archive`);
      if (analyze !== 'on_request') findings.violation(`${key} would be analysed by itself`);
      left.delete(key);
      findings.count('window that is there');
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  for (const key of left.keys()) findings.violation(`${key} is missing`);
  client.destroy();
}

/**
 * Kills the worker of the local queue repeatedly while it processes a backlog, and checks the remaining state: `pnpm
 * queue-kills [--calls 2000] [--customers 300] [--kills 40]`.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { analysisStatus, type CallAnalytics, mapLimit, queueAnalysis, storeWindow } from '@live-assist/core';
import { dynamoClient } from '../../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { engineVariables, startEngine } from '../../packages/functions/src/local/engine/engine.ts';
import {
  type LocalService,
  startLocalService,
} from '../../packages/functions/src/local/server/local-service.ts';
import { plainAnswer, startFakeModel } from '../../packages/functions/test/support/fake-model-server.ts';
import { NO_LIMITS } from './no-limits.ts';

const WORKER = fileURLToPath(
  new URL('../../packages/functions/src/local/queue/worker-process.ts', import.meta.url),
);
const FIRST_CALL = Date.UTC(2026, 0, 5, 9);
/** Number of messages that no worker can handle, by the expected reason of their dead letters. */
const POISON = { invalid_request: 5, call_not_found: 5 } as const;
/** One job at a time, so that a kill wastes at most one answer of the model. */
const CONCURRENCY = 1;
const LIMIT_MS = 20 * 60_000;
/** A card that no window may contain at the end: the calls are old, so their redaction is due at once. */
const CARD = '4242 4242 4242 4242';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '2000' },
    customers: { type: 'string', default: '300' },
    kills: { type: 'string', default: '40' },
  },
});
const [calls, customers, kills] = [values.calls, values.customers, values.kills].map(Number) as [
  number,
  number,
  number,
];

const folder = mkdtempSync(join(tmpdir(), 'live-assist-queue-'));
const model = await startFakeModel(() => ({ content: JSON.stringify(plainAnswer()) }));
const engine = await startEngine({ port: 0, path: join(folder, 'dynamodb') });
const env = {
  PATH: process.env.PATH,
  DATA_FOLDER: folder,
  ...engineVariables(engine),
  ...NO_LIMITS,
  ANALYST: 'openai',
  OPENAI_API_KEY: 'key-of-the-proof',
  OPENAI_BASE_URL: model.url,
  ANALYSIS_TIMEOUT_MS: '5000',
  ANALYSIS_CONCURRENCY: String(CONCURRENCY),
};
let failures: string[];
try {
  const service = await startLocalService(env);
  const startedAt = Date.now();
  await fill(service);
  console.log(`${calls} calls of ${customers} customers are queued after ${secondsSince(startedAt)} s.`);
  const killed = await workOffUnderFire(service);
  failures = await violations(service, killed);
  const { length: runs } = model.requests;
  console.log(
    `${calls} calls, ${killed} kills, ${runs} answers of the model, ${secondsSince(startedAt)} s, ${failures.length} violations.`,
  );
} finally {
  await engine.stop();
  await model.stop();
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);

function callOf(index: number) {
  const customer = `customer-${index % customers}@example.com`;
  return { call_id: `call-${index}`, client_email: customer, at: FIRST_CALL + index * 60_000 };
}

async function fill({ ports, queue }: LocalService): Promise<void> {
  const indexes = Array.from({ length: calls }, (_, index) => index);
  await mapLimit(16, indexes, async (index) => {
    const { call_id, client_email, at } = callOf(index);
    const said = (speaker: string, transcript: string, ms: number) => ({
      speaker,
      transcript,
      timestamp: new Date(at + ms).toISOString(),
    });
    const turns = [
      said('agent', 'Good morning, how can I help?', 0),
      said('customer', `I still wait for the refund form, my card is ${CARD}.`, 5_000),
      said('agent', 'I will send it again today.', 9_000),
    ];
    await storeWindow(ports, {
      call_id,
      window_number: 1,
      client_email,
      turns: JSON.stringify(turns),
      aiTips: '[]',
      activityFeed: '[]',
      created_at: new Date(at + 10_000).toISOString(),
    });
  });
  // The calls of one customer are sent one after another, so their order is known and must be kept.
  const ofCustomers = [...Map.groupBy(indexes, (index) => callOf(index).client_email).values()];
  await mapLimit(16, ofCustomers, async (ofCustomer) => {
    for (const index of ofCustomer) {
      const { call_id, client_email } = callOf(index);
      await queueAnalysis(ports, ports.queue, { call_id, client_email });
    }
  });
  for (let n = 0; n < POISON.invalid_request; n++) {
    await queue.send({ call_id: '', client_email: `customer-${n}@example.com`, queuedAt: Date.now() });
  }
  for (let n = 0; n < POISON.call_not_found; n++) {
    const { client_email } = callOf(n);
    await queue.send({ call_id: `unknown-${n}`, client_email, queuedAt: Date.now() });
  }
}

/** Runs the worker and kills it `kills` times at random moments; returns the number of kills. */
async function workOffUnderFire({ queue, redactionQueue }: LocalService): Promise<number> {
  const all = await queue.size();
  const deadline = Date.now() + LIMIT_MS;
  let dealtWith = 0;
  for (let killed = 0; ; killed++) {
    const worker = spawn(process.execPath, [WORKER], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const exit = once(worker, 'exit');
    worker.stdout?.on('data', (lines: Buffer) => {
      const analyses = lines
        .toString()
        .split('\n')
        .filter((line) => line.includes('"job":"analysis"'));
      dealtWith += analyses.filter((line) => line.includes('"outcome":"done"')).length;
    });
    // Spreads the kills over the whole backlog.
    const killAt = ((killed + Math.random()) * all) / (kills + 1);
    while (killed === kills || dealtWith < killAt) {
      await sleep(killed === kills ? 500 : 10);
      if (killed === kills && (await queue.size()) === 0 && (await redactionQueue.size()) === 0) {
        worker.disconnect();
        await exit;
        return killed;
      }
      if (Date.now() > deadline)
        throw new Error(`${await queue.size()} jobs are left after ${LIMIT_MS / 60_000} minutes.`);
    }
    await sleep(Math.random() * 50);
    worker.kill('SIGKILL');
    await exit;
  }
}

async function violations({ config, ports, queue }: LocalService, killed: number): Promise<string[]> {
  const found: string[] = [];
  const hold = (rule: string, holds: boolean) => void (holds || found.push(`Violated: ${rule}.`));
  hold(`the worker was killed ${kills} times (${killed})`, killed === kills);
  hold('the queue is empty', (await queue.size()) === 0);
  hold(
    `the model was asked at most ${calls} + ${kills} times (${model.requests.length})`,
    model.requests.length <= calls + kills,
  );
  const rows = (await scan(config.tables.callAnalytics)) as unknown as CallAnalytics[];
  hold(`one row for each call (${rows.length} rows)`, rows.length === calls);
  hold('every call has exactly one row', new Set(rows.map((row) => row.call_id)).size === calls);
  for (const [customer, ofCustomer] of Map.groupBy(rows, (row) => row.client_email)) {
    const inOrder = ofCustomer.toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1));
    const moments = inOrder.map((row) => row.analysis.analyzedAt);
    hold(`the calls of ${customer} were analysed in order`, moments.join() === moments.toSorted().join());
  }
  const windows = JSON.stringify(await scan(config.tables.callRecords));
  hold('every recorded window is redacted', !windows.includes(CARD));
  const statuses = await mapLimit(16, rows, ({ call_id }) => analysisStatus(ports, { call_id }));
  hold(
    'every call counts as analysed',
    statuses.every(({ status }) => status.status === 'done'),
  );
  const reasons = (await queue.deadLetters()).map(({ reason }) => reason);
  for (const [reason, count] of Object.entries(POISON)) {
    const { length } = reasons.filter((told) => told === reason);
    hold(`${count} dead letters say ${reason} (${length})`, length === count);
  }
  hold('there are no other dead letters', reasons.length === POISON.invalid_request + POISON.call_not_found);
  return found;
}

async function scan(TableName: string): Promise<Record<string, unknown>[]> {
  const client = dynamoClient({ endpoint: engine.endpoint, credentials: engine.credentials });
  const rows: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    rows.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  client.destroy();
  return rows;
}

function secondsSince(moment: number): number {
  return Math.round((Date.now() - moment) / 1000);
}

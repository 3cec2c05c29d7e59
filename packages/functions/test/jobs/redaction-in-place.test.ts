import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { CallAnalytics, Ports, QueuedJob } from '@live-assist/core';
import { type ManualClock, manualClock } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customerHash, keyedHash } from '../../src/adapters/customer-hash.ts';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { redactRecordings } from '../../src/local/commands/redact-recordings.ts';
import { ANA, type AppOver, appOver, bodyOf } from '../support/app.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const KEY = 'a key of this test that is long enough';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 15, 12);
const CALL = { call_id: 'call-ana', client_email: ANA };
const CARD = '4242 4242 4242 4242';
const SECRETS = [CARD, CARD.replaceAll(' ', ''), '737', 'hunter2', '4821', '07700 900123'];
const stamp = (second: number) => new Date(START - 600_000 + second * 1000).toISOString();

const TURNS = [
  ['agent', 'Thanks for calling, how can I help?'],
  ['customer', `I was charged twice on my card ${CARD}.`],
  ['agent', 'What is the CVV?'],
  ['customer', "It's 737."],
  ['agent', `Thank you. I will refund the card ${CARD} by Friday.`],
  ['customer', 'My password is hunter2 and my PIN is 4821, call me on 07700 900123.'],
  ['agent', 'Thank you, is there anything else?'],
  ['customer', 'No, that is all. Thanks, goodbye.'],
].map(([speaker, transcript], index) => ({ speaker, transcript, timestamp: stamp(index * 20) }));
const WINDOW = {
  ...CALL,
  window_num: 1,
  turns: TURNS,
  aiTips: [{ tag: 'Info', content: `Card on file: ${CARD}` }],
  activityFeed: [
    { name: 'Look up card', input: `{"card":"${CARD}","cvv":737}`, output: 'found', status: 'success' },
  ],
};

let engine: TestEngine;
let tables: TestTables;
let clock: ManualClock;
let ports: Ports;
let app: AppOver;
let jobs: QueuedJob[];
let tokens = 0;

beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tables = await engine.newTables();
  clock = manualClock(START);
  jobs = [];
  const { records, analytics, claims, promises, erasures } = tables;
  ports = {
    ...{ records, analytics, claims, promises, erasures, clock },
    redaction: { hash: keyedHash(KEY), inPlace: true },
    analyst: localAnalyst(),
    queue: {
      async send(job) {
        // Settle jobs look whether a call has ended; they are a subject of their own.
        if (!('job' in job) || job.job !== 'settle') jobs.push(job);
      },
    },
    // A random one may hold the digits that no row may hold.
    newToken: () => `token-${tokens++}`,
  };
  app = appOver(ports);
});

const post = (path: Parameters<AppOver['post']>[0], body: object) =>
  app.post(path, body, { iat: clock.now() / 1000, exp: clock.now() / 1000 + 3600 });
const status = async (answer: Promise<Response>) => (await answer).status;
const analyse = async (more: object = {}) => {
  const answer = await post('/getCallAnalytics', { ...CALL, ...more });
  expect(answer.status).toBe(200);
  return bodyOf<CallAnalytics>(answer);
};

/** All rows of all tables as JSON. */
async function everything(): Promise<string> {
  const { callRecords, callAnalytics, analysisClaims, serviceState } = tables.names;
  const rows = [];
  for (const TableName of [callRecords, callAnalytics, analysisClaims, serviceState]) {
    const { Items = [], LastEvaluatedKey } = await tables.client.send(new ScanCommand({ TableName }));
    expect(LastEvaluatedKey).toBeUndefined();
    rows.push(...Items);
  }
  return JSON.stringify(rows);
}
const secretsIn = (text: string) => SECRETS.filter((secret) => text.includes(secret));

/** Delivers the due messages; the others stay. */
async function runJob(): Promise<string[]> {
  const outcomes = [];
  for (const job of jobs.splice(0)) {
    const delivery = { tries: 1, firstTriedAt: clock.now() };
    const { outcome } = await handleMessage(
      { ports, settings: SETTINGS, hashCustomer: customerHash(KEY) },
      JSON.stringify(job),
      delivery,
    );
    outcomes.push(outcome.outcome);
    if (outcome.outcome === 'later') jobs.push(job);
  }
  return outcomes;
}

describe('a recorded call', () => {
  it('a recorded call never contains a security code in any field', async () => {
    expect(await status(post('/recordCallWindow', WINDOW))).toBe(200);
    const stored = await everything();
    expect(stored).not.toContain('737');
    expect(secretsIn(stored)).toContain(CARD);
  });

  it('a recorded call leaves no card, code, password or number in any table an hour after its analysis', async () => {
    await post('/recordCallWindow', WINDOW);
    await analyse();
    expect(await runJob()).toEqual(['later', 'later']);
    await clock.advance(HOUR);
    expect(await runJob()).toEqual(['done', 'done']);

    const left = await everything();
    expect(secretsIn(left)).toEqual([]);
    expect(left).toContain('[CARD]');
    expect(jobs).toEqual([]);
  });

  it('a recorded call without an analysis contains no secret a day after its last window', async () => {
    await post('/recordCallWindow', WINDOW);
    await clock.advance(24 * HOUR - 1);
    expect(await runJob()).toEqual(['later']);
    await clock.advance(1);
    expect(await runJob()).toEqual(['done']);
    expect(secretsIn(await everything())).toEqual([]);
  });

  it('a recorded call keeps its figures, ids and quotes in a new analysis', async () => {
    await post('/recordCallWindow', WINDOW);
    const first = await analyse();
    expect(first.commitments.length).toBeGreaterThan(0);
    await runJob();
    await clock.advance(HOUR);
    await runJob();
    expect(secretsIn(await everything())).toEqual([]);

    const { analysis, ...again } = await analyse({ force: true });
    const { analysis: before, ...firstFound } = first;
    expect(again).toEqual(firstFound);
    expect([before.attempt, analysis.attempt]).toEqual([1, 2]);
    const [window] = await tables.records.list(CALL.call_id);
    const turns: { transcript: string }[] = JSON.parse(String(window?.turns));
    const { evidence, commitments } = again;
    const all = [...Object.values(evidence).flat(2), ...commitments.flatMap((one) => one.evidence)];
    const quotes = all.filter((one) => 'quote' in one);
    expect(quotes.length).toBeGreaterThan(0);
    for (const { turn, quote } of quotes) expect(turns[turn]?.transcript).toContain(quote);
  });

  it('a recorded call accepts repeated windows, and refuses other content', async () => {
    await post('/recordCallWindow', WINDOW);
    await clock.advance(24 * HOUR);
    await runJob();
    const before = await everything();
    expect(await status(post('/recordCallWindow', WINDOW))).toBe(200);
    const respelled = {
      ...WINDOW,
      agent_id: null,
      turns: TURNS.map((turn) => ({ ...turn, begin_ms: null })),
    };
    expect(await status(post('/recordCallWindow', respelled))).toBe(200);

    const redacted = TURNS.map((turn) => ({ ...turn, transcript: turn.transcript?.replace(CARD, '[CARD]') }));
    for (const turns of [TURNS.slice(1), redacted]) {
      const answer = await post('/recordCallWindow', { ...WINDOW, turns });
      expect([answer.status, (await bodyOf(answer)).code]).toEqual([409, 'window_conflict']);
    }
    expect(await everything()).toBe(before);
  });

  it('a recorded call keeps a window that is written during its redaction', async () => {
    await post('/recordCallWindow', WINDOW);
    await clock.advance(24 * HOUR);
    const put = {
      ...{ call_id: CALL.call_id, window_number: 1, client_email: ANA, created_at: stamp(0) },
      turns: JSON.stringify([{ speaker: 'customer', transcript: 'Another PIN: 9175.' }]),
    };
    const { redact } = ports.records;
    let reads = 0;
    ports.records = {
      ...ports.records,
      async redact(read, change) {
        reads += 1;
        if (reads === 1)
          await tables.client.send(new PutCommand({ TableName: tables.names.callRecords, Item: put }));
        return redact(read, change);
      },
    };
    expect(await runJob()).toEqual(['done']);
    expect(reads).toBe(2);
    expect((await tables.records.list(CALL.call_id)).map(({ turns }) => turns)).toEqual([
      put.turns.replace('9175', '[SECRET]'),
    ]);
  });

  it('a recorded call is redacted even if its tokens exceed the size of a row', async () => {
    const said = 'PIN 4821. '.repeat(330);
    const turns = Array.from({ length: 100 }, (_, n) => ({
      speaker: n % 2 === 0 ? 'agent' : 'customer',
      transcript: n === 0 ? 'Good morning.' : said,
    }));
    expect(await status(post('/recordCallWindow', { ...WINDOW, turns }))).toBe(200);
    const first = await analyse();
    await clock.advance(HOUR);
    await runJob();
    const left = await everything();
    expect(secretsIn(left)).toEqual([]);
    expect(left).toContain('Good morning.');
    expect((await analyse({ force: true })).metrics).toEqual(first.metrics);
  });

  it('a redaction restores nothing of a customer who was erased meanwhile', async () => {
    await post('/recordCallWindow', WINDOW);
    await clock.advance(24 * HOUR);
    const { redact } = ports.records;
    ports.records = {
      ...ports.records,
      async redact(read, change) {
        expect(await status(post('/eraseCustomer', { client_email: ANA }))).toBe(200);
        return redact(read, change);
      },
    };
    jobs = jobs.filter((job) => 'job' in job && job.job === 'redact');
    await runJob();
    expect(await tables.records.list(CALL.call_id)).toEqual([]);
    expect(await everything()).not.toContain(ANA);
  });

  it('a recorded call is redacted by the next request if there is no queue', async () => {
    const { queue: _, ...without } = ports;
    app = appOver(without);
    await post('/recordCallWindow', WINDOW);
    await analyse();
    expect(secretsIn(await everything())).not.toEqual([]);
    await clock.advance(HOUR);
    await analyse();
    expect(secretsIn(await everything())).toEqual([]);
  });
});

describe('the command for due redactions', () => {
  it('the command for due redactions finds calls of direct writers, continues after an interruption, and leaves recent calls', async () => {
    const write = (call_id: string, created_at: string, window_number = 1) =>
      tables.client.send(
        new PutCommand({
          TableName: tables.names.callRecords,
          Item: {
            call_id,
            window_number,
            created_at,
            turns: JSON.stringify(TURNS.slice(1, 2)),
            'caller-name': CARD,
          },
        }),
      );
    const old = new Date(START - 25 * HOUR).toISOString();
    for (let call = 0; call < 6; call += 1) {
      await Promise.all(Array.from({ length: 90 }, (_, number) => write(`old-${call} ü`, old, number)));
    }
    await write('young', new Date(START).toISOString());

    const table = { client: tables.client, table: tables.names.callRecords };
    const pages: (string | null)[] = [];
    const ended = redactRecordings(ports, table, null, ({ next }) => {
      pages.push(next);
      throw new Error('Ctrl-C');
    });
    await expect(ended).rejects.toThrow('Ctrl-C');
    expect(pages).toEqual([expect.any(String)]);
    const rest = await redactRecordings(ports, table, pages[0] ?? null, () => {});
    expect(rest).toMatchObject({ next: null });

    const all = await redactRecordings(ports, table, null, () => {});
    expect(all).toEqual({ calls: 7, redacted: 0, waiting: 1, next: null });
    const young = await tables.records.list('young');
    expect(secretsIn(JSON.stringify(young))).not.toEqual([]);
    await tables.records.remove(young[0] ?? { call_id: '', window_number: 0 });
    expect(secretsIn(await everything())).toEqual([]);
  });

  it('the command for due redactions says what to do if raw windows are kept', async () => {
    const kept = { ...ports, redaction: { hash: keyedHash(KEY), inPlace: false } };
    const table = { client: tables.client, table: tables.names.callRecords };
    await expect(redactRecordings(kept, table, null, () => {})).rejects.toThrow(/remove KEEP_RAW_WINDOWS/);
  });
});

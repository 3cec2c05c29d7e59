import type { AnalysisQueue, JobOutcome } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customerHash } from '../../src/adapters/customer-hash.ts';
import { createTables } from '../../src/adapters/dynamodb/tables.ts';
import { sqsAnalysisQueue } from '../../src/adapters/sqs/analysis-queue.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { localQueue } from '../../src/local/queue/local-queue.ts';
import { ANA, appOver, scriptedAnalyst, type TestApp, testApp, window } from '../support/app.ts';
import { type SqsQueues, startSqsQueues } from '../support/sqs-queues.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const CALL = { call_id: 'call-ana', client_email: ANA };
const CARD = '4242 4242 4242 4242';
const HOUR = 3_600_000;
const groupOf = customerHash('a key of this test that is long enough');
type Kind = 'analyses' | 'redactions';

/** Both queues of a service with their worker, on the clock of the test. */
interface Working {
  queue: AnalysisQueue;
  /** Receives and handles messages as a worker does; returns their outcomes. */
  work(kind: Kind): Promise<JobOutcome['outcome'][]>;
  size(kind: Kind): Promise<number>;
}

let app: TestApp;
let working: Working;
let sqs: SqsQueues;
let engine: TestEngine;
let tables: TestTables;
let sets = 0;
const now = () => app.ports.clock.now();
beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
  sqs = await startSqsQueues(now);
  Object.assign(process.env, sqs.environment);
});
afterAll(async () => {
  await sqs.stop();
  await engine.stop();
});

async function dealWith(body: string, delivery: { tries: number; firstTriedAt: number }) {
  return (await handleMessage({ ports: app.ports, settings: SETTINGS }, body, delivery)).outcome;
}

async function inSqs(): Promise<Working> {
  const url = (kind: Kind | 'settles') => sqs.url(`${kind}-${sets}.fifo`);
  const ask = async (kind: Kind, action: string, input: object) => {
    const answer = await fetch(url(kind), {
      method: 'POST',
      headers: { 'x-amz-target': `AmazonSQS.${action}` },
      body: JSON.stringify({ QueueUrl: url(kind), ...input }),
    });
    return (await answer.json()) as {
      Messages?: { Body: string; ReceiptHandle: string; Attributes: Record<string, string> }[];
    };
  };
  return {
    queue: sqsAnalysisQueue({
      queueUrl: url('analyses'),
      redactionQueueUrl: url('redactions'),
      settleQueueUrl: sqs.url(`settles-${sets}`),
      groupOf,
    }),
    async work(kind) {
      const outcomes: JobOutcome['outcome'][] = [];
      for (;;) {
        const [message] = (await ask(kind, 'ReceiveMessage', { VisibilityTimeout: 450 })).Messages ?? [];
        if (message === undefined) return outcomes;
        const { ReceiptHandle, Attributes } = message;
        const outcome = await dealWith(message.Body, {
          tries: Number(Attributes.ApproximateReceiveCount),
          firstTriedAt: Number(Attributes.ApproximateFirstReceiveTimestamp),
        });
        outcomes.push(outcome.outcome);
        if (outcome.outcome === 'later') {
          const seconds = Math.min(Math.ceil((outcome.at - now()) / 1000), 41_400);
          await ask(kind, 'ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: seconds });
        } else await ask(kind, 'DeleteMessage', { ReceiptHandle });
      }
    },
    size: async (kind) => sqs.messages(`${kind}-${sets}.fifo`).length,
  };
}

async function onOneMachine(): Promise<Working> {
  const names = { analysisQueue: `analyses-${sets}`, redactionQueue: `redactions-${sets}` };
  await createTables(tables.client, { ...tables.names, ...names });
  const open = (table: string) => localQueue({ client: tables.client, groupOf, holdMs: 75_000, table, now });
  const queues = { analyses: open(names.analysisQueue), redactions: open(names.redactionQueue) };
  return {
    queue: {
      send: (job, sameAs) =>
        'job' in job && job.job === 'settle'
          ? Promise.resolve()
          : ('job' in job && job.job === 'redact' ? queues.redactions : queues.analyses).send(job, sameAs),
    },
    async work(kind) {
      const outcomes: JobOutcome['outcome'][] = [];
      for (;;) {
        const received = await queues[kind].receive();
        if (received === null) return outcomes;
        const outcome = await dealWith(received.body, received);
        outcomes.push(outcome.outcome);
        if (outcome.outcome === 'later') await queues[kind].later(received, outcome.at);
        else await queues[kind].done(received);
      }
    },
    size: (kind) => queues[kind].size(),
  };
}

describe.each([
  ['in SQS', inSqs],
  ['on one machine', onOneMachine],
] as const)('redactions that wait %s', (_, make) => {
  beforeEach(async () => {
    sets += 1;
    const ports = inMemoryPorts();
    app = testApp({ ...ports, analyst: scriptedAnalyst() });
    working = await make();
    app = testApp({ ...ports, analyst: scriptedAnalyst(), queue: working.queue });
  });

  const by = () => ({ iat: now() / 1000, exp: now() / 1000 + 3600 });
  const record = (call_id = CALL.call_id, window_num = 1) =>
    app.post(
      '/recordCallWindow',
      window({
        call_id,
        window_num,
        turns: [
          { speaker: 'agent', transcript: 'Hello, how can I help?' },
          { speaker: 'customer', transcript: `My card is ${CARD}.` },
        ],
      }),
      by(),
    );
  const analyse = (more: object = {}) => app.post('/getCallAnalytics', { ...CALL, ...more }, by());
  const recorded = async (call_id = CALL.call_id) => JSON.stringify(await app.ports.records.list(call_id));

  it('run an hour after an analysed call, although the first redaction still waits', async () => {
    await record();
    // The first redaction waits for a day, because there is no analysis yet.
    expect(await working.work('redactions')).toEqual(['later']);
    await app.ports.clock.advance(60_000);
    expect((await analyse()).status).toBe(200);
    await working.work('redactions');
    expect(await recorded()).toContain(CARD);

    await app.ports.clock.advance(HOUR);
    expect(await working.work('redactions')).toContain('done');
    expect(await recorded()).not.toContain(CARD);

    await app.ports.clock.advance(24 * HOUR);
    await working.work('redactions');
    expect(await working.size('redactions')).toBe(0);
  });

  it('run after an analysis by a worker, and delay neither it nor another call', async () => {
    await record();
    await record('call-of-another-hour');
    await working.work('redactions');
    expect((await analyse({ async: true })).status).toBe(202);
    await app.ports.clock.advance(1_000);
    expect(await working.work('analyses')).toEqual(['done']);
    await app.ports.clock.advance(HOUR);
    await working.work('redactions');
    expect(await recorded()).not.toContain(CARD);
    expect(await recorded('call-of-another-hour')).toContain(CARD);
  });

  it('follow each analysis, so a late window is redacted as well', async () => {
    await record();
    await analyse();
    await app.ports.clock.advance(HOUR);
    await working.work('redactions');
    expect(await recorded()).not.toContain(CARD);
    await record(CALL.call_id, 2);
    await analyse();
    await working.work('redactions');
    expect(await recorded()).toContain(CARD);
    await app.ports.clock.advance(HOUR);
    await working.work('redactions');
    expect(await recorded()).not.toContain(CARD);
  });

  it('are queued by the next delivery if a worker dies between an analysis and its redaction', async () => {
    const created_at = new Date(now() - 2 * HOUR).toISOString();
    const turns = ['agent', 'customer'].map((speaker) => ({ speaker, transcript: `Card ${CARD}.` }));
    const lists = { turns: JSON.stringify(turns), aiTips: '[]', activityFeed: '[]' };
    await app.ports.records.add({ ...CALL, window_number: 1, created_at, ...lists });
    const job = { ...CALL, queuedAt: now() };
    const { send } = working.queue;
    working.queue.send = async () => {
      throw new Error('The worker is gone.');
    };
    const first = { tries: 1, firstTriedAt: now() };
    expect(await dealWith(JSON.stringify(job), first)).toEqual({ outcome: 'done' });
    working.queue.send = send;
    expect(await working.size('redactions')).toBe(0);
    await app.ports.clock.advance(450_000);
    expect(await dealWith(JSON.stringify(job), { ...first, tries: 2 })).toEqual({ outcome: 'done' });
    expect(await working.work('redactions')).toEqual(['done']);
    expect(await recorded()).not.toContain(CARD);
  });

  it('are not dropped as duplicates of a redaction from some seconds before', async () => {
    const created_at = new Date(now() - 2 * HOUR).toISOString();
    for (const window_number of [1, 2, 3]) {
      const turns = [
        { speaker: 'agent', transcript: 'Hello.' },
        { speaker: 'customer', transcript: `${window_number}: ${CARD}` },
      ];
      const lists = { turns: JSON.stringify(turns), aiTips: '[]', activityFeed: '[]' };
      await app.ports.records.add({ ...CALL, window_number, created_at, ...lists });
      expect((await analyse()).status).toBe(200);
      expect(await working.work('redactions')).toEqual(['done']);
      expect(await recorded()).not.toContain(CARD);
      await app.ports.clock.advance(1_000);
    }
  });

  it('restore nothing of an erased customer, and run for that customer’s new call', async () => {
    await record();
    await analyse();
    await app.ports.clock.advance(1_000);
    expect((await app.post('/eraseCustomer', { client_email: ANA }, by())).status).toBe(200);
    await app.ports.clock.advance(HOUR);
    expect(new Set(await working.work('redactions'))).toEqual(new Set(['done']));
    expect(await working.work('analyses')).toEqual(['done']);
    expect(await app.ports.records.list(CALL.call_id)).toEqual([]);

    await record();
    await analyse();
    await app.ports.clock.advance(HOUR);
    await working.work('redactions');
    expect(await recorded()).toContain('[CARD]');
    expect(await recorded()).not.toContain(CARD);
  });

  it('do not change the answers behind an edge with a timeout', async () => {
    app = { ...app, ...appOver(app.ports, { edgeTimeoutMs: 60_000 }) };
    await record();
    await working.work('redactions');
    const answer = analyse();
    await expect.poll(() => working.size('analyses')).toBe(1);
    expect(await working.work('analyses')).toEqual(['done']);
    await app.ports.clock.advance(10_000);
    const first = await (await answer).json();
    expect(first).toMatchObject(CALL);
    await app.ports.clock.advance(HOUR);
    await working.work('redactions');
    expect(await recorded()).not.toContain(CARD);

    const again = await analyse();
    expect([again.status, again.headers.get('x-analysis-source')]).toEqual([200, 'stored']);
    expect(await again.json()).toEqual(first);
    expect(await working.size('analyses')).toBe(0);
  });
});

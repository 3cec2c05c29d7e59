import { createHash } from 'node:crypto';
import {
  type AnalysisJob,
  type AnalysisQueue,
  type Analyst,
  type ErrorCode,
  eraseCustomer,
  type JobOutcome,
  LiveAssistError,
  runJob,
} from '@live-assist/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTables } from '../../src/adapters/dynamodb/tables.ts';
import { sqsAnalysisQueue } from '../../src/adapters/sqs/analysis-queue.ts';
import { localQueue } from '../../src/local/queue/local-queue.ts';
import { ANA, bodyOf, scriptedAnalyst, type TestApp, testApp, token, window } from '../support/app.ts';
import { type SqsQueues, startSqsQueues } from '../support/sqs-queues.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const CALL = { call_id: 'call-ana', client_email: ANA };
const MINUTE = 60_000;
const groupOf = async (text: string) => createHash('sha256').update(text.toLowerCase()).digest('hex');

/** A queue with its worker, on the clock of the test. */
interface Working {
  queue: AnalysisQueue;
  /** Receives and handles one message as a worker does; returns its outcome, or null if there is no message. */
  work(app: TestApp): Promise<JobOutcome | null>;
  size(): Promise<number>;
}

let now: () => number;
let sqs: SqsQueues;
let engine: TestEngine;
let tables: TestTables;
let sets = 0;
beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
  sqs = await startSqsQueues(() => now());
  Object.assign(process.env, sqs.environment);
});
afterAll(async () => {
  await sqs.stop();
  await engine.stop();
});

function inSqs(): Working {
  sets += 1;
  const name = `calls-${sets}.fifo`;
  const ask = async (action: string, input: object) => {
    const answer = await fetch(sqs.url(name), {
      method: 'POST',
      headers: { 'x-amz-target': `AmazonSQS.${action}` },
      body: JSON.stringify({ QueueUrl: sqs.url(name), ...input }),
    });
    return (await answer.json()) as {
      Messages?: { Body: string; ReceiptHandle: string; Attributes: Record<string, string> }[];
    };
  };
  return {
    queue: sqsAnalysisQueue({
      queueUrl: sqs.url(name),
      redactionQueueUrl: sqs.url(`redactions-${sets}.fifo`),
      settleQueueUrl: sqs.url(`settles-${sets}`),
      groupOf,
    }),
    async work(app) {
      const [message] = (await ask('ReceiveMessage', { VisibilityTimeout: 450 })).Messages ?? [];
      if (message === undefined) return null;
      const { ReceiptHandle, Attributes } = message;
      const outcome = await deal(app, message.Body, {
        tries: Number(Attributes.ApproximateReceiveCount),
        firstTriedAt: Number(Attributes.ApproximateFirstReceiveTimestamp),
      });
      if (outcome.outcome === 'later') {
        const seconds = Math.ceil((outcome.at - now()) / 1000);
        await ask('ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: seconds });
      } else await ask('DeleteMessage', { ReceiptHandle });
      return outcome;
    },
    size: async () => sqs.messages(name).length,
  };
}

async function onOneMachine(): Promise<Working> {
  sets += 1;
  const table = `once-${sets}`;
  await createTables(tables.client, { ...tables.names, analysisQueue: table });
  const open = () => localQueue({ client: tables.client, groupOf, holdMs: 75_000, table, now: () => now() });
  const worker = open();
  // Redactions have a separate queue.
  const sender = open();
  return {
    queue: { send: async (job, sameAs) => ('job' in job ? undefined : sender.send(job, sameAs)) },
    async work(app) {
      const received = await worker.receive();
      if (received === null) return null;
      const outcome = await deal(app, received.body, received);
      if (outcome.outcome === 'later') await worker.later(received, outcome.at);
      else if (outcome.outcome === 'dead') await worker.bury(received, outcome.code);
      else await worker.done(received);
      return outcome;
    },
    size: () => worker.size(),
  };
}

async function deal(app: TestApp, body: string, delivery: { tries: number; firstTriedAt: number }) {
  return runJob(app.ports, SETTINGS, JSON.parse(body) as AnalysisJob, delivery);
}

describe.each([
  ['in SQS', async () => inSqs()],
  ['on one machine', onOneMachine],
] as const)('a call that is queued %s', (_, make) => {
  let analyst: ReturnType<typeof scriptedAnalyst>;
  let app: TestApp;
  let working: Working;
  beforeEach(async () => {
    analyst = scriptedAnalyst();
    working = await make();
    app = testApp({ analyst, queue: working.queue });
    now = () => app.ports.clock.now();
    await app.post('/recordCallWindow', window());
  });

  const by = () => token({ iat: now() / 1000, exp: now() / 1000 + 3600 });
  const ask = async (more: object = {}) => {
    const answer = await app.post('/getCallAnalytics', { ...CALL, async: true, ...more }, await by());
    return { status: answer.status, ...(await bodyOf<{ status?: string; code?: string }>(answer)) };
  };
  const status = async () =>
    bodyOf<{ status: string; code?: string }>(
      await app.post('/getAnalysisStatus', { call_id: CALL.call_id }, await by()),
    );
  const workAll = async () => {
    const outcomes: string[] = [];
    for (;;) {
      const outcome = await working.work(app);
      if (outcome === null) return outcomes;
      outcomes.push(outcome.outcome);
    }
  };
  const failOnce = (code: ErrorCode) => {
    const judge: Analyst['analyze'] = analyst.analyze.bind(analyst);
    analyst.analyze = async () => {
      analyst.analyze = judge as typeof analyst.analyze;
      throw new LiveAssistError(code, 'Told by the test.');
    };
  };

  it('is analysed once for 60 concurrent requests with force, and once for 60 sequential ones', async () => {
    await Promise.all(Array.from({ length: 60 }, () => ask({ force: true })));
    expect(await working.size()).toBe(1);
    await app.ports.clock.advance(1_000);
    await workAll();
    expect(analyst.asked).toBe(1);

    for (let request = 0; request < 60; request += 1) {
      expect(await ask({ force: true })).toMatchObject({ status: 'queued' });
      await app.ports.clock.advance(1_000);
    }
    expect(await working.size()).toBe(1);
    await workAll();
    expect([analyst.asked, (await status()).status]).toEqual([2, 'done']);
  });

  it('is analysed again within the same minute after another request', async () => {
    for (const times of [1, 2, 3, 4]) {
      expect(await ask({ force: true })).toMatchObject({ status: 'queued' });
      await app.ports.clock.advance(1_000);
      expect(await workAll()).toEqual(['done']);
      expect(analyst.asked).toBe(times);
    }
  });

  it('is analysed with windows that arrive before, during and after the analysis', async () => {
    const more = (window_num: number) => app.post('/recordCallWindow', window({ window_num }));
    await ask();
    await more(2);
    await ask();
    await workAll();
    await more(3);
    await ask();
    await workAll();

    expect(await app.ports.analytics.list(ANA)).toMatchObject([{ analysis: { lastWindow: 3 } }]);
    expect(analyst.asked).toBe(2);
  });

  it.each(['analyst_refused', 'insufficient_conversation'] as const)(
    'is queued again after an attempt that ended with %s',
    async (code) => {
      failOnce(code);
      await ask();
      expect(await workAll()).toEqual(['failed']);
      expect(await status()).toMatchObject({ status: 'failed', code });

      expect(await ask()).toMatchObject({ status: 'queued' });
      expect(await workAll()).toEqual(['done']);
    },
  );

  it.each([1, 2, 3])('is queued again after %s jobs that ended without an attempt', async (times) => {
    const { list } = app.ports.records;
    for (let time = 0; time < times; time += 1) {
      app.ports.records.list = async () => {
        throw new LiveAssistError('transcript_too_long', 'Told by the test.');
      };
      await app.ports.claims.bind(CALL.call_id, ANA);
      expect(await ask({ force: true })).toMatchObject({ status: 'queued' });
      expect(await workAll()).toEqual(['failed']);
      expect(await status()).toMatchObject({ status: 'failed', code: 'transcript_too_long' });
    }
    app.ports.records.list = list;

    expect(await ask({ force: true })).toMatchObject({ status: 'queued' });
    expect(await workAll()).toEqual(['done']);
  });

  it('is queued again after a job that ended without an attempt and without a trace in its claim', async () => {
    const { queue } = app.ports.claims;
    app.ports.claims.queue = async () => {
      throw new LiveAssistError('store_unavailable', 'Told by the test.');
    };
    expect(await ask()).toMatchObject({ code: 'store_unavailable' });
    app.ports.claims.queue = queue;
    const { list } = app.ports.records;
    app.ports.records.list = async () => [];
    expect((await workAll()).length).toBe(1);
    app.ports.records.list = list;

    expect(await ask()).toMatchObject({ status: 'queued' });
    expect(await workAll()).toEqual(['done']);
  });

  it('is retried by the same job while the provider is down, and further requests add no job', async () => {
    failOnce('analyst_unavailable');
    await ask({ force: true });
    expect(await working.work(app)).toMatchObject({ outcome: 'later' });
    for (let minute = 0; minute < 3; minute += 1) await ask({ force: true });
    expect(await working.size()).toBe(1);

    await app.ports.clock.advance(MINUTE);
    expect(await workAll()).toEqual(['done']);
    expect(analyst.asked).toBe(1);
  });

  it('is paid for once if its worker dies and the job is delivered again', async () => {
    analyst.analyze = () => new Promise<never>(() => {});
    await ask({ force: true });
    void working.work(app);
    await expect.poll(async () => (await status()).status).toBe('running');
    analyst.analyze = scriptedAnalyst().analyze.bind(analyst);
    await ask({ force: true });
    await app.ports.clock.advance(8 * MINUTE);
    await workAll();
    await app.ports.clock.advance(8 * MINUTE);
    await workAll();

    expect(await working.size()).toBe(0);
    expect([analyst.asked, (await status()).status]).toEqual([1, 'done']);
  });

  it('is queued again for a customer who was erased and called again within minutes', async () => {
    await ask();
    await workAll();
    await app.ports.clock.advance(1_000);
    await eraseCustomer(app.ports, SETTINGS, { client_email: ANA });
    await app.ports.clock.advance(1_000);
    await app.post('/recordCallWindow', window(), await by());

    expect(await ask()).toMatchObject({ status: 'queued' });
    expect(await workAll()).toContain('done');
    expect(await app.ports.analytics.list(ANA)).toHaveLength(1);
  });

  it('is analysed once for requests with force that arrive during an analysis, and again for later ones', async () => {
    const finish = Promise.withResolvers<void>();
    const judge = analyst.analyze.bind(analyst);
    analyst.analyze = (request) => finish.promise.then(() => judge(request));
    await ask();
    const running = working.work(app);
    await expect.poll(async () => (await status()).status).toBe('running');
    for (let request = 0; request < 5; request += 1) await ask({ force: true });
    expect(await working.size()).toBe(2);
    await app.ports.clock.advance(1_000);
    finish.resolve();
    await running;
    // These requests joined a running analysis and share its outcome.
    expect(await workAll()).toEqual(['done']);
    expect(analyst.asked).toBe(1);

    await app.ports.clock.advance(1_000);
    expect(await ask({ force: true })).toMatchObject({ status: 'queued' });
    await app.ports.clock.advance(1_000);
    expect(await workAll()).toEqual(['done']);
    expect(analyst.asked).toBe(2);
  });

  it('is analysed with force if a job without force already waits', async () => {
    await ask();
    await workAll();
    await app.post('/recordCallWindow', window({ window_num: 2 }));
    await ask();
    await ask({ force: true });
    await ask({ force: true });
    expect(await working.size()).toBe(2);
    await app.ports.clock.advance(1_000);
    await workAll();
    expect(analyst.asked).toBe(2);
  });
});

import { analyzeCall } from '@live-assist/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyedHash } from '../../src/adapters/customer-hash.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { scriptedAnalyst } from '../support/app.ts';
import { TURNS } from '../support/ending-world.ts';
import { type EventReceiver, startReceiver, WEBHOOK_SECRET } from '../support/event-receiver.ts';
import { startFakeSqs } from '../support/fake-sqs.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const KEY = 'a key of this test that is long enough';
const ANA = 'ana@example.com';
const DAY_MS = 24 * 3_600_000;

let engine: TestEngine;
let tables: TestTables;
let sqs: Awaited<ReturnType<typeof startFakeSqs>>;
let receiver: EventReceiver;
let handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
const lines: string[] = [];

beforeAll(async () => {
  [engine, sqs, receiver] = await Promise.all([sharedEngine(), startFakeSqs(), startReceiver()]);
  tables = await engine.newTables();
  for (const [name, value] of Object.entries({
    AWS_REGION: 'eu-central-1',
    ...engine.env,
    CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
    ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
    SERVICE_STATE_TABLE: tables.names.serviceState,
    PROMISES_TABLE: tables.names.promises,
    ERASURE_KEY: KEY,
    ANALYST: 'local',
    ANALYSIS_QUEUE_URL: sqs.urlOf('analysis.fifo'),
    ANALYSIS_DEAD_LETTER_QUEUE_URL: sqs.urlOf('events-dead'),
    EVENTS_QUEUE_URL: sqs.urlOf('events'),
    EVENTS_WEBHOOK_URL: receiver.url,
    EVENTS_WEBHOOK_SECRET: WEBHOOK_SECRET,
  })) {
    vi.stubEnv(name, value);
  }
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(String(line)));
  ({ handler } = await import('../../src/doors/events-lambda.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all([receiver.close(), sqs.stop(), engine.stop()]);
});
beforeEach(() => {
  sqs.requests.length = 0;
  receiver.events.length = 0;
  lines.length = 0;
});

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 } as Context;

async function given(body: unknown, firstTriedAt = Date.now()): Promise<string[]> {
  const record = {
    messageId: 'm-1',
    receiptHandle: 'receipt of m-1',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: String(firstTriedAt),
    },
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:events',
  } as SQSRecord;
  const { batchItemFailures } = await handler({ Records: [record] }, context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

const asked = () =>
  sqs.requests.map(({ action, input }) => `${action} ${String(input.QueueUrl).split('/').at(-1)}`);

/** Analyses a call of yesterday, as the worker of a stage that sends events does. */
async function analysed(call_id: string): Promise<void> {
  const created_at = new Date(Date.now() - DAY_MS).toISOString();
  await tables.records.add({ call_id, window_number: 1, turns: TURNS, created_at, client_email: ANA });
  const ports = {
    ...tables,
    analyst: scriptedAnalyst(),
    events: {
      hash: keyedHash(KEY),
      marks: tables.counters,
      publish: async () => ({ taken: new Set<string>() }),
    },
    queue: { send: async () => {} },
    clock: systemClock,
    newToken: () => crypto.randomUUID(),
  };
  await analyzeCall(ports, { timeZone: 'UTC', analysisTimeoutMs: 60_000 }, { call_id, client_email: ANA });
}

describe('the function that sends events', () => {
  it('sends what is to be told of a call, once', async () => {
    await analysed('call-1');
    expect(await given({ job: 'events', call_id: 'call-1' })).toEqual([]);
    expect(await given({ job: 'events', call_id: 'call-1' })).toEqual([]);
    expect(receiver.events.map(({ type }) => type)).toEqual(['call.analyzed', 'promise.made']);
    expect(receiver.forged).toEqual([]);
    expect(asked()).toEqual([]);
  });

  it('hides a message whose events are not taken, and says so without a word of the receiver or the customer', async () => {
    await analysed('call-2');
    receiver.answers.push((response) => response.writeHead(500).end('a secret of the receiver'));
    expect(await given({ job: 'events', call_id: 'call-2' })).toEqual(['m-1']);
    expect(asked()).toEqual(['ChangeMessageVisibility events']);
    expect(sqs.requests[0]?.input.VisibilityTimeout).toBeGreaterThanOrEqual(29);
    expect(lines.join()).toContain('events_not_taken');
    expect(lines.join()).not.toMatch(/secret|example\.com|127\.0\.0\.1|parcel/);
  });

  it('looks for overdue promises on the tick of a day, and sends a job for each, once', async () => {
    await analysed('call-3');
    expect(await given({ job: 'overdue-day' })).toEqual([]);
    const jobs = sqs.requests.map(({ input }) => JSON.parse(String(input.MessageBody)));
    const [job] = jobs.filter(({ commitment_id }) => commitment_id === 'call-3:1:2:0');
    expect(job).toMatchObject({ job: 'overdue', client_email: ANA });
    expect(new Set(asked())).toEqual(new Set(['SendMessage events']));
    expect(await given(job)).toEqual([]);
    expect(receiver.events).toMatchObject([{ type: 'promise.overdue', data: { call_id: 'call-3' } }]);
    sqs.requests.length = 0;
    await given({ job: 'overdue-day' });
    expect(sqs.requests).toEqual([]);
  });

  it('moves what is written down nowhere else to the dead letters when it was not taken for half a day', async () => {
    receiver.answers.push((response) => response.writeHead(503).end());
    const event = { id: 'evt_1', type: 'promise.closed', timestamp: new Date().toISOString(), data: {} };
    expect(await given({ job: 'removed', events: [event] }, Date.now() - DAY_MS)).toEqual([]);
    expect(asked()).toEqual(['SendMessage events-dead']);
  });

  it('moves a message that is no job to the dead letters', async () => {
    expect(await given('no job')).toEqual([]);
    expect(asked()).toEqual(['SendMessage events-dead']);
  });
});

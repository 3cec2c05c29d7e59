import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TURNS } from '../support/ending-world.ts';
import {
  CONNECT_INSTANCE,
  contactEvent,
  type FakeConnect,
  startFakeConnect,
} from '../support/fake-connect.ts';
import { startFakeSqs } from '../support/fake-sqs.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const KEY = 'a key of this test that is long enough';
const MINUTE = 60_000;

let engine: TestEngine;
let tables: TestTables;
let sqs: Awaited<ReturnType<typeof startFakeSqs>>;
let connect: FakeConnect;
let handler: (
  event: SQSEvent | DynamoDBStreamEvent,
  context: Context,
) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;
const lines: string[] = [];

beforeAll(async () => {
  [engine, sqs, connect] = await Promise.all([sharedEngine(), startFakeSqs(), startFakeConnect()]);
  tables = await engine.newTables();
  for (const [name, value] of Object.entries({
    AWS_REGION: 'eu-central-1',
    ...engine.env,
    CALL_RECORDS_TABLE: tables.names.callRecords,
    CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
    ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
    SERVICE_STATE_TABLE: tables.names.serviceState,
    PROMISES_TABLE: tables.names.promises,
    CUSTOMER_ALIASES_TABLE: tables.names.customerAliases,
    ERASURE_KEY: KEY,
    ANALYST: 'local',
    ANALYSIS_QUEUE_URL: sqs.urlOf('analysis.fifo'),
    REDACTION_QUEUE_URL: sqs.urlOf('redactions.fifo'),
    SETTLE_QUEUE_URL: sqs.urlOf('settle'),
    ANALYSIS_DEAD_LETTER_QUEUE_URL: sqs.urlOf('settle-dead'),
    CONNECT_INSTANCE_ARN: CONNECT_INSTANCE,
    CONNECT_EMAIL_ATTRIBUTE: 'email',
    CONNECT_AGENT_ATTRIBUTE: 'agent',
    CONNECT_ENDPOINT: connect.url,
  })) {
    vi.stubEnv(name, value);
  }
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(String(line)));
  ({ handler } = await import('../../src/doors/ingest-lambda.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all([connect.stop(), sqs.stop(), engine.stop()]);
});
beforeEach(() => {
  sqs.requests.length = 0;
  sqs.state.fault = null;
  connect.requests.length = 0;
  connect.state.status = undefined;
  lines.length = 0;
});

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 } as Context;

/** Gives a batch to the function; returns what it wants again. */
async function given(Records: (SQSRecord | DynamoDBRecord)[]): Promise<string[]> {
  const { batchItemFailures } = await handler({ Records } as SQSEvent | DynamoDBStreamEvent, context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

let sequence = 0;
/** A record of the stream, with keys alone. */
function inserted(
  call_id: string,
  window_number: number,
  ageMs = 0,
  more: Partial<DynamoDBRecord> = {},
): DynamoDBRecord {
  sequence += 1;
  return {
    eventSource: 'aws:dynamodb',
    eventName: 'INSERT',
    dynamodb: {
      ApproximateCreationDateTime: (Date.now() - ageMs) / 1000,
      Keys: { call_id: { S: call_id }, window_number: { N: String(window_number) } },
      SequenceNumber: `sequence-${sequence}`,
      StreamViewType: 'KEYS_ONLY',
    },
    ...more,
  };
}

const sequenceOf = ({ dynamodb }: DynamoDBRecord) => dynamodb?.SequenceNumber ?? '';

function message(body: unknown): SQSRecord {
  return {
    messageId: 'm-1',
    receiptHandle: 'receipt of m-1',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: String(Date.now()),
      SentTimestamp: String(Date.now()),
      SenderId: 'sender',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:settle',
    awsRegion: 'eu-central-1',
  };
}

/** Puts a window as a direct writer does. */
const put = (call_id: string, window_number = 1, more: Record<string, unknown> = {}) =>
  tables.records.add({
    call_id,
    window_number,
    turns: TURNS,
    created_at: new Date().toISOString(),
    client_email: `${call_id}@example.com`,
    ...more,
  });

/** The bodies that were sent to a queue. */
const sentTo = (queue: string) =>
  sqs.requests
    .filter(({ action, input }) => action === 'SendMessage' && input.QueueUrl === sqs.urlOf(queue))
    .map(({ input }) => JSON.parse(String(input.MessageBody)));

describe('a batch of the stream', () => {
  it('makes each call wait once and sends one job for each, with events doubled and in any order', async () => {
    for (const call of ['one', 'two']) for (const n of [1, 2]) await put(call, n);
    const records = [inserted('one', 2), inserted('two', 1), inserted('one', 1), inserted('two', 2)];

    expect(await given([...records, ...records])).toEqual([]);
    const jobs = sentTo('settle').map(({ job, call_id }) => `${job} ${call_id}`);
    expect(jobs.sort()).toEqual(['settle one', 'settle two']);
    expect((await tables.claims.get('one'))?.waitingShard).toBeTypeOf('number');
  });

  it('passes over records that are no new window, and a window that is not there any more', async () => {
    await put('kept');
    const records = [
      inserted('kept', 1, 0, { eventName: 'MODIFY' }),
      inserted('kept', 1, 0, { eventName: 'REMOVE' }),
      inserted('kept', 1, 0, { dynamodb: { Keys: { id: { S: 'of another table' } } } }),
      inserted('gone', 1),
    ];

    expect(await given(records)).toEqual([]);
    expect(sqs.requests).toEqual([]);
    expect(await tables.claims.get('kept')).toBeNull();
  });

  it('is given again from the first record whose job could not be sent, and then loses nothing', async () => {
    for (const call of ['early', 'late']) await put(call);
    const records = [inserted('early', 1), inserted('late', 1)];
    sqs.state.fault = 'ServiceUnavailable';

    expect(await given(records)).toEqual([sequenceOf(records[0] as DynamoDBRecord)]);
    expect(lines.join()).toContain('store_unavailable');
    expect(lines.join()).not.toMatch(/example\.com|parcel/);
    sqs.state.fault = null;
    sqs.requests.length = 0;
    expect(await given(records)).toEqual([]);
    expect(
      sentTo('settle')
        .map(({ call_id }) => call_id)
        .sort(),
    ).toEqual(['early', 'late']);
  });

  it('is held up by a record that fails by itself for a quarter of an hour; then that is a dead letter, which can be sent again', async () => {
    const poison = 'poison';
    await put(poison);
    await put('behind');
    // A claim that nothing of ours has written: no announcement can be added to it.
    const Item = { call_id: poison, waitingRev: 'none' };
    await tables.client.send(new PutCommand({ TableName: tables.names.analysisClaims, Item }));
    const young = [inserted(poison, 1, 5 * MINUTE), inserted('behind', 1)];
    expect(await given(young)).toEqual([sequenceOf(young[0] as DynamoDBRecord)]);
    expect(sentTo('settle-dead')).toEqual([]);

    expect(await given([inserted(poison, 1, 16 * MINUTE), inserted('behind', 1)])).toEqual([]);
    expect(sentTo('settle-dead')).toMatchObject([{ job: 'settle', call_id: poison, ended: true }]);
  });

  it('is given again for longer than that while the queue cannot be reached: nothing of it is given up', async () => {
    await put('patient');
    const records = [inserted('patient', 1, 60 * MINUTE)];
    sqs.state.fault = 'ServiceUnavailable';
    expect(await given(records)).toEqual([sequenceOf(records[0] as DynamoDBRecord)]);
  });
});

describe('an event of Amazon Connect', () => {
  it('has the call of a contact queued after the settle time, for the customer and the agent that its attributes name', async () => {
    const created_at = new Date(Date.now() - 60 * MINUTE).toISOString();
    await put('contact-1', 1, { client_email: undefined, created_at });
    connect.contacts['contact-1'] = { email: ' Lena@Example.com ', agent: 'agent-7', other: 'secret' };

    expect(await given([message(contactEvent('contact-1'))])).toEqual([]);
    expect(connect.requests).toMatchObject([
      {
        asked: 'GET /contacts/8f1f7c2a-0000-4000-8000-000000000000/contact-1',
        authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=.*\/eu-central-1\/connect\//),
      },
    ]);
    const [job] = sentTo('settle');
    expect(job).toMatchObject({ job: 'settle', call_id: 'contact-1', ended: true, agent_id: 'agent-7' });
    expect(JSON.stringify(job)).not.toContain('secret');

    sqs.requests.length = 0;
    expect(await given([message({ ...job, sentAt: Date.now() - MINUTE })])).toEqual([]);
    expect(await tables.claims.get('contact-1')).toMatchObject({ client_email: 'lena@example.com' });
  });

  it('counts without attributes too: the windows name the customer', async () => {
    expect(await given([message(contactEvent('unknown-contact'))])).toEqual([]);
    expect(sentTo('settle')).toMatchObject([{ call_id: 'unknown-contact', ended: true }]);
    connect.contacts.odd = { email: 'no address', agent: '' };
    sqs.requests.length = 0;
    expect(await given([message(contactEvent('odd'))])).toEqual([]);
    expect(Object.keys(sentTo('settle')[0]).sort()).toEqual(['call_id', 'ended', 'job', 'sentAt']);
  });

  it.each([
    ['a leg without an agent, which goes on', { agentInfo: null }],
    ['a contact that begins', { eventType: 'CONNECTED_TO_AGENT' }],
    ['a contact of another instance', { instanceArn: CONNECT_INSTANCE.replace('8f1f7c2a', '00000000') }],
  ])('changes nothing when it tells of %s', async (_, detail) => {
    expect(await given([message(contactEvent('other', detail))])).toEqual([]);
    expect([sqs.requests, connect.requests]).toEqual([[], []]);
  });

  it('stays in the queue while Amazon Connect cannot be asked', async () => {
    connect.state.status = 500;
    expect(await given([message(contactEvent('contact-1'))])).toEqual(['m-1']);
    expect(sqs.requests).toEqual([]);
    expect(lines.join()).toContain('store_unavailable');
  });
});

describe('the hourly tick', () => {
  it('queues a call whose job was lost, and tells of it in the log', async () => {
    const since = new Date(Date.now() - 60 * MINUTE).toISOString();
    await put('missed', 1, { created_at: since });
    await tables.claims.wait({ call_id: 'missed', since });

    expect(await given([message({ job: 'waiting' })])).toEqual([]);
    expect(sentTo('analysis.fifo')).toMatchObject([
      { call_id: 'missed', client_email: 'missed@example.com' },
    ]);
    expect(JSON.parse(lines.find((line) => line.includes('"waiting"')) ?? '{}')).toMatchObject({
      job: 'waiting',
      found: 1,
      cut: false,
    });
  });
});

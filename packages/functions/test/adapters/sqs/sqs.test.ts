import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { customerHash } from '../../../src/adapters/customer-hash.ts';
import { sqsAnalysisQueue } from '../../../src/adapters/sqs/analysis-queue.ts';
import { ANA } from '../../support/app.ts';
import { datapointsOf } from '../../support/cloudwatch.ts';
import { startFakeSqs } from '../../support/fake-sqs.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

const KEY = 'a key of this test that is long enough';
const JOB = { call_id: 'call-1', client_email: ANA, queuedAt: 1_768_473_000_000 };

let engine: TestEngine;
let tables: TestTables;
let sqs: Awaited<ReturnType<typeof startFakeSqs>>;
let handler: (
  event: SQSEvent,
  context: Context,
) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;
const lines: unknown[] = [];

beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
  sqs = await startFakeSqs();
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
    ANALYSIS_DEAD_LETTER_QUEUE_URL: sqs.urlOf('analysis-dead.fifo'),
  })) {
    vi.stubEnv(name, value);
  }
  vi.stubEnv('METRICS_NAMESPACE', 'LiveAssist/test');
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
  ({ handler } = await import('../../../src/doors/worker-lambda.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await sqs.stop();
  await engine.stop();
});
beforeEach(() => {
  sqs.requests.length = 0;
  sqs.state.fault = null;
  lines.length = 0;
});

describe('the queue in SQS', () => {
  it('the queue in SQS sends a job in a group per customer whose name does not reveal the customer', async () => {
    const queue = sqsAnalysisQueue({ queueUrl: sqs.urlOf('analysis.fifo'), groupOf: customerHash(KEY) });
    await queue.send(JOB);
    await queue.send({ ...JOB, client_email: ` ${ANA.toUpperCase()} ` });

    const [first, second] = sqs.requests.map(({ input }) => input);
    expect(first).toMatchObject({
      QueueUrl: sqs.urlOf('analysis.fifo'),
      MessageBody: JSON.stringify(JOB),
      MessageGroupId: await customerHash(KEY)(ANA),
    });
    expect(second?.MessageGroupId).toBe(first?.MessageGroupId);
    // Two equal requests are two jobs: new windows may have arrived before the second.
    expect(second?.MessageDeduplicationId).not.toBe(first?.MessageDeduplicationId);
  });

  it('the queue in SQS gives equal jobs the same deduplication id, which does not reveal the call', async () => {
    const idOf = async (sameAs: string, key = KEY) => {
      sqs.requests.length = 0;
      const queue = sqsAnalysisQueue({ queueUrl: sqs.urlOf('analysis.fifo'), groupOf: customerHash(key) });
      await queue.send(JOB, sameAs);
      return String(sqs.requests[0]?.input.MessageDeduplicationId);
    };
    const id = await idOf('["call-1",0]');
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await idOf('["call-1",0]')).toBe(id);
    // Addresses are hashed without regard to case, but call ids are case-sensitive.
    for (const other of ['["CALL-1",0]', ' ["call-1",0]', '["call-1",1]'])
      expect(await idOf(other)).not.toBe(id);
    expect(await idOf('["call-1",0]', `${KEY}, another one`)).not.toBe(id);
  });

  it('the queue in SQS sends each redaction to the redaction queue, in its own anonymous group', async () => {
    const hash = customerHash(KEY);
    const job = { job: 'redact', call_id: 'call-1', notBefore: 1 } as const;
    const urls = { queueUrl: sqs.urlOf('analysis.fifo'), redactionQueueUrl: sqs.urlOf('redactions.fifo') };
    await sqsAnalysisQueue({ ...urls, groupOf: hash }).send(job);
    await sqsAnalysisQueue({ queueUrl: urls.queueUrl, groupOf: hash }).send(job);

    const sent = sqs.requests.map(({ input }) => input);
    expect(sent).toMatchObject([
      { QueueUrl: urls.redactionQueueUrl, MessageBody: JSON.stringify(job) },
      { QueueUrl: urls.queueUrl },
    ]);
    // A redaction that waits for a day does not block others.
    const groups = sent.map(({ MessageGroupId }) => String(MessageGroupId));
    expect(new Set(groups).size).toBe(2);
    for (const group of groups) expect(group).toMatch(/^redact-[\da-f-]{36}$/);
  });

  it('the queue in SQS fails with its own message after three attempts if SQS cannot be reached', async () => {
    sqs.state.fault = 'ServiceUnavailable';
    const queue = sqsAnalysisQueue({ queueUrl: sqs.urlOf('analysis.fifo'), groupOf: customerHash(KEY) });

    await expect(queue.send(JOB)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.not.stringContaining('Told by the test'),
    });
    expect(sqs.requests).toHaveLength(3);
  });
});

describe('the handler of the queue', () => {
  it('the handler of the queue analyses a call, and reports no failed message', async () => {
    for (const recorded of promiseCall('call-1')) await tables.records.add(recorded);

    expect(await deliver([message('m-1', JSON.stringify(JOB))])).toEqual([]);
    expect(await tables.analytics.list(ANA)).toMatchObject([{ call_id: 'call-1' }]);
    expect(sqs.requests).toMatchObject([
      {
        action: 'SendMessage',
        input: { QueueUrl: sqs.urlOf('redactions.fifo'), MessageBody: expect.stringContaining('"redact"') },
      },
    ]);
    expect(lines).toEqual([
      expect.objectContaining({
        job: 'analysis',
        outcome: 'done',
        tries: 1,
        level: 'info',
        requestId: 'request-1',
        customer: (await customerHash(KEY)(ANA)).slice(0, 16),
      }),
    ]);
    expect(datapointsOf(JSON.stringify(lines[0]))).toContainEqual({
      namespace: 'LiveAssist/test',
      name: 'jobs',
      dimensions: { job: 'analysis', outcome: 'done' },
      unit: 'Count',
      value: 1,
    });
  });

  it('the handler of the queue copies jobs that can never succeed to the dead letters with the reason, and goes on', async () => {
    const unknown = JSON.stringify({ ...JOB, call_id: 'unknown-call' });

    expect(await deliver([message('m-1', 'no job'), message('m-2', unknown)])).toEqual([]);
    expect(sqs.requests.map(({ action, input }) => [action, input])).toMatchObject(
      [
        ['no job', 'm-1', 'invalid_request'],
        [unknown, 'm-2', 'call_not_found'],
      ].map(([body, id, reason]) => [
        'SendMessage',
        {
          QueueUrl: sqs.urlOf('analysis-dead.fifo'),
          MessageBody: body,
          MessageGroupId: 'group-1',
          MessageDeduplicationId: id,
          MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
        },
      ]),
    );
  });

  it('the handler of the queue holds back a call that another worker analyses, and the messages behind it', async () => {
    const leaseUntil = Date.now() + 40_000;
    const held = { call_id: 'held', client_email: ANA, created_at: '2026-01-15T12:00:00.000Z' };
    await tables.claims.take({ ...held, attempt: 1, token: 'other', leaseUntil, updatedAt: Date.now() });
    const job = JSON.stringify({ ...JOB, call_id: 'held' });

    expect(await deliver([message('m-1', job), message('m-2', 'no job')])).toEqual(['m-1', 'm-2']);
    expect(sqs.requests).toMatchObject([
      { action: 'ChangeMessageVisibility', input: { ReceiptHandle: 'receipt of m-1' } },
    ]);
    const seconds = Number(sqs.requests[0]?.input.VisibilityTimeout);
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(40);
  });

  it('the handler of the queue delays a redaction that is not due, and runs one that is due', async () => {
    const recorded = (call_id: string, created_at: string) =>
      tables.records.add({
        call_id,
        window_number: 1,
        turns: JSON.stringify([{ speaker: 'customer', transcript: 'My PIN is 4821.' }]),
        created_at,
      });
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    await recorded('young', hoursAgo(1));
    await recorded('old', hoursAgo(25));
    const redaction = (call_id: string) => JSON.stringify({ job: 'redact', call_id, notBefore: 1 });
    const eventSourceARN = 'arn:aws:sqs:eu-central-1:123456789012:redactions.fifo';
    const redacted = (id: string, call: string) => ({ ...message(id, redaction(call)), eventSourceARN });

    expect(await deliver([redacted('m-1', 'old')])).toEqual([]);
    expect(await deliver([redacted('m-2', 'young')])).toEqual(['m-2']);
    // 23 hours remain, but SQS hides a message for at most 12, including its time at the worker.
    expect(sqs.requests).toMatchObject([
      {
        action: 'ChangeMessageVisibility',
        input: { QueueUrl: sqs.urlOf('redactions.fifo'), VisibilityTimeout: 41_400 },
      },
    ]);
    expect(await tables.records.list('old')).toMatchObject([
      { turns: expect.stringContaining('[SECRET]'), contentHash: expect.stringMatching(/^v1:[\da-f]{64}$/) },
    ]);
    expect(await tables.records.list('young')).toMatchObject([{ turns: expect.stringContaining('4821') }]);
    expect(lines).toMatchObject([
      { job: 'redact', outcome: 'done', level: 'info' },
      { job: 'redact', outcome: 'later', level: 'info' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('4821');
  });

  it('the handler of the queue leaves a message in the queue if the dead-letter queue cannot be reached', async () => {
    sqs.state.fault = 'ServiceUnavailable';

    expect(await deliver([message('m-1', 'no job')])).toEqual(['m-1']);
    expect(JSON.stringify(lines)).not.toMatch(/Told by the test/);
    expect(lines).toMatchObject([{ level: 'error', outcome: 'dead', error: { code: 'store_unavailable' } }]);
  });
});

async function deliver(Records: SQSRecord[]): Promise<string[]> {
  const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 } as Context;
  const { batchItemFailures } = await handler({ Records }, context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

function message(messageId: string, body: string): SQSRecord {
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: String(Date.now()),
      SentTimestamp: String(Date.now()),
      SenderId: 'sender',
      MessageGroupId: 'group-1',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:analysis.fifo',
    awsRegion: 'eu-central-1',
  };
}

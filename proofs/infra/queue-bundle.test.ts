import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { promiseCall } from '../../packages/core/test/support/story.ts';
import { dynamoAnalysisClaims } from '../../packages/functions/src/adapters/dynamodb/analysis-claims.ts';
import { dynamoClient } from '../../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { type Engine, startEngine } from '../../packages/functions/src/local/engine/engine.ts';
import { devToken } from '../../packages/functions/src/local/server/dev-token.ts';
import { type SqsQueues, startSqsQueues } from '../../packages/functions/test/support/sqs-queues.ts';
import { urlEvent } from '../../packages/functions/test/support/url-event.ts';
import { awsKeyOf, linkedTables, makeTables, read, SECRET, startBundle } from './bundles.ts';
import type { RunningFunction } from './lambda-runtime.ts';
import { type Stack, synth } from './stack.ts';

const ANA = 'ana@example.com';
const QUEUE = 'calls.fifo';
const DEAD = 'dead.fifo';

let engine: Engine;
let sqs: SqsQueues;
let stack: Stack;
let api: RunningFunction;
let worker: RunningFunction;
beforeAll(async () => {
  [engine, sqs, stack] = await Promise.all([
    startEngine({ port: 0 }),
    startSqsQueues(),
    synth('test', { bundled: true }),
  ]);
  await makeTables(stack, engine);
  const queues = {
    ...sqs.environment,
    ...awsKeyOf(engine),
    ANALYSIS_QUEUE_URL: sqs.url(QUEUE),
    ANALYSIS_DEAD_LETTER_QUEUE_URL: sqs.url(DEAD),
  };
  api = await startBundle(stack, 'Api', engine, queues);
  worker = await startBundle(stack, 'Analysis', engine, queues);
});
afterAll(async () => {
  api.stop();
  worker.stop();
  await sqs.stop();
  await engine.stop();
});

let calls = 0;
let call_id: string;
beforeEach(() => {
  calls += 1;
  call_id = `call-${calls}`;
});

describe('the bundles of the API and of its worker, with a queue between them', () => {
  it('the bundles of the API and of its worker, with a queue between them, analyse a call that no request waits for', async () => {
    await record();
    expect(await ask('/getCallAnalytics', { call_id, client_email: ANA, async: true })).toMatchObject({
      status: 202,
      json: { call_id, status: 'queued' },
    });
    const [message] = sqs.messages(QUEUE);
    expect(message?.group).toMatch(/^[0-9a-f]{64}$/);

    expect(await poll()).toEqual([]);
    expect(sqs.messages(QUEUE)).toEqual([]);
    expect(await ask('/getAnalysisStatus', { call_id })).toMatchObject({ json: { status: 'done' } });
    expect((await ask('/getMemoryBox', { client_email: ANA })).json).toMatchObject({
      returning: true,
      lastCall: { call_id },
    });
  });

  it('the bundles of the API and of its worker, with a queue between them, move an invalid job to the dead letters with the reason, and go on', async () => {
    await record();
    expect(await deliver([message('m-1', 'no job'), message('m-2', job())])).toEqual([]);
    expect(sqs.messages(DEAD)).toMatchObject([
      { body: 'no job', group: 'group-of-ana', attributes: { reason: 'invalid_request' } },
    ]);
    expect(await ask('/getAnalysisStatus', { call_id })).toMatchObject({ json: { status: 'done' } });
  });

  it('the bundles of the API and of its worker, with a queue between them, delay the job of a call that is already being analysed', async () => {
    await record();
    await ask('/getCallAnalytics', { call_id, client_email: ANA, async: true });
    await hold();

    expect(await poll()).toHaveLength(1);
    const [message] = sqs.messages(QUEUE);
    expect(message?.hiddenUntil).toBeGreaterThan(Date.now() + 60_000);
  });

  it('the bundles of the API and of its worker, with a queue between them, keep a message whose dead letter cannot be sent', async () => {
    sqs.refuse('SendMessage', 3);
    expect(await deliver([message('m-3', '{}')])).toEqual(['m-3']);
  });

  it('the bundles of the API and of its worker, with a queue between them, name no customer in the log of the worker', () => {
    expect(worker.log()).toContain('invalid_request');
    expect(worker.log()).not.toContain(ANA);
    expect(worker.log()).not.toContain('refund');
  });
});

/** Passes the next message to the worker as Lambda does; returns the ids of the messages that stay in the queue. */
async function poll(): Promise<string[]> {
  const { Messages = [] } = await toSqs('ReceiveMessage', { QueueUrl: sqs.url(QUEUE) });
  const kept = await deliver(
    Messages.map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
      ...message(MessageId, Body),
      receiptHandle: ReceiptHandle,
      attributes: Attributes,
    })),
  );
  for (const { MessageId, ReceiptHandle } of Messages) {
    if (!kept.includes(MessageId)) await toSqs('DeleteMessage', { QueueUrl: sqs.url(QUEUE), ReceiptHandle });
  }
  return kept;
}

interface Received {
  Messages?: { MessageId: string; ReceiptHandle: string; Body: string; Attributes: Record<string, string> }[];
}

async function toSqs(action: string, request: object): Promise<Received> {
  const answer = await fetch(sqs.url(QUEUE), {
    method: 'POST',
    headers: { 'x-amz-target': `AmazonSQS.${action}` },
    body: JSON.stringify(request),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Received;
}

async function deliver(Records: object[]): Promise<string[]> {
  const answer = await worker.invoke({ Records });
  const { batchItemFailures } = (answer as { payload: { batchItemFailures: { itemIdentifier: string }[] } })
    .payload;
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** A record of an SQS event. */
function message(messageId: string, body: string): object {
  const now = String(Date.now());
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: now,
      SentTimestamp: now,
      MessageGroupId: 'group-of-ana',
      MessageDeduplicationId: messageId,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:calls.fifo',
    awsRegion: 'eu-central-1',
  };
}

function job(): string {
  return JSON.stringify({ call_id, client_email: ANA, queuedAt: Date.now() });
}

async function record(): Promise<void> {
  for (const { window_number, turns } of promiseCall(call_id)) {
    const window = {
      call_id,
      client_email: ANA,
      window_num: window_number,
      turns: JSON.parse(String(turns)),
    };
    expect(await ask('/recordCallWindow', window)).toMatchObject({ status: 200 });
  }
}

/** Lets another worker hold the call for the next two minutes. */
async function hold(): Promise<void> {
  const client = dynamoClient({ endpoint: engine.endpoint, credentials: engine.credentials });
  const claims = dynamoAnalysisClaims({ client, table: linkedTables(stack).analysisClaims });
  const now = Date.now();
  await claims.take({
    ...{ call_id, client_email: ANA, created_at: '2026-11-02T10:02:00.000Z' },
    ...{ attempt: 1, token: 'another-worker', leaseUntil: now + 120_000, updatedAt: now },
  });
}

async function ask(path: string, body: object) {
  const scope = 'records:write analytics:write memory:read customers:any';
  const token = await devToken(SECRET, { scope });
  return read(await api.invoke(urlEvent('POST', path, body, token)));
}

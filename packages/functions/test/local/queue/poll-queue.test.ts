import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { promiseCall, windowOf } from '../../../../core/test/support/story.ts';
import { customerHash } from '../../../src/adapters/customer-hash.ts';
import { sqsAnalysisQueue } from '../../../src/adapters/sqs/analysis-queue.ts';
import { pollQueue } from '../../../src/local/queue/poll-queue.ts';
import { type SqsQueues, startSqsQueues } from '../../support/sqs-queues.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

const KEY = 'a key of this test that is long enough';
const JOB = { client_email: 'ana@example.com', queuedAt: 1 };
const REDACTIONS = 'redactions.fifo';
const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url));

let sqs: SqsQueues;
let queueUrl: string;
let queues = 0;
beforeAll(async () => {
  sqs = await startSqsQueues();
  Object.assign(process.env, sqs.environment);
});
afterAll(() => sqs.stop());
beforeEach(() => {
  queues += 1;
  queueUrl = sqs.url(`calls-${queues}.fifo`);
});

const waiting = () => sqs.messages(`calls-${queues}.fifo`);
const send = (call_id: string) =>
  sqsAnalysisQueue({ queueUrl, groupOf: customerHash(KEY) }).send({ ...JOB, call_id });

describe('an SQS queue that is polled on this machine', () => {
  it('passes each message to the handler as Lambda does, and deletes the handled ones', async () => {
    await send('call-1');
    await send('call-2');
    const seen: SQSEvent['Records'] = [];
    const stopping = new AbortController();
    await pollQueue({
      queueUrl,
      handlerMs: 5_000,
      signal: stopping.signal,
      onFault: (fault) => expect.fail(fault.message),
      handler: async ({ Records }, context) => {
        seen.push(...Records);
        expect(context.getRemainingTimeInMillis()).toBeGreaterThan(4_000);
        if (seen.length === 2) stopping.abort();
        return { batchItemFailures: [] };
      },
    });
    expect(seen.map(({ body }) => JSON.parse(body).call_id)).toEqual(['call-1', 'call-2']);
    expect(seen[0]?.attributes).toMatchObject({
      ApproximateReceiveCount: '1',
      MessageGroupId: await customerHash(KEY)(JOB.client_email),
    });
  });

  it('leaves failed messages in the queue, also if the handler throws', async () => {
    await send('call-1');
    await send('call-2');
    const faults: string[] = [];
    const stopping = new AbortController();
    await pollQueue({
      queueUrl,
      handlerMs: 5_000,
      signal: stopping.signal,
      onFault: ({ name }) => {
        faults.push(name);
        stopping.abort();
      },
      handler: async () => {
        throw new TypeError('Told by the test.');
      },
    });
    expect(faults).toEqual(['TypeError']);

    const other = new AbortController();
    queues += 1;
    queueUrl = sqs.url(`calls-${queues}.fifo`);
    await send('call-3');
    await pollQueue({
      queueUrl,
      handlerMs: 5_000,
      signal: other.signal,
      onFault: ({ name }) => faults.push(name),
      handler: async ({ Records }) => {
        other.abort();
        return { batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
    });
    expect(waiting()).toHaveLength(1);
    expect(faults).toHaveLength(1);
  });
});

describe('node infra/work-here.ts', () => {
  let engine: TestEngine;
  let tables: TestTables;
  beforeAll(async () => {
    engine = await sharedEngine();
    tables = await engine.newTables();
  });
  afterAll(() => engine.stop());

  it('analyses the jobs that waited while the machine was off, and delays redactions in their own queue', async () => {
    const said = [{ speaker: 'customer', transcript: 'My card is 4242 4242 4242 4242.' }];
    for (const window of promiseCall('call-1')) await tables.records.add(window);
    await tables.records.add(windowOf('call-1', 2, said));
    const created_at = new Date().toISOString();
    await tables.records.add(windowOf('young', 1, said, { created_at }));
    const young = { job: 'redact', call_id: 'young', notBefore: 1 } as const;
    const soon = Date.now() + 11 * 3_600_000;
    const both = { queueUrl, redactionQueueUrl: sqs.url(REDACTIONS), groupOf: customerHash(KEY) };
    await sqsAnalysisQueue(both).send(young);
    await send('call-1');
    expect(waiting()).toHaveLength(1);
    const { callRecords, callAnalytics, analysisClaims, serviceState, promises, customerAliases } =
      tables.names;
    const env = {
      ...process.env,
      ...sqs.environment,
      ...engine.env,
      CALL_RECORDS_TABLE: callRecords,
      CALL_ANALYTICS_TABLE: callAnalytics,
      ANALYSIS_CLAIMS_TABLE: analysisClaims,
      SERVICE_STATE_TABLE: serviceState,
      PROMISES_TABLE: promises,
      CUSTOMER_ALIASES_TABLE: customerAliases,
      ERASURE_KEY: KEY,
      ANALYST: 'local',
      ANALYSIS_QUEUE_URL: queueUrl,
      REDACTION_QUEUE_URL: sqs.url(REDACTIONS),
      ANALYSIS_DEAD_LETTER_QUEUE_URL: sqs.url('dead.fifo'),
      SST_RESOURCES_JSON: JSON.stringify({ App: { name: 'live-assist', stage: 'ana' } }),
    };
    const child = spawn(process.execPath, ['infra/work-here.ts'], { cwd: ROOT, env, stdio: 'ignore' });
    try {
      await expect.poll(() => waiting().length).toBe(0);
      expect(await tables.analytics.list('ana@example.com')).toMatchObject([{ call_id: 'call-1' }]);
      // The redaction of the recent call waits; the others are done.
      const waits = () => sqs.messages(REDACTIONS).map(({ body, hiddenUntil }) => [body, hiddenUntil > soon]);
      await expect.poll(waits).toEqual([[JSON.stringify(young), true]]);
      expect(JSON.stringify(await tables.records.list('call-1'))).toContain('[CARD]');
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
});

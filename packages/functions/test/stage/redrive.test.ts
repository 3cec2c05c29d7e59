import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '@live-assist/core';
import type { SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sqsAnalysisQueue } from '../../src/adapters/sqs/analysis-queue.ts';
import { sqsDeliveries } from '../../src/adapters/sqs/deliveries.ts';
import { redrive } from '../../src/stage/redrive.ts';
import { type SqsQueues, startSqsQueues } from '../support/sqs-queues.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

let sqs: SqsQueues;
let aheadMs: number;
beforeEach(async () => {
  aheadMs = -60_000;
  sqs = await startSqsQueues(() => Date.now() + aheadMs);
  for (const [name, value] of Object.entries(sqs.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sqs.stop();
});

const again = () => redrive(sqs.url('dead.fifo'), sqs.url('calls.fifo'), sqs.url('redactions.fifo'));
const bodies = (queue: string) => sqs.messages(queue).map(({ body }) => body);

/** Moves a job to the dead letters, as the worker does. */
async function bury(call: string, customer: string, reason: ErrorCode): Promise<void> {
  const worker = sqsDeliveries({
    queueUrl: sqs.url('calls.fifo'),
    deadLetterQueueUrl: sqs.url('dead.fifo'),
  });
  const record = { body: letter(call, customer), messageId: call, attributes: { MessageGroupId: customer } };
  await worker.bury(record as SQSRecord, reason);
}

function letter(call_id: string, customer: string): string {
  return JSON.stringify({ call_id, client_email: `${customer}@example.com`, queuedAt: 0 });
}

describe('putting dead letters back', () => {
  it('putting dead letters back moves them into the queue, and counts their reasons', async () => {
    await bury('call-1', 'ana', 'analyst_unavailable');
    await bury('call-2', 'ben', 'analyst_bad_output');
    await bury('call-3', 'cleo', 'analyst_unavailable');

    expect(await again()).toEqual({
      moved: 3,
      reasons: { analyst_unavailable: 2, analyst_bad_output: 1 },
    });
    expect(sqs.messages('dead.fifo')).toEqual([]);
    expect(sqs.messages('calls.fifo')).toEqual(
      [
        ['call-1', 'ana'],
        ['call-2', 'ben'],
        ['call-3', 'cleo'],
      ].map(([call = '', customer = '']) => ({
        body: letter(call, customer),
        group: customer,
        attributes: {},
        hiddenUntil: 0,
      })),
    );
  });

  it('putting dead letters back keeps the calls of one customer in order, however many there are', async () => {
    const calls = Array.from({ length: 25 }, (_, index) => `call-${index}`);
    for (const call of calls) await bury(call, 'ana', 'store_unavailable');

    expect((await again()).moved).toBe(25);
    expect(bodies('calls.fifo')).toEqual(calls.map((call) => letter(call, 'ana')));
  });

  it('putting dead letters back moves redactions to their own queue, where they delay no call and trigger no alarm', async () => {
    const job = { job: 'redact', call_id: 'call-1', notBefore: 0 } as const;
    const queue = sqsAnalysisQueue({ queueUrl: sqs.url('dead.fifo'), groupOf: async () => 'ana' });
    await queue.send(job);
    await queue.send({ job: 'sweep', client_email: 'ana@example.com', call_ids: [], notBefore: 0 });
    await bury('call-2', 'ben', 'analyst_timeout');

    expect((await again()).moved).toBe(3);
    expect(bodies('redactions.fifo')).toEqual([JSON.stringify(job)]);
    expect(bodies('calls.fifo')).toEqual([expect.stringContaining('"sweep"'), letter('call-2', 'ben')]);
  });

  it('putting dead letters back counts those that SQS gave up itself, and prints only valid codes', async () => {
    const queue = sqsAnalysisQueue({ queueUrl: sqs.url('dead.fifo'), groupOf: async () => 'ana' });
    await queue.send({ call_id: 'call-1', client_email: 'ana@example.com', queuedAt: 0 });
    await bury('call-2', 'ben', 'ana@example.com' as ErrorCode);

    expect((await again()).reasons).toEqual({ none: 2 });
  });

  it('putting dead letters back leaves a letter that arrives during the run', async () => {
    await bury('call-1', 'ana', 'analyst_unavailable');
    aheadMs = 60_000;
    await bury('call-2', 'ben', 'invalid_request');

    expect((await again()).moved).toBe(1);
    expect(bodies('dead.fifo')).toEqual([letter('call-2', 'ben')]);
  });

  it('putting dead letters back sends no call twice if it is interrupted and restarted', async () => {
    await bury('call-1', 'ana', 'analyst_unavailable');
    await bury('call-2', 'ana', 'analyst_unavailable');
    sqs.refuse('DeleteMessage', 3);

    await expect(again()).rejects.toThrow('RequestThrottled');
    aheadMs += 61_000;
    // The first letter predates the start, although its hold has only just expired.
    expect((await again()).moved).toBe(2);

    expect(sqs.messages('dead.fifo')).toEqual([]);
    expect(bodies('calls.fifo')).toEqual([letter('call-1', 'ana'), letter('call-2', 'ana')]);
  });

  it('the command that puts dead letters back prints no address', async () => {
    await bury('call-1', 'ana', 'analyst_timeout');
    await bury('call-2', 'ben', 'analyst_bad_output');
    await bury('call-3', 'cleo', 'analyst_bad_output');
    const child = spawn(process.execPath, ['infra/redrive.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        SST_RESOURCES_JSON: JSON.stringify({
          App: { name: 'live-assist', stage: 'test' },
          AnalysisDeadLetters: { url: sqs.url('dead.fifo') },
          AnalysisQueue: { url: sqs.url('calls.fifo') },
          RedactionQueue: { url: sqs.url('redactions.fifo') },
        }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(printed).toBe(
      '3 calls are back in the queue.\n     2 analyst_bad_output\n     1 analyst_timeout\n',
    );
  });
});

import { LiveAssistError } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { customerHash } from '../../src/adapters/customer-hash.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { type JobLogLine, jobLogLine } from '../../src/telemetry/job-log.ts';
import { scriptedAnalyst, testApp, window } from '../support/app.ts';

const KEY = 'a key of this test that is long enough';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const CALL = { call_id: 'marked-call', client_email: 'marked-address@example.com' };

/** Returns the log line of a job whose analysis throws this. */
async function lineOf(thrown: unknown, untold?: unknown): Promise<JobLogLine> {
  const { post, ports } = testApp({
    analyst: {
      ...scriptedAnalyst(),
      async analyze() {
        throw thrown;
      },
    },
  });
  const marked = { speaker: 'customer', transcript: 'marked-word' };
  await post('/recordCallWindow', window({ ...CALL, turns: [marked, { ...marked, speaker: 'agent' }] }));
  const work = { ports, settings: SETTINGS, hashCustomer: customerHash(KEY) };
  const delivery = { tries: 1, firstTriedAt: ports.clock.now() };
  const dealt = await handleMessage(work, JSON.stringify({ ...CALL, queuedAt: 1 }), delivery);
  return jobLogLine(dealt, { now: ports.clock.now(), untold });
}

describe('the log of a job', () => {
  it('the log of a job has the place of an internal failure, without its message', async () => {
    const line = await lineOf(new TypeError('marked-fault'));
    expect(line).toMatchObject({
      level: 'warn',
      outcome: 'later',
      code: 'internal',
      error: {
        name: 'TypeError',
        frames: expect.arrayContaining([expect.stringMatching(/job-log\.test\.ts:\d+/)]),
      },
    });
  });

  it('the log of a job has no frames for a failure caused by the call', async () => {
    const line = await lineOf(new LiveAssistError('analyst_refused', 'It declines.'));
    expect(line).toMatchObject({ level: 'info', outcome: 'failed', code: 'analyst_refused' });
    expect(line).not.toHaveProperty('error');
  });

  it('the log of a job reports a failure of the queue first', async () => {
    const gone = new LiveAssistError('store_unavailable', 'The queue is gone.');
    expect(await lineOf(new TypeError('marked-fault'), gone)).toMatchObject({
      level: 'error',
      error: { name: 'LiveAssistError', code: 'store_unavailable' },
    });
  });

  it('the log of a job contains no address, no call id and no words of a call', async () => {
    const everywhere = 'marked-address@example.com marked-call marked-word marked-fault';
    const faults = [
      new Error(everywhere),
      new Error(`first line\n    at marked (file:///marked.ts:1:2)`),
      new LiveAssistError('store_unavailable', 'It is gone.', { cause: new Error(everywhere) }),
      new LiveAssistError('analyst_unavailable', 'It is gone.', { cause: everywhere }),
      everywhere,
    ];
    for (const fault of faults) {
      const line = JSON.stringify(await lineOf(fault));
      expect(line).toContain((await customerHash(KEY)(CALL.client_email)).slice(0, 16));
      expect(line).not.toContain('marked');
    }
  });
});

// Processes calls of different lengths in turn, until the code is warm, and measures the rest.
import type { CallWindow } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { redactedInSteps } from '@live-assist/core/redaction/redacted-windows';
import { judgeCall } from '../../packages/core/src/analysis/judge-call.ts';
import { systemClock } from '../../packages/functions/src/adapters/system-clock.ts';
import { instantAnalyst } from '../analysis/product.ts';
import { serveMessages } from '../fresh-process.ts';
import { median } from '../measure.ts';

/** The windows of each call. */
export interface Growth {
  calls: CallWindow[][];
}

const WARM_UP = 4;
const TIMES = 5;

/** Answers with the median time of each call in milliseconds. */
serveMessages<Growth, number[]>(async ({ calls }) => {
  const times: number[][] = calls.map(() => []);
  for (let n = 0; n < WARM_UP + TIMES; n += 1) {
    for (const [index, windows] of calls.entries()) {
      const begin = performance.now();
      await workOn(windows);
      times[index]?.push(performance.now() - begin);
    }
  }
  return times.map((each) => median(each.slice(WARM_UP)));
});

async function workOn(windows: CallWindow[]): Promise<void> {
  const now = Date.now();
  const redacted = await redactedInSteps('long-call', windows, systemClock);
  await judgeCall(
    { analyst: instantAnalyst, clock: systemClock },
    {
      call: decodeCall('long-call', redacted.windows),
      work: redacted.work,
      claim: {
        call_id: 'long-call',
        client_email: 'ana@example.com',
        created_at: new Date(now).toISOString(),
        attempt: 1,
        token: 'token',
        leaseUntil: now + 70_000,
      },
      agentId: null,
      earlier: [],
      promises: [],
      deadline: now + 60_000,
      timeZone: 'UTC',
    },
  );
}

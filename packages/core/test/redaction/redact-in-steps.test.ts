import { expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { withoutCodesInSteps, withoutCodesOf } from '../../src/redaction/recorded-codes.ts';
import { redactCall, redactCallInSteps } from '../../src/redaction/redact.ts';
import { windowOf } from '../support/story.ts';

const LONG = 'My security code is 907, 4242 4242 4242 4242 and call 07700 900123. '.repeat(1_000);
const said = windowOf('long', 1, [
  { speaker: 'agent', transcript: 'How can I help?' },
  { speaker: 'customer', transcript: LONG },
]);
const ofTool = {
  ...windowOf('long', 1, []),
  activityFeed: [
    {
      name: 'look_up',
      output: JSON.stringify(
        Array.from({ length: 2_000 }, (_, n) => ({ [`note_${n}`]: `Call 07700 ${900000 + n}.` })),
      ),
      status: 'success' as const,
    },
  ],
};

it.each([
  ['one turn', said, 25],
  ['one answer of a tool', ofTool, 4_000],
])('the redaction of %s pauses again and again, and finds the same', async (_, window, least) => {
  const call = decodeCall('long', [window]);
  let steps = 0;
  const step = async () => {
    steps += 1;
  };
  const redacted = await redactCallInSteps(call, { step, resume() {}, carryThrough() {} });
  expect(redacted).toEqual(redactCall(call));
  expect(JSON.stringify(redacted)).not.toMatch(/07700|4242/);
  expect(steps).toBeGreaterThan(least);
});

it('a window of one long turn is recorded with pauses, and without its codes', async () => {
  let now = 0;
  let pauses = 0;
  const clock: Clock = {
    now: () => {
      now += 1_000;
      return now;
    },
    after(_, run) {
      pauses += 1;
      run();
      return () => undefined;
    },
  };
  const clean = await withoutCodesInSteps(said, clock);
  expect(clean).toEqual(withoutCodesOf(said));
  expect(JSON.stringify(clean)).not.toContain('907');
  expect(pauses).toBeGreaterThan(6);
});

import { type Analyst, LiveAssistError } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { analyzeNow } from '../../../src/import/import-lines.ts';
import { ANA } from '../../support/app.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };

/** Analyses an imported call with an analyst that first throws these errors; returns when and how it ended. */
async function analysed(...failures: LiveAssistError[]) {
  const ports = inMemoryPorts();
  for (const window of promiseCall()) await ports.records.add(window);
  const rules = localAnalyst();
  const analyst: Analyst = {
    engine: 'openai',
    async analyze(request) {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return rules.analyze(request);
    },
  };
  const waits: string[] = [];
  let isWaiting = false;
  const clock: typeof ports.clock = {
    ...ports.clock,
    after: (ms, run) =>
      ports.clock.after(ms, () => {
        isWaiting = false;
        run();
      }),
  };
  const work = analyzeNow({ ...ports, analyst, clock }, SETTINGS, (callId, { code }) => {
    waits.push(`${callId} ${code}`);
    isWaiting = true;
  });
  const began = ports.clock.now();
  let ended: { after: number; how: string } | null = null;
  const tell = (how: string) => (ended = { after: (ports.clock.now() - began) / 1000, how });
  void work({ call_id: 'call-1', client_email: ANA }).then(
    () => tell('analysed'),
    (error) => tell(error.code),
  );
  // Loading the rules and writing the claim take real time. The clock stands meanwhile: it moves while the import waits.
  while (ended === null) {
    await new Promise((resolve) => setImmediate(resolve));
    await ports.clock.advance(isWaiting ? 1000 : 0);
  }
  return { ended, waits };
}

const early = (code: 'rate_limited' | 'analyst_rate_limited', retryAfterSeconds?: number) =>
  new LiveAssistError(code, 'Too early.', retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

describe('an import that is too fast', () => {
  it('an import that is too fast waits for the next minute if analyses per minute are limited', async () => {
    const { ended, waits } = await analysed(early('rate_limited', 34), early('rate_limited', 60));
    expect(ended).toMatchObject({ how: 'analysed' });
    expect(ended).toMatchObject({ after: expect.closeTo(94, -1) });
    expect(waits).toEqual(['call-1 rate_limited', 'call-1 rate_limited']);
  });

  it.each([
    ['until tomorrow, when a budget is used up', early('rate_limited', 36_000)],
    ['for a provider that names no time, because nothing is left to pay with', early('analyst_rate_limited')],
    ['for anything else', new LiveAssistError('analyst_unavailable', 'Gone.', { retryAfterSeconds: 5 })],
  ])('an import that is too fast does not wait %s', async (_, failure) => {
    const { ended, waits } = await analysed(failure);
    expect(ended).toMatchObject({ how: failure.code });
    expect(waits).toEqual([]);
  });

  it('an import that is too fast gives up a call after sixty waits', async () => {
    const { ended, waits } = await analysed(
      ...Array.from({ length: 61 }, () => early('analyst_rate_limited', 60)),
    );
    expect(ended).toMatchObject({ how: 'analyst_rate_limited' });
    expect(waits).toHaveLength(60);
  });
});

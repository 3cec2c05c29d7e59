import { type AnalysisJob, type MemoryBox, runJob } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { ANA, bodyOf, hurriedClock, testApp } from '../support/app.ts';

const DAY_MS = 24 * 3_600_000;
// A Monday.
const FIRST_DAY = Date.UTC(2026, 10, 2, 10);
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };

interface DatedCall {
  day: number;
  lines: string[];
}

const made = (day: number, thing: string, words: string): DatedCall => ({
  day,
  lines: ['agent: Good morning, how can I help?', `customer: My ${thing} is broken.`, `agent: ${words}`],
});
const told = (day: number, ...lines: string[]): DatedCall => ({
  day,
  lines: ['agent: Good morning, how can I help?', ...lines],
});

const STORIES: [string, DatedCall[]][] = [
  [
    'missed, missed again, and at last there',
    [
      made(0, 'router', "I'll send you a replacement router by Friday."),
      told(10, 'customer: I am still waiting for the router, you promised it.', 'agent: I am sorry.'),
      told(12, 'customer: What does my tariff cost?', 'agent: It is ten pounds a month.'),
      told(14, 'customer: The router still has not come.', 'agent: I am sorry about that.'),
      told(20, 'customer: The router has arrived, thank you.', 'agent: Lovely.'),
    ],
  ],
  [
    'promised again in a complaining call',
    [
      made(0, 'router', "I'll send you a replacement router by Friday."),
      told(
        10,
        'customer: I am still waiting for the router, you promised it.',
        "agent: I'm sorry, I'll send you the router today.",
      ),
      told(15, 'customer: The router still has not come.', 'agent: I am sorry about that.'),
    ],
  ],
  [
    'kept, as the agent says, and disputed',
    [
      made(0, 'router', "I'll send you a replacement router by Friday."),
      told(4, 'customer: Has the router gone out?', 'agent: I have sent the replacement router.'),
      told(14, 'customer: The router still has not come.', 'agent: I am sorry.'),
    ],
  ],
  [
    'two things, of which one comes and one is withdrawn',
    [
      made(0, 'router', "I'll send you a replacement router by Friday."),
      made(2, 'kettle', "I'll email you the warranty form by Thursday."),
      told(9, 'customer: The router has arrived, thank you.', 'agent: Lovely.'),
      told(11, "customer: I don't need the warranty form any more.", 'agent: All right.'),
    ],
  ],
];

/** The box after the calls were recorded, analysed in this order, and the queue was worked off. */
async function boxAfter(calls: readonly DatedCall[], order: readonly number[]) {
  const jobs: AnalysisJob[] = [];
  const sent = new Set<string>();
  const clock = hurriedClock(FIRST_DAY + 30 * DAY_MS);
  const app = testApp(
    inMemoryPorts({
      analyst: localAnalyst(),
      clock,
      queue: {
        async send(job, sameAs) {
          if (sameAs !== undefined && sent.has(sameAs)) return;
          if (sameAs !== undefined) sent.add(sameAs);
          // Redactions and sweeps do not change a box.
          if (!('job' in job)) jobs.push(job);
        },
      },
    }),
  );
  const post = async <Body>(path: Parameters<typeof app.post>[0], body: object): Promise<Body> => {
    const now = clock.now() / 1000;
    const answer = await app.post(path, { client_email: ANA, ...body }, { iat: now, exp: now + 3600 });
    expect([path, answer.status]).toEqual([path, 200]);
    return bodyOf<Body>(answer);
  };
  for (const { day, lines } of calls) {
    const turns = lines.map((line, n) => ({
      speaker: line.slice(0, line.indexOf(':')),
      transcript: line.slice(line.indexOf(': ') + 2),
      timestamp: new Date(FIRST_DAY + day * DAY_MS + n * 8_000).toISOString(),
    }));
    await post('/recordCallWindow', { call_id: `call-${day}`, window_num: 1, turns });
  }
  for (const n of order) await post('/getCallAnalytics', { call_id: `call-${calls[n]?.day}` });
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    await clock.advance(1_000);
    const outcome = await runJob(app.ports, SETTINGS, job, { tries: 1, firstTriedAt: clock.now() });
    expect(outcome).toEqual({ outcome: 'done' });
  }
  const box = await post<MemoryBox>('/getMemoryBox', {});
  return {
    headline: box.headline,
    matters: box.matters,
    commitments: box.commitments.map(({ closing, ...promise }) => ({
      ...promise,
      closing: closing === null ? null : { status: closing.status, call_id: closing.call_id },
    })),
  };
}

describe('calls that are analysed in any order, and then the queue worked off', () => {
  it.each(STORIES)('give the same box: %s', async (_, calls) => {
    const inOrder = calls.map((_, n) => n);
    const expected = await boxAfter(calls, inOrder);
    expect(expected.commitments.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(inOrder, { minLength: calls.length, maxLength: calls.length }),
        async (order) => {
          expect(await boxAfter(calls, order)).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  });
});

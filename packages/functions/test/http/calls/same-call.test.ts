import type { CallAnalytics } from '@live-assist/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PostedTurn, realApp } from '../../support/real-calls.ts';

/** A turn with the second of the call at which its last word was said, and how long it took. */
interface Spoken {
  speaker: 'agent' | 'customer';
  transcript: string;
  at: number;
  seconds: number;
}

type Line = readonly [speaker: Spoken['speaker'], transcript: string];
const OPENING: readonly Line[] = [
  ['agent', 'Hello, you are through to Ivo, what can I do?'],
  ['customer', 'Hello, it is about my broadband at home.'],
];
const LINES: Line[] = [
  ['agent', 'Thanks for calling Harbour Internet, how can I help?'],
  ['agent', "I'll email you the refund form by Friday."],
  ['agent', "I've refunded the delivery fee of 5 pounds."],
  ['agent', 'Okay.'],
  ['agent', "Okay, I'll call you back tomorrow at three."],
  ['agent', 'Can you read me the number on the router?'],
  ['agent', "I'm sorry, I can't do that today."],
  ['customer', 'My internet has been down since Monday and I am really unhappy.'],
  ['customer', 'Yes.'],
  ['customer', "Yes, and I'll send you the photos on Thursday."],
  ['customer', 'When will it be fixed?'],
  ['customer', 'Thank you, that is great.'],
];
// Wednesday, the day before the clock of the service.
const NOON = Date.UTC(2026, 10, 25, 12);

/** Each line once: of the same words twice within a second nothing tells whether they were said twice. */
const spokenCall: fc.Arbitrary<Spoken[]> = fc
  .tuple(
    fc.shuffledSubarray(LINES, { minLength: 3 }),
    fc.array(fc.integer({ min: 3, max: 200 }), { minLength: LINES.length, maxLength: LINES.length }),
  )
  .map(([lines, pauses]) => {
    let at = 0;
    return [...OPENING, ...lines].map(([speaker, transcript], n) => {
      const seconds = transcript.split(' ').length * 0.3;
      at += seconds + (pauses[n % pauses.length] ?? 20) / 10;
      return { speaker, transcript, at, seconds };
    });
  });

type Timing = 'stamps' | 'measured';
const timings = fc.constantFrom<Timing>('stamps', 'measured');

function posted({ speaker, transcript, at, seconds }: Spoken, timing: Timing, start = NOON): PostedTurn {
  const timestamp = new Date(start + Math.round(at * 1000)).toISOString();
  if (timing === 'stamps') return { speaker, transcript, timestamp };
  return {
    speaker,
    transcript,
    timestamp,
    begin_ms: Math.round((at - seconds) * 1000),
    end_ms: Math.round(at * 1000),
  };
}

async function analyse(windows: PostedTurn[][]): Promise<CallAnalytics> {
  const row = await realApp().analyse(windows.map((turns) => ({ turns })));
  expect(row.error).toBeUndefined();
  return row;
}

const withoutPlaces = (row: CallAnalytics) => {
  const { talkTime, talkSpeed, nonTalkTime, interruptions, agentResponseLatency, basis } = row.metrics;
  return {
    ...{ talkTime, talkSpeed, nonTalkTime, interruptions, agentResponseLatency, basis },
    duration: row.metrics.totalConversationDurationMillis,
    promises: row.commitments.map(({ text, owner, dueAt, dueTime, evidence }) => [
      ...[text, owner, dueAt, dueTime],
      evidence.map((item) => ('quote' in item ? item.quote : item.name)),
    ]),
    texts: [row.summary, row.keyInsights, row.actionItems, row.tags, row.memory],
    scores: [row.sentiment, row.satisfaction, row.issueResolution, row.agentPerformance, row.emotions],
    shares: row.callMetrics,
  };
};

/** Holds a call against the same call as another recorder has it. */
async function expectSame(call: readonly Spoken[], timing: Timing, other: PostedTurn[][]): Promise<void> {
  const plain = withoutPlaces(await analyse([call.map((turn) => posted(turn, timing))]));
  expect(withoutPlaces(await analyse(other))).toEqual(plain);
}

const RUNS = { numRuns: 40 };

describe('the same call means the same', () => {
  it('with noise between its turns', async () => {
    const noise = fc.tuple(
      fc.constantFrom(
        '[Music]',
        '...',
        '<noise>',
        '(crosstalk)',
        '♪',
        'Thank you for watching!',
        'Untertitel der Amara.org-Community',
      ),
      fc.constantFrom('agent' as const, 'customer' as const),
      fc.nat(30),
    );
    await fc.assert(
      fc.asyncProperty(
        spokenCall,
        timings,
        fc.array(noise, { minLength: 1, maxLength: 4 }),
        async (call, timing, sounds) => {
          const noisy = [...call];
          for (const [transcript, speaker, place] of sounds) {
            const before = noisy[place % noisy.length] as Spoken;
            noisy.splice((place % noisy.length) + 1, 0, {
              speaker,
              transcript,
              at: before.at + 0.5,
              seconds: 0.4,
            });
          }
          await expectSame(call, timing, [noisy.map((turn) => posted(turn, timing))]);
        },
      ),
      RUNS,
    );
  });

  it('with finals that a recogniser sends again', async () => {
    await fc.assert(
      fc.asyncProperty(
        spokenCall,
        timings,
        fc.nat(20),
        fc.integer({ min: 1, max: 3 }),
        async (call, timing, place, times) => {
          const twice = call.flatMap((turn, n) => {
            if (n !== place % call.length) return [turn];
            const late = timing === 'stamps' ? 0.3 : 0;
            return Array.from({ length: times + 1 }, (_, again) => ({ ...turn, at: turn.at + again * late }));
          });
          await expectSame(call, timing, [twice.map((turn) => posted(turn, timing))]);
        },
      ),
      RUNS,
    );
  });

  it('with partial results before a final', async () => {
    await fc.assert(
      fc.asyncProperty(spokenCall, timings, fc.nat(20), async (call, timing, place) => {
        const growing = call.flatMap((turn, n) => {
          const words = turn.transcript.split(' ');
          if (n !== place % call.length || words.length < 3) return [turn];
          const begin = turn.at - turn.seconds;
          const partials = [2, words.length - 1].map((count) => ({
            ...turn,
            transcript: words.slice(0, count).join(' '),
            seconds: turn.seconds * (count / words.length),
            at: begin + turn.seconds * (count / words.length),
          }));
          return [...partials, turn];
        });
        await expectSame(call, timing, [growing.map((turn) => posted(turn, timing))]);
      }),
      RUNS,
    );
  });

  it('under other labels', async () => {
    const labels = fc.constantFrom(
      ['Agent 1', 'Customer 1'],
      ['Beraterin', 'Kundin'],
      ['オペレーター', 'お客様'],
      ['internal', 'EXTERNAL'],
    );
    await fc.assert(
      fc.asyncProperty(spokenCall, timings, labels, async (call, timing, [agent = '', customer = '']) => {
        const renamed = call.map((turn) => ({
          ...posted(turn, timing),
          speaker: turn.speaker === 'agent' ? agent : customer,
        }));
        await expectSame(call, timing, [renamed]);
      }),
      RUNS,
    );
  });

  it('cut into windows anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        spokenCall,
        timings,
        fc.array(fc.nat(12), { maxLength: 4 }),
        async (call, timing, cuts) => {
          const turns = call.map((turn) => posted(turn, timing));
          const places = [...new Set([0, ...cuts.map((cut) => cut % turns.length), turns.length])].toSorted(
            (a, b) => a - b,
          );
          const windows = places.slice(1).map((end, n) => turns.slice(places[n], end));
          await expectSame(call, timing, windows);
        },
      ),
      RUNS,
    );
  });

  it('recorded in windows that overlap', async () => {
    await fc.assert(
      fc.asyncProperty(spokenCall, timings, fc.nat(12), fc.nat(3), async (call, timing, cut, overlap) => {
        const turns = call.map((turn) => posted(turn, timing));
        const place = 1 + (cut % (turns.length - 1));
        await expectSame(call, timing, [turns.slice(0, place), turns.slice(Math.max(0, place - overlap))]);
      }),
      RUNS,
    );
  });

  it('in another week, where its days are as many weeks away', async () => {
    await fc.assert(
      fc.asyncProperty(spokenCall, timings, fc.integer({ min: 1, max: 60 }), async (call, timing, weeks) => {
        const earlier = NOON - weeks * 7 * 86_400_000;
        const moved = await analyse([call.map((turn) => posted(turn, timing, earlier))]);
        const plain = await analyse([call.map((turn) => posted(turn, timing))]);
        const back = (day: string | null) =>
          day === null ? null : new Date(Date.parse(day) - weeks * 7 * 86_400_000).toISOString().slice(0, 10);
        expect(moved.commitments.map(({ dueAt }) => dueAt)).toEqual(
          plain.commitments.map(({ dueAt }) => back(dueAt)),
        );
        expect({ ...withoutPlaces(moved), promises: null }).toEqual({
          ...withoutPlaces(plain),
          promises: null,
        });
      }),
      RUNS,
    );
  });
});

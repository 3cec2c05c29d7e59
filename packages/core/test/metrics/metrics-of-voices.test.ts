import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallWindow, RecordedTurn } from '../../src/call/call.ts';
import { decodeCall } from '../../src/call/decode-call.ts';
import { measureCall } from '../../src/metrics/metrics.ts';
import { growthPerDoubling, MOST_PER_DOUBLING } from '../support/growth.ts';

const EPOCH = Date.UTC(2026, 2, 3, 10);
const SAID = [
  'My parcel never came to me and I would like to know why.',
  'I will send you a new one on Friday, and an e-mail with the number.',
  'Could you give me the number of the order, please?',
  'It stands on the bill that you sent us in the spring.',
  'We are closed on Sundays, so nothing leaves the house before Monday.',
  'That is fine with me as long as it comes at all.',
];
/** A conversation whose turns take at least six seconds each; no turn says what the one before it says. */
const conversation = fc
  .array(fc.record({ speaker: fc.constantFrom('agent', 'customer'), gap: fc.integer({ min: 6, max: 60 }) }), {
    minLength: 2,
    maxLength: 20,
  })
  .map((turns) => {
    let seconds = 0;
    return turns.map(({ speaker, gap }, at): RecordedTurn & { seconds: number } => {
      seconds += gap;
      const transcript = `${at} ${SAID[at % SAID.length]}`;
      return { speaker, transcript, seconds, timestamp: stampOf(seconds) };
    });
  });

function stampOf(seconds: number): string {
  return new Date(EPOCH + seconds * 1000).toISOString();
}

function figuresOf(turns: RecordedTurn[], windows = 1) {
  const size = Math.ceil(turns.length / windows);
  const cut = Array.from(
    { length: windows },
    (_, at): CallWindow => ({
      call_id: 'c-1',
      window_number: at + 1,
      turns: turns.slice(at * size, (at + 1) * size),
    }),
  );
  const { metrics, callMetrics } = measureCall(decodeCall('c-1', cut));
  const { completeness, ...figures } = metrics;
  return { completeness, figures: { ...figures, callMetrics } };
}

describe('the figures of a call', () => {
  it('stay the same when noise is recorded between its turns', () => {
    const noise = fc.constantFrom('[Music]', '...', '<noise>', '(silence)', 'Thank you for watching!', '♪ ♪');
    fc.assert(
      fc.property(conversation, fc.array(noise, { minLength: 1, maxLength: 5 }), (turns, noises) => {
        const noisy = turns.flatMap((turn, at) => [
          turn,
          {
            speaker: at % 2 === 0 ? 'customer' : 'agent',
            transcript: noises[at % noises.length] ?? '…',
            timestamp: stampOf(turn.seconds + 2),
          },
        ]);
        const { figures, completeness } = figuresOf(noisy);
        expect(figures).toEqual(figuresOf(turns).figures);
        expect(completeness.noiseTurns).toBe(turns.length);
      }),
    );
  });

  it('stay the same when finals are repeated', () => {
    fc.assert(
      fc.property(conversation, fc.integer({ min: 1, max: 4 }), (turns, times) => {
        const repeated = turns.flatMap((turn) =>
          Array.from({ length: times + 1 }, (_, n) => ({
            ...turn,
            timestamp: stampOf(turn.seconds + n * 0.3),
          })),
        );
        const { figures, completeness } = figuresOf(repeated);
        expect(figures).toEqual(figuresOf(turns).figures);
        expect(completeness.repeats).toBe(turns.length * times);
      }),
    );
  });

  it('stay the same when partial results stand before the finals', () => {
    fc.assert(
      fc.property(conversation, fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }), (turns, cuts) => {
        const lengths = [...new Set(cuts)].sort((a, b) => a - b);
        const partial = turns.flatMap((turn) => [
          ...lengths.map((words, n) => ({
            ...turn,
            transcript: turn.transcript.split(' ').slice(0, words).join(' '),
            timestamp: stampOf(turn.seconds - (lengths.length - n)),
          })),
          turn,
        ]);
        const { figures, completeness } = figuresOf(partial);
        expect(figures).toEqual(figuresOf(turns).figures);
        expect(completeness.partials).toBe(turns.length * lengths.length);
      }),
    );
  });

  it('stay the same, but for the labels, when the voices have other names', () => {
    const names = fc.constantFrom(
      ['AGENT_0', 'CUSTOMER_0'],
      ['assistant', 'user'],
      ['Mitarbeiterin 3', 'Kunde'],
      ['担当者', 'お客様'],
    );
    fc.assert(
      fc.property(conversation, names, (turns, [agent = '', customer = '']) => {
        const renamed = turns.map((turn) => ({
          ...turn,
          speaker: turn.speaker === 'agent' ? agent : customer,
        }));
        const unnamed = (all: ReturnType<typeof figuresOf>) => ({
          ...all.figures,
          agents: all.figures.agents?.map(({ label: _, ...figures }) => figures),
        });
        expect(unnamed(figuresOf(renamed))).toEqual(unnamed(figuresOf(turns)));
      }),
    );
  });

  it('stay the same wherever the windows are cut, also between partial results', () => {
    fc.assert(
      fc.property(conversation, fc.integer({ min: 1, max: 12 }), (turns, windows) => {
        const repeated = turns.flatMap((turn) => [
          { ...turn, transcript: turn.transcript.slice(0, 12), timestamp: stampOf(turn.seconds - 1) },
          turn,
          { ...turn, timestamp: stampOf(turn.seconds + 0.4) },
        ]);
        expect(figuresOf(repeated, windows).figures).toEqual(figuresOf(turns).figures);
      }),
    );
  });

  it('take time that grows no faster than the text, also of partial results and repetitions', async () => {
    const callOf = (size: number): CallWindow[] => [
      {
        call_id: 'c-1',
        window_number: 1,
        turns: Array.from({ length: size }, (_, at) => ({
          speaker: at % 7 === 0 ? 'customer' : 'agent',
          transcript: `[Music] ${SAID[at % 3]} (${'la '.repeat(at % 9)}`,
          timestamp: stampOf(at * 0.2),
        })),
      },
    ];
    const run = (size: number) => measureCall(decodeCall('c-1', callOf(Math.ceil(size / 60))));
    expect(await growthPerDoubling(run, 1_000_000)).toBeLessThan(MOST_PER_DOUBLING);
  });

  it.each([
    ['marks that do not end', '[music '],
    ['marks in marks', '[(<{*'],
    ['signs of music', '♪ la '],
    ['sounds', '[noise] '],
    ['words without spaces', '注文した商品が届かない。'],
    ['a greeting that goes on', 'please leave a message you have reached not available '],
  ])('take time that grows no faster than one turn of %s', async (_, unit) => {
    const run = (size: number) =>
      measureCall(
        decodeCall('c-1', [
          {
            call_id: 'c-1',
            window_number: 1,
            turns: [
              { speaker: 'customer', transcript: unit.repeat(size / unit.length), timestamp: 1 },
              { speaker: 'agent', transcript: 'Hello', timestamp: 2 },
            ],
          },
        ]),
      );
    expect(await growthPerDoubling(run, 400_000)).toBeLessThan(MOST_PER_DOUBLING);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinWords, type SpokenWord } from '../../src/formats/join-words.ts';
import { transcriptOf } from '../../src/formats/transcript.ts';
import { WINDOW_MS, windowsOf } from '../../src/formats/windows.ts';

const START = Date.UTC(2026, 2, 3, 10);

const word = (speaker: string, text: string, beginMs: number | null, endMs: number | null): SpokenWord => ({
  speaker,
  text,
  beginMs,
  endMs,
});

describe('joining words to turns', () => {
  const joined = (words: SpokenWord[]) =>
    joinWords(words).map(({ speaker, text, beginMs, endMs }) => [speaker, text, beginMs, endMs]);

  it('ends a turn at a pause, and where another voice speaks between two words', () => {
    expect(
      joined([
        word('a', 'One', 0, 300),
        word('a', 'two', 1000, 1300),
        word('b', 'yes', 1400, 1600),
        word('a', 'three', 1700, 2000),
        word('a', 'four', 4000, 4300),
      ]),
    ).toEqual([
      ['a', 'One two', 0, 1300],
      ['b', 'yes', 1400, 1600],
      ['a', 'three', 1700, 2000],
      ['a', 'four', 4000, 4300],
    ]);
  });

  it('lets turns of two channels overlap', () => {
    expect(
      joined([
        word('a', 'I', 0, 500),
        word('a', 'want', 500, 1500),
        word('a', 'that', 1500, 2000),
        word('b', 'mhm', 900, 1800),
      ]),
    ).toEqual([
      ['a', 'I want that', 0, 2000],
      ['b', 'mhm', 900, 1800],
    ]);
  });

  it('puts punctuation and words without a time behind the word before them', () => {
    expect(
      joined([
        word('a', 'Hello', 0, 400),
        { ...word('a', ',', null, null), joined: true },
        word('a', '[PII]', null, null),
        word('a', 'there', 900, 1200),
        { ...word('a', '.', null, null), joined: true },
      ]),
    ).toEqual([['a', 'Hello, [PII] there.', 0, 1200]]);
  });

  it('keeps every word once, and its times within its turn', () => {
    const words = fc.array(
      fc.record({ speaker: fc.constantFrom('a', 'b', 'c'), begin: fc.nat(60_000), lasts: fc.nat(3000) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(words, (made) => {
        const list = made.map(({ speaker, begin, lasts }, index) =>
          word(speaker, `w${index}`, begin, begin + lasts),
        );
        const turns = joinWords(list);
        const said = turns.flatMap(({ text }) => text.split(' '));
        expect(said.filter((one) => one !== '').sort()).toEqual(list.map(({ text }) => text).sort());
        for (const { speaker, text, beginMs, endMs } of turns) {
          for (const one of text.split(' ')) {
            const of = list.find((each) => each.text === one);
            expect(of?.speaker).toBe(speaker);
            expect(of?.beginMs).toBeGreaterThanOrEqual(beginMs ?? 0);
            expect(of?.endMs).toBeLessThanOrEqual(endMs ?? 0);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('the windows of a transcript', () => {
  const roles = new Map([['spk_0', 'agent' as const]]);

  it('end every five minutes, are numbered without gaps over a long hold, and are the same each time', () => {
    const minutes = [0, 4, 6, 31, 32];
    const turns = minutes.map((minute) => word('spk_0', 'Hello', minute * 60_000, minute * 60_000 + 500));
    const made = windowsOf(transcriptOf('csv', turns), START, roles);
    expect(made.windows.map(({ window_number, turns: of }) => [window_number, of.length])).toEqual([
      [1, 2],
      [2, 1],
      [3, 2],
    ]);
    expect(made.windows[0]?.created_at).toBe('2026-03-03T10:04:00.500Z');
    expect(made.speakers).toEqual({ spk_0: 'agent' });
    expect(windowsOf(transcriptOf('csv', turns), START, roles)).toEqual(made);
    expect(WINDOW_MS).toBe(300_000);
  });

  it('stay within the size of a row, and cut a turn that is larger', () => {
    const long = 'ä'.repeat(200_000) + ' word'.repeat(40_000);
    const { windows } = windowsOf(transcriptOf('csv', [word('spk_0', long, 0, 60_000)]), START, roles);
    expect(windows.length).toBeGreaterThan(1);
    for (const { turns } of windows) expect(Buffer.byteLength(JSON.stringify(turns))).toBeLessThan(300_000);
    const letters = (text: string) => text.replaceAll(' ', '').length;
    const stored = windows.flatMap(({ turns }) => turns.map(({ transcript }) => letters(transcript)));
    expect(stored.reduce((sum, size) => sum + size, 0)).toBe(letters(long));
  });

  it('keep words that have no time, under the start of the call', () => {
    const { windows } = windowsOf(
      transcriptOf('csv', [word('agent', 'Hello', null, null)]),
      START,
      new Map(),
    );
    expect(windows).toEqual([
      {
        window_number: 1,
        created_at: '2026-03-03T10:00:00.000Z',
        turns: [{ speaker: 'agent', transcript: 'Hello' }],
      },
    ]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findDueWords, resolveDueDate } from '../../../src/evidence/due-date.ts';
import { ADVERSE } from './adverse-in-context.ts';
import { CLOSING } from './closing-in-context.ts';
import { DATES } from './dates-in-context.ts';
import { ENGLISH, type Phrase } from './english-phrases.ts';
import { FRESH } from './fresh-in-context.ts';
import { FRENCH, GERMAN, PORTUGUESE, SPANISH } from './phrases-abroad.ts';
import { HELD_BACK, ONCE_WRONG } from './phrases-held-back.ts';
import { PLAIN } from './plain-in-context.ts';
import { dueOfSaying } from './sayings.ts';
import { FRENCH_SAYINGS, GERMAN_SAYINGS, PORTUGUESE_SAYINGS, SPANISH_SAYINGS } from './sayings-abroad.ts';
import { DUTCH_SAYINGS, ITALIAN_SAYINGS } from './sayings-further-abroad.ts';
import { SIBLINGS } from './siblings-in-context.ts';
import { SPANS } from './spans-in-context.ts';
import { SPOKEN } from './spoken-in-context.ts';

const WEDNESDAY = '2026-11-25';
const GIVEN = new URL('../../../../../../shared/data/cases/due-dates.jsonl', import.meta.url);
const present = existsSync(GIVEN);
if (!present) console.log('skipped: phrases with their days (../shared/data is not here)');

const dayIn = (sentence: string, callDay: string) => {
  const words = findDueWords(sentence);
  return words === null ? null : resolveDueDate(words, callDay);
};

describe.each([
  ['English', ENGLISH],
  ['German', GERMAN],
  ['French', FRENCH],
  ['Spanish', SPANISH],
  ['Portuguese', PORTUGUESE],
  ['five languages, written after the rules', HELD_BACK],
  ['any of them, once read wrong', ONCE_WRONG],
] as [string, Phrase[]][])('the day of a sentence in %s', (_, phrases) => {
  it.each(phrases)('%s', (sentence, _words, ...days) => {
    expect(days).toContain(dayIn(sentence, WEDNESDAY));
  });
});

describe('when a promise is due by a sentence with all that an agent says around it', () => {
  it.each([...SPANS, ...DATES, ...FRESH, ...ADVERSE, ...SIBLINGS, ...SPOKEN, ...PLAIN, ...CLOSING])(
    '$callDay: $sentence',
    (saying) => {
      const { dueAt, dueTime } = dueOfSaying(saying);
      expect(saying.days).toContain(dueAt);
      if (saying.time !== null) expect(dueTime).toBe(saying.time);
    },
  );
});

describe.each([
  ['German', GERMAN_SAYINGS],
  ['French', FRENCH_SAYINGS],
  ['Spanish', SPANISH_SAYINGS],
  ['Portuguese', PORTUGUESE_SAYINGS],
  ['Italian', ITALIAN_SAYINGS],
  ['Dutch', DUTCH_SAYINGS],
])('when a promise is due by what is said in %s', (_, said) => {
  it.each(said)('$sentence', (saying) => {
    const { dueAt, dueTime } = dueOfSaying(saying);
    expect(saying.days).toContain(dueAt);
    if (saying.time !== null) expect(dueTime).toBe(saying.time);
  });
});

describe.skipIf(!present)('the day of sentences that were collected', () => {
  const given = (present ? readFileSync(GIVEN, 'utf8').trim().split('\n') : []).map(
    (line) =>
      JSON.parse(line) as { sentence: string; phrase: string; callDay: string; expected: (string | null)[] },
  );

  it('is right in 97 of 100, and never wrong', () => {
    const found = given.map((line) => ({ ...line, found: dayIn(line.sentence, line.callDay) }));
    const isRight = (line: (typeof found)[number]) => line.expected.includes(line.found);
    expect(found.filter((line) => !isRight(line) && line.found !== null)).toEqual([]);
    expect(found.filter(isRight).length / found.length).toBeGreaterThanOrEqual(0.97);
  });

  it('is also right where an analyst gives the words', () => {
    const wrong = given.filter(({ phrase, callDay, expected }) => {
      const day = resolveDueDate(phrase, callDay);
      return day !== null && !expected.includes(day);
    });
    expect(wrong).toEqual([]);
  });
});

import { NUMBER_WORDS, TENS_WORDS, UNMISTAKABLE_MONTHS, WEEKDAYS } from '../shared/english-words.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';
import { PLAIN_WORDS, stemsOf, tokensOf } from '../shared/substance.ts';
import { addsNoFactsAbroad, plainWordsAbroad } from './abroad/facts.ts';
import { numbersAbroad } from './abroad/numbers.ts';

const DATE_WORDS = new Set([
  ...WEEKDAYS,
  ...'today tomorrow tonight yesterday weekend noon midnight'.split(' '),
  ...'minute minutes hour hours day days week weeks month months year years'.split(' '),
  ...UNMISTAKABLE_MONTHS,
]);
const UNITS = new Map(NUMBER_WORDS.map((word, value) => [word, value]));
const TENS = new Map(TENS_WORDS.map((word, place) => [word, place + 2]));
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);

/** Indexed words of some evidence, built once for all findings that name it. */
export interface Grounds {
  text: string;
  words: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  stems: ReadonlySet<string>;
}

/** Indexes the text of evidence: whole turns, and what tool calls prove. */
export function groundsOf(text: string): Grounds {
  const words = tokensOf(text);
  return {
    text,
    words: new Set(words),
    numbers: new Set([...numbersOf(words), ...(text.match(/\d+/g) ?? []).map(unpadded)]),
    stems: stemsOf(words),
  };
}

/**
 * True if the text states no exact fact that its evidence lacks. Numbers and amounts (also spelled out), days, spans of
 * time, and names must all be in the evidence.
 *
 * @example addsNoFacts('Refund of 50 pounds', groundsOf("I'll refund the fifty pounds")) // true
 */
export function addsNoFacts(text: string, grounds: Grounds, language: string | null = null): boolean {
  const words = tokensOf(text);
  const isAbroad = language !== null && language !== 'en';
  const own = isAbroad ? numbersAbroad(text, language) : [];
  const numbers = isAbroad ? withNumbersAbroad(grounds, language) : grounds.numbers;
  if (isAbroad && !addsNoFactsAbroad({ words, numbers: own }, { words: grounds.words, numbers }))
    return false;
  return (
    numbersOf(words).every((number) => numbers.has(number)) &&
    words.every((word) => !DATE_WORDS.has(word) || isKnown(word, grounds.words)) &&
    MONEY.every((unit) => !unit.test(text) || unit.test(grounds.text) || (isAbroad && unit === CENTS)) &&
    namesIn(text).every((name) => isKnown(name, grounds.words))
  );
}

const abroad = new WeakMap<Grounds, Map<string, ReadonlySet<string>>>();

/** The numbers of some evidence, with those that it has as words of another language; read once. */
function withNumbersAbroad(grounds: Grounds, language: string): ReadonlySet<string> {
  const known = abroad.get(grounds) ?? new Map<string, ReadonlySet<string>>();
  const numbers =
    known.get(language) ?? new Set([...grounds.numbers, ...numbersAbroad(grounds.text, language)]);
  abroad.set(grounds, known.set(language, numbers));
  return numbers;
}

/**
 * Share of the words of a text, plain words left out, that its evidence holds, from 0 to 1; 1 for a text without such
 * words. Endings do not count: "refunded" matches "refund".
 */
export function shareOfEvidence(text: string, { stems }: Grounds, language: string | null = null): number {
  const plain = plainWordsAbroad(language);
  const own = [...stemsOf(tokensOf(text).filter((word) => !plain.has(word)))];
  return own.length === 0 ? 1 : own.filter((stem) => stems.has(stem)).length / own.length;
}

/** Number of words, plain words left out, that a text shares with some evidence. */
export function sharedSubstance(text: string, { stems }: Grounds): number {
  return [...stemsOf(tokensOf(text))].filter((stem) => stems.has(stem)).length;
}

/** True if rules for English words hold for a text: what is spoken is English, or not known and the text looks like it. */
export function isEnglishText(text: string, language: string | null): boolean {
  return (language === null || language === 'en') && looksEnglish(text);
}

/** True if enough of the words are plain English ones; true for a text of up to three words, which tells nothing. */
function looksEnglish(text: string): boolean {
  const words = tokensOf(text);
  return words.length <= 3 || words.filter((word) => PLAIN_WORDS.has(word)).length / words.length >= 0.2;
}

/**
 * True if the text speaks in the first person about the future. English only; text in other languages always passes.
 */
export function soundsLikePromise(text: string, language: string | null = null): boolean {
  return (
    !isEnglishText(text, language) || PROMISE.test(text.normalize('NFKC').replace(/[\u2018\u2019]/g, "'"))
  );
}

const PROMISE =
  /\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| can| promise| plan to| intend to|'m about to)\b|\b(?:let me|will do|going to|gonna|as soon as i)\b/i;

// A hundred in French.
const CENTS = /\b(?:cents?|pence)\b/i;

// Each currency by its sign and its names.
const MONEY: readonly RegExp[] = [
  /\$|\b(?:dollars?|usd|bucks?)\b/i,
  /€|\b(?:euros?|eur)\b/i,
  /£|\b(?:pounds?|gbp|quid)\b/i,
  /%|\bper ?cent\b/i,
  /¥|\b(?:yen|yuan|jpy|cny)\b/i,
  /₹|\b(?:rupees?|inr)\b/i,
  /\b(?:francs?|chf)\b/i,
  CENTS,
];

function isKnown(word: string, known: ReadonlySet<string>): boolean {
  return [word, `${word}s`, word.replace(/s$/, '')].some((form) => known.has(form));
}

const THOUSANDS = lazyPattern(() => /,(?=\p{N}{3}\b)/gu);

// A point splits a number, and so does a comma that does not separate thousands: "49.90" is 49 and 90.
function numbersOf(words: readonly string[]): string[] {
  const found: string[] = [];
  let sum = 0;
  let group: number | null = null;
  const close = () => {
    if (group !== null) found.push(String(sum + group));
    sum = 0;
    group = null;
  };
  for (const word of words) {
    const unit = UNITS.get(word);
    const ten = TENS.get(word);
    const scale = SCALES.get(word);
    // "One" is a pronoun more often than a number.
    if (unit !== undefined && !(word === 'one' && group === null)) {
      if (group !== null && (group % 10 !== 0 || unit > 9)) close();
      group = (group ?? 0) + unit;
    } else if (ten !== undefined && ten > 1) {
      if (group !== null && group % 100 !== 0) close();
      group = (group ?? 0) + ten * 10;
    } else if (scale === 100) {
      group = (group ?? 1) * 100;
    } else if (scale !== undefined) {
      sum += (group ?? 1) * scale;
      group = 0;
    } else if (word !== 'and' || group === null) {
      close();
      if (!/\d/.test(word)) continue;
      for (const digits of word.replace(THOUSANDS(), '').match(/\d+/g) ?? []) found.push(unpadded(digits));
    }
  }
  close();
  return found;
}

function unpadded(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

const CAPITALIZED = lazyPattern(() => /\p{Lu}[\p{L}\p{M}'’-]*/gu);

// A capital letter inside a sentence marks a name, but for "um 10 Uhr".
function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(CAPITALIZED())) {
    const before = text.slice(0, match.index).trimEnd();
    const startsSentence = before === '' || /[.!?:“"„«(]$/.test(before);
    const [word] = tokensOf(match[0]);
    if (word === undefined || startsSentence || PLAIN_WORDS.has(word) || word === 'uhr') continue;
    names.push(...tokensOf(match[0]));
  }
  return names;
}

import { lazyPattern, PLAIN_ASCII } from '../../shared/lazy-pattern.ts';
import { finished } from '../../shared/steps.ts';
/** What a secret is replaced by. */
export type SecretKind =
  | 'CARD'
  | 'BANK_ACCOUNT'
  | 'EMAIL'
  | 'PHONE'
  | 'SECRET'
  | 'NATIONAL_ID'
  | 'DATE_OF_BIRTH'
  | 'ID_DOCUMENT'
  | 'ADDRESS';

/** A passage of a text that is to be replaced; `end` is exclusive, both count UTF-16 units. */
export interface Secret {
  begin: number;
  end: number;
  kind: SecretKind;
}

/**
 * A piece of a text. `id` mixes letters and digits, or hangs on letters by a dash or an underscore;
 * `closed` is a thing whose digits are no secret (a date, a time, a price) or a token that stands already.
 */
export interface Atom {
  kind: 'word' | 'digits' | 'id' | 'mark' | 'closed';
  /** Lower case, a closing `'s` removed. */
  text: string;
  begin: number;
  end: number;
  /** White space lies before it. */
  spaced: boolean;
  /** A line break lies before it. */
  newLine: boolean;
}

const TOKENS = /\[(?:CARD|BANK_ACCOUNT|EMAIL|PHONE|SECRET|NATIONAL_ID|DATE_OF_BIRTH|ID_DOCUMENT|ADDRESS)\]/;
/** A text that is one token and nothing else. */
export const TOKEN = new RegExp(`^${TOKENS.source}$`);

// Dates, times, amounts and other numbers that are no secret. "12/10" and "3/4/26" cover fractions and "24/7" too.
const CLOSED = [
  TOKENS,
  /(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)/,
  /(?<!\d)(?:[0-2]?\d|3[01])(?<between>[-./])(?:[0-2]?\d|3[01])\k<between>(?:19|20)\d\d(?!\d)/,
  /(?<!\d:?)\d{1,2}:\d\d(?::\d\d)?(?!:?\d)/,
  /(?<!\d\/?)(?:[0-2]?\d|3[01])\/(?:[0-2]?\d|3[01])(?:\/\d\d)?(?!\/?\d)/,
  /(?<![\da-fA-F])[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}(?![\da-fA-F])/,
  /[$£€¥]\s?\d{1,9}(?:,\d{3})*(?:\.\d+)?(?![ -]?\d)/,
  /(?<!\d,?)\d{1,3}(?:,\d{3}){1,3}(?:\.\d+)?(?!,?\d)/,
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/,
  /(?<![\d.])\d+\.\d{1,2}(?![\d.]*\d)/,
  /(?<![\d.])\d{1,3}\.\d{5,}(?!\d)/,
]
  .map(({ source }) => source)
  .join('|');
const CLOSED_HERE = new RegExp(`(${CLOSED})`, 'uy');
const WORD_HERE = lazyPattern(() => /[\p{Script=Latin}\p{M}\p{Nd}]+(?:['’]\p{Script=Latin}+)*|\p{L}+/uy);
// The same in a text that has no other letters, which most do not.
const ASCII_WORD_HERE = /[A-Za-z\d]+(?:'[A-Za-z]+)*/y;
const SPACE_HERE = /\s+/uy;
/** With what something closed begins: most pieces need not be asked. */
const OPENS_CLOSED = new Set('[$£€¥0123456789abcdefABCDEF');

/** How many characters are cut in one step. */
const STEP_LENGTH = 10_000;

/** Cuts a plain text (see `plainView`) into atoms, in one pass over it. */
export function atomsOf(text: string): Atom[] {
  return finished(atomsInSteps(text));
}

/** {@link atomsOf} in steps: each `yield` is a place to pause. */
export function* atomsInSteps(text: string): Generator<undefined, Atom[]> {
  const wordHere = PLAIN_ASCII.test(text) ? ASCII_WORD_HERE : WORD_HERE();
  const cut: Cut = { atoms: [], end: 0, spaced: false, newLine: false };
  cutUntil(STEP_LENGTH, cut, text, wordHere);
  while (cut.end < text.length) {
    yield;
    cutUntil(cut.end + STEP_LENGTH, cut, text, wordHere);
  }
  return cut.atoms;
}

/** The atoms of the beginning of a text, and what lies between them and the rest. */
interface Cut {
  atoms: Atom[];
  end: number;
  spaced: boolean;
  newLine: boolean;
}

/** Cuts on until an atom ends at `until` or behind it, or the text does. */
function cutUntil(until: number, cut: Cut, text: string, wordHere: RegExp): void {
  const { atoms } = cut;
  let { end: begin, spaced, newLine } = cut;
  while (begin < text.length && begin < until) {
    const first = text[begin] ?? '';
    const blank = endAt(SPACE_HERE, text, begin);
    if (blank > begin) {
      spaced = true;
      newLine ||= text.slice(begin, blank).includes('\n');
      begin = blank;
      continue;
    }
    const closed = OPENS_CLOSED.has(first) ? endAt(CLOSED_HERE, text, begin) : begin;
    const word = closed > begin ? begin : endAt(wordHere, text, begin);
    const end = Math.max(closed, word, begin + String.fromCodePoint(text.codePointAt(begin) ?? 0).length);
    const lower = withoutS(text.slice(begin, end).toLowerCase());
    const kind = closed > begin ? 'closed' : kindOf(lower, word > begin);
    atoms.push({ kind, text: lower, begin, end, spaced, newLine });
    spaced = false;
    newLine = false;
    begin = end;
  }
  cut.end = begin;
  cut.spaced = spaced;
  cut.newLine = newLine;
}

/** Where the pattern ends that begins here; `at` where it does not. */
function endAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function withoutS(lower: string): string {
  return lower.endsWith("'s") || lower.endsWith('’s') ? lower.slice(0, -2) : lower;
}

function kindOf(lower: string, word: boolean): Atom['kind'] {
  if (!word) {
    return 'mark';
  }
  if (/^[0-9]+$/.test(lower)) {
    return 'digits';
  }
  return /[0-9]/.test(lower) ? 'id' : 'word';
}

/** The text with every secret replaced by its token. Of two that overlap the one that begins first counts. */
export function replaceSecrets(text: string, secrets: Secret[]): string {
  let result = '';
  let done = 0;
  for (const { begin, end, kind } of secrets.toSorted((a, b) => a.begin - b.begin)) {
    if (begin >= done) {
      result += `${text.slice(done, begin)}[${kind}]`;
      done = end;
    }
  }
  return result + text.slice(done);
}

import { lazyPattern, PLAIN_ASCII } from '../../shared/lazy-pattern.ts';
import type { Secret } from './lexer.ts';

/**
 * A text as it reads to a person: digits of every script as 0-9, full-width and mathematical characters as
 * plain ones, hyphens as `-`, dashes as `–`, and without invisible characters (zero-width characters, soft hyphens, control
 * characters). `begins` and `ends` say where each UTF-16 unit of `text` stands in `original`; null when both
 * are the same text.
 */
export interface PlainView {
  original: string;
  text: string;
  places: { begins: number[]; ends: number[] } | null;
}

const DIGIT = lazyPattern(() => /^\p{Nd}$/u);
const MARK = lazyPattern(() => /^\p{M}$/u);
const UNSEEN = lazyPattern(() => /^(?:\ufeff|(?!\s)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}])$/u);
// Hyphens and the minus sign, but not the longer dashes that part a sentence.
const HYPHEN = /^[\u2010-\u2012\u2043\u2212\ufe63\uff0d]$/u;
const DASH = lazyPattern(() => /^\p{Pd}$/u);
const OTHER_NUMBER = lazyPattern(() => /^\p{No}$/u);
// Next line, and the empty Braille cell: blank, but not white space by `\s`.
const BLANK = /^[\u0085\u2800]$/u;
const IDEOGRAPHIC_STOP = /^[。｡]$/u;

/**
 * The plain view of a text.
 *
 * @example plainView('４２\u200b４２ ana＠example．com').text // '4242 ana@example.com'
 */
export function plainView(original: string): PlainView {
  if (PLAIN_ASCII.test(original)) {
    return { original, text: original, places: null };
  }
  const begins: number[] = [];
  const ends: number[] = [];
  let text = '';
  let before = '';
  for (let at = 0; at < original.length; ) {
    const char = String.fromCodePoint(original.codePointAt(at) ?? 0);
    const end = at + char.length;
    const plain = plainIn(char, before, original[end] ?? '');
    for (let unit = 0; unit < plain.length; unit++) {
      begins.push(at);
      ends.push(end);
    }
    text += plain;
    before = plain === '' ? before : plain;
    at = end;
  }
  return { original, text, places: { begins, ends } };
}

/** Secrets that were found in the plain text, as passages of the original. */
export function inOriginal({ places }: PlainView, secrets: Secret[]): Secret[] {
  return places === null
    ? secrets
    : secrets.map(({ begin, end, kind }) => ({
        begin: places.begins[begin] ?? 0,
        end: places.ends[end - 1] ?? 0,
        kind,
      }));
}

/** A character beside its neighbours: keycaps and underlines on digits go, "a@example。com" has a dot. */
function plainIn(char: string, before: string, after: string): string {
  if (char >= ' ' && char <= '~') {
    return char;
  }
  if (/^[0-9]$/.test(before) && MARK().test(char)) {
    return '';
  }
  return IDEOGRAPHIC_STOP.test(char) && /^[a-z0-9]$/i.test(before) && /^[a-z]$/i.test(after)
    ? '.'
    : plainOf(char);
}

const KNOWN = new Map<string, string>();
const MOST_KNOWN = 4096;

function plainOf(char: string): string {
  const known = KNOWN.get(char);
  if (known !== undefined) {
    return known;
  }
  const plain = computePlain(char);
  // The scripts of a day fit in; a text of all of Unicode must not fill the memory.
  if (KNOWN.size < MOST_KNOWN) {
    KNOWN.set(char, plain);
  }
  return plain;
}

function computePlain(char: string): string {
  if (DIGIT().test(char)) {
    return String(digitValue(char.codePointAt(0) ?? 0));
  }
  if (UNSEEN().test(char) && !BLANK.test(char)) {
    return '';
  }
  if (HYPHEN.test(char)) {
    return '-';
  }
  if (DASH().test(char)) {
    return '–';
  }
  if (BLANK.test(char)) {
    return ' ';
  }
  // Superscripts stay: a footnote is no part of the number before it.
  const compatible = char.normalize('NFKC');
  return /^[ -~]$/.test(compatible) && !OTHER_NUMBER().test(char) ? compatible : char;
}

/** Decimal digits stand in Unicode in unbroken runs of ten, from zero to nine (The Unicode Standard, 4.6). */
function digitValue(code: number): number {
  let zero = code;
  while (DIGIT().test(String.fromCodePoint(zero - 1))) {
    zero -= 1;
  }
  return (code - zero) % 10;
}

import { latePattern } from '../late-pattern.ts';
import { secretOf } from './cards.ts';
import type { Atom, Secret, SecretKind } from './lexer.ts';
import { digitsOf, type NumberRun, read } from './number-runs.ts';
import { inOriginal } from './plain-view.ts';

/** Secrets that were found somewhere in a call, so that they are found where nothing announces them. */
export interface KnownSecrets {
  numbers: Map<string, SecretKind>;
  words: Map<string, SecretKind>;
}

// Shorter ones stand in many texts by chance, and parts of a card read out ("4242") are no secret by themselves.
const LEAST_DIGITS: Record<SecretKind, number> = {
  CARD: 13,
  BANK_ACCOUNT: 6,
  EMAIL: Infinity,
  PHONE: 7,
  SECRET: 4,
  NATIONAL_ID: 6,
  DATE_OF_BIRTH: Infinity,
  ID_DOCUMENT: 6,
  ADDRESS: Infinity,
};
/** Kinds of which a passage may be one word that mixes letters and digits. */
const WORDS = new Set<SecretKind>(['SECRET', 'NATIONAL_ID', 'ID_DOCUMENT']);
const MOST_DIGITS = 20;
const LEAST_LETTERS = 6;
const LETTER = latePattern(String.raw`\p{L}`, 'u');
const YEAR = /^(?:19|20)\d\d$/;

/** Remembers a secret in the form in which it can be met again: its digits, or the word that it is. */
export function remember(known: KnownSecrets, kind: SecretKind, passage: string): void {
  const { text, runs } = read(passage);
  const digits = runs.map(digitsOf).join('');
  if (WORDS.has(kind) && LETTER().test(text) && /\d/.test(text) && !/\s/.test(text)) {
    if (text.length >= LEAST_LETTERS) {
      known.words.set(text, kind);
    }
  } else if (digits.length >= LEAST_DIGITS[kind] && digits.length <= MOST_DIGITS && !YEAR.test(digits)) {
    known.numbers.set(digits, kind);
  }
}

/** Where known secrets stand in a text: "So that was 4821?" */
export function knownIn(text: string, known: KnownSecrets): Secret[] {
  if (known.numbers.size === 0 && known.words.size === 0) {
    return [];
  }
  const { view, atoms, runs } = read(text);
  const numbers = runs.flatMap((run) => knownNumbers(atoms, run, known.numbers));
  const words = known.words.size === 0 ? [] : knownWords(view.text, known.words);
  return inOriginal(view, [...numbers, ...words]);
}

function knownNumbers(atoms: Atom[], run: NumberRun, known: Map<string, SecretKind>): Secret[] {
  const found: Secret[] = [];
  for (let from = 0; from < run.length; from++) {
    let digits = '';
    for (let to = from; to < run.length && digits.length <= MOST_DIGITS; to++) {
      digits += run[to]?.digits ?? '';
      const kind = known.get(digits);
      if (kind !== undefined) {
        found.push(secretOf(atoms, run.slice(from, to + 1), kind));
        from = to;
        break;
      }
    }
  }
  return found;
}

function knownWords(text: string, known: Map<string, SecretKind>): Secret[] {
  const found: Secret[] = [];
  for (const match of text.matchAll(/\S+/gu)) {
    const word = match[0].replace(/^["'“‘(]+|(?<![.,;:?"'”’)])[.,;:?"'”’)]+$/gu, '');
    const kind = known.get(word);
    if (kind !== undefined) {
      const begin = match.index + match[0].indexOf(word);
      found.push({ begin, end: begin + word.length, kind });
    }
  }
  return found;
}

import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { cuesBefore } from '../cues/cues.ts';
import { secretOf } from '../numbers/cards.ts';
import type { Atom, Secret, SecretKind } from '../reading/lexer.ts';
import { digitsOf, isNumberWord, type NumberRun, type Reads, read } from '../reading/number-runs.ts';
import { inOriginal } from '../reading/plain-view.ts';
import { type KnownPhrases, knownPhrases, rememberPhrase } from './known-phrases.ts';

/** Secrets that were found somewhere in a call, so that they are found where nothing announces them. */
export interface KnownSecrets {
  numbers: Map<string, SecretKind>;
  words: Map<string, SecretKind>;
  /** All that is six digits long in a long number: a receipt for "8888 1881" tells half of a card. */
  parts: Map<string, SecretKind>;
  phrases: KnownPhrases;
}

/** Nothing is known yet. */
export function nothingKnown(): KnownSecrets {
  return { numbers: new Map(), words: new Map(), parts: new Map(), phrases: new Map() };
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
const PART = 6;
const ENDINGS = new Set(['ending', 'ends', 'ended', 'digits']);
const LEAST_IN_PARTS = 8;
const LEAST_LETTERS = 6;
const LETTER = lazyPattern(() => /\p{L}/u);
const YEAR = /^(?:19|20)\d\d$/;

/** Remembers a secret in the form in which it can be met again: its digits, or the word that it is. */
export function remember(known: KnownSecrets, kind: SecretKind, passage: string): void {
  const { text, runs, atoms } = read(passage);
  const digits = runs.map(digitsOf).join('');
  if ((kind === 'SECRET' && !/\d/.test(text)) || (kind === 'EMAIL' && !text.includes('@'))) {
    rememberPhrase(known.phrases, kind, atoms);
  } else if (kind === 'SECRET') {
    // "Falcon, capital F, 7 7" is read back as "Falcon 77".
    const end = atoms.findIndex((atom) => atom.kind !== 'word' || isNumberWord(atom.text));
    rememberPhrase(known.phrases, kind, atoms.slice(0, end < 0 ? atoms.length : end));
  }
  if (WORDS.has(kind) && LETTER().test(text) && /\d/.test(text) && !/\s/.test(text)) {
    if (text.length >= LEAST_LETTERS) {
      known.words.set(text, kind);
    }
  } else if (digits.length >= LEAST_DIGITS[kind] && digits.length <= MOST_DIGITS && !YEAR.test(digits)) {
    known.numbers.set(digits, kind);
    for (let from = 0; digits.length >= LEAST_IN_PARTS && from + PART <= digits.length; from++) {
      known.parts.set(digits.slice(from, from + PART), kind);
    }
  }
}

/** Where known secrets stand in a text: "So that was 4821?" */
export function* knownIn(
  text: string,
  known: KnownSecrets,
  reads: Reads,
  inTurn: boolean,
): Generator<undefined, Secret[]> {
  if (known.numbers.size + known.words.size + known.phrases.size === 0) {
    return [];
  }
  const { view, atoms, runs } = yield* reads(text);
  const numbers = runs.flatMap((run) => knownNumbers(atoms, run, known));
  const words = known.words.size === 0 ? [] : knownWords(view.text, known.words);
  return inOriginal(view, [...numbers, ...words, ...knownPhrases(atoms, known.phrases, inTurn)]);
}

function knownNumbers(atoms: Atom[], run: NumberRun, known: KnownSecrets): Secret[] {
  const found: Secret[] = [];
  for (let from = 0; from < run.length; from++) {
    let digits = '';
    let end = from;
    let kind: SecretKind | undefined;
    for (let to = from; to < run.length && digits.length <= MOST_DIGITS; to++) {
      digits += run[to]?.digits ?? '';
      const here = known.numbers.get(digits) ?? partKind(digits, known.parts);
      if (here !== undefined) {
        kind = here;
        end = to;
      }
    }
    const groups = run.slice(from, end + 1);
    // "The card ending 8888 1881" tells no more than receipts do.
    if (kind !== undefined && (known.numbers.has(digitsOf(groups)) || !isNamedEnd(atoms, groups))) {
      found.push(secretOf(atoms, groups, kind));
      from = end;
    }
  }
  return found;
}

/** The kind of the long number in which all of these digits stand, as far as six in a row can tell. */
function partKind(digits: string, parts: Map<string, SecretKind>): SecretKind | undefined {
  let kind: SecretKind | undefined;
  for (let from = 0; from + PART <= digits.length; from++) {
    kind = parts.get(digits.slice(from, from + PART));
    if (kind === undefined) {
      return undefined;
    }
  }
  return kind;
}

function isNamedEnd(atoms: Atom[], groups: NumberRun): boolean {
  const nearest = cuesBefore(atoms, groups[0]?.first ?? 0, groups.at(-1)?.last ?? 0)[0];
  return nearest?.cue === 'other' && ENDINGS.has(atoms[nearest.at]?.text ?? '');
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

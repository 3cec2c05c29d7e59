import type { Atom, Secret, SecretKind } from '../reading/lexer.ts';
import { isNumberWord } from '../reading/number-runs.ts';
import { AROUND, clausesOf } from './alone.ts';

/** Passwords and spoken addresses that were told, by their first word: `[kind, all words]`. */
export type KnownPhrases = Map<string, [kind: SecretKind, words: string[]][]>;

const CONNECTORS = new Set(['dot', 'at', 'underscore', 'dash', 'hyphen']);
const LEAST_LETTERS = 5;
const MOST_WORDS = 24;
// More phrases with one first word are no phrases that are said again.
const MOST_ALIKE = 8;

/**
 * Remembers what was told in words, so that "Blue Biscuit, thank you" and "lena dot fischer" are found when they are
 * read back. "Lena Fischer" alone stays: it is a name.
 */
export function rememberPhrase(known: KnownPhrases, kind: SecretKind, atoms: Atom[]): void {
  const words = wordsOf(atoms).map(({ text }) => text);
  const [first] = words;
  if (first === undefined || words.length > MOST_WORDS || atoms.some((atom) => atom.kind === 'closed')) {
    return;
  }
  const phrases = kind === 'EMAIL' ? [words, words.slice(0, words.lastIndexOf('at'))] : [words];
  for (const phrase of phrases.filter((one) => isTelling(kind, one))) {
    const alike = known.get(first) ?? [];
    if (alike.length < MOST_ALIKE && !alike.some(([, other]) => other.join(' ') === phrase.join(' '))) {
      known.set(first, [...alike, [kind, phrase]]);
    }
  }
}

function isTelling(kind: SecretKind, words: string[]): boolean {
  if (kind === 'EMAIL') {
    return (
      words.length > 1 &&
      words.some((word) => CONNECTORS.has(word) || word.length === 1 || /\d/.test(word) || isNumberWord(word))
    );
  }
  return (
    kind === 'SECRET' && words.every((word) => !isNumberWord(word)) && words.join('').length >= LEAST_LETTERS
  );
}

/**
 * Where known phrases stand among the atoms of a text, whatever marks lie between their words. One word counts in a turn
 * alone, where its clause says nothing else: the maiden name of one customer is the name of another.
 */
export function knownPhrases(atoms: Atom[], known: KnownPhrases, inTurn: boolean): Secret[] {
  if (known.size === 0) {
    return [];
  }
  const found: Secret[] = [];
  const said = wordsOf(atoms);
  let lone: Set<Atom> | undefined;
  const alone = () => {
    lone ??= loneWords(atoms);
    return lone;
  };
  for (let at = 0; at < said.length; at++) {
    const alike = known.get(said[at]?.text ?? '') ?? [];
    const longest = alike
      .filter(([, words]) => words.length > 1 || (inTurn && alone().has(said[at] as Atom)))
      .filter(([, words]) => words.every((word, index) => said[at + index]?.text === word))
      .toSorted(([, a], [, b]) => b.length - a.length)[0];
    if (longest !== undefined) {
      const [kind, words] = longest;
      const last = at + words.length - 1;
      found.push({ begin: said[at]?.begin ?? 0, end: said[last]?.end ?? 0, kind });
      at = last;
    }
  }
  return found;
}

/** The words that say all that their clause says. */
function loneWords(atoms: Atom[]): Set<Atom> {
  const alone = new Set<Atom>();
  for (const [from, to] of clausesOf(atoms)) {
    const saying = atoms
      .slice(from, to)
      .filter(
        ({ kind, text }) => (kind === 'word' || kind === 'id') && !AROUND.has(text) && !isNumberWord(text),
      );
    if (saying.length === 1) {
      alone.add(saying[0] as Atom);
    }
  }
  return alone;
}

function wordsOf(atoms: Atom[]): Atom[] {
  return atoms.filter(({ kind }) => kind !== 'mark');
}

import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { wordSet as words } from '../../shared/word-set.ts';
import type { Atom } from '../reading/lexer.ts';
import { isNumberWord } from '../reading/number-runs.ts';

// What follows "my password is" when no password follows.
const NO_VALUE =
  words(`not wrong incorrect invalid the a an my your his her our their too very at in on only still always never being
  going what that this something anything different same weak strong short long fine good ok required needed case insensitive correct right
  there here gone so no yes why how when where you i we they he she it to for from of with because but and or if than like
  about blank empty safe secure private secret unknown missing sensitive public okay out up down off also probably really
  usually required both either neither everything nothing none one more less enough same as unlike somewhere under over
  please thanks thank then again anyway set reset sent kept shown known written`);
const SPELLED = words(
  'capital lower upper case lowercase uppercase dot dash hyphen underscore at hash star exclamation mark question dollar sign percent',
);
const LEADS = words(', with a an the and then all in followed by it has');
const CASES = words('capital capitals lower upper lowercase uppercase');
// After the first word of a password these begin something else: "it's bluebird and it stopped working".
/** See {@link phraseEnd}. */
export const ENDS_PHRASE =
  words(`and but or so because since as if when while that which who where what why how is was are were be been isn't
  wasn't has have had does do did doesn't don't can can't could will won't would should i you he she it we they i'm it's
  you're my your his her our their the a an this these for on in at to from of with by about into please thanks thank
  okay ok right yes yeah no now today again then not too also just only still already actually though although anyway
  until before after unless than every each all any enough very works working stopped says said`);
const MOST_LEAD = 4;
const MOST_VALUE = 128;
/** Most words of a password. */
export const MOST_WORDS = 7;

const STRANGE = lazyPattern(() => /[\p{N}\p{S}]|[^\s\p{L}\p{M}.,'’]\p{L}|\p{L}\p{Lu}/u);

/** Whether the word at `atom` may be a password after `link`. */
export function isValue(text: string, atom: Atom, link: string): boolean {
  const raw = rawValue(text, atom.begin);
  const strange = STRANGE().test(raw) || /^["“]/u.test(text.slice(atom.begin - 1, atom.begin));
  if (strange || isNumberWord(atom.text)) {
    return raw.length > 0;
  }
  const plain = raw.toLowerCase();
  return link !== 'to' && plain.length > 2 && !NO_VALUE.has(plain) && !/n['’]t$|(?:ed|ing|ly)$/u.test(plain);
}

/** The word at `begin` up to white space, without the punctuation that closes a sentence or a JSON value. */
function rawValue(text: string, begin: number): string {
  const word = /^\S+/u.exec(text.slice(begin, begin + MOST_VALUE))?.[0] ?? '';
  const quoted = /^[^"”]*(?=["”])/u.exec(word)?.[0];
  return (quoted ?? word).replace(/(?<![.,;:?)\]}"'’”])[.,;:?)\]}"'’”]+$/u, '');
}

/** Where the password ends that begins with the atom `first`, in characters. */
export function valueEnd(text: string, atoms: Atom[], first: number): number {
  const atom = atoms[first];
  if (atom === undefined) {
    return 0;
  }
  const opening = text.slice(atom.begin - 1, atom.begin);
  const closing =
    opening === '"' || opening === '“' ? text.slice(atom.begin, atom.begin + MOST_VALUE).search(/["”]/u) : -1;
  let end = closing > 0 ? atom.begin + closing : atom.begin + rawValue(text, atom.begin).length;
  // A password that is spelled goes on: "capital B lue forty two".
  if (isSpelled(atom)) {
    for (let at = first + 1; at < atoms.length; at++) {
      const next = atoms[at];
      if (next === undefined || !(isSpelled(next) || atoms[at - 1]?.text === 'capital')) {
        break;
      }
      end = next.end;
    }
  }
  return end;
}

/** A letter, a digit, or what is said of one: "capital", "underscore". */
export function isSpelled(atom: Atom): boolean {
  return (
    atom.kind === 'digits' ||
    (atom.text.length === 1 && atom.kind === 'word') ||
    SPELLED.has(atom.text) ||
    isNumberWord(atom.text)
  );
}

/**
 * Where a password of several words ends: "correct horse battery staple", "Summer with a capital S then 2026". A word
 * that makes a sentence of it ends it.
 */
export function phraseEnd(text: string, atoms: Atom[], first: number, end: number): number {
  const quoted = /["“]/u.test(text.slice((atoms[first]?.begin ?? 0) - 1, atoms[first]?.begin));
  let last = atoms.findIndex((atom, at) => at >= first && atom.end >= end);
  if (last < 0 || quoted) {
    return end;
  }
  const isPlain = /^[\p{L}'’]+$/u.test(text.slice(atoms[first]?.begin, end));
  let phrase = end;
  for (let words = 1; words < MOST_WORDS; words++) {
    const described = descriptionEnd(atoms, last + 1);
    const next = atoms[last + 1];
    if (described !== null) {
      last = described;
    } else if (
      isPlain &&
      next?.spaced === true &&
      (next.kind === 'digits' || (next.kind === 'word' && !ENDS_PHRASE.has(next.text)))
    ) {
      last += 1;
    } else {
      break;
    }
    phrase = atoms[last]?.end ?? phrase;
  }
  return phrase;
}

/** "(all) lower case", "with a capital S", "then 2026", "exclamation mark": the last atom of it. */
function descriptionEnd(atoms: Atom[], from: number): number | null {
  let at = from;
  while (at - from < MOST_LEAD && LEADS.has(atoms[at]?.text ?? '')) {
    at += 1;
  }
  const atom = atoms[at];
  if (atom === undefined || atom.kind === 'closed') {
    return null;
  }
  if (CASES.has(atom.text)) {
    const next = atoms[at + 1];
    return next?.text === 'case' ||
      next?.text === 'letters' ||
      (next?.kind === 'word' && next.text.length === 1)
      ? at + 1
      : at;
  }
  if (atom.text === 'exclamation' || atom.text === 'question') {
    return atoms[at + 1]?.text === 'mark' ? at + 1 : null;
  }
  return at > from && atoms[from]?.text !== 'at' && (atom.kind === 'digits' || isNumberWord(atom.text))
    ? at
    : null;
}

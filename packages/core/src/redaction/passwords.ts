import { latePattern } from '../late-pattern.ts';
import { type Cue, cueAt } from './cues.ts';
import type { Atom, Secret } from './lexer.ts';
import { isNumberWord, type Reading } from './number-runs.ts';
import { isForeignPasswordCue } from './passwords-foreign.ts';

function words(list: string): Set<string> {
  return new Set(list.trim().split(/\s+/));
}

const PASSWORDS = words('password passwords passphrase passcode pwd passwd');
const ANSWERS = new Map([
  ['word', words('memorable secret security safe')],
  ['name', words('maiden')],
  ['answer', words('security')],
  ['question', words('security')],
]);
// What may stand between the cue and "is": "the password we sent you for online banking is".
const BEFORE_LINK =
  words(`i we you they he she it that which have has had use used using set gave sent send texted emailed
  got get to for my the your our his her a account app login online banking wifi router new old current temporary number
  on with this phone email last first again just now question hold hang wait second sec see let think uh um er erm ,`);
const LINKS = words('is was are : = as says be');
const AFTER_LINK = words(
  `uh um er erm it " ' “ ‘ : = , - oh okay well actually just now all lower upper case lowercase uppercase`,
);
const SPELLED = words(
  'capital lower upper case lowercase uppercase dot dash hyphen underscore at hash star exclamation mark question dollar sign percent',
);
// What follows "my password is" when no password follows.
const NO_VALUE =
  words(`not wrong incorrect invalid the a an my your his her our their too very at in on only still always never being
  going what that this something anything different same weak strong short long fine good ok required needed case correct right
  there here gone so no yes why how when where you i we they he she it to for from of with because but and or if than like
  about blank empty safe secure private secret unknown missing sensitive public okay out up down off also probably really
  usually required both either neither everything nothing none one more less enough same as unlike somewhere under over
  please thanks thank then again anyway set reset sent kept shown known written`);
// A one-time code may hold letters anywhere, a PIN has at most one that was typed behind it.
const CODE_SHAPES = new Map<Cue | null, RegExp>([
  ['otp', /^.{4,12}$/u],
  ['secret', /^\d{3,12}[a-z]$/],
]);
const MEASURE = /^\d+(?:st|nd|rd|th|am|pm|min|mins|hrs?)$/;
const MOST_BETWEEN = 8;
const MOST_VALUE = 128;

/** Passwords, memorable words and codes with letters, after their cue: "my password is hunter2". */
export function passwordsIn({ text, atoms }: Reading): Secret[] {
  const found: Secret[] = [];
  let free = 0;
  for (let at = 0; at < atoms.length; at++) {
    if ((atoms[at]?.begin ?? 0) < free) {
      continue;
    }
    const begin = isEnglishCue(atoms, at) ? valueAfter(text, atoms, at) : codeAfter(atoms, at);
    const end = begin === null ? null : valueEnd(text, atoms, begin);
    const value = begin === null ? undefined : atoms[begin];
    if (value !== undefined && end !== null && end > value.begin) {
      found.push({ begin: value.begin, end, kind: 'SECRET' });
      free = end;
    }
  }
  return found;
}

/** Whether the atom names a secret that may be any word. */
export function isPasswordCue(atoms: Atom[], at: number): boolean {
  return isEnglishCue(atoms, at) || isForeignPasswordCue(atoms, at);
}

function isEnglishCue(atoms: Atom[], at: number): boolean {
  const word = atoms[at]?.text ?? '';
  return PASSWORDS.has(word) || ANSWERS.get(word)?.has(atoms[at - 1]?.text ?? '') === true;
}

/** Index of the first atom of the password, or null when the sentence says none. */
function valueAfter(text: string, atoms: Atom[], cue: number): number | null {
  let link: string | null = shortIs(text, atoms[cue]);
  for (let at = cue + 1; at <= cue + MOST_BETWEEN + 2; at++) {
    const atom = atoms[at];
    if (atom === undefined || atom.kind === 'closed') {
      return null;
    }
    if (link !== null && !AFTER_LINK.has(atom.text) && !LINKS.has(atom.text)) {
      return isValue(text, atom, link) ? at : null;
    }
    if (LINKS.has(atom.text) || (atom.text === 'to' && link === null)) {
      link = atom.text;
    } else if (link === null && BEFORE_LINK.has(atom.text)) {
      link = shortIs(text, atom);
    } else if (link === null && !['"', "'", '*', '_'].includes(atom.text)) {
      // "Password hunter2": without a link only what looks like one.
      return at === cue + 1 && mixedAt(atoms, at) !== null ? at : null;
    }
  }
  return null;
}

/** "My memorable word's Anchovy", "it's Tiger-77": the lexer takes the 's away. */
function shortIs(text: string, atom: Atom | undefined): 'is' | null {
  return atom !== undefined && /['’]s$/iu.test(text.slice(atom.begin, atom.end)) ? 'is' : null;
}

/** "verification code A7K92Q": a one-time code with letters. */
function codeAfter(atoms: Atom[], cue: number): number | null {
  const shape = CODE_SHAPES.get(cueAt(atoms, cue));
  if (shape === undefined) {
    return null;
  }
  const next = LINKS.has(atoms[cue + 1]?.text ?? '') ? cue + 2 : cue + 1;
  const value = mixedAt(atoms, next);
  return value !== null && shape.test(value) && !MEASURE.test(value) ? next : null;
}

/** What mixes letters and digits at `at`, be it cut into a long number and the letters that hang on it. */
function mixedAt(atoms: Atom[], at: number): string | null {
  const atom = atoms[at];
  const tail = atoms[at + 1];
  if (atom?.kind === 'id') {
    return atom.text;
  }
  return atom?.kind === 'digits' && tail?.kind === 'word' && tail.begin === atom.end
    ? atom.text + tail.text
    : null;
}

const STRANGE = latePattern(String.raw`[\p{N}\p{S}]|[^\s\p{L}\p{M}.,'’]\p{L}|\p{L}\p{Lu}`, 'u');

function isValue(text: string, atom: Atom, link: string): boolean {
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

function valueEnd(text: string, atoms: Atom[], first: number): number {
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

function isSpelled(atom: Atom): boolean {
  return (
    atom.kind === 'digits' ||
    (atom.text.length === 1 && atom.kind === 'word') ||
    SPELLED.has(atom.text) ||
    isNumberWord(atom.text)
  );
}

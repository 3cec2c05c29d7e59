import { latePattern } from '../late-pattern.ts';
import { type Cue, cueAt } from './cues.ts';
import type { Atom, Secret } from './lexer.ts';
import { isNumberWord, type Reading } from './number-runs.ts';

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
  `uh um er erm it " ' “ ‘ : = , - oh okay well actually just now all lower upper case lowercase uppercase spelled spelt`,
);
const SPELLED = words(
  'capital lower upper case lowercase uppercase dot dash hyphen underscore at hash star exclamation mark question dollar sign percent',
);
// What follows "my password is" when no password follows.
const NO_VALUE =
  words(`not wrong incorrect invalid the a an my your his her our their too very at in on only still always never being
  going what that this something anything different same weak strong short long fine good ok required needed case insensitive correct right
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
const CHARACTERS = words('character characters letter letters digit digits position positions');
const LEADS = words(', with a an the and then all in followed by it has');
const CASES = words('capital capitals lower upper lowercase uppercase');
// After the first word of a password these begin something else: "it's bluebird and it stopped working".
const ENDS_PHRASE =
  words(`and but or so because since as if when while that which who where what why how is was are were be been isn't
  wasn't has have had does do did doesn't don't can can't could will won't would should i you he she it we they i'm it's
  you're my your his her our their the a an this these for on in at to from of with by about into please thanks thank
  okay ok right yes yeah no now today again then not too also just only still already actually though although anyway
  until before after unless than every each all any enough very works working stopped says said`);
const CHOSEN = words('set changed reset made change put');
// They judge a password, or begin one of several words.
const JUDGEMENTS = words(
  'correct right strong weak good fine safe secure private secret short long blank empty public open',
);
const LEAST_OF_PASSPHRASE = 4;
const MOST_WORDS = 7;
const MOST_LEAD = 4;
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
    const cued = isPasswordCue(atoms, at);
    const characters = cued ? charactersAfter(atoms, at) : null;
    const begin = characters?.[0] ?? (cued ? valueAfter(text, atoms, at) : codeAfter(atoms, at));
    const end =
      characters !== null
        ? (atoms[characters[1]]?.end ?? 0)
        : begin === null
          ? null
          : phraseEnd(text, atoms, begin, valueEnd(text, atoms, begin));
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
  const word = atoms[at]?.text ?? '';
  return PASSWORDS.has(word) || ANSWERS.get(word)?.has(atoms[at - 1]?.text ?? '') === true;
}

/** "Characters two and five of my password are k and 9": the atoms of what follows, up to the end of the sentence. */
function charactersAfter(atoms: Atom[], cue: number): [first: number, last: number] | null {
  const asked = atoms.slice(Math.max(0, cue - MOST_BETWEEN - 2), cue);
  const link = atoms[cue + 1]?.text ?? '';
  const before = asked.findLastIndex(({ text }) => CHARACTERS.has(text));
  if (
    before < 0 ||
    !LINKS.has(link) ||
    asked.slice(before).some(({ text }) => text === '.' || text === '?')
  ) {
    return null;
  }
  const first = cue + 2;
  let last = first - 1;
  while (last - first < MOST_BETWEEN && isCharacter(atoms[last + 1])) {
    last += 1;
  }
  while (last >= first && (atoms[last]?.text === 'and' || atoms[last]?.kind === 'mark')) {
    last -= 1;
  }
  return last >= first ? [first, last] : null;
}

function isCharacter(atom: Atom | undefined): boolean {
  return atom !== undefined && (atom.text === 'and' || atom.text === ',' || isSpelled(atom));
}

/**
 * Where a password of several words ends: "correct horse battery staple", "Summer with a capital S then 2026". A word
 * that makes a sentence of it ends it.
 */
function phraseEnd(text: string, atoms: Atom[], first: number, end: number): number {
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

/** Index of the first atom of the password, or null when the sentence says none. */
function valueAfter(text: string, atoms: Atom[], cue: number): number | null {
  let link: string | null = shortIs(text, atoms[cue]);
  for (let at = cue + 1; at <= cue + MOST_BETWEEN + 2; at++) {
    const atom = atoms[at];
    if (atom === undefined || atom.kind === 'closed') {
      return null;
    }
    if (link !== null && !AFTER_LINK.has(atom.text) && !LINKS.has(atom.text)) {
      const chosen =
        link === 'to' &&
        CHOSEN.has(atoms[cue - 2]?.text ?? '') &&
        /^\p{Lu}\p{Ll}/u.test(text.slice(atom.begin));
      return chosen || isSpelledOut(atoms, at) || isValue(text, atom, link) || beginsPassphrase(atoms, at)
        ? at
        : null;
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

/** "P A S S": letters one by one. */
function isSpelledOut(atoms: Atom[], at: number): boolean {
  return [0, 1, 2].every((index) => {
    const atom = atoms[at + index];
    return atom?.kind === 'word' && atom.text.length === 1;
  });
}

/** "My password is correct horse battery staple": four words and a full stop are no judgement on a password. */
function beginsPassphrase(atoms: Atom[], at: number): boolean {
  if (!JUDGEMENTS.has(atoms[at]?.text ?? '')) {
    return false;
  }
  let end = at + 1;
  while (end - at < MOST_WORDS && atoms[end]?.kind === 'word' && !ENDS_PHRASE.has(atoms[end]?.text ?? '')) {
    end += 1;
  }
  return (
    end - at >= LEAST_OF_PASSPHRASE && (atoms[end] === undefined || /^[.!?]$/.test(atoms[end]?.text ?? ''))
  );
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

import { wordSet as words } from '../../shared/word-set.ts';
import { type Cue, cueAt } from '../cues/cues.ts';
import { pauseAt } from '../reading/hesitations.ts';
import type { Atom, Secret } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';
import { charactersAfter } from './password-characters.ts';
import { ENDS_PHRASE, isValue, MOST_WORDS, phraseEnd, valueEnd } from './password-value.ts';
import { isForeignPasswordCue } from './passwords-foreign.ts';

const PASSWORDS = words('password passwords passphrase passcode pwd passwd');
const ANSWERS = new Map([
  ['word', words('memorable secret security safe')],
  ['name', words('maiden memorable')],
  ['answer', words('security secret memorable')],
  ['place', words('memorable')],
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
// A one-time code may hold letters anywhere, a PIN has at most one that was typed behind it.
const CODE_SHAPES = new Map<Cue | null, RegExp>([
  ['otp', /^.{4,12}$/u],
  ['secret', /^\d{3,12}[a-z]$/],
]);
const MEASURE = /^\d+(?:st|nd|rd|th|am|pm|min|mins|hrs?)$/;
const CHOSEN = words('set changed reset made change put');
// They judge a password, or begin one of several words.
const JUDGEMENTS = words(
  'correct right strong weak good fine safe secure private secret short long blank empty public open',
);
const PARTICLES = words('de del della der di du da van von la le el al st mac mc o ter den dos');
const LEAST_LATER = 6;
const LEAST_OF_PASSPHRASE = 4;
const MOST_BETWEEN = 8;

/** Passwords, memorable words and codes with letters, after their cue: "my password is hunter2". */
export function passwordsIn({ text, atoms }: Reading): Secret[] {
  const found: Secret[] = [];
  let free = 0;
  for (let at = 0; at < atoms.length; at++) {
    if ((atoms[at]?.begin ?? 0) < free) {
      continue;
    }
    const cued = isEnglishCue(atoms, at);
    const characters = charactersAfter(atoms, at, cued);
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
    const pause = link === null ? 0 : pauseAt(atoms, at);
    if (pause > 0) {
      at += pause - 1;
      continue;
    }
    if (link !== null && !AFTER_LINK.has(atom.text) && !LINKS.has(atom.text)) {
      const chosen =
        link === 'to' &&
        CHOSEN.has(atoms[cue - 2]?.text ?? '') &&
        /^\p{Lu}\p{Ll}/u.test(text.slice(atom.begin));
      return chosen ||
        isSpelledOut(atoms, at) ||
        isParticle(atoms, cue, at) ||
        isValue(text, atom, link) ||
        beginsPassphrase(atoms, at)
        ? at
        : laterCode(atoms, at);
    }
    if (LINKS.has(atom.text) || (atom.text === 'to' && link === null)) {
      link = atom.text;
    } else if (link === null && BEFORE_LINK.has(atom.text)) {
      link = shortIs(text, atom);
    } else if (link === null && !['"', "'", '*', '_'].includes(atom.text)) {
      // "Password hunter2", "maiden name Featherstone": without a link only what looks like one.
      const isName = atoms[cue - 1]?.text === 'maiden' && /^\p{Lu}\p{Ll}/u.test(text.slice(atom.begin));
      return at === cue + 1 && (isName || mixedAt(atoms, at) !== null) ? at : null;
    }
  }
  return null;
}

/** "My password is, it's on my phone, bluebird77": what looks like a password, alone between commas. */
function laterCode(atoms: Atom[], from: number): number | null {
  for (let at = from + 1; at <= from + MOST_BETWEEN; at++) {
    const after = atoms[at + 1];
    if (
      atoms[at]?.kind === 'id' &&
      atoms[at - 1]?.text === ',' &&
      (after === undefined || after.kind === 'mark') &&
      (atoms[at]?.text.length ?? 0) >= LEAST_LATER
    ) {
      return at;
    }
  }
  return null;
}

/** "Her maiden name is de la Cruz." */
function isParticle(atoms: Atom[], cue: number, at: number): boolean {
  return (
    atoms[cue - 1]?.text === 'maiden' &&
    PARTICLES.has(atoms[at]?.text ?? '') &&
    atoms[at + 1]?.kind === 'word'
  );
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
  // What follows is asked first, for it is looked for at every word.
  const next = LINKS.has(atoms[cue + 1]?.text ?? '') ? cue + 2 : cue + 1;
  const value = mixedAt(atoms, next);
  const shape = value === null ? undefined : CODE_SHAPES.get(cueAt(atoms, cue));
  return value !== null && shape?.test(value) === true && !MEASURE.test(value) ? next : null;
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

import type { Atom, Secret } from '../reading/lexer.ts';
import { isNumberWord, type Reading } from '../reading/number-runs.ts';

const TOP_LEVELS = new Set(
  'com org net edu gov info biz io co me tv app dev ai uk ie de fr es it nl be ch at us ca au nz in eu se no dk fi pl pt'.split(
    ' ',
  ),
);
// Named alone, without "dot com".
const PROVIDERS = new Set(['gmail', 'googlemail', 'hotmail', 'icloud']);
// Companies too, so what stands before must look like an address: "kim dot lee at yahoo".
const PROVIDERS_BY_SHAPE = new Set(
  'yahoo outlook aol live msn proton protonmail gmx ymail fastmail zoho web mail me'.split(' '),
);
const MOST_LABEL_WORDS = 3;
const CONNECTORS = new Map([
  ['dot', '.'],
  ['period', '.'],
  ['point', '.'],
  ['.', '.'],
  ['underscore', '_'],
  ['_', '_'],
  ['dash', '-'],
  ['hyphen', '-'],
  ['-', '-'],
  ['plus', '+'],
]);
const ADDRESS_CUES = new Set([
  'email',
  'e-mail',
  'mail',
  'address',
  'under',
  'is',
  'it',
  'its',
  'that',
  'was',
  'to',
  ':',
]);
// "Look at …", "find us at …": what stands before "at" when a web site is named, not a person.
const NO_LOCAL_PART = new Set(
  `us me it them him her you look looking find online website site web visit available directly page form
  here there form info information details more see check shop order book apply everything all that this
  work works working stay live lives arrive arriving meet met`
    .trim()
    .split(/\s+/),
);
const BRACKETS = new Set(['[', ']', '(', ')']);
const MOST_PIECES = 24;

/** E-mail addresses as they are spoken: "john dot smith at example dot com", "claims [at] example [dot] com". */
export function spokenEmailsIn(reading: Reading): Secret[] {
  if (!reading.atoms.some(({ text }) => text === 'at')) {
    return [];
  }
  const atoms = withoutPauses(reading.atoms);
  const found: Secret[] = [];
  let free = 0;
  for (let at = 1; at < atoms.length; at++) {
    if (atoms[at]?.text !== 'at') {
      continue;
    }
    const domain = spokenDomainEnd(atoms, at + 1);
    const last = domain ?? (PROVIDERS_BY_SHAPE.has(atoms[at + 1]?.text ?? '') ? at + 1 : null);
    const local = last === null ? null : spokenLocalBegin(atoms, at - 1, free);
    const first = domain === null && local !== null && !isShaped(atoms, local, at) ? null : local;
    const begin = first === null ? undefined : atoms[first]?.begin;
    const end = last === null ? undefined : atoms[last]?.end;
    if (last !== null && begin !== undefined && end !== undefined) {
      found.push({ begin, end, kind: 'EMAIL' });
      free = last + 1;
      at = last;
    }
  }
  return found;
}

/** Without brackets, without "as in Papa", and without commas between the pieces of an address that is read out. */
function withoutPauses(all: Atom[]): Atom[] {
  return all.filter((atom, at) => {
    const before = all[at - 1];
    const after = all[at + 1];
    if (BRACKETS.has(atom.text) || isAsIn(all, at) || isAsIn(all, at - 1) || isAsIn(all, at - 2)) {
      return false;
    }
    const isSpoken = (piece: Atom | undefined) =>
      piece?.text === 'at' ||
      piece?.text === 'dot' ||
      piece?.text === 'underscore' ||
      piece?.text.length === 1;
    return atom.text !== ',' || !(isSpoken(before) || isSpoken(after) || isAsIn(all, at - 3));
  });
}

/** "P as in Papa": begins at "as". */
function isAsIn(atoms: Atom[], at: number): boolean {
  return (
    atoms[at]?.text === 'as' &&
    atoms[at + 1]?.text === 'in' &&
    atoms[at - 1]?.text.length === 1 &&
    atoms[at + 2]?.kind === 'word'
  );
}

/** "kim dot lee", "k lee seven": several pieces with a connector or a number among them. */
function isShaped(atoms: Atom[], first: number, end: number): boolean {
  return atoms
    .slice(first, end)
    .some((atom) => (CONNECTORS.has(atom.text) && atom.text !== '.') || isNumberPiece(atom));
}

/** Index of the last atom of a domain that begins at `from`: "my company dot co dot uk", "gmail". */
function spokenDomainEnd(atoms: Atom[], from: number): number | null {
  let last: number | null = null;
  let words = 0;
  for (let at = from; at - from < MOST_PIECES && words < MOST_LABEL_WORDS; words++) {
    const atom = atoms[at];
    if (atom === undefined || !isPiece(atom) || isDot(atoms, at)) {
      return last;
    }
    if (PROVIDERS.has(atom.text)) {
      last = at;
    }
    if (isDot(atoms, at + 1)) {
      at += 2;
      last = TOP_LEVELS.has(atoms[at]?.text ?? '') ? at : last;
      words = -1;
    } else if (last !== null) {
      return last;
    } else {
      at += 1;
    }
  }
  return last;
}

function isDot(atoms: Atom[], at: number): boolean {
  const atom = atoms[at];
  return (
    atom?.text === 'dot' || atom?.text === 'point' || (atom?.text === '.' && atoms[at + 1]?.spaced === false)
  );
}

/** Index of the first atom of the local part that ends at `last`. */
function spokenLocalBegin(atoms: Atom[], last: number, free: number): number | null {
  const end = atoms[last];
  if (end === undefined || last < free || !isPiece(end) || NO_LOCAL_PART.has(end.text)) {
    return null;
  }
  let first = last;
  while (first > free && last - first < MOST_PIECES) {
    const before = atoms[first - 1];
    const beyond = atoms[first - 2];
    if (
      before !== undefined &&
      CONNECTORS.has(before.text) &&
      beyond !== undefined &&
      first - 2 >= free &&
      isPiece(beyond)
    ) {
      first -= 2;
    } else if (before !== undefined && isSpelled(before, atoms[first])) {
      first -= 1;
    } else if (
      before !== undefined &&
      // "lee twenty two at", "kate b at"
      (isNumberPiece(atoms[first]) || (first === last && atoms[first]?.text.length === 1)) &&
      isPiece(before) &&
      !ADDRESS_CUES.has(before.text)
    ) {
      first -= 1;
    } else {
      break;
    }
  }
  return afterCue(atoms, first, free) ?? first;
}

/** After "my e-mail is" everything up to "at" belongs to the address. */
function afterCue(atoms: Atom[], first: number, free: number): number | null {
  for (let at = first - 1; at >= free && first - at <= 4; at--) {
    const atom = atoms[at];
    if (atom === undefined || (atom.kind !== 'word' && atom.text !== ':')) {
      return null;
    }
    if (ADDRESS_CUES.has(atom.text)) {
      const cue = atoms
        .slice(Math.max(free, at - 5), at + 1)
        .some(({ text }) => text.endsWith('mail') || text === 'address');
      return cue ? at + 1 : null;
    }
  }
  return null;
}

function isPiece(atom: Atom): boolean {
  return atom.kind === 'word' || atom.kind === 'digits' || atom.kind === 'id';
}

function isNumberPiece(atom: Atom | undefined): boolean {
  return atom !== undefined && (atom.kind === 'digits' || isNumberWord(atom.text));
}

/** A single letter or a number; "a" only when a letter follows, for else it is the article. */
function isSpelled(atom: Atom, next: Atom | undefined): boolean {
  const letter = atom.kind === 'word' && atom.text.length === 1;
  return (letter && (atom.text !== 'a' || next?.text.length === 1)) || isNumberPiece(atom);
}

import type { Atom } from '../reading/lexer.ts';
import { isNumberWord } from '../reading/number-runs.ts';
import { isSpelled } from './password-value.ts';

const CHARACTERS = new Set('character characters letter letters digit digits position positions'.split(' '));
const LINKS = new Set(['is', 'are', ':', '=']);
const PLACES = new Set(
  'and , first second third fourth fifth sixth seventh eighth ninth tenth last 1st 2nd 3rd 4th 5th 6th 7th 8th'.split(
    ' ',
  ),
);
const MOST = 8;

/**
 * "Characters two and five of my password are k and 9", "letters one and three are B and T": the first and last atom of
 * what follows. `cued`: the atom at `at` names a password.
 */
export function charactersAfter(
  atoms: Atom[],
  at: number,
  cued: boolean,
): [first: number, last: number] | null {
  const link = cued ? at + 1 : CHARACTERS.has(atoms[at]?.text ?? '') ? placesEnd(atoms, at + 1) : null;
  if (link === null || !LINKS.has(atoms[link]?.text ?? '') || (cued && !namesCharacters(atoms, at))) {
    return null;
  }
  const first = link + 1;
  let last = first - 1;
  while (last - first < MOST && isCharacter(atoms[last + 1])) {
    last += 1;
  }
  while (last >= first && (atoms[last]?.text === 'and' || atoms[last]?.kind === 'mark')) {
    last -= 1;
  }
  return last >= first ? [first, last] : null;
}

function namesCharacters(atoms: Atom[], cue: number): boolean {
  const before = atoms.slice(Math.max(0, cue - MOST - 2), cue);
  const named = before.findLastIndex(({ text }) => CHARACTERS.has(text));
  return named >= 0 && !before.slice(named).some(({ text }) => text === '.' || text === '?');
}

/** Where "one, three and seven" ends; null when no place is named. */
function placesEnd(atoms: Atom[], from: number): number | null {
  let at = from;
  while (at - from < MOST && isPlace(atoms[at])) {
    at += 1;
  }
  return at > from ? at : null;
}

function isPlace(atom: Atom | undefined): boolean {
  return atom !== undefined && (atom.kind === 'digits' || PLACES.has(atom.text) || isNumberWord(atom.text));
}

function isCharacter(atom: Atom | undefined): boolean {
  return atom !== undefined && (atom.text === 'and' || atom.text === ',' || isSpelled(atom));
}

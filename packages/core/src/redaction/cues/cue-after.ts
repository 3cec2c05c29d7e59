import type { Atom } from '../reading/lexer.ts';
import { type Cue, cueAt } from './cues.ts';
import { isOnBackOfCard } from './security-cue.ts';

// "That's my PIN": the lexer leaves "that".
const LINKS = new Set('is was are as for that when'.split(' '));
const AFTER = new Set(
  'my the your his her our their a an new old current is was what text message says asked prompted for i use used got we sent'.split(
    ' ',
  ),
);

/** The cue that follows a number: "4821 is my PIN", "use 731944 as your access code". */
export function cueAfter(atoms: Atom[], last: number): Cue | null {
  const start = atoms[last + 1]?.text === ',' ? last + 2 : last + 1;
  if (isOnBackOfCard(atoms, start)) {
    return 'secret';
  }
  if (!LINKS.has(atoms[start]?.text ?? '')) {
    return null;
  }
  let found: Cue | null = null;
  for (let at = start + 1; at <= start + 6; at++) {
    const atom = atoms[at];
    if (atom?.kind !== 'word') {
      break;
    }
    // The last word of "my account number" or "the discount code" decides.
    const cue = cueAt(atoms, at);
    if (cue === null && found !== null) {
      break;
    }
    found = cue ?? found;
    if (cue === null && !AFTER.has(atom.text) && !nextIsCue(atoms, at)) {
      break;
    }
  }
  return found;
}

function nextIsCue(atoms: Atom[], at: number): boolean {
  return cueAt(atoms, at + 1) !== null;
}

import { hesitationAt } from './hesitations.ts';
import type { Atom } from './lexer.ts';
import type { DigitGroup, Joint } from './number-runs.ts';

const SPOKEN_DASHES = new Set(['dash', 'hyphen', 'space']);
const DASHES = new Set(['-', '–', '—', '(', ')', '.']);
const MARKS = new Set([..."/\\_:;*|~·•‧∙⋅・⁄∕^`'’"]);
const MOST_ATOMS_BETWEEN = 4;
const MOST_ATOMS_OF_HESITATION = 12;

/** How a group of digits hangs on the one before it; null when it does not. */
export function jointBetween(atoms: Atom[], before: DigitGroup, after: DigitGroup): Joint | null {
  if (after.first - before.last - 1 > MOST_ATOMS_OF_HESITATION) {
    return null;
  }
  let joint: Joint = atoms[after.first]?.newLine ? 'loose' : 'tight';
  let rest = MOST_ATOMS_BETWEEN;
  for (let at = before.last + 1; at < after.first; at++) {
    const hesitation = hesitationAt(atoms, at);
    if (hesitation > 0) {
      joint = joint === 'marked' ? joint : 'loose';
      at += hesitation - 1;
      continue;
    }
    const atom = atoms[at];
    const next = atoms[at + 1];
    rest -= 1;
    if (atom === undefined || next === undefined || rest < 0) {
      return null;
    }
    if (atom.text === '.' && !next.spaced) {
      // "415.555.0134" and "06.12.34.56.78" are numbers of one piece, "10.15.7" and "3.5" are not.
      const sizes = [before.digits.length, after.digits.length];
      if (Math.min(...sizes) < 3 && sizes.some((size) => size !== 2)) {
        joint = 'marked';
      }
    } else if (atom.text === 'dot' || atom.text === 'point') {
      joint = Math.min(before.digits.length, after.digits.length) < 3 ? 'marked' : joint;
    } else if (isMarked(atom, next)) {
      joint = 'marked';
    } else if ([',', '.', '…', '?', '!'].includes(atom.text)) {
      joint = joint === 'marked' ? joint : 'loose';
    } else if (!DASHES.has(atom.text) && !SPOKEN_DASHES.has(atom.text)) {
      return null;
    }
  }
  return joint;
}

/** "4111/1111", "4111,1111", "4111+1111"; "4111, 1111" is spoken, and a plus after a space begins a number. */
function isMarked(atom: Atom, next: Atom): boolean {
  return MARKS.has(atom.text) || (!next.spaced && (atom.text === ',' || (atom.text === '+' && !atom.spaced)));
}

import { secretOf } from './cards.ts';
import { cuesBefore } from './cues.ts';
import type { Secret } from './lexer.ts';
import { digitsOf, hangsOnLetters, type Reading, tightParts } from './number-runs.ts';

// India: ten digits, written in two halves.
const INDIAN = /^[6-9]\d{9}$/;
const HALF = 5;

/** Telephone numbers of countries where they have a shape of their own: "98765 43210". */
export function phonesAbroadIn({ atoms, runs }: Reading): Secret[] {
  return runs.flatMap(tightParts).flatMap((part) => {
    const [half] = part;
    const first = half?.first ?? 0;
    if (part.length !== 2 || half?.digits.length !== HALF || !INDIAN.test(digitsOf(part))) {
      return [];
    }
    const cue = cuesBefore(atoms, first, part.at(-1)?.last ?? first)[0]?.cue;
    return cue === 'other' || hangsOnLetters(atoms, first) ? [] : [secretOf(atoms, part, 'PHONE')];
  });
}

import { cuesBefore } from '../cues/cues.ts';
import type { Secret } from '../reading/lexer.ts';
import { digitsOf, hangsOnLetters, type Reading, tightParts } from '../reading/number-runs.ts';
import { secretOf } from './cards.ts';

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

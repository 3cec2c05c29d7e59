import type { Atom, Secret } from '../reading/lexer.ts';
import { isCardNumber, LONGEST_CARD } from '../reading/luhn.ts';
import { digitsOf, type Reading } from '../reading/number-runs.ts';
import { secretOf } from './cards.ts';

const CARDS = new Set('card visa mastercard amex debit credit long'.split(' '));
const MOST_PIECES = 8;
const MOST_GAP = 12;

/**
 * "My card is 4012, that's my husband's, 8888, the next bit is 8888 1881": after a cue the groups of a scheme's card,
 * with other words between them.
 */
export function cardsInPieces({ atoms, runs }: Reading): Secret[] {
  const found: Secret[] = [];
  for (let from = 0; from < runs.length; from++) {
    const begin = runs[from]?.[0]?.first ?? 0;
    const digits: string[] = [];
    let whole = '';
    for (let to = from; to < runs.length && to - from < MOST_PIECES; to++) {
      const run = runs[to] ?? [];
      const gap = to === from ? 0 : (run[0]?.first ?? 0) - (runs[to - 1]?.at(-1)?.last ?? 0);
      if (gap > MOST_GAP) {
        break;
      }
      const piece = digitsOf(run);
      digits.push(piece);
      whole += piece;
      if (whole.length > LONGEST_CARD) {
        break;
      }
      if (to > from && isCardNumber(whole) && (isCardNamed(atoms, begin) || inFours(digits))) {
        found.push(...runs.slice(from, to + 1).map((piece) => secretOf(atoms, piece, 'CARD')));
        from = to;
        break;
      }
    }
  }
  return found;
}

/** Groups of four are read out as a card is. */
function inFours(digits: string[]): boolean {
  return digits.length > 1 && digits.every(({ length }) => length % 4 === 0) && digits.join('').length === 16;
}

function isCardNamed(atoms: Atom[], first: number): boolean {
  return atoms.slice(Math.max(0, first - MOST_GAP), first).some(({ text }) => CARDS.has(text));
}

import type { Atom } from '../reading/lexer.ts';

const NAMES = new Set(['cvv', 'cvc', 'cvv2', 'cvc2', 'cv2', 'csc', 'cvn', 'cid']);
const NUMBERS = new Set(['code', 'number', 'numbers', 'digit', 'digits', 'value', 'figures', 'no']);
/** Where a card has its code, but for the front. */
export const SIDES = new Set(['back', 'reverse', 'rear', 'signature']);
// After "the back" in "and the back says 907"; "the back seat" is none.
const AFTER_SIDE = new Set([
  'says',
  'say',
  'said',
  'is',
  'reads',
  'has',
  'of',
  ':',
  ',',
  '.',
  '?',
  undefined,
]);
const SIZES = new Set(['three', 'four', '3', '4']);
/** Every word of {@link isSecurityCodeCue}. */
export const SECURITY_WORDS: ReadonlySet<string> = new Set([...NAMES, 'security', ...NUMBERS, ...SIDES]);
const NEAR = 5;
const FAR = 12;

/**
 * Whether the atom at `at` names the security code of a card: "CVV", "security code", "card verification
 * value", "the three numbers on the back", "the back says".
 */
export function isSecurityCodeCue(atoms: Atom[], at: number): boolean {
  const word = atoms[at]?.text ?? '';
  if (NAMES.has(word)) {
    return true;
  }
  // "And the security": the turn was cut before "code".
  if (word === 'security' && atoms[at + 1] === undefined) {
    return atoms[at - 1]?.text === 'the' && atoms[at - 2]?.text !== 'for';
  }
  if (NUMBERS.has(word)) {
    return isSecurityNumber(atoms, at) || isOnTheBack(atoms, at);
  }
  return (
    SIDES.has(word) &&
    atoms[at - 1]?.text === 'the' &&
    AFTER_SIDE.has(atoms[at + 1]?.text) &&
    saysNumber(atoms, at)
  );
}

function isSecurityNumber(atoms: Atom[], at: number): boolean {
  const before = atoms[at - 1]?.text;
  const earlier = atoms[at - 2]?.text;
  return (
    (before === 'security' && earlier !== 'social') ||
    (before === 'verification' && (earlier === 'card' || atoms[at]?.text === 'value'))
  );
}

/** "The three numbers printed on the back", "the four digits on the front"; "the number on the front" is the card's. */
function isOnTheBack(atoms: Atom[], at: number): boolean {
  const after = atoms.slice(at + 1, at + 1 + NEAR);
  const stop = after.findIndex(({ kind, text }) => kind === 'digits' || text === '.' || text === '?');
  const near = after.slice(0, stop < 0 ? NEAR : stop);
  const sized = atoms.slice(Math.max(0, at - 2), at).some(({ text }) => SIZES.has(text));
  return near.some(
    ({ text }, index) =>
      (SIDES.has(text) && near.slice(0, index).some((word) => word.text === 'the' || word.text === 'on')) ||
      (text === 'strip' && sized) ||
      (text === 'front' && sized && near.some((word) => word.text === 'on')),
  );
}

/** "907 on the back", "907 on the signature strip", where the clause ends or goes on with the card. */
export function isOnBackOfCard(atoms: Atom[], at: number): boolean {
  const side = atoms[at + 2]?.text ?? '';
  // An American Express card has its code on the front.
  const isSide = SIDES.has(side) || (side === 'front' && isAfterAmex(atoms, at));
  if (atoms[at]?.text !== 'on' || atoms[at + 1]?.text !== 'the' || !isSide) {
    return false;
  }
  const [next, card] = [atoms[at + 3], atoms[at + 5]];
  return (
    next === undefined ||
    next.kind === 'mark' ||
    next.text === 'strip' ||
    next.text === 'side' ||
    (next.text === 'of' && card?.text === 'card')
  );
}

function isAfterAmex(atoms: Atom[], at: number): boolean {
  return atoms.slice(Math.max(0, at - FAR), at).some(({ text }) => text === 'amex' || text === '[card]');
}

/** "The back says 907", "on the back it says 907", "on the back of the card". */
function saysNumber(atoms: Atom[], at: number): boolean {
  const after = atoms.slice(at + 1, at + 1 + NEAR).map(({ text }) => text);
  const before = atoms.slice(Math.max(0, at - 4), at - 1).map(({ text }) => text);
  return (
    ['says', 'say', 'said', 'is', 'reads', 'has', ':'].includes(after[0] ?? '') ||
    (before.at(-1) === 'on' && (after.includes('says') || after.includes('card') || after[0] === ':'))
  );
}

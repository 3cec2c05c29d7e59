import type { Atom } from './lexer.ts';
import { isCardNumber, LONGEST_CARD } from './luhn.ts';

/** Cue words that people write onto a number, with the digits that it has then at least. */
const GLUED_CUES = new Map([
  ...'pin pins otp passcode'.split(' ').map((word): [string, number] => [word, 4]),
  ...'cvv cvc csc'.split(' ').map((word): [string, number] => [word, 3]),
  ...'tel phone telephone mobile cell cellphone landline fax whatsapp'
    .split(' ')
    .map((word): [string, number] => [word, 3]),
  ...'account acct'.split(' ').map((word): [string, number] => [word, 6]),
]);
const MOST_PARTS = 6;
const MOST_LETTERS = 24;
const LEAST_BEFORE_LETTERS = 7;
const LEAST_AT_END = 3;
const MOST_ATOMS_OF_CARD = 40;

/**
 * Reads apart what is glued together: "PIN4821", "tel07700900123", "card4111 1111 1111 1111", "4242…4242x".
 * Anything else that mixes letters and digits is a name and stays whole.
 *
 * @param text - The text that the atoms were cut from.
 */
export function unglue(text: string, atoms: Atom[]): Atom[] {
  if (!atoms.some(({ kind }) => kind === 'id')) {
    return atoms;
  }
  return atoms.flatMap((atom, at) => {
    if (atom.kind !== 'id' || !isShort(atom)) {
      return [atom];
    }
    const parts = partsOf(text, atom);
    return comesApart(atoms, at, parts) ? parts : [atom];
  });
}

function isShort({ begin, end }: Atom): boolean {
  return end - begin <= MOST_LETTERS + MOST_PARTS * LONGEST_CARD;
}

function partsOf(text: string, atom: Atom): Atom[] {
  const parts = text.slice(atom.begin, atom.end).matchAll(/[0-9]+|[^0-9]+/g);
  return [...parts].map(({ 0: part, index }) => ({
    kind: /^[0-9]/.test(part) ? 'digits' : 'word',
    text: part.toLowerCase(),
    begin: atom.begin + index,
    end: atom.begin + index + part.length,
    spaced: index === 0 && atom.spaced,
    newLine: index === 0 && atom.newLine,
  }));
}

function comesApart(atoms: Atom[], at: number, parts: Atom[]): boolean {
  const letters = parts.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  if (parts.length > MOST_PARTS || letters.join('').length > MOST_LETTERS) {
    return false;
  }
  return (
    parts.some((part, index) => part.kind === 'digits' && isCued(parts[index - 1], part)) ||
    parts.some(({ kind, text }) => kind === 'digits' && isCardNumber(text)) ||
    isPartOfCard(atoms, at, parts.at(-1), 1) ||
    isPartOfCard(atoms, at, parts[0], -1) ||
    endsNumber(atoms, at, parts)
  );
}

function isCued(cue: Atom | undefined, { text }: Atom): boolean {
  return cue !== undefined && text.length >= (GLUED_CUES.get(cue.text) ?? Infinity);
}

/** Whether digits at the edge of an id make a card number together with those that follow, or go before. */
function isPartOfCard(atoms: Atom[], at: number, edge: Atom | undefined, step: 1 | -1): boolean {
  if (edge?.kind !== 'digits') {
    return false;
  }
  let digits = edge.text;
  for (let next = 1; next <= MOST_ATOMS_OF_CARD && digits.length < LONGEST_CARD; next++) {
    const atom = atoms[at + step * next];
    if (atom?.kind === 'digits') {
      digits = step === 1 ? digits + atom.text : atom.text + digits;
    } else if (atom?.kind !== 'mark') {
      return false;
    }
    if (isCardNumber(digits)) {
      return true;
    }
  }
  return false;
}

/** "07700900123x", "07700 900123x": letters hang on a long number, or on the last group of one. */
function endsNumber(atoms: Atom[], at: number, parts: Atom[]): boolean {
  const [number, tail] = parts;
  if (number?.kind !== 'digits' || tail === undefined || parts.length > 2) {
    return false;
  }
  const goesOn =
    atoms[at - 1]?.kind === 'digits' || (isJoint(atoms[at - 1]) && atoms[at - 2]?.kind === 'digits');
  return number.text.length >= (goesOn ? LEAST_AT_END : LEAST_BEFORE_LETTERS);
}

function isJoint(atom: Atom | undefined): boolean {
  return atom?.kind === 'mark' && atom.text !== ',' && atom.text !== ';';
}

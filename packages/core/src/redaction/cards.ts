import type { Atom, Secret, SecretKind } from './lexer.ts';
import { type DigitGroup, digitsOf, type NumberRun, type Reading } from './number-runs.ts';

// Prefixes and lengths of the large card schemes; a number that has one is preferred to a chance match.
const SCHEMES =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}|(?:5[06-9]|6\d)\d{10,17})$/;
const SHORTEST = 13;
const LONGEST = 19;
// Cards have 16 digits, then 15, 14 and 13; the rest is rare, and longer matches are more often chance.
const LENGTHS = [16, 15, 14, 13, 19, 18, 17];

/**
 * Payment cards: 13 to 19 digits, written or spoken, that pass the Luhn check (ISO/IEC 7812-1, annex B).
 * A card begins and ends where a group of digits does.
 */
export function cardsIn({ atoms, runs }: Reading): Secret[] {
  return runs.flatMap((run) => cardsOfRun(run).map((groups) => secretOf(atoms, groups, 'CARD')));
}

/** Whether digits pass the Luhn check. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** The passage that groups of digits cover. */
export function secretOf(atoms: Atom[], groups: DigitGroup[], kind: SecretKind): Secret {
  const begin = atoms[groups[0]?.first ?? 0]?.begin ?? 0;
  const end = atoms[groups.at(-1)?.last ?? 0]?.end ?? begin;
  return { begin, end, kind };
}

function cardsOfRun(run: NumberRun): NumberRun[] {
  const digits = digitsOf(run);
  if (digits.length < SHORTEST) {
    return [];
  }
  if (digits.length <= LONGEST && passesLuhn(digits)) {
    return [run];
  }
  const cards: NumberRun[] = [];
  let rest = 0;
  for (const [from, to] of [...windows(run, isOfScheme), [run.length, run.length] as const]) {
    const between = run.slice(rest, from);
    cards.push(
      ...windows(between, passesLuhn).map((window) => between.slice(...window)),
      run.slice(from, to),
    );
    rest = to;
  }
  return cards.filter((groups) => groups.length > 0);
}

function isOfScheme(digits: string): boolean {
  return SCHEMES.test(digits) && passesLuhn(digits);
}

/** From left to right, the groups (first, end) that together make a number of card length that passes. */
function windows(run: NumberRun, passes: (digits: string) => boolean): [from: number, to: number][] {
  const digits = digitsOf(run);
  const found: [number, number][] = [];
  let begin = 0;
  for (let from = 0; from < run.length; from++) {
    const ends = new Map<number, number>();
    let length = 0;
    for (let to = from; to < run.length && length < LONGEST; to++) {
      length += run[to]?.digits.length ?? 0;
      ends.set(length, to + 1);
    }
    const fits = LENGTHS.find((wanted) => ends.has(wanted) && passes(digits.slice(begin, begin + wanted)));
    const to = ends.get(fits ?? 0) ?? from + 1;
    if (fits !== undefined) {
      found.push([from, to]);
    }
    begin += fits ?? run[from]?.digits.length ?? 0;
    from = to - 1;
  }
  return found;
}

import type { Atom, Secret, SecretKind } from '../reading/lexer.ts';
import { isCardNumber, LONGEST_CARD, passesLuhn, SHORTEST_CARD } from '../reading/luhn.ts';
import {
  type DigitGroup,
  digitsOf,
  hasMarks,
  markedParts,
  type NumberRun,
  type Reading,
} from '../reading/number-runs.ts';
import { withoutDevice } from './device-numbers.ts';

// Cards have 16 digits, then 15, 14 and 13; the rest is rare, and longer matches are more often chance.
const LENGTHS = [16, 15, 14, 13, 19, 18, 17];

/** How many groups of digits are looked at in one step. */
const STEP_GROUPS = 1_000;

/**
 * Payment cards: 13 to 19 digits, written or spoken, that pass the Luhn check (ISO/IEC 7812-1, annex B).
 * A card begins and ends where a group of digits does.
 */
export function* cardsIn({ atoms, runs }: Reading): Generator<undefined, Secret[]> {
  const found: Secret[] = [];
  for (const run of runs) {
    const cards = yield* cardsInSteps(withoutDevice(atoms, run));
    found.push(...cards.map((groups) => secretOf(atoms, groups, 'CARD')));
  }
  return found;
}

/** The passage that groups of digits cover. */
export function secretOf(atoms: Atom[], groups: DigitGroup[], kind: SecretKind): Secret {
  const begin = atoms[groups[0]?.first ?? 0]?.begin ?? 0;
  const end = atoms[groups.at(-1)?.last ?? 0]?.end ?? begin;
  return { begin, end, kind };
}

/** The cards of one run of digits; each `yield` is a place to pause. */
export function* cardsInSteps(run: NumberRun): Generator<undefined, NumberRun[]> {
  const digits = digitsOf(run);
  if (digits.length < SHORTEST_CARD) {
    return [];
  }
  const marked = hasMarks(run);
  if (!marked && digits.length <= LONGEST_CARD && passesLuhn(digits)) {
    return [run];
  }
  const cards: NumberRun[] = [];
  let rest = 0;
  for (const [from, to] of [...(yield* windows(run, isCardNumber)), [run.length, run.length] as const]) {
    const between = run.slice(rest, from);
    // Across marks only the numbers of the large schemes are believed.
    if (marked) {
      for (const [at, part] of markedParts(between).entries()) {
        if (at % STEP_GROUPS === STEP_GROUPS - 1) {
          yield;
        }
        cards.push(...(yield* cardsInSteps(part)));
      }
    } else {
      for (const window of yield* windows(between, passesLuhn)) {
        cards.push(between.slice(...window));
      }
    }
    cards.push(run.slice(from, to));
    rest = to;
  }
  return cards.filter((groups) => groups.length > 0);
}

/** "4111/1111/1111/1111" and "4/1/1/1/…" are written as one number is; "12/5/320/7/…" is a list. */
function isWrittenAsOne(groups: NumberRun): boolean {
  const [first, ...rest] = groups.map(({ digits }) => digits.length);
  return !hasMarks(groups) || rest.every((length) => length >= 3) || rest.every((length) => length === first);
}

/** From left to right, the groups (first, end) that together make a number of card length that passes. */
function* windows(
  run: NumberRun,
  passes: (digits: string) => boolean,
): Generator<undefined, [from: number, to: number][]> {
  const digits = digitsOf(run);
  const found: [number, number][] = [];
  let begin = 0;
  for (let from = 0; from < run.length; from++) {
    if (from % STEP_GROUPS === STEP_GROUPS - 1) {
      yield;
    }
    const ends: number[] = [];
    let length = 0;
    for (let to = from; to < run.length && length < LONGEST_CARD; to++) {
      length += run[to]?.digits.length ?? 0;
      if (length <= LONGEST_CARD) {
        ends[length] = to + 1;
      }
    }
    const fits = LENGTHS.find(
      (wanted) =>
        ends[wanted] !== undefined &&
        passes(digits.slice(begin, begin + wanted)) &&
        isWrittenAsOne(run.slice(from, ends[wanted])),
    );
    const to = ends[fits ?? 0] ?? from + 1;
    if (fits !== undefined) {
      found.push([from, to]);
    }
    begin += fits ?? run[from]?.digits.length ?? 0;
    from = to - 1;
  }
  return found;
}

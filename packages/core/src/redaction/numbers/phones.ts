import { cueAfter } from '../cues/cue-after.ts';
import { cuesBefore } from '../cues/cues.ts';
import type { Atom, Secret } from '../reading/lexer.ts';
import {
  type DigitGroup,
  digitsOf,
  hangsOnLetters,
  hasMarks,
  type NumberRun,
  tightParts,
} from '../reading/number-runs.ts';
import { secretOf } from './cards.ts';

// A local part shorter than this is no telephone number, a longer one than E.164 allows neither.
const SHORTEST = 7;
const LONGEST = 15;
const SHORTEST_BY_SHAPE = 8;
/** How many groups of digits are looked at in one step. */
const STEP_GROUPS = 1_000;
const NORTH_AMERICAN = /^1?[2-9]\d{2}[2-9]\d{6}$/;
const TRUNK_ZERO = /^0[1-9]\d{8,9}$/;
const ABROAD = /^00[1-9]\d{8,12}$/;
const NORTH_AMERICAN_GROUPS = new Set(['3-3-4', '1-3-3-4', '3-7', '1-3-7']);

/** The telephone numbers of a run (each `yield` is a place to pause): by their shape, or any of 7 to 15 digits after "call me on", "my mobile is". */
export function* phonesOfRun(atoms: Atom[], run: NumberRun): Generator<undefined, Secret[]> {
  const cue = phoneCue(atoms, run);
  const prefixed = isInternational(atoms, run[0]?.first ?? 0);
  if (hangsOnLetters(atoms, run[0]?.first ?? 0) || (cue === 'other' && !prefixed)) {
    return [];
  }
  const parts = phoneEnd(atoms, run, 0, cue === 'phone') === run.length ? [run] : tightParts(run);
  const tight: NumberRun[] = [];
  for (const [at, part] of parts.entries()) {
    if (at % STEP_GROUPS === STEP_GROUPS - 1) {
      yield;
    }
    tight.push(...(yield* phonesOfPart(atoms, part, cue === 'phone')));
  }
  const phones = tight.length > 0 ? tight : yield* phonesOfPart(atoms, run, cue === 'phone');
  return phones.map((groups) => withPrefix(atoms, secretOf(atoms, groups, 'PHONE'), groups[0]?.first ?? 0));
}

function phoneCue(atoms: Atom[], run: NumberRun): 'phone' | 'other' | null {
  const first = run[0]?.first ?? 0;
  const last = run.at(-1)?.last ?? 0;
  const after = cueAfter(atoms, last);
  const nearest = after ?? cuesBefore(atoms, first, last)[0]?.cue;
  return nearest === 'phone' || nearest === 'other' ? nearest : null;
}

function* phonesOfPart(atoms: Atom[], part: NumberRun, cued: boolean): Generator<undefined, NumberRun[]> {
  const digits = digitsOf(part);
  const international = isInternational(atoms, part[0]?.first ?? 0);
  if (
    digits.length >= SHORTEST &&
    digits.length <= LONGEST &&
    ((international && !hasMarks(part)) || (cued && !isDate(part)))
  ) {
    return [part];
  }
  const found: NumberRun[] = [];
  let pauseAt = STEP_GROUPS;
  for (let from = 0; from < part.length; from++) {
    if (from >= pauseAt) {
      yield;
      pauseAt = from + STEP_GROUPS;
    }
    const to = phoneEnd(atoms, part, from, cued);
    if (to !== null) {
      found.push(part.slice(from, to));
      from = to - 1;
    }
  }
  return found;
}

/** Where the longest telephone number that begins with group `from` ends, exclusive. */
function phoneEnd(atoms: Atom[], part: NumberRun, from: number, cued: boolean): number | null {
  const international = isInternational(atoms, part[from]?.first ?? 0);
  let digits = '';
  let end: number | null = null;
  for (let to = from; to < part.length; to++) {
    digits += part[to]?.digits ?? '';
    if (digits.length > LONGEST || (!cued && to > from && isList(part[to - 1], part[to]))) {
      break;
    }
    if (digits.length < SHORTEST_BY_SHAPE) {
      continue;
    }
    if (
      TRUNK_ZERO.test(digits) ||
      ABROAD.test(digits) ||
      international ||
      (NORTH_AMERICAN.test(digits) && (cued || isGrouped(part.slice(from, to + 1))))
    ) {
      end = to + 1;
    }
  }
  return end;
}

/** "01/02/03" are numbers side by side, "030/901820" is one. */
function isList(before: DigitGroup | undefined, after: DigitGroup | undefined): boolean {
  const shortest = Math.min(before?.digits.length ?? 0, after?.digits.length ?? 0);
  return after?.joint === 'marked' && shortest < 3;
}

/** Ten digits in a row may be anything; spoken, or grouped as telephone numbers are, they are one. */
function isGrouped(groups: NumberRun): boolean {
  const lengths = groups.map((group) => group.digits.length).join('-');
  return NORTH_AMERICAN_GROUPS.has(lengths) || (groups.every((group) => group.spoken) && !isCounting(groups));
}

/** "One, two, three …" up to ten is no number, though it has the shape of one. */
function isCounting(groups: NumberRun): boolean {
  return groups.every(
    ({ digits }, index) => index === 0 || Number(digits) === Number(groups[index - 1]?.digits) + 1,
  );
}

function isInternational(atoms: Atom[], first: number): boolean {
  const before = atoms[first - 1]?.text === '(' ? atoms[first - 2] : atoms[first - 1];
  return before?.text === '+' || before?.text === 'plus';
}

function isDate(part: NumberRun): boolean {
  return /^\d{1,2}-\d{1,2}-(?:19|20)\d\d$/.test(part.map((group) => group.digits).join('-'));
}

/** A plus or an opening bracket before the number belongs to it. */
function withPrefix(atoms: Atom[], phone: Secret, first: number): Secret {
  let begin = phone.begin;
  for (let at = first - 1; ['+', '(', 'plus'].includes(atoms[at]?.text ?? ''); at--) {
    begin = atoms[at]?.begin ?? begin;
  }
  return { ...phone, begin };
}

import { cueAfter } from '../cues/cue-after.ts';
import { type Cue, cuesBefore } from '../cues/cues.ts';
import type { Atom, Secret, SecretKind } from '../reading/lexer.ts';
import {
  digitsOf,
  hangsOnLetters,
  type NumberRun,
  type Reading,
  tightParts,
} from '../reading/number-runs.ts';
import { secretOf } from './cards.ts';
import { phonesOfRun } from './phones.ts';

/** How many digits a number has when its cue makes a secret of it. */
const LENGTHS: Record<Exclude<Cue, 'other'>, { kind: SecretKind; least: number; most: number }> = {
  secret: { kind: 'SECRET', least: 3, most: 12 },
  otp: { kind: 'SECRET', least: 3, most: 12 },
  code: { kind: 'SECRET', least: 4, most: 8 },
  card: { kind: 'CARD', least: 12, most: 19 },
  bank: { kind: 'BANK_ACCOUNT', least: 6, most: 20 },
  phone: { kind: 'PHONE', least: 7, most: 15 },
};

/** How many runs are looked at in one step. */
const STEP_RUNS = 500;
const SHORTEST = Math.min(...Object.values(LENGTHS).map(({ least }) => least));

/** Account numbers, codes and PINs after (or before) their cue words, and telephone numbers. */
export function* numbersIn({ atoms, runs }: Reading): Generator<undefined, Secret[]> {
  const found: Secret[] = [];
  for (const [at, run] of runs.entries()) {
    if (at % STEP_RUNS === STEP_RUNS - 1) {
      yield;
    }
    if (digitsOf(run).length < SHORTEST) {
      continue;
    }
    const cued = yield* cuedNumbers(atoms, run);
    found.push(...(cued.length > 0 ? cued : yield* phonesOfRun(atoms, run)));
  }
  return found;
}

function* cuedNumbers(atoms: Atom[], run: NumberRun): Generator<undefined, Secret[]> {
  const parts = tightParts(run);
  const whole = cuedKind(atoms, run);
  if (whole !== null && !parts.every((part) => cuedKind(atoms, part, run) !== null)) {
    return [secretOf(atoms, run, whole)];
  }
  const found: Secret[] = [];
  for (const [at, part] of parts.entries()) {
    if (at % STEP_RUNS === STEP_RUNS - 1) {
      yield;
    }
    const kind = cuedKind(atoms, part, run);
    if (kind !== null) {
      found.push(secretOf(atoms, part, kind));
    }
  }
  return found;
}

/** What a number is by the cues around the run in which it stands. */
function cuedKind(atoms: Atom[], part: NumberRun, run: NumberRun = part): SecretKind | null {
  const first = run[0]?.first ?? 0;
  const last = run.at(-1)?.last ?? 0;
  const after = cueAfter(atoms, last);
  // "G-771204 is your verification code": one letter before it is the sender's.
  const isMarkedCode = after === 'otp' && atoms[first - 2]?.text.length === 1;
  if (hangsOnLetters(atoms, first) && !isMarkedCode) {
    return null;
  }
  const length = digitsOf(part).length;
  const cues = after === null ? cuesBefore(atoms, first, last) : [{ cue: after, direct: true, at: last }];
  for (const { cue, direct } of cues) {
    // Of a telephone only the shape is asked elsewhere: "call me" may stand far from the number.
    if (cue === 'other' || (cue === 'phone' && length >= LENGTHS.phone.least)) {
      return null;
    }
    const { kind, least, most } = LENGTHS[cue];
    if (direct && length >= least && length <= most) {
      return kind;
    }
  }
  return null;
}

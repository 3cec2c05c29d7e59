import { kindCues } from '../cues/kind-cues.ts';
import { codeRuns } from '../reading/code-runs.ts';
import type { Secret } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';
import { addressesIn } from './addresses.ts';
import { birthDatesIn } from './birth-dates.ts';
import { identityNumbersIn } from './identity-numbers.ts';

// The shortest number that is believed without a cue is of nine characters, and a codice fiscale has seven digits.
const LEAST_DIGITS = 7;

/** National numbers, passports and licences, dates of birth, and street addresses. None is without a number. */
export function personalIn(reading: Reading): Secret[] | Generator<undefined, Secret[]> {
  const { atoms, runs } = reading;
  const ids = atoms.some(({ kind }) => kind === 'id');
  return runs.length === 0 && !ids && !atoms.some(({ kind }) => kind === 'closed')
    ? []
    : personalInSteps(reading, runs.length > 0 || ids);
}

/** The kinds one by one: each `yield` is a place to pause. */
function* personalInSteps(reading: Reading, mayHoldAddress: boolean): Generator<undefined, Secret[]> {
  const cues = kindCues(reading.atoms);
  yield;
  const asks = cues.some(({ cue }) => cue === 'national' || cue === 'document' || cue === 'weak');
  const codes = asks || digitCount(reading) >= LEAST_DIGITS ? yield* codeRuns(reading) : [];
  yield;
  const birthDates = birthDatesIn(reading, cues);
  yield;
  const numbers = yield* identityNumbersIn(reading, codes, cues);
  yield;
  return [...birthDates, ...numbers, ...(mayHoldAddress ? addressesIn(reading, cues) : [])];
}

function digitCount({ atoms, runs }: Reading): number {
  let count = 0;
  for (const run of runs) {
    for (const { digits } of run) {
      count += digits.length;
    }
  }
  for (const { kind, text } of atoms) {
    count += kind === 'id' ? text.length : 0;
  }
  return count;
}

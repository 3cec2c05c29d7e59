import { addressesIn } from './addresses.ts';
import { birthDatesIn } from './birth-dates.ts';
import { codeRuns } from './code-runs.ts';
import { identityNumbersIn } from './identity-numbers.ts';
import { kindCues } from './kind-cues.ts';
import type { Secret } from './lexer.ts';
import type { Reading } from './number-runs.ts';

/** National numbers, passports and licences, dates of birth, and street addresses. None is without a number. */
export function personalIn(reading: Reading): Secret[] {
  const { atoms, runs } = reading;
  if (runs.length === 0 && !atoms.some(({ kind }) => kind === 'id' || kind === 'closed')) {
    return [];
  }
  const cues = kindCues(atoms);
  const codes = codeRuns(reading);
  return [
    ...birthDatesIn(reading, cues),
    ...identityNumbersIn(reading, codes, cues),
    ...addressesIn(reading, codes, cues),
  ];
}

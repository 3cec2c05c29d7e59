import type { Atom } from '../reading/lexer.ts';
import { isCardNumber } from '../reading/luhn.ts';
import type { NumberRun } from '../reading/number-runs.ts';

const DEVICE = new Set('imei imeis imeisv meid'.split(' '));
const SERIAL = new Set('serial seriennummer serie serienummer matricola'.split(' '));
const FURTHEST = 8;
// An IMEI has 15 digits, 14 without its check digit, 16 with the version of its software.
const LENGTHS = new Set([14, 15, 16]);
const WHOLE = 15;
const AMERICAN_EXPRESS = /^3[47]/;

/**
 * A run without the number of a device at its beginning: an IMEI passes the Luhn check as a card does, and is told from
 * one by its cue alone.
 */
export function withoutDevice(atoms: Atom[], run: NumberRun): NumberRun {
  const cue = deviceCue(atoms, run[0]?.first ?? 0);
  if (cue === null) {
    return run;
  }
  let digits = '';
  for (let to = 0; to < run.length && digits.length < Math.max(...LENGTHS); to++) {
    const next = run[to + 1];
    digits += run[to]?.digits ?? '';
    const whole = next === undefined || next.joint !== 'tight' || digits.length >= WHOLE;
    if (whole && isDevice(cue, digits)) {
      return run.slice(to + 1);
    }
  }
  return run;
}

/** A number that a card scheme has as well stays a card: to show one is worse than to hide a device. */
function isDevice(cue: 'imei' | 'serial', digits: string): boolean {
  return digits.length === WHOLE
    ? !AMERICAN_EXPRESS.test(digits)
    : cue === 'imei' && LENGTHS.has(digits.length) && !isCardNumber(digits);
}

function deviceCue(atoms: Atom[], first: number): 'imei' | 'serial' | null {
  for (let at = first - 1; at >= 0 && first - at <= FURTHEST; at--) {
    const word = atoms[at]?.text ?? '';
    if (word === 'card' || word === ';') {
      return null;
    }
    if (DEVICE.has(word)) {
      return 'imei';
    }
    if (SERIAL.has(word)) {
      return 'serial';
    }
  }
  return null;
}

import type { Atom, Secret } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';

const COUNTRY_AND_CHECK = /^[a-z]{2}[0-9]{2}$/;
const SHORTEST_IBAN = 15;
const LONGEST_IBAN = 34;
/** Countries whose account numbers hold no letter (SWIFT, IBAN registry): a word beside one is no part of it. */
const DIGITS_ALONE = new Set(
  `ae at ba be bi cr cz de dj dk ee eg es fi fo gl hr hu il is lt ly me mn mr no pl pt rs sd se si sk so st tl tn va
  xk`.split(/\s+/),
);

/** How many atoms are looked at in one step. */
const STEP_ATOMS = 2_000;

/** International bank account numbers, written or spelled, that pass the check of ISO 13616 (mod 97). */
export function* ibansIn({ text, atoms, runs }: Reading): Generator<undefined, Secret[]> {
  // No number, no check digits.
  if (runs.length === 0 && !atoms.some(({ kind }) => kind === 'id' || kind === 'digits')) {
    return [];
  }
  const spelled = new Map<number, string>();
  for (const run of runs) {
    for (const group of run) {
      for (let at = group.first; at <= group.last; at++) {
        spelled.set(at, at === group.first ? group.digits : '');
      }
    }
  }
  const found: Secret[] = [];
  let pauseAt = STEP_ATOMS;
  for (let first = 0; first < atoms.length; first++) {
    if (first >= pauseAt) {
      yield;
      pauseAt = first + STEP_ATOMS;
    }
    const last = ibanEnd(text, atoms, first, spelled);
    const begin = atoms[first]?.begin;
    const end = last === null ? undefined : atoms[last]?.end;
    if (last !== null && begin !== undefined && end !== undefined) {
      found.push({ begin, end, kind: 'BANK_ACCOUNT' });
      first = last;
    }
  }
  return found;
}

function ibanEnd(text: string, atoms: Atom[], first: number, spelled: Map<number, string>): number | null {
  const start = atoms[first];
  if (start === undefined || !/^[a-z](?:[a-z](?:[0-9]{2}.*)?)?$/.test(start.text)) {
    return null;
  }
  const country = text.slice(start.begin, start.end);
  if (/^[a-z]/i.test(country) && country.length <= 2 && country !== country.toUpperCase()) {
    return null;
  }
  let written = '';
  for (let at = first; at < atoms.length; at++) {
    const atom = atoms[at];
    if (atom === undefined || atom.kind === 'closed') {
      return null;
    }
    if (atom.kind === 'mark') {
      if (atom.text === '-' || atom.text === ',') {
        continue;
      }
      return null;
    }
    const isBegun = written.length >= 4;
    written += spelled.get(at) ?? atom.text;
    if (
      written.length > LONGEST_IBAN ||
      (!isBegun && written.length >= 4 && !COUNTRY_AND_CHECK.test(written.slice(0, 4)))
    ) {
      return null;
    }
    if (/[a-z]/.test(written.slice(4)) && DIGITS_ALONE.has(written.slice(0, 2))) {
      return null;
    }
    if (written.length >= SHORTEST_IBAN && isMostlyDigits(written) && passesMod97(written)) {
      return at;
    }
  }
  return null;
}

/** Account numbers are; "DF89BM is a round trip …" is not. */
function isMostlyDigits(written: string): boolean {
  return /^[a-z0-9]+$/.test(written) && written.replace(/[a-z]/g, '').length * 2 >= written.length;
}

/** Whether the characters of an IBAN leave 1 when divided by 97 (ISO 7064, MOD 97-10). */
export function passesMod97(iban: string): boolean {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

import { NUMBER_WORDS } from '../../shared/english-words.ts';
import type { Atom } from '../reading/lexer.ts';

// GIR 0AA aside, which no house has.
const OUTWARD = /^[a-z]{1,2}\d(?:\d|[a-z])?$/;
const INWARD = /^\d[abd-hjlnp-uw-z]{2}$/;
const UK_WHOLE = /^[a-z]{1,2}\d(?:\d|[a-z])?\d[abd-hjlnp-uw-z]{2}$/;
const CANADIAN = /^[abceghj-nprstvxy]\d[abceghj-nprstv-z]$/;
const DUTCH_LETTERS = /^[A-Z]{2}$/;
const STATES = new Set(
  `al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn
  tx ut vt va wa wv wi wy dc`.split(/\s+/),
);
const MOST_SPELLED = 7;

/**
 * The last atom of the postcode that begins at `at`: a British, Canadian or Dutch one, a state with its zip, or five digits
 * before a name ("50674 Köln"). `spelled` ones ("L S 1 4 A P") only where a cue asks for them.
 */
export function postcodeAt(text: string, atoms: Atom[], at: number, spelled = false): number | null {
  const atom = atoms[at];
  const next = atoms[at + 1];
  if (atom === undefined) {
    return null;
  }
  if (atom.kind === 'id') {
    if (UK_WHOLE.test(atom.text) || /^\d{4}[a-z]{2}$/.test(atom.text)) {
      return at;
    }
    const pair =
      (OUTWARD.test(atom.text) && INWARD.test(next?.text ?? '')) ||
      (CANADIAN.test(atom.text) && /^\d[a-z]\d$/.test(next?.text ?? ''));
    return pair ? at + 1 : null;
  }
  if (atom.kind === 'digits') {
    const name = next === undefined ? '' : text.slice(next.begin, next.end);
    const dutch = atom.text.length === 4 && DUTCH_LETTERS.test(name);
    const town = atom.text.length === 5 && /^[A-ZÀ-Þ][a-zà-ÿ]/.test(name) && next?.spaced === true;
    return dutch || town ? at + 1 : null;
  }
  const written = text.slice(atom.begin, atom.end);
  if (STATES.has(atom.text) && written === written.toUpperCase() && /^\d{5}$/.test(next?.text ?? '')) {
    return atoms[at + 2]?.text === '-' && /^\d{4}$/.test(atoms[at + 3]?.text ?? '') ? at + 3 : at + 1;
  }
  return spelled ? spelledAt(atoms, at) : null;
}

function spelledAt(atoms: Atom[], first: number): number | null {
  let code = '';
  for (let at = first; at < first + MOST_SPELLED; at++) {
    const word = atoms[at]?.text ?? '';
    if (word === ',' && at > first) {
      continue;
    }
    const digit = DIGITS.indexOf(word);
    code += digit >= 0 ? digit : word === 'oh' ? '0' : word;
    if (word === '' || (digit < 0 && word.length > 3 && word !== 'oh')) {
      return null;
    }
    if (code.length >= 5 && UK_WHOLE.test(code)) {
      return at;
    }
  }
  return null;
}

const DIGITS = NUMBER_WORDS.slice(0, 10);

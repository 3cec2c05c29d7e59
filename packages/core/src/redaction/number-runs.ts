import { type Atom, atomsOf } from './lexer.ts';

/** A group of digits as it was written or spoken: `4242`, `forty two`, `double five`. */
export interface DigitGroup {
  digits: string;
  /** Atoms that it covers; `last` is inclusive. */
  first: number;
  last: number;
  spoken: boolean;
  /** How it hangs on the group before it: by nothing, a space or a dash; or by a comma, "uh", "and then". */
  joint: 'tight' | 'loose';
}

/** Groups of digits that may be one number. */
export type NumberRun = DigitGroup[];

const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SPOKEN = new Map<string, string>([
  ...UNITS.map((word, value): [string, string] => [word, String(value)]),
  ...TEENS.map((word, index): [string, string] => [word, String(index + 10)]),
  ...TENS.map((word, index): [string, string] => [word, String((index + 2) * 10)]),
  ['oh', '0'],
  ['o', '0'],
  ['nought', '0'],
  ['naught', '0'],
]);
const REPEATS = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
]);
const POWERS = new Map([
  ['hundred', '00'],
  ['thousand', '000'],
]);
const FILLERS = new Set('uh um er erm ah hmm mm and then ok okay'.split(' '));
const SPOKEN_DASHES = new Set(['dash', 'hyphen', 'space']);
const DASHES = new Set(['-', '–', '—', '‑', '(', ')', '.']);
const MOST_ATOMS_BETWEEN = 4;

/** A text as every step of the redaction reads it. */
export interface Reading {
  text: string;
  atoms: Atom[];
  runs: NumberRun[];
}

/** Reads a text: its atoms, and the runs of digits among them. */
export function read(text: string): Reading {
  const atoms = atomsOf(text);
  return { text, atoms, runs: numberRuns(atoms) };
}

/** Whether a word names digits ("seven", "forty", "double"). */
export function isNumberWord(word: string): boolean {
  return SPOKEN.has(word) || REPEATS.has(word);
}

/** The digits of a run, or of some of its groups. */
export function digitsOf(groups: DigitGroup[]): string {
  return groups.map((group) => group.digits).join('');
}

/** Every run of digit groups in a text, spoken ones read as digits. */
function numberRuns(atoms: Atom[]): NumberRun[] {
  const runs: NumberRun[] = [];
  let run: NumberRun = [];
  for (let at = 0; at < atoms.length; at++) {
    const group = groupAt(atoms, at);
    if (group === null) {
      continue;
    }
    const before = run.at(-1);
    const joint = before === undefined ? null : jointBetween(atoms, before, group);
    if (joint === null) {
      run = [];
      runs.push(run);
    }
    run.push({ ...group, joint: joint ?? 'tight' });
    at = group.last;
  }
  return runs.map((groups) => withoutInterjection(groups, atoms)).filter((groups) => groups.length > 0);
}

/** The parts of a run that hold together tightly. */
export function tightParts(run: NumberRun): NumberRun[] {
  const parts: NumberRun[] = [];
  for (const group of run) {
    const part = parts.at(-1);
    if (part === undefined || group.joint === 'loose') {
      parts.push([group]);
    } else {
      part.push(group);
    }
  }
  return parts;
}

/** "CLM-2026-004417", "omar_rossi_1241": the digits belong to a name. */
export function hangsOnLetters(atoms: Atom[], first: number): boolean {
  const number = atoms[first];
  const joint = atoms[first - 1];
  const name = atoms[first - 2];
  if (number?.kind !== 'digits' || number.spaced || joint === undefined || joint.spaced) {
    return false;
  }
  const named =
    name !== undefined && (name.kind === 'word' || name.kind === 'id') && !isNumberWord(name.text);
  return named && (joint.text === '-' || joint.text === '_');
}

function groupAt(atoms: Atom[], at: number): DigitGroup | null {
  const atom = atoms[at];
  if (atom?.kind === 'digits') {
    return { digits: atom.text, first: at, last: at, spoken: false, joint: 'tight' };
  }
  if (atom?.kind !== 'word') {
    return null;
  }
  const times = REPEATS.get(atom.text);
  if (times !== undefined) {
    const next = atoms[at + 1];
    const digit = next?.kind === 'digits' ? next.text : SPOKEN.get(next?.text ?? '');
    return digit?.length === 1
      ? { digits: digit.repeat(times), first: at, last: at + 1, spoken: true, joint: 'tight' }
      : null;
  }
  const spoken = SPOKEN.get(atom.text);
  return spoken === undefined ? null : spokenGroup(atoms, at, spoken);
}

/** "forty two" is 42, "eight hundred" is 800. */
function spokenGroup(atoms: Atom[], at: number, spoken: string): DigitGroup {
  const next = atoms[at + 1]?.text === '-' ? at + 2 : at + 1;
  const word = atoms[next]?.text ?? '';
  const unit = UNITS.indexOf(word);
  if (TENS.includes(atoms[at]?.text ?? '') && unit > 0) {
    return { digits: `${spoken[0]}${unit}`, first: at, last: next, spoken: true, joint: 'tight' };
  }
  const power = next === at + 1 ? POWERS.get(word) : undefined;
  return power === undefined
    ? { digits: spoken, first: at, last: at, spoken: true, joint: 'tight' }
    : { digits: spoken + power, first: at, last: next, spoken: true, joint: 'tight' };
}

function jointBetween(atoms: Atom[], before: DigitGroup, after: DigitGroup): 'tight' | 'loose' | null {
  if (after.first - before.last - 1 > MOST_ATOMS_BETWEEN) {
    return null;
  }
  let joint: 'tight' | 'loose' = atoms[after.first]?.newLine ? 'loose' : 'tight';
  for (let at = before.last + 1; at < after.first; at++) {
    const atom = atoms[at];
    const next = atoms[at + 1];
    if (atom === undefined || next === undefined) {
      return null;
    }
    if (atom.text === '.' && !next.spaced) {
      // "415.555.0134" and "06.12.34.56.78" are numbers of one piece, "10.15.7" and "3.5" are not.
      const sizes = [before.digits.length, after.digits.length];
      if (Math.min(...sizes) < 3 && sizes.some((size) => size !== 2)) {
        return null;
      }
    } else if (FILLERS.has(atom.text) || [',', '.', '…'].includes(atom.text)) {
      joint = 'loose';
    } else if (!DASHES.has(atom.text) && !SPOKEN_DASHES.has(atom.text)) {
      return null;
    }
  }
  return joint;
}

/** "Oh, 07700 …" begins with an exclamation, "oh seven seven" with a zero. */
function withoutInterjection(run: NumberRun, atoms: Atom[]): NumberRun {
  const [first, second] = run;
  const word = first === undefined ? undefined : atoms[first.first]?.text;
  const exclaims = word === 'oh' && second !== undefined && (!second.spoken || second.joint === 'loose');
  return exclaims || (word === 'o' && second === undefined) ? run.slice(1) : run;
}

import { NUMBER_WORDS, TENS_WORDS } from '../../shared/english-words.ts';
import { finished, isLong } from '../../shared/steps.ts';
import { type Cue, cueAt } from '../cues/cues.ts';
import { inEnglish } from './foreign-words.ts';
import { unglue } from './glued.ts';
import { isPause, isSizeOfGroup } from './hesitations.ts';
import { jointBetween } from './joints.ts';
import { type Atom, atomsInSteps } from './lexer.ts';
import { type PlainView, plainView } from './plain-view.ts';

/** A group of digits as it was written or spoken: `4242`, `forty two`, `double five`. */
export interface DigitGroup {
  digits: string;
  /** Atoms that it covers; `last` is inclusive. */
  first: number;
  last: number;
  spoken: boolean;
  /**
   * How it hangs on the group before it: by nothing, a space or a dash; by a comma, "uh", "and then"; or by a
   * mark that stands between two numbers as often as inside one, such as `/` and `:`.
   */
  joint: Joint;
}

/** See `DigitGroup.joint`. */
export type Joint = 'tight' | 'loose' | 'marked';

/** Groups of digits that may be one number. */
export type NumberRun = DigitGroup[];

const UNITS = NUMBER_WORDS.slice(0, 10);
const SPOKEN = new Map<string, string>([
  ...NUMBER_WORDS.map((word, value): [string, string] => [word, String(value)]),
  ...TENS_WORDS.map((word, index): [string, string] => [word, String((index + 2) * 10)]),
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
const WRITTEN_ONTO = new Set<Cue | null>(['secret', 'otp', 'phone']);

/** A text as every step of the redaction reads it; `text` is the plain one, which all places refer to. */
export interface Reading {
  view: PlainView;
  text: string;
  atoms: Atom[];
  runs: NumberRun[];
}

/** Reads a text in steps: each `yield` is a place to pause. */
export type Reads = (text: string) => Generator<undefined, Reading>;

/** Reads a text: its atoms, and the runs of digits among them. */
export function read(original: string): Reading {
  return finished(readInSteps(original));
}

/** {@link read} in steps: each `yield` is a place to pause. */
export function* readInSteps(original: string): Generator<undefined, Reading> {
  const view = plainView(original);
  const cut = yield* atomsInSteps(view.text);
  const pauses = isLong(original);
  if (pauses) yield;
  const apart = unglue(view.text, cut);
  if (pauses) yield;
  const atoms = inEnglish(apart);
  if (pauses) yield;
  return { view, text: view.text, atoms, runs: numberRuns(atoms) };
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

/** Whether a mark such as `/` stands inside a run. */
export function hasMarks(run: NumberRun): boolean {
  return run.some(({ joint }, index) => index > 0 && joint === 'marked');
}

/** The parts of a run that hold together tightly. */
export function tightParts(run: NumberRun): NumberRun[] {
  return partsAt(run, ({ joint }) => joint !== 'tight');
}

/** The parts of a run between marks such as `/`. */
export function markedParts(run: NumberRun): NumberRun[] {
  return partsAt(run, ({ joint }) => joint === 'marked');
}

function partsAt(run: NumberRun, begins: (group: DigitGroup) => boolean): NumberRun[] {
  const parts: NumberRun[] = [];
  for (const group of run) {
    const part = parts.at(-1);
    if (part === undefined || begins(group)) {
      parts.push([group]);
    } else {
      part.push(group);
    }
  }
  return parts;
}

/** "CLM-2026-004417", "omar_rossi_1241": the digits belong to a name; in "PIN-4821" they do not. */
export function hangsOnLetters(atoms: Atom[], first: number): boolean {
  const number = atoms[first];
  const joint = atoms[first - 1];
  const name = atoms[first - 2];
  if (number?.kind !== 'digits' || number.spaced || joint === undefined || joint.spaced) {
    return false;
  }
  const named =
    name !== undefined &&
    (name.kind === 'word' || name.kind === 'id') &&
    !isNumberWord(name.text) &&
    !WRITTEN_ONTO.has(cueAt(atoms, first - 2));
  return named && (joint.text === '-' || joint.text === '_');
}

function groupAt(atoms: Atom[], at: number): DigitGroup | null {
  const atom = atoms[at];
  if (isPause(atoms, at) || isSizeOfGroup(atoms, at)) {
    return null;
  }
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
  if (TENS_WORDS.includes(atoms[at]?.text ?? '') && unit > 0) {
    return { digits: `${spoken[0]}${unit}`, first: at, last: next, spoken: true, joint: 'tight' };
  }
  const power = next === at + 1 ? POWERS.get(word) : undefined;
  return power === undefined
    ? { digits: spoken, first: at, last: at, spoken: true, joint: 'tight' }
    : { digits: spoken + power, first: at, last: next, spoken: true, joint: 'tight' };
}

/** "Oh, 07700 …" begins with an exclamation, "oh seven seven" with a zero. */
function withoutInterjection(run: NumberRun, atoms: Atom[]): NumberRun {
  const [first, second] = run;
  const word = first === undefined ? undefined : atoms[first.first]?.text;
  const exclaims = word === 'oh' && second !== undefined && (!second.spoken || second.joint !== 'tight');
  return exclaims || ((word === 'o' || word === 'oh') && second === undefined) ? run.slice(1) : run;
}

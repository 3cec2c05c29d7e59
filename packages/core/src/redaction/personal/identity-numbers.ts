import { cueAt } from '../cues/cues.ts';
import { type FoundCue, fold } from '../cues/kind-cues.ts';
import { type CodeRun, codeOf } from '../reading/code-runs.ts';
import type { Atom, Secret, SecretKind } from '../reading/lexer.ts';
import { isCardNumber } from '../reading/luhn.ts';
import type { Reading } from '../reading/number-runs.ts';
import { passesNationalCheck } from './identity-shapes.ts';
import { NUMBER_WORDS, strongNumbersIn, THINGS } from './strong-numbers.ts';

const SHORTEST = 6;
const LONGEST = 20;
const FURTHEST = 12;
// A written group of this length is a number by itself: "078051120 2 weeks ago".
const WHOLE_GROUP = 8;
const LEAST_DIGITS = { national: 4, weak: 5, document: 2 } as const;
const LINKS = new Set("is was are as es est ist e c'est lautet".split(' '));
const LINKED = new Set(
  `my your his her our their the a an new old mi tu su mon ma mein meine mijn il mio la mia o meu minha number numero nummer
  current valid u.s us uk`.split(/\s+/),
);
const MEASURES = new Set(
  'pounds dollars euros euro pence percent grams kilos kg km miles people members users times points units'.split(
    ' ',
  ),
);
const MOST_BEFORE_THING = 5;

/** National numbers by their shape and check digit, or after a cue; numbers of passports and licences after theirs. */
export function* identityNumbersIn(
  { text, atoms }: Reading,
  runs: CodeRun[],
  cues: FoundCue[],
): Generator<undefined, Secret[]> {
  const cued = cues.flatMap((cue) => numberOf(atoms, runs, cue) ?? []);
  yield;
  return [...cued, ...(yield* strongNumbersIn(text, atoms, runs))];
}

function numberOf(atoms: Atom[], runs: CodeRun[], { cue, first, last }: FoundCue): Secret | null {
  if (cue !== 'national' && cue !== 'weak' && cue !== 'document') {
    return null;
  }
  const kind = cue === 'document' ? 'ID_DOCUMENT' : 'NATIONAL_ID';
  const fits = (code: string) => fitsCue(cue, code);
  return after(atoms, runs, last, fits, kind) ?? before(atoms, runs, first, fits, kind);
}

function fitsCue(cue: keyof typeof LEAST_DIGITS, code: string): boolean {
  const digits = code.replace(/[A-Z]/g, '').length;
  const enough = digits === code.length ? digits >= SHORTEST : digits >= LEAST_DIGITS[cue];
  return (
    enough &&
    code.length >= SHORTEST &&
    code.length <= LONGEST &&
    !/^(?:(?:19|20)\d\d){2}$/.test(code) &&
    !isCardNumber(code) &&
    (cue !== 'weak' || passesNationalCheck(code))
  );
}

function after(
  atoms: Atom[],
  runs: CodeRun[],
  cue: number,
  fits: (code: string) => boolean,
  kind: SecretKind,
): Secret | null {
  // The runs stand in the order of the text.
  for (let index = firstAfter(runs, cue); index < runs.length; index++) {
    const run = runs[index] ?? [];
    const from = run.findIndex((piece) => piece.first > cue);
    const start = run[from]?.first ?? Infinity;
    if (start - cue > FURTHEST || !leadsTo(atoms, cue, start)) {
      return null;
    }
    const value = numberAt(run.slice(from), fits);
    if (MEASURES.has(atoms[(value.at(-1)?.last ?? -2) + 1]?.text ?? '')) {
      return null;
    }
    if (value.length > 0) {
      return secretOfPieces(atoms, value, kind);
    }
  }
  return null;
}

function firstAfter(runs: CodeRun[], atom: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.at(-1)?.last ?? 0) > atom) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** Whether nothing between a cue and a number says that the number is of something else. */
function leadsTo(atoms: Atom[], cue: number, start: number): boolean {
  for (let at = cue + 1; at < start; at++) {
    const atom = atoms[at];
    const ownNumber =
      NUMBER_WORDS.has(fold(atom?.text ?? '')) || atom?.text === 'ending' || atom?.text === 'code';
    if (
      atom?.kind === 'closed' ||
      (!ownNumber && (THINGS.has(atom?.text ?? '') || cueAt(atoms, at) !== null))
    ) {
      return false;
    }
  }
  return true;
}

/** The pieces from the beginning of a run that make a number; those that hang on loosely only when more are needed. */
function numberAt(run: CodeRun, fits: (code: string) => boolean): CodeRun {
  let best: CodeRun = [];
  let code = '';
  for (let to = 0; to < run.length; to++) {
    const piece = run[to];
    const previous = run[to - 1];
    if (piece === undefined || code.length + piece.code.length > LONGEST) {
      break;
    }
    if (previous !== undefined && best.length > 0) {
      const alike = piece.spoken && previous.spoken;
      const whole = !previous.spoken && previous.code.length >= WHOLE_GROUP && piece.code.length > 1;
      if ((piece.joint === ',' && !alike) || (piece.joint === ' ' && whole)) {
        break;
      }
    }
    code += piece.code;
    if (fits(code)) {
      best = run.slice(0, to + 1);
    }
  }
  return best;
}

/** "078051120 is my social security number". */
function before(
  atoms: Atom[],
  runs: CodeRun[],
  cue: number,
  fits: (code: string) => boolean,
  kind: SecretKind,
): Secret | null {
  let at = cue - 1;
  while (LINKED.has(fold(atoms[at]?.text ?? '')) && cue - at < MOST_BEFORE_THING) {
    at -= 1;
  }
  // "078051120, my social"
  const apart = atoms[at]?.text === ',' && at < cue - 1;
  if (!apart && !LINKS.has(fold(atoms[at]?.text ?? ''))) {
    return null;
  }
  const run = runs[firstAfter(runs, at - 2)];
  const value = run?.at(-1)?.last === at - 1 ? run : [];
  return fits(codeOf(value)) ? secretOfPieces(atoms, value, kind) : null;
}

function secretOfPieces(atoms: Atom[], pieces: CodeRun, kind: SecretKind): Secret {
  const begin = atoms[pieces[0]?.first ?? 0]?.begin ?? 0;
  return { begin, end: atoms[pieces.at(-1)?.last ?? 0]?.end ?? begin, kind };
}

import { isLong } from '../../shared/steps.ts';
import { cueAfter } from '../cues/cue-after.ts';
import { cuesBefore } from '../cues/cues.ts';
import type { Atom } from '../reading/lexer.ts';
import {
  type DigitGroup,
  digitsOf,
  isNumberWord,
  type NumberRun,
  type Reading,
} from '../reading/number-runs.ts';

/** Words that go around an answer and say nothing of their own. */
export const AROUND = new Set(
  `it is its that the my a yes yeah yep sure uh um er erm ah oh ok okay so well right and then number pin code card account
  of course here you got would be please thanks thank sorry i think believe first second again let me see hold on hang
  one moment just now there go mhm correct ends starts with as said have sort phone mobile password word was to for this
  says reads we are mm mmm hmm hm uhuh huh perfect lovely great brilliant excellent fine good cool alright cheers wait sec
  minute no actually mean next last rest digits digit numbers expiry cvv cvc email hash star pound found
  entered typed heard wrote noted down gave keyed put in`.split(/\s+/),
);
const SENTENCE_ENDS = new Set(['.', '?', '!', ';', '…']);
const CLAUSE_ENDS = new Set([...SENTENCE_ENDS, ',', ':', '–', '—']);
const YEAR = /^(?:19|20)\d\d$/;

const LINKS = new Set(['is', 'are', 'was', 'be', 'says', 'reads', 'said', '=']);
const NEW_CLAUSE = new Set(['and', 'but', 'so', 'because', 'if', 'or']);
const ENDINGS = new Set(['ending', 'ends', 'ended']);
const MOST_LEFT = 8;

/** How many runs are looked at in one step. */
const STEP_RUNS = 500;

/** A number of which its clause says nothing but that it is the number. */
export interface LoneNumber {
  groups: NumberRun;
  digits: string;
  /** All of the text says nothing else. */
  whole: boolean;
  /** Other words stand in its clause, but before "is" or "says": "it came by post and it's 4821". */
  linked: boolean;
}

/**
 * The numbers of a text whose sentence, or whose clause between commas, says nothing else: "My husband's is best,
 * 01632 960 123." A year must have its sentence to itself, and the end of a number ("ends in 4821") is none. Each `yield`
 * is a place to pause.
 */
export function* loneNumbers(reading: Reading): Generator<undefined, LoneNumber[]> {
  const { runs, atoms } = reading;
  if (runs.length === 0) {
    return [];
  }
  const sentences = silentAtoms(reading, SENTENCE_ENDS);
  const pauses = isLong(reading.text);
  if (pauses) {
    yield;
  }
  const clauses = silentAtoms(reading, CLAUSE_ENDS);
  if (pauses) {
    yield;
  }
  const whole = sentences.every((silent) => silent);
  const lone = (groups: NumberRun): LoneNumber[] => {
    const digits = digitsOf(groups);
    const first = groups[0]?.first ?? 0;
    const last = groups.at(-1)?.last ?? 0;
    // A run may reach over a full stop, so both of its ends are asked.
    const isAlone = (silent: boolean[]) => silent[first] === true && silent[last] === true;
    if (atoms.slice(Math.max(0, first - 2), first).some(({ text }) => ENDINGS.has(text))) {
      return [];
    }
    if (isAlone(sentences)) {
      return [{ groups, digits, whole, linked: false }];
    }
    const linked = !isAlone(clauses);
    const fits = !YEAR.test(digits) && (!linked || isAfterLink(atoms, first, last));
    const named = fits ? (cueAfter(atoms, last) ?? cuesBefore(atoms, first, last)[0]?.cue) : 'other';
    return named === 'other' ? [] : [{ groups, digits, whole, linked }];
  };
  const found: LoneNumber[] = [];
  for (const [at, groups] of runs.entries()) {
    if (at % STEP_RUNS === STEP_RUNS - 1) {
      yield;
    }
    found.push(...lone(groups));
  }
  return found;
}

function isAfterLink(atoms: Atom[], first: number, last: number): boolean {
  for (let at = last + 1; at < atoms.length; at++) {
    const { text, kind } = atoms[at] as Atom;
    if (CLAUSE_ENDS.has(text) || NEW_CLAUSE.has(text)) {
      break;
    }
    if (kind !== 'mark' && !AROUND.has(text)) {
      return false;
    }
  }
  for (let at = first - 1; at >= Math.max(0, first - MOST_LEFT); at--) {
    const { text, begin, end } = atoms[at] as Atom;
    // The lexer leaves "it" of "it's".
    if (LINKS.has(text) || (end - begin > text.length && text.length > 0)) {
      return true;
    }
    if (!AROUND.has(text)) {
      return false;
    }
  }
  return false;
}

/** For each atom, whether what stands between two `ends` around it holds no word but those that go around an answer. */
export function silentAtoms({ atoms, runs }: Reading, ends: Set<string> = SENTENCE_ENDS): boolean[] {
  const numbers = runs.map((run: DigitGroup[]) => ({
    first: run[0]?.first ?? 0,
    last: run.at(-1)?.last ?? 0,
  }));
  const nothing = atoms.map(() => true);
  let begin = 0;
  let number = 0;
  let silent = true;
  for (let at = 0; at <= atoms.length; at++) {
    const atom = atoms[at];
    if (at > (numbers[number]?.last ?? atoms.length)) {
      number += 1;
    }
    const inNumber = at >= (numbers[number]?.first ?? Infinity);
    if (atom === undefined || (ends.has(atom.text) && !(inNumber && ends === CLAUSE_ENDS))) {
      nothing.fill(silent, begin, at);
      begin = at + 1;
      silent = true;
    } else if (atom.kind === 'id') {
      silent = false;
    } else if (atom.kind === 'word' && !inNumber && !AROUND.has(atom.text)) {
      silent &&= isNumberWord(atom.text);
    }
  }
  return nothing;
}

const QUESTIONS = new Set(
  'how what which when where who whose why do does did are can could would will shall name address date'.split(
    ' ',
  ),
);
// "And the rest?", "Could you say that again?", "Go on?": the same question still.
const SAME_QUESTION = new Set(
  `what can could would do did you your say repeat again once more slowly slower go on ahead continue carry read spell give
  tell catch missed hear got get back full whole entire other part half group groups four three two six last one last after
  before from in at on by of ready whenever when like me him us take bit little please pardon does is that correct right
  have has i if don't didn't couldn't mind confirm check if just quite lost broke up there dropped line number numbers letter letters
  character characters third fourth fifth sixth seventh eighth`
    .trim()
    .split(/\s+/),
);

/** Whether a turn asks for something new: it asks, and says more than "and the rest?" does. */
export function asksAnew({ text, atoms }: Reading): boolean {
  const asks = text.includes('?') || atoms.some((atom) => atom.kind === 'word' && QUESTIONS.has(atom.text));
  return (
    asks &&
    atoms.some(
      ({ kind, text: word }) =>
        kind === 'word' && !AROUND.has(word) && !SAME_QUESTION.has(word) && !isNumberWord(word),
    )
  );
}

/** The clauses of a text as [first atom, end); with `atAnd` "a and b" are two, with `whole` commas part none. */
export function clausesOf(atoms: Atom[], atAnd = false, whole = false): [from: number, to: number][] {
  const ends = whole ? SENTENCE_ENDS : CLAUSE_ENDS;
  const clauses: [number, number][] = [];
  let from = 0;
  for (let at = 0; at <= atoms.length; at++) {
    const text = atoms[at]?.text;
    if (text === undefined || ends.has(text) || (atAnd && text === 'and')) {
      if (at > from) {
        clauses.push([from, at]);
      }
      from = at + 1;
    }
  }
  return clauses;
}

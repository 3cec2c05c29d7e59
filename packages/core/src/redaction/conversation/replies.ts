import type { Speaker, Turn } from '../../call/call.ts';
import { cuesBefore } from '../cues/cues.ts';
import { secretOf } from '../numbers/cards.ts';
import type { Secret, SecretKind } from '../reading/lexer.ts';
import { digitsOf, isNumberWord, type Reading, type Reads } from '../reading/number-runs.ts';
import { inOriginal } from '../reading/plain-view.ts';
import { AROUND, asksAnew, loneNumbers } from './alone.ts';
import { ANSWERS, type Asked, askedFor, asksForCharacters, GOES_ON } from './asked.ts';
import { addressPart, mixedCodes, passwordAlone, passwordInList } from './word-answers.ts';

/** A secret that is asked for or being told, turn by turn. */
interface Thread {
  cues: Asked[];
  /** Who asked. */
  by: Speaker;
  question: Reading;
  /** A part of it stands already. */
  told: boolean;
  /** Turns since the last part, or since the question. */
  waited: number;
  /** The digits that were told up to now, what was read back left out. */
  digits: string;
  /** Numbers that were told as something else meanwhile: "my order is 88213". */
  others: Set<string>;
}

/** What the walk through the turns needs of the whole. */
export interface ReplyRedaction {
  reads: Reads;
  /** Is given the secrets of a turn and what it says now, and returns what it says then. */
  replace(text: string, secrets: Secret[]): Generator<undefined, string>;
  /** Is told a number that was told in parts. */
  told(kind: SecretKind, digits: string): void;
}

const BACK_CHANNEL_WORDS = 6;
// "That did not go through, could you read me the last group again?"
const ASKS_AGAIN = new Set(['again', 'repeat', 'rest', 'remaining']);
const MOST_WAITED = 4;
const NUMBERS = new Set<Asked>(['card', 'bank', 'phone', 'secret', 'otp', 'code']);
const LETTERS_TOO = new Set<Asked>(['otp', 'code', 'password']);
const PART = 2;
const MOST_DIGITS = 20;
const BARE = new Set(
  'um uh er erm ah oh yes yeah yep ok okay and then so mm mhm hmm hash star pound # * +'.split(' '),
);

/**
/**
 * Secrets that are told apart from their cue, in one turn or in many: "What's your PIN?" - "Er, 48" - "48?" - "21".
 * A turn that ends in a token counts as one whose rest may follow. It may pause after each turn.
 */
export function* redactReplies(
  turns: readonly Turn[],
  { reads, replace, told }: ReplyRedaction,
): Generator<undefined, Turn[]> {
  const answered: Turn[] = [];
  let thread: Thread | null = null;
  for (const turn of turns) {
    let reading = yield* reads(turn.text);
    if (thread !== null) {
      const secrets = yield* partsIn(reading, thread, turn.speaker);
      addDigits(thread, reading, secrets, told);
      thread.waited = secrets.length > 0 ? 0 : thread.waited + 1;
      if (secrets.length > 0) {
        const replaced = yield* replace(reading.view.original, inOriginal(reading.view, secrets));
        reading = yield* reads(replaced);
      }
      yield;
    }
    thread = threadAfter(thread, turn.speaker, reading);
    const text = reading.view.original;
    answered.push(text === turn.text ? turn : { ...turn, text });
    yield;
  }
  return answered;
}

function addDigits(
  thread: Thread,
  { runs, atoms }: Reading,
  secrets: Secret[],
  told: ReplyRedaction['told'],
): void {
  for (const { begin, kind } of secrets) {
    const run = runs.find((groups) => atoms[groups[0]?.first ?? 0]?.begin === begin);
    const digits = run === undefined ? '' : digitsOf(run);
    if (!thread.digits.endsWith(digits) && thread.digits.length < MOST_DIGITS) {
      thread.digits += digits;
      told(kind, thread.digits);
    }
  }
}

function threadAfter(thread: Thread | null, by: Speaker, reading: Reading): Thread | null {
  const cues = askedFor(reading);
  const edge = tokenAtEnd(reading);
  if (cues.length > 0) {
    return { cues, by, question: reading, told: edge !== null, waited: 0, digits: '', others: new Set() };
  }
  const rest = edge === null ? undefined : GOES_ON[edge];
  if (edge !== null && rest !== undefined) {
    const kept = thread?.cues.some((cue) => ANSWERS[cue].kind === edge) === true ? thread : null;
    return {
      cues: kept?.cues ?? [rest],
      by: kept?.by ?? by,
      question: kept?.question ?? reading,
      told: true,
      waited: 0,
      digits: kept?.digits ?? '',
      others: kept?.others ?? new Set(),
    };
  }
  if (thread === null || thread.waited > MOST_WAITED) {
    return null;
  }
  for (const run of reading.runs) {
    if (cuesBefore(reading.atoms, run[0]?.first ?? 0, run.at(-1)?.last ?? 0)[0]?.cue === 'other') {
      thread.others.add(digitsOf(run));
    }
  }
  if (thread.cues.includes('password') && asksForCharacters(reading)) {
    return { ...thread, question: reading, by, waited: 0 };
  }
  const isAsker =
    (by === thread.by || thread.told) && !reading.atoms.some(({ text }) => ASKS_AGAIN.has(text));
  return isAsker && (asksAnew(reading) || wordCount(reading) > BACK_CHANNEL_WORDS) ? null : thread;
}

/** Words but those of a number: a turn that reads the answer back asks nothing new. */
function wordCount({ atoms }: Reading): number {
  return atoms.filter((atom) => atom.kind === 'word' && !isNumberWord(atom.text)).length;
}

/** The kind of the token that a turn ends in, but for words that say nothing: "It's [PHONE], thanks." */
function tokenAtEnd({ atoms }: Reading): SecretKind | null {
  for (let at = atoms.length - 1; at >= 0; at--) {
    const atom = atoms[at];
    const token = atom?.kind === 'closed' ? /^\[([a-z_]+)\]$/.exec(atom.text)?.[1] : undefined;
    if (token !== undefined) {
      return token.toUpperCase() as SecretKind;
    }
    if (atom === undefined || (atom.kind !== 'mark' && !AROUND.has(atom.text))) {
      return null;
    }
  }
  return null;
}

function hasToken({ atoms }: Reading): boolean {
  return atoms.some(({ kind, text }) => kind === 'closed' && text === '[secret]');
}

function* partsIn(reading: Reading, thread: Thread, speaker: Speaker): Generator<undefined, Secret[]> {
  const { atoms } = reading;
  const asks = (cue: Asked) => thread.cues.includes(cue);
  const isAnswer = !thread.told && speaker !== thread.by && !hasToken(thread.question);
  if (isAnswer && asks('password') && !thread.cues.some((cue) => NUMBERS.has(cue))) {
    const word = passwordAlone(reading);
    if (word.length > 0) {
      return word;
    }
  }
  const bare = atoms.every(
    ({ kind, text }) =>
      kind === 'digits' || kind === 'closed' || kind === 'mark' || isNumberWord(text) || BARE.has(text),
  );
  const mixed = thread.cues.some((cue) => LETTERS_TOO.has(cue))
    ? mixedCodes(reading, asks('password') && asksForCharacters(thread.question))
    : [];
  const numbers = (yield* loneNumbers(reading)).flatMap(({ groups, digits, linked, whole }) => {
    const part = bare ? 1 : whole || (thread.told && !linked) ? PART : Infinity;
    const kind = thread.others.has(digits) ? null : answerKind(thread.cues, digits.length, part);
    return kind === null ? [] : [secretOf(atoms, groups, kind)];
  });
  if (mixed.length > 0 || !isAnswer) {
    return mixed.length + numbers.length > 0 || !asks('email')
      ? [...mixed, ...numbers]
      : addressPart(reading);
  }
  const alone = asks('password') && numbers.length === 0 ? passwordAlone(reading) : [];
  const words = asks('password') && alone.length === 0 ? passwordInList(thread.question, reading) : alone;
  const address = numbers.length + words.length === 0 && asks('email') ? addressPart(reading) : [];
  return [...numbers, ...words, ...address];
}

/** The kind whose usual length fits best: a card before a phone, a phone before a code. */
function answerKind(asked: Asked[], length: number, leastPart: number): SecretKind | null {
  const order: Asked[] =
    length >= 6
      ? ['card', 'bank', 'phone', 'otp', 'secret', 'code', 'password']
      : ['otp', 'secret', 'code', 'password', 'card', 'phone', 'bank'];
  const fitting = order.find(
    (cue) =>
      asked.includes(cue) && length >= Math.min(ANSWERS[cue].least, leastPart) && length <= ANSWERS[cue].most,
  );
  return fitting === undefined ? null : ANSWERS[fitting].kind;
}

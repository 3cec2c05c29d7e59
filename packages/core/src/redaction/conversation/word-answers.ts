import type { Atom, Secret } from '../reading/lexer.ts';
import { isNumberWord, type Reading } from '../reading/number-runs.ts';
import { isPasswordCue } from '../secrets/passwords.ts';
import { AROUND, clausesOf } from './alone.ts';

const ACKNOWLEDGEMENTS = new Set(
  `yes yeah yep no nope nah ok okay sure right great thanks fine good perfect lovely brilliant excellent wonderful hello hi
  hey sorry pardon what why how when where who really correct wrong exactly absolutely definitely certainly maybe alright
  cool nice wow oh uh um mhm hmm hm er ah huh nothing none never always again wait hold bye goodbye cheers understood
  agreed done ready true false indeed please thank goodness gosh seriously honestly of course perhaps probably unfortunately
  whatever anything something everything course yup aha ooh oops damn still working later loading checking looking super
  awesome amazing fantastic ciao hallo hola danke merci gracias`.split(/\s+/),
);
// An answer with one of these is a sentence about the password: "I can't remember", "let me check", "no idea".
const TALK = new Set(
  `i i'm i've i'd i'll you you're he she we we're they don't can't cannot won't didn't doesn't isn't haven't couldn't not
  forgot forget forgotten remember know knew idea check look find where what which when who how why do did does could
  should will get got had need want give tell same different new old because but or if about like any some every must
  trouble problem help change changed reset set written wrote down somewhere need both email moment ago think thinking
  phone text online website app branch try tried trying use used never ever sent see time fair enough possible me us him only hear hold`
    .trim()
    .split(/\s+/),
);
const CASES = new Set(['capital', 'lower', 'upper', 'case', 'lowercase', 'uppercase', 'dash', 'hyphen']);
const MOST_CHARACTERS = 20;
const LEAST_OF_CODE = 4;
const MOST_WORDS = 4;
const MOST_LONG_TURN = 12;

/** "It's hunter2", "Blue Biscuit.", "it's Featherstone": what an answer says, when it may be a password. */
export function passwordAlone(reading: Reading): Secret[] {
  const { text, atoms } = reading;
  if (
    text.includes('?') ||
    atoms.length > MOST_LONG_TURN * 2 ||
    atoms.some(({ kind }) => kind === 'closed')
  ) {
    return [];
  }
  const secret = wordSecret(text, atoms);
  return secret === null ? [] : [secret];
}

/**
 * "A7K92Q", "a seven K nine two Q", "capital T, r, 4, c, k": letters and digits of a code, alone in their sentence;
 * `single`: a letter or two of a password are asked for.
 */
export function mixedCodes({ text, atoms }: Reading, single: boolean): Secret[] {
  return clausesOf(atoms, false, true).flatMap(([from, to]) => {
    const clause = atoms.slice(from, to);
    const said = clause.filter((_, at) => !isExplained(clause, at) && !isExplained(clause, at - 1));
    const pieces = said.filter((atom) => atom.kind !== 'mark' && !isAround(atom));
    const first = pieces[0];
    // "M for mother": what explains the last letter goes with it.
    const explains = isExplained(clause, clause.length - 2) ? clause.at(-1) : undefined;
    const last = explains ?? pieces.at(-1);
    if (
      first === undefined ||
      last === undefined ||
      pieces.length > MOST_CHARACTERS ||
      !pieces.every(isCharacter)
    ) {
      return [];
    }
    const ids = pieces.filter(({ kind }) => kind === 'id');
    const letters = pieces.filter(({ kind, text: word }) => kind === 'word' && word.length === 1);
    const fits = single
      ? letters.length + ids.length > 0
      : ids.length > 0
        ? last.end - first.begin >= LEAST_OF_CODE
        : letters.length > 0 && pieces.length >= LEAST_OF_CODE;
    return fits ? [{ begin: first.begin, end: passageEnd(text, last.begin), kind: 'SECRET' as const }] : [];
  });
}

/** "M for mother": whether "for" stands at `at`. */
function isExplained(atoms: Atom[], at: number): boolean {
  const before = atoms[at - 1];
  return (
    atoms[at]?.text === 'for' &&
    before?.kind === 'word' &&
    before.text.length === 1 &&
    atoms[at + 1]?.kind === 'word'
  );
}

function isAround({ text }: Atom): boolean {
  return AROUND.has(text) && text.length > 1 && !isNumberWord(text);
}

function isCharacter({ kind, text }: Atom): boolean {
  return kind === 'digits' || kind === 'id' || text.length === 1 || isNumberWord(text) || CASES.has(text);
}

/** "Priya Nair, 12345678, and Biscuit." to "Name, account number and phone password please." */
export function passwordInList(question: Reading, reply: Reading): Secret[] {
  const items = clausesOf(question.atoms, true);
  const answers = clausesOf(reply.atoms, true);
  const wanted = items.findIndex(([from, to]) =>
    question.atoms.slice(from, to).some((_, index) => isPasswordCue(question.atoms, from + index)),
  );
  if (answers.length < 2 || wanted < 0) {
    return [];
  }
  const [from, to] = answers[items.length === answers.length ? wanted : answers.length - 1] ?? [0, 0];
  const secret = wordSecret(reply.text, reply.atoms.slice(from, to));
  return secret === null ? [] : [secret];
}

function wordSecret(text: string, atoms: Atom[]): Secret | null {
  const saying = atoms.filter((atom) => atom.kind !== 'mark' && !AROUND.has(atom.text));
  const first = saying[0];
  const last = saying.at(-1);
  if (
    first === undefined ||
    last === undefined ||
    saying.length > MOST_WORDS ||
    saying.some(({ kind, text: word }) => kind === 'closed' || TALK.has(word))
  ) {
    return null;
  }
  const end = passageEnd(text, last.begin);
  const passage = text.slice(first.begin, end);
  const spoken = passage.toLowerCase().replace(/(?<!!!)!+$/, '');
  const isAcknowledged = saying.every(({ text: word }) => ACKNOWLEDGEMENTS.has(word) || isNumberWord(word));
  return passage.length >= 3 && !ACKNOWLEDGEMENTS.has(spoken) && !isAcknowledged && !/[.?]\s/.test(passage)
    ? { begin: first.begin, end, kind: 'SECRET' }
    : null;
}

function passageEnd(text: string, begin: number): number {
  const word = /^\S+/u.exec(text.slice(begin))?.[0].replace(/(?<![.,;:?"'”’])[.,;:?"'”’]+$/u, '') ?? '';
  return begin + word.length;
}

const CONNECTORS = new Set([
  'dot',
  'at',
  'underscore',
  'dash',
  'hyphen',
  'plus',
  'point',
  '@',
  '_',
  '+',
  '-',
  '.',
]);
const NO_ADDRESS = new Set([...TALK, 'is', 'the', 'that', 'and', 'at']);
const MOST_PIECES = 30;
const MOST_NAMES = 6;

/** A part of an address, read out: "priya dot nair", "at example", "b e l l". */
export function addressPart(reading: Reading): Secret[] {
  const { atoms } = reading;
  const isPiece = (atom: Atom) =>
    CONNECTORS.has(atom.text) || (atom.kind !== 'mark' && !(AROUND.has(atom.text) && atom.text.length > 1));
  const pieces = atoms.filter(isPiece);
  const words = pieces.filter(({ kind, text }) => kind !== 'mark' && !CONNECTORS.has(text));
  const first = pieces.find(({ kind }) => kind !== 'mark');
  const last = pieces.findLast(({ kind }) => kind !== 'mark');
  const joined = pieces.filter(
    ({ text, kind }) => CONNECTORS.has(text) && (kind !== 'mark' || text === '_' || text === '@'),
  );
  const letters = words.filter(({ kind, text }) => kind === 'word' && text.length === 1);
  return first !== undefined &&
    last !== undefined &&
    pieces.length <= MOST_PIECES &&
    words.length - letters.length <= MOST_NAMES &&
    (joined.length > 0 || letters.length > 2) &&
    !words.some(({ text, kind }) => kind === 'closed' || NO_ADDRESS.has(text))
    ? [{ begin: first.begin, end: last.end, kind: 'EMAIL' }]
    : [];
}

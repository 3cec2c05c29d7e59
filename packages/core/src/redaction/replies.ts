import type { Turn } from '../call.ts';
import { secretOf } from './cards.ts';
import { type Cue, cueAt } from './cues.ts';
import { type Atom, atomsOf, type Secret, type SecretKind } from './lexer.ts';
import { digitsOf, isNumberWord, type Reading, read } from './number-runs.ts';
import { isPasswordCue } from './passwords.ts';
import { inOriginal, plainView } from './plain-view.ts';

type Asked = Exclude<Cue, 'other'> | 'password';

/** How many digits an answer has at least; cards and telephone numbers are read out in parts. */
const ANSWERS: Record<Asked, { kind: SecretKind; least: number; most: number }> = {
  card: { kind: 'CARD', least: 4, most: 19 },
  bank: { kind: 'BANK_ACCOUNT', least: 6, most: 20 },
  phone: { kind: 'PHONE', least: 5, most: 15 },
  secret: { kind: 'SECRET', least: 3, most: 12 },
  otp: { kind: 'SECRET', least: 3, most: 12 },
  code: { kind: 'SECRET', least: 4, most: 8 },
  password: { kind: 'SECRET', least: 3, most: 20 },
};
const ASKS_FOR_CARD =
  /\b(?:card|long) (?:number|details)\b|\bnumber (?:on|across) the (?:front|card)\b|\b(?:sixteen|16)[ -]digits?\b/i;
const ASKS = /\?|\b(?:what|which|tell|give|provide|enter|type|say|spell|read|confirm|need|please|have)\b/i;
const AROUND = new Set(
  `it is its that the my a yes yeah yep sure uh um er erm ah oh ok okay so well right and then number pin code card account
  of course here you got would be please thanks thank sorry i think believe first second again let me see hold on hang
  one moment just now there go mhm correct ends starts with as said have sort phone mobile password word was to for this`.split(
    /\s+/,
  ),
);
const ACKNOWLEDGEMENTS = new Set(
  `yes yeah yep no nope nah ok okay sure right great thanks fine good perfect lovely brilliant excellent wonderful hello hi
  hey sorry pardon what why how when where who really correct wrong exactly absolutely definitely certainly maybe alright
  cool nice wow oh uh um mhm hmm hm er ah huh nothing none never always again wait hold bye goodbye cheers understood
  agreed done ready true false indeed please thank goodness gosh seriously honestly of course`.split(/\s+/),
);
const BACK_CHANNEL_WORDS = 6;
const UNANSWERED = 2;

/**
 * Secrets that are told apart from their cue: "What's your PIN?" - "Er, 4821." Walks through the turns in
 * order, and may pause after each; `replace` is given the secrets of a turn and what it says now, and returns what it says
 * then.
 */
export function* redactReplies(
  turns: readonly Turn[],
  replace: (text: string, secrets: Secret[]) => string,
): Generator<undefined, Turn[]> {
  const answered: Turn[] = [];
  let asked: { by: Turn['speaker']; cues: Asked[]; waited: number } | null = null;
  for (const turn of turns) {
    let text = turn.text;
    if (asked !== null && turn.speaker !== asked.by) {
      const secrets = answersIn(text, asked.cues);
      asked.waited = secrets.length > 0 ? 0 : asked.waited + 1;
      text = secrets.length > 0 ? replace(text, secrets) : text;
    }
    const cues = askedFor(text);
    if (cues.length > 0) {
      asked = { by: turn.speaker, cues, waited: 0 };
    } else if (
      asked !== null &&
      (asked.waited >= UNANSWERED || (turn.speaker === asked.by && wordCount(text) > BACK_CHANNEL_WORDS))
    ) {
      asked = null;
    }
    answered.push(text === turn.text ? turn : { ...turn, text });
    yield;
  }
  return answered;
}

/** Words but those of a number: a turn that reads the answer back asks nothing new. */
function wordCount(text: string): number {
  const atoms = atomsOf(plainView(text).text);
  return atoms.filter((atom) => atom.kind === 'word' && !isNumberWord(atom.text)).length;
}

function askedFor(original: string): Asked[] {
  const { text } = plainView(original);
  const atoms = atomsOf(text);
  const asks = ASKS.test(text);
  const cues = new Set<Asked>();
  for (let at = 0; at < atoms.length; at++) {
    const cue = cueAt(atoms, at);
    const bare =
      cue === 'bank' &&
      atoms[at]?.text === 'account' &&
      !['number', 'no', '#'].includes(atoms[at + 1]?.text ?? '');
    // "What is my account balance?" asks for no account number.
    if (cue !== null && cue !== 'other' && !bare) {
      cues.add(cue);
    }
    if (asks && isPasswordCue(atoms, at)) {
      cues.add('password');
    }
  }
  if (ASKS_FOR_CARD.test(text)) {
    cues.add('card');
  }
  return [...cues];
}

function answersIn(original: string, asked: Asked[]): Secret[] {
  const reading = read(original);
  const { view, text, atoms, runs } = reading;
  const silent = sayingNothingElse(reading);
  const numbers = runs.flatMap((run) => {
    // A run may reach over a full stop, so both of its ends are asked.
    const alone = silent[run[0]?.first ?? 0] === true && silent[run.at(-1)?.last ?? 0] === true;
    const kind = alone ? answerKind(asked, digitsOf(run).length) : null;
    return kind === null ? [] : [secretOf(atoms, run, kind)];
  });
  const answers = numbers.length > 0 || !asked.includes('password') ? numbers : passwordAlone(text, atoms);
  return inOriginal(view, answers);
}

/** The kind whose usual length fits best: a card before a phone, a phone before a code. */
function answerKind(asked: Asked[], length: number): SecretKind | null {
  const order: Asked[] =
    length >= 6
      ? ['card', 'bank', 'phone', 'otp', 'secret', 'code', 'password']
      : ['otp', 'secret', 'code', 'password', 'card', 'phone', 'bank'];
  const fitting = order.find(
    (cue) => asked.includes(cue) && length >= ANSWERS[cue].least && length <= ANSWERS[cue].most,
  );
  return fitting === undefined ? null : ANSWERS[fitting].kind;
}

/** For each atom, whether its sentence holds no word but those that go around an answer. */
function sayingNothingElse({ atoms, runs }: Reading): boolean[] {
  const numbers = runs.map((run) => ({ first: run[0]?.first ?? 0, last: run.at(-1)?.last ?? 0 }));
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
    if (atom === undefined || ['.', '?', '!', ';'].includes(atom.text)) {
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

/** "It's hunter2": the one word of the answer that says something. */
function passwordAlone(text: string, atoms: Atom[]): Secret[] {
  const saying = atoms.filter((atom) => atom.kind !== 'mark' && !AROUND.has(atom.text));
  const first = saying[0];
  const last = saying.at(-1);
  if (first === undefined || last === undefined || saying.some(({ kind }) => kind === 'closed')) {
    return [];
  }
  const passage =
    /^\S+/u.exec(text.slice(first.begin))?.[0].replace(/(?<![.,;:?"'”’])[.,;:?"'”’]+$/u, '') ?? '';
  const end = first.begin + passage.length;
  return last.end <= end &&
    passage.length >= 3 &&
    !ACKNOWLEDGEMENTS.has(passage.toLowerCase().replace(/(?<!!)!+$/, ''))
    ? [{ begin: first.begin, end, kind: 'SECRET' }]
    : [];
}

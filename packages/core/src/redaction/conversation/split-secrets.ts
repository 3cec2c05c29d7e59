import type { Speaker, Turn } from '../../call/call.ts';
import { cueAt } from '../cues/cues.ts';
import type { Atom, Secret, SecretKind } from '../reading/lexer.ts';
import { isNumberWord, type Reading, type Reads } from '../reading/number-runs.ts';
import { isPasswordCue } from '../secrets/passwords.ts';
import { AROUND, asksAnew } from './alone.ts';
import { askedFor } from './asked.ts';

/** How one text is read, and its secrets found and replaced. */
export interface SplitRedaction {
  reads: Reads;
  /** The secrets of one text by each step, in turn: each step reads what the one before left. */
  steps: readonly ((reading: Reading) => Secret[] | Generator<undefined, Secret[]>)[];
  inOriginal(view: Reading['view'], secrets: Secret[]): Secret[];
  /** Told of each secret, with the passage that it covers over all turns. */
  found(kind: SecretKind, passage: string): void;
}

/** Turns of one speaker that are read as one text. */
interface Chain {
  turns: number[];
  /** Turns of others since the last one. */
  between: number;
}

const MOST_BETWEEN = 4;
const MOST_WORDS_BETWEEN = 8;
const LINKS = new Set(['is', 'was', 'are', 'says', 'reads', ':', '=']);
const INSIDE_ADDRESS = new Set(['at', 'dot', '@', 'underscore', 'dash', 'hyphen']);
const MOST_SKIPPED = 8;

/**
 * Secrets that begin in one turn and end in another of the same speaker, with no more than an echo or a "mhm" of the
 * other side between them: each turn's part is replaced in its place. Each `yield` is a place to pause.
 */
export function* redactSplit(turns: Turn[], how: SplitRedaction): Generator<undefined, Turn[]> {
  const texts = turns.map(({ text }) => text);
  for (const chain of yield* chainsOf(turns, how.reads)) {
    yield* redactChain(texts, chain, how);
  }
  return turns.map((turn, index) => {
    const text = texts[index] ?? turn.text;
    return text === turn.text ? turn : { ...turn, text };
  });
}

function* chainsOf(turns: Turn[], reads: Reads): Generator<undefined, Chain[]> {
  const open = new Map<Speaker, Chain>();
  const chains: Chain[] = [];
  for (const [index, { speaker, text }] of turns.entries()) {
    const reading = yield* reads(text);
    const chain = open.get(speaker);
    const last = turns[chain?.turns.at(-1) ?? -1];
    if (chain !== undefined && last !== undefined && goesOn(yield* reads(last.text), reading)) {
      chain.turns.push(index);
      chain.between = 0;
      if (chain.turns.length === 2) {
        chains.push(chain);
      }
    } else if (
      chain !== undefined &&
      chain.between < MOST_BETWEEN &&
      significant(reading.atoms, 0, 1) === null
    ) {
      chain.between += 1;
    } else {
      open.set(speaker, { turns: [index], between: 0 });
    }
    const thin = isThin(reading);
    for (const [other, { between }] of open) {
      if (other !== speaker && (!thin || between >= MOST_BETWEEN)) {
        open.delete(other);
      } else if (other !== speaker) {
        (open.get(other) as Chain).between += 1;
      }
    }
    yield;
  }
  return chains;
}

/** A turn that takes nothing away from what the other side is telling: "mhm", "4012, yes?", "sorry, again?" */
function isThin(reading: Reading): boolean {
  const words = reading.atoms.filter(
    ({ kind, text }) => kind === 'word' && !isNumberWord(text) && !AROUND.has(text),
  );
  return words.length <= MOST_WORDS_BETWEEN && !asksAnew(reading);
}

/** Whether the second text may go on with a number, an address or a password that the first one began. */
function goesOn(first: Reading, second: Reading): boolean {
  const tail = significant(first.atoms, first.atoms.length - 1, -1);
  const head = significant(second.atoms, 0, 1);
  if (tail === null || head === null) {
    return false;
  }
  const [end, begin] = [first.atoms[tail], second.atoms[head]];
  if (end === undefined || begin === undefined) {
    return false;
  }
  const isName = end.kind === 'word' || end.kind === 'id' || end.kind === 'digits';
  return (
    (isNumber(end) && isNumber(begin) && !isGrowing(end, begin)) ||
    (isName && (INSIDE_ADDRESS.has(begin.text) || INSIDE_ADDRESS.has(end.text))) ||
    announces(first.atoms)
  );
}

/** "0448" and then "044821": a number that is said again from its beginning. */
function isGrowing(end: Atom, begin: Atom): boolean {
  return begin.text.length > end.text.length && end.kind === 'digits' && begin.text.startsWith(end.text);
}

function isNumber({ kind, text }: Atom): boolean {
  return kind === 'digits' || isNumberWord(text);
}

/** The first atom from there on that says something. */
function significant(atoms: Atom[], from: number, step: 1 | -1): number | null {
  for (let at = from; at >= 0 && at < atoms.length && Math.abs(at - from) < MOST_SKIPPED; at += step) {
    const atom = atoms[at];
    if (
      atom !== undefined &&
      ((atom.kind === 'mark' && atom.text === '@') ||
        (atom.kind !== 'mark' && (isNumber(atom) || INSIDE_ADDRESS.has(atom.text) || !AROUND.has(atom.text))))
    ) {
      return at;
    }
  }
  return null;
}

/** "So my password is", "my card number:", "and the PIN is, er": the turn ends where the secret would stand. */
function announces(atoms: Atom[]): boolean {
  let linked = false;
  let spoken = false;
  for (let at = atoms.length - 1; at >= Math.max(0, atoms.length - MOST_SKIPPED); at--) {
    const atom = atoms[at];
    if (atom === undefined || atom.text === '?') {
      return false;
    }
    const cue = cueAt(atoms, at);
    if (isPasswordCue(atoms, at) || (cue !== null && cue !== 'other')) {
      return linked || !spoken;
    }
    linked ||= LINKS.has(atom.text) || atom.end - atom.begin > atom.text.length;
    spoken ||= atom.kind !== 'mark' && !AROUND.has(atom.text);
    if (atom.kind === 'closed' || atom.kind === 'digits' || atom.text === '.') {
      return false;
    }
  }
  return false;
}

/**
 * What is put before a chain so that it reads as the answer that it is: an address to the question for one, and no
 * telephone number to a question for an order.
 */
function* questionBefore(texts: string[], first: number, reads: Reads): Generator<undefined, string> {
  for (let index = first - 1; index >= Math.max(0, first - MOST_BETWEEN); index--) {
    const reading = yield* reads(texts[index] ?? '');
    const asked = askedFor(reading);
    if (asked.length > 0) {
      return asked.includes('email') ? 'my email is ' : '';
    }
    if (reading.atoms.some((_, at) => cueAt(reading.atoms, at) === 'other')) {
      return 'order number: ';
    }
  }
  return '';
}

function* redactChain(texts: string[], { turns }: Chain, how: SplitRedaction): Generator<undefined, void> {
  const prefix = yield* questionBefore(texts, turns[0] ?? 0, how.reads);
  for (const secretsIn of how.steps) {
    const parts = turns.map((index) => texts[index] ?? '');
    const whole = prefix + parts.join(' ');
    const reading = yield* how.reads(whole);
    yield;
    const read = secretsIn(reading);
    const unsorted = how.inOriginal(reading.view, Array.isArray(read) ? read : yield* read);
    const secrets = unsorted.toSorted((a, b) => a.begin - b.begin);
    yield;
    if (secrets.length === 0) {
      continue;
    }
    let begin = prefix.length;
    let next = 0;
    turns.forEach((index, place) => {
      const part = parts[place] ?? '';
      const end = begin + part.length;
      let result = '';
      let done = begin;
      while (next < secrets.length) {
        const secret = secrets[next] as Secret;
        if (secret.begin >= end) {
          break;
        }
        const from = Math.max(secret.begin, done);
        const to = Math.min(secret.end, end);
        if (to > from && /[\p{L}\p{N}]/u.test(whole.slice(from, to))) {
          result += `${whole.slice(done, from)}[${secret.kind}]`;
          done = to;
        }
        if (secret.end > end) {
          break;
        }
        next += 1;
      }
      texts[index] = result + whole.slice(done, end);
      begin = end + 1;
    });
    for (const { begin: from, end: to, kind } of secrets) {
      how.found(kind, whole.slice(from, to));
    }
  }
}

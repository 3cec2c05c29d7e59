import type { Judgement } from '@live-assist/core';
import { findDueWords } from '@live-assist/core/evidence/due-date';
import { type CallSentences, isQuotable, quoteOf, type Sentence, shorten, tidy } from '../reading.ts';
import { doneStatement } from '../statements.ts';
import { contentStems, overlap, stemsOf } from '../stems.ts';
import type { ToolCall } from '../tool-calls.ts';
import { type Clause, isMeant } from './promise-filters.ts';
import { framesOf, SECOND, SUBJECT } from './promise-frames.ts';

type Commitment = Judgement['commitments'][number];

const MOST = 20;
// Limits for a call that is full of promises: matching sentences, and acts.
const MOST_SENTENCES = 200;
const MOST_DEEDS = 100;

/**
 * Finds the promises of an agent or a customer for the time after the call. It misses a promise rather than inventing
 * one: a sentence must fit a frame ("I'll email you …", "they will call you") and must not be an offer, a condition, a
 * question or a step of the call itself.
 */
export function findPromises(reading: CallSentences, tools: readonly ToolCall[]): Commitment[] {
  const found: { promise: Commitment; stems: Set<string> }[] = [];
  const deeds = deedsOf(reading, tools);
  let looked = 0;
  for (const sentence of reading.sentences) {
    if (!fitsFrame(sentence)) continue;
    looked += 1;
    for (const { promise, deed } of isWithdrawn(sentence, reading) ? [] : promisesIn(sentence)) {
      if (isDoneInCall(sentence, promise, deed, deeds)) continue;
      const stems = contentStems(promise.text);
      const same = found.findIndex(
        (other) => other.promise.owner === promise.owner && repeats(other.stems, stems),
      );
      if (same === -1) found.push({ promise, stems });
      else if (found[same]?.promise.due === null && promise.due !== null) found[same] = { promise, stems };
    }
    if (found.length >= MOST || looked === MOST_SENTENCES) break;
  }
  return found.slice(0, MOST).map(({ promise }) => promise);
}

interface Promised {
  promise: Commitment;
  /** Stems of the promised act, without acts before it ("I'll open a ticket and …"). */
  deed: Set<string>;
}

function fitsFrame(sentence: Sentence): boolean {
  const owner = sentence.turn.speaker;
  if (owner === 'other' || sentence.isQuestion || !isQuotable(sentence)) return false;
  return framesOf(owner).some(({ frame }) => frame().test(sentence.plain));
}

// "I'll call you tomorrow, and I'll email you the form on Friday" is read clause by clause.
function promisesIn(sentence: Sentence): Promised[] {
  const { plain } = sentence;
  const owner = sentence.turn.speaker;
  if (owner === 'other') return [];
  const made: Promised[] = [];
  // A condition applies until an unconditional promise follows.
  let unconditional = 0;
  for (let from = 0; from < plain.length; ) {
    const clauses = clausesAfter(from, plain, owner);
    from = Math.min(...clauses.map(({ end }) => end));
    for (const clause of clauses) {
      const promises = promisesOf(clause, sentence, owner, unconditional);
      if (promises.length === 0) continue;
      made.push(...promises);
      unconditional = clause.end;
      from = clause.end;
      break;
    }
  }
  return made;
}

function clausesAfter(from: number, plain: string, owner: Commitment['owner']): Clause[] {
  const rest = plain.slice(from);
  return framesOf(owner)
    .flatMap(({ frame, needsDue }): Clause[] => {
      const match = frame().exec(rest);
      if (match === null) return [];
      const begin = from + match.index;
      const head = match.groups?.head ?? '';
      const deedAt = begin + (head === '' ? 0 : match[0].indexOf(head) + head.length);
      const frameEnd = begin + match[0].length;
      return [{ begin, deedAt, frameEnd, end: clauseEnd(plain, frameEnd), head, needsDue }];
    })
    .toSorted((a, b) => a.begin - b.begin);
}

function promisesOf(
  clause: Clause,
  sentence: Sentence,
  owner: Commitment['owner'],
  unconditional: number,
): Promised[] {
  const { text, plain } = sentence;
  const { begin, deedAt, frameEnd, end, needsDue } = clause;
  if (!isMeant(clause, plain, owner, unconditional)) return [];
  const second = SECOND().exec(plain.slice(frameEnd, end));
  const firstEnd = second === null ? end : frameEnd + second.index;
  const due = findDueWords(text.slice(begin, firstEnd));
  if (needsDue && (due === null || /^today$/i.test(due))) return [];
  // "They" refers to the person or team that the sentence names before.
  const start = /^(?:they|he|she)\b/i.test(plain.slice(begin)) ? 0 : begin;
  const made: Promised[] = [
    {
      promise: commitment(sentence, owner, text.slice(start, firstEnd), due),
      deed: contentStems(plain.slice(deedAt === begin ? start : deedAt, firstEnd)),
    },
  ];
  if (second !== null) {
    const rest = text.slice(firstEnd + second[0].length, end);
    const subject = SUBJECT.exec(text.slice(begin))?.[0] ?? '';
    const promise = commitment(sentence, owner, `${subject} ${rest}`, findDueWords(rest));
    made.push({ promise, deed: contentStems(promise.text) });
  }
  return made.filter(({ promise }) => promise.text !== '');
}

function commitment(
  sentence: Sentence,
  owner: Commitment['owner'],
  words: string,
  due: string | null,
): Commitment {
  return {
    text: shorten(tidy(words), 200),
    owner,
    due: due === null ? null : due.slice(0, 80),
    evidence: [quoteOf(sentence)],
  };
}

// --- Where a promise ends

const CLAUSE_END = new RegExp(
  [
    '[;:\\n]|\\s[-–—]\\s|[.!?](?:\\s|$)',
    ",? (?:but|and (?:just|the next)|so (?:please|you|that|don't)|is there|and (?:is|can|could|may|would|do|please|you (?:can|should|may|need)|if|let(?! you know)|thank)|let (?:me|us) know|please|thank)\\b",
    ",? and (?:i|we|you|they|he|she)(?:'ll| will)\\b",
    ", and (?:(?:the|your|my|our|it|this|that|there|they|he|she|you|i|we)(?: [\\w-]+){0,4}? (?:is|are|was|were|has|have|can|should|must|won't|isn't|aren't)|(?:it|that|there)'s|i'm|(?:we|you|they)'re)\\b",
    ', (?:i|we|you|they|he|she|it|is|can|could|okay|ok|alright|all right|in case|just in case)\\b',
  ].join('|'),
  'i',
);

function clauseEnd(plain: string, from: number): number {
  const next = CLAUSE_END.exec(plain.slice(from));
  return next === null ? plain.length : from + next.index;
}

// --- What became of it within the call

// "No, don't bother": the other side, in its next turn.
const DECLINED =
  /^(?:no\b(?! (?:problem|worries)),? (?:thanks|thank you|don't|please don't|that's not|it's fine|i don't|need)|don't (?:bother|worry about|send|call)|there's no need|no need)/i;

function isWithdrawn(sentence: Sentence, { call }: CallSentences): boolean {
  const next = call.turns[sentence.turnOrder + 1];
  return (
    next !== undefined && next.speaker !== sentence.turn.speaker && DECLINED.test(next.text.slice(0, 80))
  );
}

/** An act in the call, by a tool or in the agent's words. */
interface Deed {
  stems: ReadonlySet<string>;
  isAfter: (sentence: Sentence) => boolean;
}

function deedsOf({ agent }: CallSentences, tools: readonly ToolCall[]): Deed[] {
  const said = agent
    .filter((sentence) => doneStatement(sentence) !== null)
    .slice(-MOST_DEEDS)
    .map((sentence) => ({
      stems: stemsOf(sentence),
      isAfter: ({ turnOrder }: Sentence) => sentence.turnOrder > turnOrder,
    }));
  const byTool = tools
    .filter(({ done }) => done !== null)
    .slice(-MOST_DEEDS)
    .map(({ activity, done }) => ({
      stems: contentStems(done ?? ''),
      isAfter: ({ turn }: Sentence) => activity.windowNumber >= turn.windowNumber,
    }));
  return [...byTool, ...said];
}

function isDoneInCall(
  sentence: Sentence,
  { owner, due }: Commitment,
  deed: ReadonlySet<string>,
  deeds: readonly Deed[],
): boolean {
  if (owner !== 'agent' || due !== null) return false;
  return deeds.some(({ stems, isAfter }) => isAfter(sentence) && overlap(stems, deed) >= 2);
}

function repeats(a: Set<string>, b: Set<string>): boolean {
  const shared = overlap(a, b);
  return shared >= 2 && shared >= 0.6 * Math.min(a.size, b.size);
}

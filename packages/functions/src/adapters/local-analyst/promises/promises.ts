import type { Judgement, TurnEvidence } from '@live-assist/core';
import { findDueWords } from '@live-assist/core/evidence/due-date';
import { type CallSentences, shorten, tidy } from '../reading.ts';
import { contentStems } from '../stems.ts';
import type { ToolCall } from '../tool-calls.ts';
import { agreedRequest } from './agreed-requests.ts';
import { withDayInText } from './day-in-text.ts';
import { OF_NO_MATTER, without } from './earlier-promises.ts';
import { merge, type Promised } from './merge-promises.ts';
import { type Passage, passagesOf } from './passages.ts';
import { promisesIn } from './promise-clauses.ts';
import { framesOf, mayPromise } from './promise-frames.ts';
import { agreedDay, correctedDay, courseOf } from './within-call.ts';

type Commitment = Judgement['commitments'][number];

const MOST = 20;
// Limits for a call that is full of promises.
const MOST_PASSAGES = 200;

/**
 * Finds the promises of an agent or a customer for the time after the call. It misses a promise rather than inventing
 * one: a passage must fit a frame ("I'll email you …", "they will call you") or agree to a request, and must not be an
 * offer, a question or a step of the call itself. What is declined, taken back, done or given another day within the call
 * counts as it stands in the end.
 */
export function findPromises(reading: CallSentences, tools: readonly ToolCall[]): Commitment[] {
  const { sentences } = reading;
  const course = courseOf(reading, tools);
  const found: Promised[] = [];
  let looked = 0;
  for (const passage of passagesOf(reading)) {
    const first = passage.parts[0];
    const moved = agreedDay(first.sentence, sentences[first.place - 1]);
    const latest = found.findLast(({ promise }) => promise.owner === passage.owner);
    if (moved !== null && latest !== undefined && first.place - latest.place <= 6) {
      withDay(latest, moved, evidenceOfAnswer(passage));
      continue;
    }
    const fits =
      mayPromise(passage.plain) && framesOf(passage.owner).some(({ frame }) => frame().test(passage.plain));
    if (!fits) {
      const agreed = agreedIn(passage, reading);
      if (agreed !== null && !course.isCalledOff(passage, agreed.act)) merge(found, agreed, sentences);
      continue;
    }
    looked += 1;
    const made = promisesIn(passage, course);
    const corrected = correctionOf(passage, reading);
    for (const [i, promised] of made.entries()) {
      const { promise, act, deed } = promised;
      if (promise.due === null && THEN.test(promise.text)) promise.due = dayBefore(first.place, sentences);
      if (course.isDone(passage, deed, promise.due) || course.isCalledOff(passage, act)) continue;
      if (corrected !== null && i === made.length - 1) withDay(promised, corrected.due, corrected.evidence);
      if (i === 0) dropSpurned(found, passage, sentences);
      merge(found, promised, sentences);
    }
    if (found.length >= MOST || looked === MOST_PASSAGES) break;
  }
  return found.slice(0, MOST).map(({ promise }) => promise);
}

// "Is Friday all right?" "Yes." "I'll call you then."
const THEN = /\b(?:then|that day)\W*$/i;
function dayBefore(place: number, sentences: CallSentences['sentences']): string | null {
  const turn = sentences[place]?.turnOrder ?? 0;
  const before = sentences
    .slice(Math.max(0, place - 4), place)
    .filter(({ turnOrder }) => turnOrder >= turn - 2);
  return before.map(({ text }) => findDueWords(text)).findLast((due) => due !== null) ?? null;
}

// "I'll send you a link." "I haven't got a smartphone." "Then I'll post you the form."
const THEN_AGAIN =
  /^\W*(?:(?:okay|ok|right|all right|alright|fine|sure|no problem)[, ]+)?(?:then|in that case)\b/i;
function dropSpurned(
  found: Promised[],
  { owner, parts: [first], plain }: Passage,
  sentences: CallSentences['sentences'],
): void {
  const at = found.findLastIndex(({ promise }) => promise.owner === owner);
  const former = found[at];
  const before = sentences[first.place - 1];
  if (
    former === undefined ||
    before === undefined ||
    before.turn.speaker === owner ||
    !THEN_AGAIN.test(plain)
  )
    return;
  const made = sentences[former.place];
  if (made !== undefined && made.turnOrder === before.turnOrder - 1) found.splice(at, 1);
}

function correctionOf({ parts }: Passage, { sentences }: CallSentences) {
  const last = parts.at(-1) ?? parts[0];
  const next = sentences[last.place + 1];
  if (next === undefined || next.turn !== last.sentence.turn) return null;
  const due = correctedDay(next);
  const { turn } = next;
  const evidence = {
    window_number: turn.windowNumber,
    turn: turn.index,
    speaker: turn.speaker,
    quote: next.text,
  };
  return due === null ? null : { due, evidence };
}

function evidenceOfAnswer({ parts: [{ sentence }] }: Passage): TurnEvidence {
  const { turn, text } = sentence;
  return { window_number: turn.windowNumber, turn: turn.index, speaker: turn.speaker, quote: text };
}

/** Gives a promise another day, in its text too. */
function withDay({ promise }: Promised, due: string, evidence: TurnEvidence): void {
  promise.text = withDayInText(promise.text, promise.due, due);
  promise.due = due;
  promise.evidence = [...promise.evidence.slice(0, 1), evidence];
}

function agreedIn(passage: Passage, reading: CallSentences): Promised | null {
  const agreed = agreedRequest(passage, reading);
  if (agreed === null) return null;
  const { sentence, place } = passage.parts[0];
  const text = shorten(tidy(agreed.words), 200);
  const stems = without(contentStems(text), OF_NO_MATTER);
  const due = findDueWords(sentence.text) ?? findDueWords(agreed.asked.quote);
  return {
    promise: {
      text,
      owner: passage.owner,
      due: due === null ? null : due.slice(0, 80),
      evidence: [evidenceOfAnswer(passage), agreed.asked],
    },
    act: stems,
    deed: stems,
    place,
  };
}

import type { Evidence, Judgement, OpenCommitment } from '@live-assist/core';
import { type AnsweredQuestion, answeredQuestions } from './answers.ts';
import {
  CONTACT,
  type EarlierPromise,
  OF_NO_MATTER,
  PAYING,
  readPromise,
  SENDING,
  sayTheSame,
  without,
} from './earlier-promises.ts';
import { isQuotable, quoteOf, type Reading, type Sentence } from './reading.ts';
import { CAME, DONE_BY_SPEAKER, NEGATED, NEVER_CAME, REACHED_ME, RESERVED } from './receipts.ts';
import { doneStatement } from './statements.ts';
import { contentStems, overlap } from './stems.ts';
import { activityEvidence, type ToolCall } from './tool-calls.ts';

type Closing = Judgement['closings'][number];

const MOST = 50;

/**
 * Ends of promises that were made in earlier calls, as far as this call tells them: the one who promised says that it
 * is done, the other side says that it came or never came, the customer answers the agent's question for it, or a tool
 * call did it. The words must share substance with the promise, and of several promises only the one that shares most is
 * closed (with those that say the same again); between equals none is. Otherwise the promise stays open.
 */
export function findClosings(
  reading: Reading,
  tools: readonly ToolCall[],
  open: readonly OpenCommitment[],
): Closing[] {
  if (open.length === 0) return [];
  const promises = open.map(readPromise);
  const closed = new Map<string, Closing>();
  for (const testimony of testimonies(reading, tools)) {
    const met = promises.flatMap((promise): Met[] => {
      const told = testimony.tells(promise);
      return told === null ? [] : [{ promise, ...told }];
    });
    for (const { promise, status } of bestOf(met)) {
      const { id, dueAt } = promise.commitment;
      if (status === 'broken' && !isDue(dueAt, reading.call.endedAt)) continue;
      if (!closed.has(id)) closed.set(id, { commitment_id: id, status, evidence: [testimony.evidence] });
    }
  }
  return open.flatMap(({ id }) => closed.get(id) ?? []).slice(0, MOST);
}

// --- What the call says of them

interface Told {
  status: Closing['status'];
  /** How many words of substance it shares with the promise. */
  shared: number;
}
type Met = Told & { promise: EarlierPromise };

interface Testimony {
  evidence: Evidence;
  tells: (promise: EarlierPromise) => Told | null;
}

function testimonies(reading: Reading, tools: readonly ToolCall[]): Testimony[] {
  const answers = answeredQuestions(reading).map((answered) => ({
    order: answered.answer.turnOrder,
    evidence: quoteOf(answered.answer),
    tells: (promise: EarlierPromise) => toldByAnswer(answered, promise),
  }));
  const statements = reading.sentences
    .filter((sentence) => !sentence.isQuestion && sentence.turn.speaker !== 'other' && isQuotable(sentence))
    .map((sentence) => {
      const stems = contentStems(sentence.plain);
      return {
        order: sentence.turnOrder,
        evidence: quoteOf(sentence),
        tells: (promise: EarlierPromise) => toldBySentence(sentence, stems, promise),
      };
    });
  const acts = tools.flatMap(({ activity, done }) => {
    if (done === null) return [];
    const stems = contentStems(done);
    const tells = (promise: EarlierPromise) => toldByTool(stems, promise);
    return [{ evidence: activityEvidence(activity), tells }];
  });
  return [...[...answers, ...statements].toSorted((a, b) => a.order - b.order), ...acts];
}

const DOUBTFUL =
  /\b(?:if|unless|whether|when|would|could|should|might|may|will|going to|want|need|please)\b|'ll\b/i;

function toldBySentence(
  sentence: Sentence,
  stems: ReadonlySet<string>,
  promise: EarlierPromise,
): Told | null {
  const { plain, turn } = sentence;
  const shared = overlap(stems, promise.matter);
  if (shared === 0 || DOUBTFUL.test(plain)) return null;
  if (turn.speaker === promise.commitment.owner)
    return shared >= 2 && saysDone(sentence) ? { status: 'kept', shared } : null;
  // The other side speaks of what came, or did not. Having received a thing counts for having been sent it.
  const goods = promise.kind === 'goods' ? 1 : 0;
  if (NEVER_CAME.test(plain)) {
    // "You were to call on Monday, and nobody called": the day tells which call.
    const sameDay = promise.kind === 'contact' ? overlap(stems, promise.days) : 0;
    return shared + goods + sameDay >= 2 ? { status: 'broken', shared: shared + sameDay } : null;
  }
  if (NEGATED.test(plain) || RESERVED.test(plain)) return null;
  if (promise.kind === 'contact' && isReachedBy(plain, promise)) return { status: 'kept', shared };
  return shared + goods >= 2 && CAME.test(plain) ? { status: 'kept', shared } : null;
}

// "Your claims team called me on Thursday", of the claims team's promise to call.
function isReachedBy(plain: string, { by }: EarlierPromise): boolean {
  const reached = REACHED_ME.exec(plain);
  return reached !== null && overlap(contentStems(plain.slice(0, reached.index)), by) > 0;
}

function saysDone(sentence: Sentence): boolean {
  return (
    doneStatement(sentence) !== null ||
    (DONE_BY_SPEAKER.test(sentence.plain) && !NEGATED.test(sentence.plain))
  );
}

// Words of a question that do not say what it asks for.
const OF_THE_ASKING = new Set([
  ...OF_NO_MATTER,
  ...SENDING,
  ...PAYING,
  ...contentStems(
    'hi hello so great anybody anyone somebody someone get receive received come came arrive arrived show showed turn turned land landed hear heard yet already okay safely',
  ),
]);

function toldByAnswer(
  { question, answer, says, about }: AnsweredQuestion,
  promise: EarlierPromise,
): Told | null {
  const { owner } = promise.commitment;
  if (about === 'deed' ? owner !== 'customer' : owner !== 'agent') return null;
  const asked = contentStems(question.plain);
  const contacts = promise.kind === 'contact';
  const ofContact = overlap(asked, CONTACT) > 0;
  if (overlap(asked, promise.object) === 0 && !(contacts && ofContact)) return null;
  // A question after another matter ("Did you get the form number?") shares a word by chance.
  const strange = without(
    without(asked, OF_THE_ASKING),
    new Set([...promise.matter, ...(contacts ? CONTACT : [])]),
  );
  if (strange.size > (contacts ? 0 : 1)) return null;
  const shared = overlap(new Set([...asked, ...contentStems(answer.plain)]), promise.matter);
  return { status: says === 'yes' ? 'kept' : 'broken', shared: Math.max(1, shared) };
}

function toldByTool(done: ReadonlySet<string>, { commitment, matter }: EarlierPromise): Told | null {
  const shared = overlap(done, matter);
  return commitment.owner === 'agent' && shared >= 2 ? { status: 'kept', shared } : null;
}

// --- Which of them it closes

function bestOf(met: readonly Met[]): Met[] {
  const most = Math.max(...met.map(({ shared }) => shared));
  const best = met.filter(({ shared }) => shared === most);
  const [first] = best;
  if (first === undefined || !best.every(({ promise }) => sayTheSame(promise, first.promise))) return [];
  return met.filter(({ promise, status }) => status === first.status && sayTheSame(promise, first.promise));
}

// What is not due yet cannot have been broken.
function isDue(dueAt: string | null, endedAt: number | null): boolean {
  return dueAt === null || endedAt === null || dueAt < new Date(endedAt).toISOString().slice(0, 10);
}

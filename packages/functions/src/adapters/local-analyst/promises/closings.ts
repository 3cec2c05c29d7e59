import type { Evidence, Judgement, OpenCommitment } from '@live-assist/core';
import { dayInZone } from '@live-assist/core/shared/calendar';
import { type CallSentences, isQuotable, quoteOf, type Sentence } from '../reading.ts';
import { doneStatement } from '../statements.ts';
import { contentStems, overlap, stemsOf } from '../stems.ts';
import { activityEvidence, type ToolCall } from '../tool-calls.ts';
import {
  CONTACT,
  type EarlierPromise,
  likeness,
  OF_NO_MATTER,
  PAYING,
  readPromise,
  SENDING,
  without,
} from './earlier-promises.ts';
import { CAME, DONE_BY_SPEAKER, NEGATED, NEVER_CAME, REACHED_ME, RESERVED } from './receipt-patterns.ts';
import { type AnsweredQuestion, answeredQuestions } from './replies-to-questions.ts';

type Closing = Judgement['closings'][number];

const MOST = 50;
// A customer usually has a handful of open promises; of more, only the newest are read.
const MOST_OPEN = 200;

/**
 * Finds promises of earlier calls that this call closes: the promiser says that it is done, the other side says that it
 * came or never came, the customer answers the agent's question about it, or a tool call did it. The words must overlap
 * with the promise. Of several promises only the one with the largest overlap is closed (with its repetitions); on a
 * tie none is. Otherwise the promise stays open.
 */
export function findClosings(
  reading: CallSentences,
  tools: readonly ToolCall[],
  open: readonly OpenCommitment[],
): Closing[] {
  if (open.length === 0) return [];
  const promises = open.slice(-MOST_OPEN).map(readPromise);
  const alike = likeness(promises);
  const closed = new Map<string, Closing>();
  for (const testimony of testimonies(reading, tools)) {
    if (closed.size === promises.length) break;
    const met = promises.flatMap((promise): Met[] => {
      const told = testimony.tells(promise);
      return told === null ? [] : [{ promise, ...told }];
    });
    for (const { promise, status } of bestOf(met, alike)) {
      const { id, dueAt } = promise.commitment;
      if (status === 'missed' && !isDue(dueAt, reading.call)) continue;
      if (!closed.has(id)) closed.set(id, { commitment_id: id, status, evidence: [testimony.evidence] });
    }
  }
  return open.flatMap(({ id }) => closed.get(id) ?? []).slice(0, MOST);
}

// --- What the call says of them

interface Told {
  status: Closing['status'];
  /** Number of content words shared with the promise. */
  shared: number;
}
type Met = Told & { promise: EarlierPromise };

interface Testimony {
  evidence: Evidence;
  tells: (promise: EarlierPromise) => Told | null;
}

function testimonies(reading: CallSentences, tools: readonly ToolCall[]): Testimony[] {
  const answers = answeredQuestions(reading).map((answered) => ({
    order: answered.answer.turnOrder,
    evidence: quoteOf(answered.answer),
    tells: toldByAnswer(answered),
  }));
  const statements = reading.sentences
    .filter((sentence) => !sentence.isQuestion && sentence.turn.speaker !== 'other' && isQuotable(sentence))
    .map((sentence) => ({
      order: sentence.turnOrder,
      evidence: quoteOf(sentence),
      tells: toldBySentence(sentence),
    }));
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

/** What a sentence reports, independent of any promise. */
interface Heard {
  doubtful: boolean;
  done: boolean;
  neverCame: boolean;
  denied: boolean;
  came: boolean;
  /** Stems of the caller before "called me"; null when the sentence reports no call. */
  reachedBy: ReadonlySet<string> | null;
}

function hear(sentence: Sentence): Heard {
  const { plain } = sentence;
  const reached = REACHED_ME.exec(plain);
  return {
    doubtful: DOUBTFUL.test(plain),
    done: saysDone(sentence),
    neverCame: NEVER_CAME.test(plain),
    denied: NEGATED.test(plain) || RESERVED.test(plain),
    came: CAME.test(plain),
    reachedBy: reached === null ? null : contentStems(plain.slice(0, reached.index)),
  };
}

function toldBySentence(sentence: Sentence): Testimony['tells'] {
  const stems = stemsOf(sentence);
  // Most sentences share no word with a promise; each other sentence is parsed once for all promises.
  let heard: Heard | undefined;
  return (promise) => {
    const shared = overlap(stems, promise.matter);
    if (shared === 0) return null;
    heard ??= hear(sentence);
    if (heard.doubtful) return null;
    if (sentence.turn.speaker === promise.commitment.owner)
      return shared >= 2 && heard.done ? { status: 'kept', shared } : null;
    return toldByOtherSide(heard, stems, promise, shared);
  };
}

// The other side says what arrived or not. A received thing counts as sent.
function toldByOtherSide(
  heard: Heard,
  stems: ReadonlySet<string>,
  promise: EarlierPromise,
  shared: number,
): Told | null {
  const goods = promise.kind === 'goods' ? 1 : 0;
  if (heard.neverCame) {
    // "You were to call on Monday, and nobody called": the day tells which call.
    const sameDay = promise.kind === 'contact' ? overlap(stems, promise.days) : 0;
    return shared + goods + sameDay >= 2 ? { status: 'missed', shared: shared + sameDay } : null;
  }
  if (heard.denied) return null;
  // "Your claims team called me on Thursday", of the claims team's promise to call.
  const { reachedBy } = heard;
  if (promise.kind === 'contact' && reachedBy !== null && overlap(reachedBy, promise.by) > 0)
    return { status: 'kept', shared };
  return shared + goods >= 2 && heard.came ? { status: 'kept', shared } : null;
}

function saysDone(sentence: Sentence): boolean {
  return (
    doneStatement(sentence) !== null ||
    (DONE_BY_SPEAKER.test(sentence.plain) && !NEGATED.test(sentence.plain))
  );
}

// Words of a question that do not name its object.
const OF_THE_ASKING = new Set([
  ...OF_NO_MATTER,
  ...SENDING,
  ...PAYING,
  ...contentStems(
    'hi hello so great anybody anyone somebody someone get receive received come came arrive arrived show showed turn turned land landed hear heard yet already okay safely',
  ),
]);

function toldByAnswer({ question, answer, says, about }: AnsweredQuestion): Testimony['tells'] {
  const asked = stemsOf(question);
  const ofContact = overlap(asked, CONTACT) > 0;
  const askedFor = without(asked, OF_THE_ASKING);
  const askedForNoContact = without(askedFor, CONTACT);
  const told = new Set([...asked, ...stemsOf(answer)]);
  return ({ commitment, kind, object, matter }) => {
    if (about === 'deed' ? commitment.owner !== 'customer' : commitment.owner !== 'agent') return null;
    const contacts = kind === 'contact';
    if (overlap(asked, object) === 0 && !(contacts && ofContact)) return null;
    // A question after another matter ("Did you get the form number?") shares a word by chance.
    const strange = contacts ? askedForNoContact : askedFor;
    if (strange.size - overlap(strange, matter) > (contacts ? 0 : 1)) return null;
    return { status: says === 'yes' ? 'kept' : 'missed', shared: Math.max(1, overlap(told, matter)) };
  };
}

function toldByTool(done: ReadonlySet<string>, { commitment, matter }: EarlierPromise): Told | null {
  const shared = overlap(done, matter);
  return commitment.owner === 'agent' && shared >= 2 ? { status: 'kept', shared } : null;
}

// --- Which of them it closes

function bestOf(met: readonly Met[], alike: ReturnType<typeof likeness>): Met[] {
  const most = Math.max(...met.map(({ shared }) => shared));
  const best = met.filter(({ shared }) => shared === most);
  const [first] = best;
  if (first === undefined) return [];
  const same = alike(first.promise);
  if (!best.every(({ promise }) => same.has(promise))) return [];
  return met.filter(({ promise, status }) => status === first.status && same.has(promise));
}

// A promise that is not due yet cannot be broken.
function isDue(dueAt: string | null, { endedAt, timeZone = 'UTC' }: CallSentences['call']): boolean {
  return dueAt === null || endedAt === null || dueAt < dayInZone(endedAt, timeZone);
}

import type { Evidence, Judgement, OpenCommitment } from '@live-assist/core';
import { dayInZone } from '@live-assist/core/shared/calendar';
import { type CallSentences, isQuotable, quoteOf } from '../reading.ts';
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
import { renewalsOf } from './renewals.ts';
import { type AnsweredQuestion, answeredQuestions } from './replies-to-questions.ts';
import { type Told, tellingOf } from './telling.ts';

type Closing = Judgement['closings'][number];

const MOST = 50;
// A customer usually has a handful of open promises; of more, only the newest are read.
const MOST_OPEN = 200;

/** What an analyst is given of earlier calls. */
export interface Given {
  open: readonly OpenCommitment[];
  /** Those that had counted as kept. */
  kept: readonly OpenCommitment[];
}

/**
 * Finds what this call tells of promises of earlier calls, and of an earlier day of this one: the promiser says that it is
 * done, was tried, or will not be; the other side says that it came, never came, or is not wanted; the customer answers the
 * agent's question about it; a tool call did it; it is promised again. The words must overlap with the promise. Of several
 * promises only the one with the largest overlap is told of (with its repetitions); on a tie none is. Otherwise the promise
 * stays open.
 *
 * @param made - The promises of this call.
 */
export function findClosings(
  reading: CallSentences,
  tools: readonly ToolCall[],
  { open, kept }: Given,
  made: Judgement['commitments'],
): Closing[] {
  const promises = [
    ...kept.slice(-MOST_OPEN).map((promise) => readPromise(promise, { wasKept: true })),
    ...open.slice(-MOST_OPEN).map((promise) => readPromise(promise)),
    ...madeBefore(made, reading),
  ];
  if (promises.length === 0) return [];
  const alike = likeness(promises);
  const told = new Map<EarlierPromise, { missed?: Closing; other?: Closing }>();
  for (const testimony of testimonies(reading, tools, promises)) {
    const met = promises.flatMap((promise): Met[] => {
      const said = testimony.order <= promise.madeAt ? [] : testimony.tells(promise);
      return said.map((told) => ({ promise, ...told }));
    });
    for (const { promise, status, now, when } of bestOf(met, alike)) {
      const of = told.get(promise) ?? {};
      const closing: Closing = {
        commitment_id: promise.commitment.id,
        status,
        ...(status === 'kept' && now === true && { now }),
        ...(status === 'kept' && when != null && { when }),
        evidence: [testimony.evidence],
      };
      if (status === 'missed') of.missed ??= closing;
      // Once it was missed, only what is done then keeps it.
      else if (of.other === undefined || (of.other.status === 'attempted' && status !== 'attempted'))
        of.other = closing;
      told.set(promise, of);
    }
  }
  const renewed = renewalsOf(promises, made, told);
  return promises
    .flatMap((promise) => {
      const { missed, other } = told.get(promise) ?? {};
      // A promise that had counted as kept is told of only when it is said to be missed after all.
      if (promise.wasKept && missed === undefined) return [];
      const more = other?.status === 'kept' && other.now === true ? other : (renewed.get(promise) ?? other);
      return [missed, more].filter((closing) => closing !== undefined);
    })
    .slice(0, MOST);
}

/** Promises of this call of which its later days may tell: a chat that goes on for a week. */
function madeBefore(made: Judgement['commitments'], { call }: CallSentences): EarlierPromise[] {
  const zone = call.timeZone ?? 'UTC';
  const dayOf = (at: number | null | undefined) => (at == null ? null : dayInZone(at, zone));
  const last = dayOf(call.turns.findLast(({ at }) => at !== null)?.at);
  return made.flatMap(({ text, owner, evidence: [said] }) => {
    if (said === undefined || !('quote' in said)) return [];
    const order = call.turns.findIndex(
      (turn) => turn.windowNumber === said.window_number && turn.index === said.turn,
    );
    const day = dayOf(call.turns[order]?.at);
    if (day === null || last === null || day >= last) return [];
    const next = call.turns.findIndex(({ at }, place) => place > order && (dayOf(at) ?? day) > day);
    return [readPromise({ id: text, text, owner, dueAt: null }, { madeAt: next - 1 })];
  });
}

// --- What the call says of them

type Met = Told & { promise: EarlierPromise };

interface Testimony {
  order: number;
  evidence: Evidence;
  tells: (promise: EarlierPromise) => Told[];
}

function testimonies(
  reading: CallSentences,
  tools: readonly ToolCall[],
  promises: readonly EarlierPromise[],
): Testimony[] {
  const answers = answeredQuestions(reading).map((answered) => ({
    order: answered.answer.turnOrder,
    evidence: quoteOf(answered.answer),
    tells: toldByAnswer(answered),
  }));
  const telling = tellingOf(reading, promises);
  const statements = reading.sentences.flatMap((sentence, place): Testimony[] => {
    if (sentence.turn.speaker === 'other' || !isQuotable(sentence)) return [];
    return [{ order: sentence.turnOrder, evidence: quoteOf(sentence), tells: telling(sentence, place) }];
  });
  const acts = tools.flatMap(({ activity, done }): Testimony[] => {
    if (done === null) return [];
    const stems = contentStems(done);
    const order = reading.call.turns.findLastIndex((turn) => turn.windowNumber <= activity.windowNumber);
    const tells = (promise: EarlierPromise) => toldByTool(stems, promise);
    return [{ order, evidence: activityEvidence(activity), tells }];
  });
  return [...[...answers, ...statements].toSorted((a, b) => a.order - b.order), ...acts];
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
  return ({ commitment, kind, object, matter, by }) => {
    if (about === 'deed' ? commitment.owner !== 'customer' : commitment.owner !== 'agent') return [];
    const contacts = kind === 'contact';
    if (overlap(asked, object) + overlap(asked, by) === 0 && !(contacts && ofContact)) return [];
    // A question after another matter ("Did you get the form number?") shares a word by chance.
    const strange = contacts ? askedForNoContact : askedFor;
    if (strange.size - overlap(strange, matter) > (contacts ? 0 : 1)) return [];
    return [{ status: says === 'yes' ? 'kept' : 'missed', shared: Math.max(1, overlap(told, matter)) }];
  };
}

function toldByTool(done: ReadonlySet<string>, { commitment, matter }: EarlierPromise): Told[] {
  const shared = overlap(done, matter);
  return commitment.owner === 'agent' && shared >= 2 ? [{ status: 'kept', shared, now: true }] : [];
}

// --- Which of them it tells of

function bestOf(met: readonly Met[], alike: ReturnType<typeof likeness>): Met[] {
  const most = Math.max(...met.map(({ shared }) => shared));
  const best = met.filter(({ shared }) => shared === most);
  // What is still open is spoken of sooner than what was kept.
  const open = best.filter(({ promise }) => !promise.wasKept);
  const [first] = open.length > 0 ? open : best;
  if (first === undefined) return [];
  const same = alike(first.promise);
  if (!(open.length > 0 ? open : best).every(({ promise }) => same.has(promise))) return [];
  return met.filter(
    ({ promise, status }) => (status === first.status || promise === first.promise) && same.has(promise),
  );
}

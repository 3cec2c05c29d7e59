import type { Judgement } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import type { CallSentences, Sentence } from '../reading.ts';
import { contentStems, overlap, stemsOf } from '../stems.ts';
import { CONTACT, type EarlierPromise, OF_NO_MATTER, SENDING, without } from './earlier-promises.ts';
import { type Heard, hear } from './testimony.ts';

/** What a piece of a call tells of a promise. */
export interface Told extends Pick<Judgement['closings'][number], 'status' | 'now' | 'when'> {
  /** Number of content words shared with the promise. */
  shared: number;
}

/**
 * Returns what reads the sentences of a call: given a sentence and its place, a function that says what it tells of a promise.
 * Most sentences share no word with a promise; each other one is parsed once for all promises.
 */
export function tellingOf(
  { sentences }: CallSentences,
  promises: readonly EarlierPromise[],
): (sentence: Sentence, place: number) => (promise: EarlierPromise) => Told | null {
  const isSole = (promise: EarlierPromise) =>
    promises.every(
      (other) =>
        other === promise ||
        other.wasKept ||
        other.kind !== promise.kind ||
        other.commitment.owner !== promise.commitment.owner,
    );
  return (sentence, place) => {
    const own = stemsOf(sentence);
    let heard: Heard | undefined;
    const isHeard = () => (heard ??= hear(sentence));
    const before = () => contextOf(sentences, place);
    return (promise) => {
      const read = fitOf(promise, own, sentence, isSole(promise), before);
      if (read === null) return null;
      const told = toldBy(isHeard(), promise, read, sentence);
      return told === null ? null : { ...told, shared: read.shared };
    };
  };
}

interface Fit {
  shared: number;
  /** True if the words name enough of the promise. */
  isNamed: boolean;
  stems: ReadonlySet<string>;
}

// Words that stand for a thing, and for a person who was to come.
const LEANS = /\b(?:it|that|this|they|them|those|one|nothing)\b/i;
const LEANS_ON_PERSON = /\b(?:he|she|they|it|nobody|no one|no-one|anybody|anyone|someone|somebody)\b/i;
const COMES = /\b(?:came|come|coming|turn(?:ed)? up|show(?:ed)?(?: up)?|here|visited|been)\b/i;
// Words that tell of receipt, not of an object.
const OF_RECEIPT = new Set([
  ...OF_NO_MATTER,
  ...SENDING,
  ...CONTACT,
  ...contentStems(
    'arrive arrived come came got receive received here still waiting wait never yet just finally showed turned up thanks thank again sorry promised promise said told hello hi oh yes no great good okay nobody anything nothing hear heard hold today yesterday morning actually tried try trying attempt answer home left voicemail missed nobody person afraid speak',
  ),
]);

/** How a sentence, with the words before it where it leans on them, fits a promise; null if it does not. */
function fitOf(
  promise: EarlierPromise,
  own: ReadonlySet<string>,
  { plain, turn }: Sentence,
  isSole: boolean,
  before: () => { stems: ReadonlySet<string>; isOpening: boolean },
): Fit | null {
  const { kind, matter, object, by, days } = promise;
  const shared = overlap(own, matter);
  const named = overlap(own, object) + overlap(own, by);
  const sameDay = kind === 'contact' || kind === 'visit' ? overlap(own, days) : 0;
  const goods = kind === 'goods' ? 1 : 0;
  const strange = new Set([...without(own, OF_RECEIPT)].filter((stem) => !stem.endsWith("n't")));
  const isStrange = strange.size - overlap(strange, matter) - overlap(strange, by) > 0;
  if (shared > 0) {
    const ofVisit = kind === 'visit' && named > 0 ? 1 : 0;
    const ofContact =
      kind === 'contact' && named === 0 && isSole && !isStrange && BACK_TO_ME().test(plain) ? 1 : 0;
    const isNamed = shared + (named > 0 ? goods : 0) + sameDay + ofVisit + ofContact >= 2;
    if (isNamed) return { shared: shared + sameDay, isNamed, stems: own };
  }
  const ofContact = BACK_TO_ME().test(plain);
  const leans =
    kind === 'contact'
      ? ofContact
      : kind === 'visit'
        ? LEANS_ON_PERSON.test(plain) && COMES.test(plain)
        : LEANS.test(plain) && !ofContact;
  if (isStrange || !leans || own.size > 12) return shared > 0 ? { shared, isNamed: false, stems: own } : null;
  // "It has arrived": of what was spoken of just before, or of the one thing that is owed.
  const { stems, isOpening } = before();
  const spoken = overlap(stems, object) + (kind === 'visit' ? overlap(stems, by) : 0);
  const isOwed =
    isSole &&
    (isOpening || kind !== 'goods') &&
    kind !== 'other' &&
    (kind === 'contact' || turn.speaker !== promise.commitment.owner);
  if (spoken === 0 && !isOwed) return shared > 0 ? { shared, isNamed: false, stems: own } : null;
  return { shared: Math.max(1, shared), isNamed: true, stems: own };
}

const BACK_TO_ME = lazyPattern(
  () =>
    /\b(?:(?:nobody|no one|no-one)(?: has| ever)? (?:called|rang|rung|phoned|contacted|answered)\b|(?:called|rang|phoned|rung|call|ring|phone|got|get|come|came|contacted|texted|emailed) (?:me|us|back|in touch)|call(?:ed|ing)? (?:you|me|us)? ?back|heard (?:back|from|anything|nothing|a thing)|hear (?:back|anything|from)|call ?back|get a call|a (?:missed )?call|reach you|(?:call|ring|phone|rang|rung|called|phoned) you|voice ?mail|message|get through|no answer|answer)\b/i,
);

/** The words of the two sentences before; and whether the speaker has hardly said anything yet. */
function contextOf(sentences: readonly Sentence[], place: number) {
  const turn = sentences[place]?.turn;
  const stems = new Set(
    sentences.slice(Math.max(0, place - 2), place).flatMap((sentence) => [...stemsOf(sentence)]),
  );
  const said = sentences
    .slice(Math.max(0, place - 6), place)
    .filter(({ turn: other }) => other.speaker === turn?.speaker);
  return {
    stems,
    isOpening: place <= 6 && said.every((sentence) => without(stemsOf(sentence), OF_RECEIPT).size === 0),
  };
}

// Another thing than the promised one: "I haven't received the bill for the router."
const OTHER_THINGS = contentStems(
  'bill invoice form contract card letter label receipt manual email password code number cable statement complaint website neighbour friend bank',
);

function toldBy(
  heard: Heard,
  promise: EarlierPromise,
  { isNamed, stems }: Fit,
  sentence: Sentence,
): Omit<Told, 'shared'> | null {
  const { kind, matter, by, object } = promise;
  const isOwner = sentence.turn.speaker === promise.commitment.owner;
  if (sentence.isQuestion) return isOwner || !isNamed ? null : askedAfter(heard, sentence, matter);
  if (heard.tried && isTried(promise, stems)) return { status: 'attempted' };
  const called = isOwner ? heard.calledOff : heard.unwanted;
  if (called !== null && isOfIt(called, promise)) return { status: 'withdrawn' };
  if (isOwner && heard.unwanted === null && heard.calledOff !== null) return null;
  if (heard.doubtful) return null;
  const others = without(stems, matter);
  const isOther = overlap(others, OTHER_THINGS) > 0 && !heard.lacking;
  if (
    heard.neverCame &&
    !isOther &&
    isNamed &&
    (!isOwner || overlap(stems, object) + overlap(stems, by) > 0 || kind === 'contact')
  )
    return { status: 'missed' };
  if (isOwner) {
    if (kind === 'contact' && heard.callsNow) return { status: 'kept', now: true };
    if (kind === 'contact' && overlap(stems, object) > 0 && ANSWERS().test(sentence.plain))
      return { status: 'kept', now: true };
    return isNamed && heard.done && !heard.lacking ? keptAs(heard) : null;
  }
  if (isNamed && heard.lacking && (heard.came || OF_NEW.test(sentence.plain)) && !isOther)
    return { status: 'missed' };
  if (heard.denied || heard.reserved || isOther) return null;
  // "Your claims team called me on Thursday", of the claims team's promise to call.
  const { reachedBy } = heard;
  if (kind === 'contact' && reachedBy !== null && overlap(reachedBy, by) > 0) return keptAs(heard);
  return isNamed && heard.came ? keptAs(heard) : null;
}

const OF_NEW = /\b(?:you sent|(?:the|that) (?:new|replacement)|i was sent)\b/i;
const ANSWERS = lazyPattern(
  () =>
    /\b(?:(?:result|answer|decision|outcome) (?:is|was|has|here)|(?:has|have|'s) (?:been )?(?:approved|accepted|declined|rejected|decided|confirmed|settled)|is (?:approved|accepted|declined|rejected)|have the (?:result|answer|decision|outcome))\b/i,
);

const keptAs = ({ now, when }: Heard): Omit<Told, 'shared'> => ({
  status: 'kept',
  ...(now && { now }),
  ...(when !== null && { when }),
});

/** "Where's my refund?" says that it is not there; other questions say nothing. */
function askedAfter(
  heard: Heard,
  { plain }: Sentence,
  matter: ReadonlySet<string>,
): Omit<Told, 'shared'> | null {
  if (!heard.neverCame || !WHERE.test(plain)) return null;
  return overlap(without(contentStems(plain), matter), OTHER_THINGS) > 0 ? null : { status: 'missed' };
}
const WHERE =
  /\b(?:where(?:'s| is| are)|what(?:'s| has) happened (?:to|with)|why (?:hasn't|haven't|didn't))\b/i;

function isTried({ kind, object, by }: EarlierPromise, stems: ReadonlySet<string>): boolean {
  if (kind === 'contact') return true;
  return (kind === 'visit' || kind === 'goods') && overlap(stems, object) + overlap(stems, by) > 0;
}

const OF_CALLING_OFF = new Set([
  ...OF_RECEIPT,
  ...contentStems(
    'need want longer forget mind cancel bother keep scrap skip anymore able unable possible afraid unfortunately able sending coming calling refunding posting have',
  ),
]);

/** True if what is called off, or not wanted, is this promise and nothing else. */
function isOfIt(words: string, { matter, object, by, kind }: EarlierPromise): boolean {
  const stems = contentStems(words);
  const own = new Set([...without(stems, OF_CALLING_OFF)].filter((stem) => !stem.endsWith("n't")));
  const isNamed =
    overlap(stems, object) + overlap(stems, by) > 0 || (kind === 'contact' && overlap(stems, CONTACT) > 0);
  return isNamed && own.size - overlap(own, matter) === 0;
}

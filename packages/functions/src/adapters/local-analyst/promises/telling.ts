import type { Judgement } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import type { CallSentences, Sentence } from '../reading.ts';
import { contentStems, overlap, stemsOf } from '../stems.ts';
import { CONTACT, type EarlierPromise, without } from './earlier-promises.ts';
import { contextOf, type Fit, fitOf, OF_RECEIPT } from './fit.ts';
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
): (sentence: Sentence, place: number) => (promise: EarlierPromise) => Told[] {
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
      if (read === null) return [];
      const told = toldBy(isHeard(), promise, read, sentence);
      if (told === null) return [];
      const more = alsoToldBy(isHeard(), promise, told, sentence);
      return [told, ...more].map((one) => ({ ...one, shared: read.shared }));
    };
  };
}

// Another thing than the promised one: "I haven't received the bill for the router."
// "The fee is still on my bill."
const ON_BILL =
  /\b(?:on|off|from|in|checked|opened|read|looked at) (?:my|the) (?:[a-z]+ )?(?:bill|statement|invoice|bank|account|card)\b/i;
const BILL = contentStems('bill statement invoice bank account card');
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
  if (called !== null && !heard.neverCame && isOfIt(called, promise)) return { status: 'withdrawn' };
  if (isOwner && heard.unwanted === null && heard.calledOff !== null) return null;
  if (heard.doubtful) return null;
  const others = without(ON_BILL.test(sentence.plain) ? without(stems, BILL) : stems, matter);
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
  const ofIt = reachedBy === null ? 0 : overlap(reachedBy, by) + overlap(stems, object);
  if (kind === 'contact' && ofIt > 0) return keptAs(heard);
  return isNamed && heard.came ? keptAs(heard) : null;
}

const OF_NEW = /\b(?:you sent|(?:the|that) (?:new|replacement)|i was sent)\b/i;
/** "It hasn't come and I don't want it any more": missed, and withdrawn. */
function alsoToldBy(
  { unwanted }: Heard,
  promise: EarlierPromise,
  { status }: Pick<Told, 'status'>,
  { turn }: Sentence,
): Omit<Told, 'shared'>[] {
  if (status !== 'missed' || unwanted === null || turn.speaker === promise.commitment.owner) return [];
  return isOfIt(unwanted, promise) || /\b(?:it|that|them|one)\b/i.test(unwanted)
    ? [{ status: 'withdrawn' }]
    : [];
}

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
    'need want longer forget mind cancel bother keep scrap skip anymore able unable possible afraid unfortunately able sending coming calling refunding posting have cannot will',
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

import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import type { Sentence } from '../reading.ts';
import { contentStems, overlap, stemsOf } from '../stems.ts';
import { CONTACT, type EarlierPromise, OF_NO_MATTER, SENDING, without } from './earlier-promises.ts';

/** How the words of a sentence fit a promise. */
export interface Fit {
  shared: number;
  /** True if the words name enough of the promise. */
  isNamed: boolean;
  stems: ReadonlySet<string>;
}

// Words that stand for a thing, and for a person who was to come.
const LEANS = /\b(?:it|that|this|they|them|those|one|nothing)\b/i;
const LEANS_ON_PERSON = /\b(?:he|she|they|it|nobody|no one|no-one|anybody|anyone|some(?:one|body))\b/i;
const COMES = /\b(?:came|come|coming|turn(?:ed)? up|show(?:ed)?(?: up)?|here|visited|been)\b/i;
// Words that tell of receipt, not of an object.
export const OF_RECEIPT = new Set([
  ...OF_NO_MATTER,
  ...SENDING,
  ...CONTACT,
  ...contentStems(
    'arrive arrived come came got receive received here still waiting wait never yet just finally showed turned up thanks thank again sorry promised promise said told hello hi oh yes no great good okay nobody anything nothing hear heard hold today yesterday morning actually tried try trying attempt answer home left voicemail missed nobody person afraid speak see seen went stayed stay home hold rung work meant pick worry sort',
  ),
]);

/** How a sentence, with the words before it where it leans on them, fits a promise; null if it does not. */
export function fitOf(
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
    /\b(?:(?:nobody|no one|no-one)(?: has| ever)? (?:called|rang|rung|phoned|contacted|answered)\b|(?:called|rang|phoned|rung|call|ring|phone|got|get|come|came|contacted|texted|emailed) (?:me|us|back|in touch)|call(?:ed|ing)? (?:you|me|us)? ?back|(?:ringing|calling|phoning) me|heard (?:back|from|anything|nothing|a thing)|hear (?:back|anything|from)|call ?back|get a call|(?:a|your) (?:missed )?call|hold of (?:you|me)|reach you|(?:call|ring|phone|rang|rung|called|phoned) you|voice ?mail|message|get through|no answer|answer)\b/i,
);

/** The words of the two sentences before; and whether the speaker has hardly said anything yet. */
export function contextOf(sentences: readonly Sentence[], place: number) {
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

import type { Commitment } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import {
  ANOTHER_PERSON,
  ANOTHER_SHOULD,
  ARRANGED,
  ASKED,
  BACK_TO_YOU,
  COMES,
  COMES_BY,
  GOODS,
  HAND_IN,
  HAVE_SOMEBODY,
  HEAD,
  INFORMAL,
  LATER,
  MESSAGE,
  ONWARD,
  ONWARDS_NOW,
  PASSED_BACK,
  PREPARE,
  REACH,
  SEND,
  SENDING_NOW,
  SURELY,
  TO_THEM,
  TO_YOU,
  WHO_COMES,
  WILL,
  WILL_OF_OTHERS,
} from './promise-words.ts';

/**
 * What a frame needs beside its words.
 *
 * - `nothing`: the act is always for after the call ("call you back").
 * - `day`: a day, or that it recurs; without one it is news, a hope or a step of the call.
 * - `later`: a day after today; or nothing that the rest of the call did may be the act: an agent says "I'll look into it"
 *   of the next minute as of the next week.
 * - `sent`: the other side has said just before to whom: "I'll contact them" is of us when the agent named our support.
 */
export type Need = 'nothing' | 'day' | 'later' | 'sent';

/** A pattern for a promise; the group `head` holds acts before the promised one. */
export interface Frame {
  frame: () => RegExp;
  need: Need;
}
const frame = (need: Need, source: string): Frame => ({
  frame: lazyPattern(() => new RegExp(source, 'i')),
  need,
});

const WE = `\\b(?:i|we)${WILL}${SURELY}(?:\\s+be)?${HEAD}`;
const LET_ME = '\\blet\\s+(?:me|us)\\s+(?:(?:just|please)\\s+)?';
const AIM =
  "\\b(?:i|we)(?:'m|'re|\\s+am|\\s+are)?\\s+(?:(?:can|always|do)\\s+)?(?:aim(?:ing)?|intend(?:ing)?|plan(?:ning)?|promise|guarantee|expect(?:ing)?)\\s+to\\s+(?:be\\s+)?";

// "Will get back to you by Friday": who writes so leaves themselves out.
const UNSAID = `(?:^|[.,!;-]\\s+)(?:(?:and|then|so|ok|okay|sure|yes|yeah)\\s+)?(?:will|shall|gonna|going\\s+to)${SURELY}\\s+(?:be\\s+)?`;
const YOU_WILL = `\\byou(?:${WILL_OF_OTHERS}|\\s+should)\\s+(?:then\\s+|also\\s+|soon\\s+)?(?:be\\s+able\\s+to\\s+)?`;

const AGENT_FRAMES: Frame[] = [
  frame(
    'nothing',
    `(?:${WE}\\s+|${UNSAID})(?:${REACH}|${SEND})|${WE}\\s+(?:${HAVE_SOMEBODY}|${PASSED_BACK})`,
  ),
  frame('nothing', `${ANOTHER_PERSON}(?:${REACH}|(?:come|visit)\\b)|${ANOTHER_SHOULD}${REACH}`),
  frame(
    'nothing',
    `\\byou${WILL_OF_OTHERS}\\s+(?:then\\s+)?be\\s+(?:contacted|called|phoned|rung|visited|notified|informed|updated|e-?mailed|texted|messaged|written\\s+to|hearing\\s+from)\\b`,
  ),
  frame('nothing', `${YOU_WILL}(?:be\\s+)?(?:get|receive)(?:ting|ing)?\\s+${MESSAGE}`),
  // "Amira will ring you on Friday": a name is told from other words by its capital.
  {
    frame: lazyPattern(
      () => new RegExp(`(?<!\\p{L})\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+)? (?:will|is going to) ${REACH}`, 'u'),
    ),
    need: 'day',
  },
  frame('nothing', ASKED),
  frame('later', `${WE}\\s+(?:${LATER}|${INFORMAL})`),
  frame('later', `${ANOTHER_PERSON}(?:${SEND}|${LATER}|${INFORMAL})`),
  frame('day', `${ANOTHER_PERSON}${COMES_BY}`),
  frame('day', `${LET_ME}(?:${SEND}|${HAVE_SOMEBODY}|${LATER})`),
  frame('later', `${LET_ME}(?:${PASSED_BACK}|${INFORMAL})|\\blet\\s+(?:me|us)${HEAD}\\s+${REACH}`),
  frame('day', `${AIM}(?:${REACH}|${SEND}|${LATER}|respond|reply|answer)\\b`),
  frame('later', ONWARDS_NOW),
  frame('day', SENDING_NOW),
  frame('day', ARRANGED),
  frame('day', WHO_COMES),
  frame('day', COMES),
  frame(
    'later',
    `\\b(?:the|your|a|an|this|that|it|they|these|both|all)\\b[^.?!;:]{0,60}?${WILL_OF_OTHERS}\\s+(?:(?:also|now|then|[a-z]+ly)\\s+)?be\\s+(?:[a-z]+ly\\s+)?${GOODS}\\b`,
  ),
  frame(
    'later',
    `\\byou${WILL_OF_OTHERS}\\s+(?:then\\s+|also\\s+)?be\\s+(?:[a-z]+ly\\s+)?(?:refunded|credited|reimbursed|compensated)\\b`,
  ),
  frame(
    'day',
    `${YOU_WILL}(?:(?:be\\s+)?(?:get|receive|hear)(?:ting|ing)?\\b|receiving|see\\s+(?:it\\b|(?:the|your|that)\\s+(?:[a-z]+\\s+)?(?:money|refund|credit|payment|discount|change|balance)\\b)|have\\s+(?:it|that|this|them|the|your|a|an|everything)\\b)`,
  ),
  frame(
    'day',
    '(?:^|\\b(?:you\\s+(?:can|should|may)|please|so|and)\\s+)expect\\s+(?:a|an|the|your|it|them|to\\s+hear|another|our)\\b',
  ),
  frame('day', '\\b(?:i|we)\\s+(?:can\\s+)?(?:promise|guarantee)\\s+(?:you\\s+)?(?:a|an|the)\\b'),
];

const OURS = `\\b(?:i|we|my\\s+(?:husband|wife|partner|son|daughter|mother|father|mum|mom|dad|brother|sister|assistant|accountant|solicitor|bank))${WILL}${SURELY}(?:\\s+be)?`;
// A customer's "I'll send" may send to others, and "I'll be in touch" is a farewell.
const CUSTOMER_FRAMES: Frame[] = [
  frame(
    'nothing',
    `(?:${OURS}${HEAD}\\s+|${UNSAID})(?:${BACK_TO_YOU}|(?:send|e-?mail|mail|post|fax|forward)(?:ing)?\\s+(?:(?:you|u|it|this|that|them|these|those|over|in|back|across|a|an|the|some|my|all|both|later|soon|(?:broken\\s+|damaged\\s+)?(?:bill|copie|device|document|form|item|paper|part|phone|photo|picture|receipt)s?)\\b))`,
  ),
  frame('nothing', `${OURS}\\s+${HAVE_SOMEBODY.replace('|ask', '')}`),
  frame('day', `${LET_ME}${HAND_IN}`),
  frame(
    'later',
    `\\blet\\s+(?:me|us)${HEAD}\\s+(?:${BACK_TO_YOU}|let\\s+you\\s+know\\b)|${OURS}${HEAD}\\s+let\\s+you\\s+know\\b`,
  ),
  frame('nothing', `${OURS}\\s+(?:call|ring|phone)(?:ing)?\\s+(?:you\\b|in\\s+|back\\b)`),
  frame('day', `${OURS}${HEAD}\\s+${HAND_IN}`),
  frame('nothing', `${OURS}${HEAD}\\s+(?:${ONWARD})`),
  frame('sent', `${OURS}${HEAD}\\s+${TO_THEM}`),
  frame('later', `${OURS}\\s+(?:${PREPARE})`),
  frame('day', "\\b(?:i|we)(?:'m|'re|\\s+am|\\s+are)\\s+(?:paying|posting|sending|returning|dropping)\\b"),
  frame('day', `\\byou(?:'ll|\\s+will)\\s+(?:have|get|receive)\\s+${TO_YOU}`),
];

const CUE =
  /ll\b|ing\b|\b(?:will|shall|gonna|should|let|expect|promise|guarantee|aim|intend|plan|due|asked|requested|arranged|scheduled|booked|organi[sz]ed|set|put|pencilled|got)\b/i;
/** False if the text has no word that any frame needs: most sentences of a call have none. */
export function mayPromise(plain: string): boolean {
  return CUE.test(plain);
}

/** The promise patterns for the agent or the customer. */
export function framesOf(owner: Commitment['owner']): Frame[] {
  return owner === 'agent' ? AGENT_FRAMES : CUSTOMER_FRAMES;
}

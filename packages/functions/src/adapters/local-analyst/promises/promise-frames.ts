import type { Commitment } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import {
  ANOTHER_PERSON,
  ARRANGED,
  BACK_TO_YOU,
  COMES,
  GOODS,
  HAND_IN,
  HAVE_SOMEBODY,
  HEAD,
  INFORMAL,
  LATER,
  MESSAGE,
  ONWARD,
  PASSED_BACK,
  PREPARE,
  REACH,
  SEND,
  SENDING_NOW,
  SURELY,
  TO_YOU,
  WHO_COMES,
  WILL,
} from './promise-words.ts';

/**
 * What a frame needs beside its words.
 *
 * - `nothing`: the act is always for after the call ("call you back").
 * - `day`: a day, or that it recurs; without one it is news, a hope or a step of the call.
 * - `later`: a day after today; or nothing that the rest of the call did may be the act: an agent says "I'll look into it"
 *   of the next minute as of the next week.
 */
export type Need = 'nothing' | 'day' | 'later';

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

const AGENT_FRAMES: Frame[] = [
  frame('nothing', `${WE}\\s+(?:${REACH}|${SEND}|${HAVE_SOMEBODY}|${PASSED_BACK})`),
  frame('nothing', `${ANOTHER_PERSON}(?:${REACH}|(?:come|visit)\\b)`),
  frame(
    'nothing',
    "\\byou(?:'ll|\\s+will)\\s+(?:then\\s+)?be\\s+(?:contacted|called|phoned|rung|visited|notified|informed|updated|e-?mailed|texted|messaged|written\\s+to|hearing\\s+from\\s+(?:us|me|our|the|them))\\b",
  ),
  frame(
    'nothing',
    `\\byou(?:'ll|\\s+will|\\s+should)\\s+(?:then\\s+|also\\s+|soon\\s+)?(?:be\\s+)?(?:get|receive)(?:ting|ing)?\\s+${MESSAGE}`,
  ),
  // "Amira will ring you on Friday": a name is told from other words by its capital.
  {
    frame: lazyPattern(
      () => new RegExp(`(?<!\\p{L})\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+)? (?:will|is going to) ${REACH}`, 'u'),
    ),
    need: 'day',
  },
  frame('later', `${WE}\\s+(?:${LATER}|${INFORMAL})`),
  frame('later', `${ANOTHER_PERSON}(?:${SEND}|${LATER}|${INFORMAL})`),
  frame('day', `${LET_ME}(?:${REACH}|${SEND}|${HAVE_SOMEBODY}|${LATER})`),
  frame('later', `${LET_ME}(?:${PASSED_BACK}|${INFORMAL})`),
  frame('day', `${AIM}(?:${REACH}|${SEND}|${LATER}|respond|reply|answer)\\b`),
  frame('day', SENDING_NOW),
  frame('day', ARRANGED),
  frame('day', WHO_COMES),
  frame('day', COMES),
  frame(
    'later',
    `\\b(?:the|your|a|an|this|that|it|they|these|both|all)\\b[^.?!;:]{0,60}?(?:'ll|\\s+will|(?:\\s+is|\\s+are|'s)\\s+going\\s+to)\\s+be\\s+(?:[a-z]+ly\\s+)?${GOODS}\\b`,
  ),
  frame(
    'day',
    "\\byou(?:'ll|\\s+will|\\s+should|\\s+are\\s+going\\s+to)\\s+(?:then\\s+|also\\s+)?(?:(?:be\\s+)?(?:get|receive|hear)(?:ting|ing)?|receiving|see\\s+(?:the|your|that)\\s+(?:[a-z]+\\s+)?(?:money|refund|credit|payment|discount|change)|have\\s+(?:it|that|this|them|the|your|a|an|everything)\\b)",
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
    `${OURS}${HEAD}\\s+(?:${BACK_TO_YOU}|(?:send|e-?mail|mail|post|fax|forward)(?:ing)?\\s+(?:(?:you|it|this|that|them|these|those|over|in|back|across|a|an|the|some|my|all|both)\\b))`,
  ),
  frame('nothing', `${OURS}\\s+${HAVE_SOMEBODY.replace('|ask', '')}`),
  frame('day', `${LET_ME}(?:${HAND_IN}|${BACK_TO_YOU})`),
  frame('nothing', `${OURS}\\s+(?:call|ring|phone)(?:ing)?\\s+(?:you\\b|in\\s+|back\\b)`),
  frame('day', `${OURS}${HEAD}\\s+${HAND_IN}`),
  frame('nothing', `${OURS}${HEAD}\\s+(?:${ONWARD})`),
  frame('later', `${OURS}\\s+(?:${PREPARE})`),
  frame('day', "\\b(?:i|we)(?:'m|'re|\\s+am|\\s+are)\\s+(?:paying|posting|sending|returning|dropping)\\b"),
  frame('day', `\\byou(?:'ll|\\s+will)\\s+(?:have|get|receive)\\s+${TO_YOU}`),
];

/** The promise patterns for the agent or the customer. */
export function framesOf(owner: Commitment['owner']): Frame[] {
  return owner === 'agent' ? AGENT_FRAMES : CUSTOMER_FRAMES;
}

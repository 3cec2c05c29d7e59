import type { Commitment } from '@live-assist/core';

/** A match of a frame in a sentence: from `begin` to `end`; the promised act starts at `deedAt`. */
export interface Clause {
  begin: number;
  deedAt: number;
  frameEnd: number;
  end: number;
  head: string;
  needsDue: boolean;
}

/**
 * True if text that fits a frame is meant as a promise, not as another person's words, a condition, an offer, a
 * refusal, or a step of the call itself.
 *
 * @param unconditional - End of the last promise of the sentence: a condition before it no longer applies.
 */
export function isMeant(
  { begin, deedAt, end, head }: Clause,
  plain: string,
  owner: Commitment['owner'],
  unconditional: number,
): boolean {
  const before = plain.slice(Math.max(0, begin - 120), begin);
  if (NOT_MEANT_BEFORE.test(before)) return false;
  if (ON_CONDITION_BEFORE.test(plain.slice(Math.max(unconditional, begin - 120), begin))) return false;
  if (NOT_MEANT_HEAD.test(head) || NOT_MEANT.test(plain.slice(begin, end))) return false;
  if (owner === 'customer' && TO_OTHERS.test(plain.slice(deedAt, end))) return false;
  return !IF_AFTER.test(plain.slice(begin)) || TELL_ME_IF.test(plain);
}

const NOT_MEANT_BEFORE =
  /\b(?:whether|would|could|should|might|may|maybe|perhaps|said|says|saying|told|tells|promised|claimed|mentioned|thought|assumed?|hoped?|expect|believe|guess|was|were|asked|whenever|next time|suppose|i think|i guess|not sure|confirm|let me know|feel free|provide|in case|or|either|so that|not|never|don't|doesn't|didn't|they|he|she|who|which)\b[^,;.]*$/i;
// A condition holds across the comma: "once you have sent it, we'll …".
const ON_CONDITION_BEFORE =
  /\b(?:if|unless|in case|provided|(?:once|when|as soon as|after|before|until) (?:you|i|we|confirmed|approved))\b/i;
const NOT_MEANT_HEAD =
  /\b(?:not|never|need|have to|like|love|hold|transfer|connect|if|when|once|before|try|want|be (?:able|happy|glad))\b|n't\b|\bgo ahead\b/i;
const NOT_MEANT =
  /\b(?:not|never|unable|(?:right|just) now|now|right away|right back|immediately|shortly|momentarily|(?:in|for|give me) (?:just )?(?:a|one|two|a few|a couple of?) (?:moments?|secs?|seconds?|minutes?|mins?|bit)|one (?:moment|second|sec)|while you|hold|stay on|on the line|go ahead|proceed|need|verification|passcode|one-time|otp|unless|depending|as long as|provided (?:that|you)|assuming|once you|when you|after you|as soon as you|would you|is that ok(?:ay)?|be able to|be (?:happy|glad)|assist|help you)\b|n't\b/i;
// A customer who sends something to a third party owes us nothing.
const TO_OTHERS =
  /\bto (?:the|my|a|an|his|her|their)\b(?! (?:office|store|shop|branch|address|account|team|warehouse|depot|agent|support|clinic|desk))|\b(?:complaint|review|lawyer)\b/i;
const IF_AFTER = /\bif\b|\bin case\b(?! you (?:want|need|wish|like|have to)\b)/i;
const TELL_ME_IF =
  /\b(?:let (?:me|us) know|tell (?:me|us)|call us|ring us|contact us|shout|ask) (?:if|in case)\b/i;

import type { Commitment } from '@live-assist/core';
import type { Need } from './promise-frames.ts';

/** A match of a frame in a passage: from `begin` to `end`; the promised act starts at `deedAt`. */
export interface Clause {
  begin: number;
  deedAt: number;
  frameEnd: number;
  end: number;
  head: string;
  need: Need;
}

/**
 * True if text that fits a frame is meant as a promise, not as another person's words, a condition, an offer, a
 * refusal, or a step of the call itself.
 *
 * @param unconditional - End of the last promise of the passage: a condition before it no longer applies.
 * @param waits - True if the only condition is an act of the other side.
 */
export function isMeant(
  { begin, deedAt, end, head, need }: Clause,
  plain: string,
  owner: Commitment['owner'],
  unconditional: number,
  waits: boolean,
): boolean {
  const before = clauseBefore(plain, begin).replace(WELCOMED, ' ');
  if ((waits ? NOT_MEANT_BEFORE_ACT : NOT_MEANT_BEFORE).test(before)) return false;
  if (PUT_INTO_MOUTH.test(before) || /\bto say(?: that)?[^.;,]{0,20}$/i.test(before)) return false;
  const [words, wider] = [plain.slice(begin, end), plain.slice(deedAt, end)];
  // "I'll go ahead and send you one" is a promise, "I'll go ahead and cancel it" a step of the call.
  const isSent = need === 'nothing';
  const [sent, first] = isSent
    ? [OTHERS_ACT.test(words) ? words.replace(SOON, ' ') : words, head].map((said) =>
        said.replace(GO_AHEAD, ' '),
      )
    : [words, head];
  const own = (sent ?? '').replace(owner === 'customer' ? TRIES : ABLE_TO_SEE, ' ');
  // "I'll get back to you when I'm ready to proceed": what the customer waits for is no doubt.
  const meant = owner === 'customer' ? own.split(UNTIL)[0] : own;
  if (NOT_MEANT_HEAD.test(first ?? '') || NOT_MEANT.test(meant ?? '')) return false;
  if (owner === 'customer' && TO_OTHERS.test(wider.split(UNTIL)[0] ?? '')) return false;
  if (waits) return true;
  if (need === 'later' && WAIT_FOR_ME.test(plain.slice(end))) return false;
  const conditions = plain.slice(Math.max(unconditional, begin - 120), begin);
  const open = isSent ? conditions.replace(owner === 'agent' ? WHEN_WE_KNOW : WHEN_I_CAN, '') : conditions;
  if (ON_CONDITION_BEFORE.test(open.split(ANYWAY).at(-1) ?? '')) return false;
  if (ON_CONDITION.test(words)) return false;
  return !IF_AFTER.test(plain.slice(begin)) || TELL_ME_IF.test(plain);
}

// Speech without punctuation has no clauses to tell apart: only the last words before a promise belong to it.
function clauseBefore(plain: string, begin: number): string {
  const before = plain.slice(Math.max(0, begin - 120), begin);
  return /[,;.]/.test(before) || before.length < 40
    ? before
    : `${before.slice(-60).split(' ').slice(-5).join(' ')}`;
}
// "That would be great, I'll …" doubts nothing.
const WELCOMED = /\bthat(?:'d| would) be (?:fine|good|great|helpful|lovely|nice|perfect|wonderful)\b/i;
const GO_AHEAD = /\bgo ahead and\b/i;
// "I'll be back shortly" holds the line; "somebody will contact you shortly" and "you'll get an e-mail shortly" do not.
const OTHERS_ACT = /^(?!(?:i|we)\b)|\bbe in (?:touch|contact)\b/i;
const SOON = /\b(?:very )?(?:shortly|momentarily)\b/i;
// "You should be able to see it by Friday" tells when it is there, as "you should see it" does.
const ABLE_TO_SEE =
  /^you(?:'?ll| will| should) (?:then |also |soon )?be able to (?=(?:get|have|hear|receive|see)\b)/i;
// A customer who tries to find something undertakes the search; one who tries to pay does not pay.
const TRIES =
  /\btry (?:to|and) (?=(?:find|locate|gather|look|dig|track|contact|reach|get back)\b)|\bthink (?:about )?(?:it|this|that)(?: over)? and\b/i;
// "As soon as I hear from the depot, I'll call you": it waits for nothing but the owner.
const WHEN_WE_KNOW =
  /\b(?:once|when|as soon as|after) (?:i|we)(?:'?ve| have)? (?:hear|heard|know|find out|found out|speak|spoke|spoken|talk|talked|(?:have|get|got|receive|received) (?:an?|any|some|more|the|word|news|it|that|confirmation|clarity))\b(?![^,.;]*\byour?s?\b)[^,.;]{0,60},? ?$/i;
const WHEN_I_CAN =
  /\b(?:once|when|as soon as|after) (?:i|i'm|i've|we|we've)\b(?![^,.;]*\b(?:decide|ready|want|need)\b)[^,.;]{0,60},? ?$/i;
const WAIT_FOR_ME =
  /\b(?:please (?:hold|wait|stay)|hold on|hold the line|bear with me|(?:one|a|just a) (?:moment|second|sec|minute))\b/i;
const UNTIL = /\b(?:once|when|after|as soon as|until)\b/i;

const OF_OTHERS =
  "whether|would|could|should|might|may|maybe|perhaps|said|says|saying|told|tells|promised|claimed|mentioned|thought|assumed?|hoped?|believe|guess|was|were|asked|whenever|next time|suppose|i think|i guess|not sure|confirm|let me know|feel free|in case|or|either|so that|not|never|don't|doesn't|didn't|isn't|wasn't|can't|cannot|they|he|she|who|which|that you";
const NOT_MEANT_BEFORE = new RegExp(`\\b(?:${OF_OTHERS}|expect|provide)\\b[^,;.]*$`, 'i');
// "If you could send me the bill, I'll …": the words of the condition are no doubt.
const NOT_MEANT_BEFORE_ACT =
  /\b(?:whether|said|says|saying|told|promised|claimed|thought|asked|not|never|don't|doesn't|didn't|he|she|who)\b[^,;.]*$/i;
const PUT_INTO_MOUTH =
  /\b(?:you(?:'d| would)?|they|he|she|people) (?:want|like|need|expect|ask)(?:ed|s)? (?:me|us) to (?:say|promise|tell|write|confirm)\b|\b(?:if i (?:say|said|told|tell)|i'd be lying|reads?|advert|leaflet|website|script)\b[^.;]{0,40}$/i;
// A condition holds across the comma: "once you have sent it, we'll …".
const ON_CONDITION_BEFORE =
  /\b(?:if|unless|in case|provided|worst case|otherwise|assuming|as long as|depending|(?:once|when|as soon as|after|before|until) (?:you|i|we|the|your|that|it|they|he|she|confirmed|approved))\b|(?:^|[.,;!?] |\bbut )should (?:it|you|that|the|this|they|anything|there)\b|\b(?:anything(?: else)?|needed|means),? ?$/i;
const ANYWAY = /\b(?:either way|in any case|regardless|whatever happens|anyway|no matter what)\b/i;
const NOT_MEANT_HEAD =
  /\b(?:not|never|need|have to|like|love|hold|transfer|connect|if|when|once|before|try|want|be (?:able|happy|glad))\b|n't\b|\bgo ahead\b/i;
const NOT_MEANT =
  /\b(?:not|never|unable|(?:right|just) now|now|right away|right back|immediately|shortly|momentarily|(?:in|for|give me) (?:just )?(?:a|one|two|a few|a couple of?) (?:moments?|secs?|seconds?|minutes?|mins?|bit)|one (?:moment|second|sec)|while you|hold|stay on|on the line|go ahead|proceed|need|verification|passcode|one-time|otp|(?:a|the|your) (?:security |confirmation |access )?(?:code|pin)\b|would you|is that ok(?:ay)?|be able to|be (?:happy|glad)|assist|help you|have to|asking you|back to the (?:menu|beginning)|spell|read it|delays?|think (?:about|it)|do my best|will have (?:[a-z]+ed|been|gone|come|sent|had)|try (?:and|to)|(?:transfer|connect)(?:ing)? you|put(?:ting)? you (?:through|on|back)|pass(?:ing)? you (?:on|over|through|to)|your (?:name|number|date|postcode|zip))\b|n't\b|\b(?:call|ring|phone|e-?mail|write|text) you (?:mister|mr|mrs|ms|by your)\b/i;
const ON_CONDITION =
  /\b(?:unless|depending|every time|each time|whenever|as long as|provided (?:that|you|the)|assuming|once you|when you|after you|as soon as you)\b/i;
// A customer who sends something to a third party owes us nothing.
const TO_OTHERS =
  /\bto (?:the|my|a|an|his|her|their)\b(?! (?:(?:human|real|live) )?(?:office|store|shop|branch|address|account|team|warehouse|depot|agent|person|representative|support|clinic|desk)\b)|\b(?:complaint|review|lawyer)\b/i;
const IF_AFTER = /(?<!\b(?:see|check|ask|out) )\bif\b|\bin case\b(?! you (?:want|need|wish|like|have to)\b)/i;
const TELL_ME_IF =
  /\b(?:let (?:me|us) know|tell (?:me|us)|call us|ring us|contact us|shout|ask) (?:if|in case)\b/i;

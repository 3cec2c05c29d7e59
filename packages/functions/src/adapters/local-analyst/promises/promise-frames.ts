import type { Commitment } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';

const WILL = "(?:'ll|\\s+will|\\s+shall|(?:'m|\\s+am|'re|\\s+are)\\s+(?:going to|gonna))";
const SURELY =
  '(?:\\s+(?:also|then|just|certainly|definitely|personally|gladly|of course|be sure to|make sure to))*';
// "I'll check with the warehouse and call you back": the promise is the last part.
// A wider gap parts two sentences.
const HEAD =
  "(?<head>\\s{1,9}[^.?!;:]{1,80}?\\s{1,9}(?:and|to)(?:\\s+(?:i|we))?(?:'ll|\\s+will)?(?:\\s+then)?)??";
const WE = `\\b(?:i|we)${WILL}${SURELY}(?:\\s+be)?${HEAD}`;

const REACH =
  '(?:(?:call|phone|ring|text|message|contact|e-?mail|mail)(?:ing)?\\s+you\\b(?! (?:a|the) (?:code|pin))|giv(?:e|ing)\\s+you\\s+a\\s+(?:call|ring|buzz|shout)|get(?:ting)?\\s+back\\s+(?:to|with)\\s+you|(?:be\\s+|get(?:ting)?\\s+)?in\\s+touch\\b(?! with (?!you))|follow(?:ing)?[\\s-]up\\b|reach(?:ing)?\\s+(?:back\\s+)?out\\s+to\\s+you|touch\\s+base|keep\\s+you\\s+(?:posted|updated|informed))';
const SEND =
  '(?:send|e-?mail|mail|post|ship|fax|forward|courier|dispatch)(?:ing)?\\s+(?!you\\s+(?:over|across|through|back|on|to)\\b)(?:(?:you|it|this|that|them|these|those|out|over|a|an|the|some|your|all|both|another|any|my|in)\\b)';
const LATER =
  '(?:arrange|book|schedule|reschedule|process|refund|credit|reimburse|replace|deliver|issue|escalate|review|investigate|look\\s+into|submit|file|raise|open|resolve|fix|repair|update|cancel|release|waive|pay|finish|complete|prepare|confirm|bring|drop|return|pick|collect|come|visit|let\\s+you\\s+know|make\\s+sure|ensure|have|get|transfer|deposit|upload|provide|sign|fill|call|ring|phone|text|write)(?:ing)?\\b';
const WHO =
  'adjuster|adviser|advisor|agent|assessor|bank|branch|carpenter|colleague|consultant|courier|crew|department|dentist|desk|doctor|driver|electrician|engineer|expert|fitter|garage|handler|inspector|installer|lead|manager|mechanic|nurse|office|officer|planner|plumber|rep|representative|specialist|supervisor|surveyor|team|technician|underwriter|warehouse|workshop';
const SOMEBODY = `\\b(?:they|he|she|someone|somebody|(?:(?:a\\s+member\\s+of\\s+)?(?:a|an|our|my|the)|one\\s+of\\s+(?:our|my|the))\\s+(?:[a-z'-]+\\s+){0,3}?(?:${WHO})s?(?:\\s+[a-z]+|,\\s+(?!(?:they|he|she|who|it|i|we|you)\\b)[a-z'-]+(?:\\s+[a-z'-]+)?,)?)(?:'ll|\\s+will|(?:'s|\\s+is|'re|\\s+are)\\s+going\\s+to)(?:\\s+(?:also|then|be))*\\s+`;
const HAVE_SOMEBODY =
  '(?:have|get|ask)\\s+(?:a|an|the|my|our|one\\s+of\\s+(?:our|my|the)|someone|somebody)\\b[^.?!;]{0,50}?\\s(?:call|contact|e-?mail|reach|ring|phone|text|get\\s+back\\s+to|get\\s+in\\s+touch|come|visit|send|look\\s+into)\\b';
const GOODS =
  '(?:sent|mailed|e-?mailed|posted|shipped|delivered|refunded|credited|processed|issued|reimbursed|returned|dispatched|contacted|called|replaced|repaired|fixed|paid|deposited|ready|resolved|reviewed|completed)';

/** "I'll email you the form and call you back on Monday" holds two promises. */
export const SECOND = lazyPattern(() => new RegExp(`,? and (?:then |also )*(?=${REACH}|${SEND})`, 'i'));
/** The subject of a promise with its auxiliary, to repeat it before the second. */
export const SUBJECT =
  /^(?:i|we|they|he|she)\s?(?:['’]ll|will|shall|(?:['’]m|am|['’]re|are)\s+(?:going to|gonna))/i;

/** A pattern for a promise; the group `head` holds acts before the promised one. */
export interface Frame {
  frame: () => RegExp;
  /** True if the pattern needs a date: without one, or with "today", it usually describes a step of the call. */
  needsDue: boolean;
}
const frame = (source: string, needsDue = false): Frame => ({
  frame: lazyPattern(() => new RegExp(source, 'i')),
  needsDue,
});

// Patterns of agents.
const AGENT_FRAMES: Frame[] = [
  frame(`${WE}\\s+(?:${REACH}|${SEND}|${HAVE_SOMEBODY})`),
  frame(`${SOMEBODY}(?:${REACH}|(?:come|visit)\\b)`),
  // "Amira will ring you on Friday": a name is told from other words by its capital.
  {
    frame: lazyPattern(
      () => new RegExp(`(?<!\\p{L})\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+)? (?:will|is going to) ${REACH}`, 'u'),
    ),
    needsDue: true,
  },
  frame(`${WE}\\s+${LATER}`, true),
  frame(`${SOMEBODY}(?:${SEND}|${LATER})`, true),
  frame(
    `\\b(?:the|your|a|an|this|that|it|they|these|both|all)\\b[^.?!;:]{0,60}?(?:'ll|\\s+will|(?:\\s+is|\\s+are|'s)\\s+going\\s+to)\\s+be\\s+(?:[a-z]+ly\\s+)?${GOODS}\\b`,
    true,
  ),
  frame("\\byou(?:'ll|\\s+will|\\s+are\\s+going\\s+to)\\s+(?:get|receive|hear)\\b", true),
];
// "I'll be in touch" of a customer is a farewell; with "you" or a date it is more.
const BACK_TO_YOU =
  '(?:get(?:ting)?\\s+back\\s+(?:to|with)\\s+you|(?:call|ring|phone|text)(?:ing)?\\s+you|let\\s+you\\s+know\\s+(?:by|on|when|as soon|tomorrow|tonight)|e-?mail(?:ing)?\\s+you)';
// Patterns of customers.
const CUSTOMER_FRAMES: Frame[] = [
  frame(
    `\\b(?:i|we)${WILL}${SURELY}(?:\\s+be)?${HEAD}\\s+(?:${BACK_TO_YOU}|(?:send|e-?mail|mail|post|fax|forward)(?:ing)?\\s+(?:(?:you|it|this|that|them|these|those|over|in|a|an|the|some|my|all|both)\\b))`,
  ),
  frame(
    `\\b(?:i|we)${WILL}${SURELY}(?:\\s+be)?\\s+(?:call|ring|phone)(?:ing)?\\s+(?:you\\s+|in\\s+|back\\b)`,
  ),
  frame(
    `\\b(?:i|we)${WILL}${SURELY}(?:\\s+be)?\\s+(?:pay|return|upload|bring|drop|ship|transfer|submit|sign|fill|provide|deposit)(?:ing)?\\b`,
    true,
  ),
];

/** The promise patterns for the agent or the customer. */
export function framesOf(owner: Commitment['owner']): Frame[] {
  return owner === 'agent' ? AGENT_FRAMES : CUSTOMER_FRAMES;
}

import { findDueWords, type Judgement } from '@live-assist/core';
import { isQuotable, quoteOf, type Reading, type Sentence, shorten, tidy } from './reading.ts';
import { doneStatement } from './statements.ts';
import { contentStems, overlap } from './stems.ts';
import type { ToolCall } from './tool-calls.ts';

type Commitment = Judgement['commitments'][number];

const MOST = 20;

/**
 * The promises of a call that reach beyond its end: what an agent or a customer says they will do afterwards. It
 * prefers to miss one to inventing one, so a sentence must fit a frame ("I'll email you …", "they will call you")
 * and hold nothing that turns it into an offer, a condition, a question or a step of the call itself.
 */
export function findPromises(reading: Reading, tools: readonly ToolCall[]): Commitment[] {
  const found: { promise: Commitment; stems: Set<string> }[] = [];
  for (const sentence of reading.sentences) {
    for (const promise of promisesIn(sentence)) {
      if (isWithdrawn(sentence, reading) || isDoneInCall(sentence, promise, reading, tools)) continue;
      const stems = contentStems(promise.text);
      const same = found.findIndex(
        (other) => other.promise.owner === promise.owner && repeats(other.stems, stems),
      );
      if (same === -1) found.push({ promise, stems });
      else if (found[same]?.promise.due === null && promise.due !== null) found[same] = { promise, stems };
    }
    if (found.length >= MOST) break;
  }
  return found.slice(0, MOST).map(({ promise }) => promise);
}

function promisesIn(sentence: Sentence): Commitment[] {
  const { plain, turn } = sentence;
  if (turn.speaker === 'other' || sentence.isQuestion || !isQuotable(sentence)) return [];
  const owner = turn.speaker;
  for (const { frame, needsDue } of owner === 'agent' ? AGENT_FRAMES : CUSTOMER_FRAMES) {
    const match = frame.exec(plain);
    if (match === null) continue;
    const before = plain.slice(Math.max(0, match.index - 120), match.index);
    const end = clauseEnd(plain, match.index + match[0].length);
    const clause = plain.slice(match.index, end);
    const head = match.groups?.head ?? '';
    if (
      NOT_MEANT_BEFORE.test(before) ||
      ON_CONDITION_BEFORE.test(before) ||
      NOT_MEANT_HEAD.test(head) ||
      NOT_MEANT.test(clause)
    )
      continue;
    if (owner === 'customer' && TO_OTHERS.test(clause)) continue;
    if (IF_AFTER.test(plain.slice(match.index)) && !TELL_ME_IF.test(plain)) continue;
    const second = SECOND.exec(plain.slice(match.index + match[0].length, end));
    const firstEnd = second === null ? end : match.index + match[0].length + second.index;
    const due = findDueWords(sentence.text.slice(match.index, firstEnd));
    if (needsDue && (due === null || /^today$/i.test(due))) continue;
    // "They" is whoever the sentence names before.
    const start = /^(?:they|he|she)\b/i.test(clause) ? 0 : match.index;
    const made = [commitment(sentence, owner, sentence.text.slice(start, firstEnd), due)];
    if (second !== null) {
      const rest = sentence.text.slice(firstEnd + second[0].length, end);
      const subject = SUBJECT.exec(sentence.text.slice(match.index))?.[0] ?? '';
      made.push(commitment(sentence, owner, `${subject} ${rest}`, findDueWords(rest)));
    }
    return made.filter(({ text }) => text !== '');
  }
  return [];
}

function commitment(
  sentence: Sentence,
  owner: Commitment['owner'],
  words: string,
  due: string | null,
): Commitment {
  return {
    text: shorten(tidy(words), 200),
    owner,
    due: due === null ? null : due.slice(0, 80),
    evidence: [quoteOf(sentence)],
  };
}

// --- The frames

const WILL = "(?:'ll|\\s+will|\\s+shall|(?:'m|\\s+am|'re|\\s+are)\\s+(?:going to|gonna))";
const SURELY =
  '(?:\\s+(?:also|then|just|certainly|definitely|personally|gladly|of course|be sure to|make sure to))*';
// "I'll check with the warehouse and call you back": the promise is the last part.
const HEAD = "(?<head>\\s+[^.?!;:]{1,80}?\\s+(?:and|to)(?:\\s+(?:i|we))?(?:'ll|\\s+will)?(?:\\s+then)?)??";
const WE = `\\b(?:i|we)${WILL}${SURELY}(?:\\s+be)?${HEAD}`;

const REACH =
  '(?:(?:call|phone|ring|text|message|contact|e-?mail|mail)(?:ing)?\\s+you\\b(?! (?:a|the) (?:code|pin))|giv(?:e|ing)\\s+you\\s+a\\s+(?:call|ring|buzz|shout)|get(?:ting)?\\s+back\\s+(?:to|with)\\s+you|(?:be\\s+|get(?:ting)?\\s+)?in\\s+touch\\b(?! with (?!you))|follow(?:ing)?[\\s-]up\\b|reach(?:ing)?\\s+(?:back\\s+)?out\\s+to\\s+you|touch\\s+base|keep\\s+you\\s+(?:posted|updated|informed))';
const SEND =
  '(?:send|e-?mail|mail|post|ship|fax|forward|courier|dispatch)(?:ing)?\\s+(?!you\\s+(?:over|across|through|back|on|to)\\b)(?:(?:you|it|this|that|them|these|those|out|over|a|an|the|some|your|all|both|another|any|my|in)\\b)';
const LATER =
  '(?:arrange|book|schedule|reschedule|process|refund|credit|reimburse|replace|deliver|issue|escalate|review|investigate|look\\s+into|submit|file|raise|open|resolve|fix|repair|update|cancel|release|waive|pay|finish|complete|prepare|confirm|bring|drop|return|pick|collect|come|visit|let\\s+you\\s+know|make\\s+sure|ensure|have|get|transfer|deposit|upload|provide|sign|fill|call|ring|phone|text|write)(?:ing)?\\b';
const SOMEBODY =
  "\\b(?:they|he|she|someone|somebody|(?:(?:a\\s+member\\s+of\\s+)?(?:a|an|our|my|the)|one\\s+of\\s+(?:our|my|the))\\s+(?:[a-z'-]+\\s+){0,3}?(?:manager|supervisor|team|colleague|specialist|technician|engineer|courier|driver|department|office|advisor|adviser|agent|representative|expert|warehouse|bank|plumber)(?:\\s+[a-z]+)?)(?:'ll|\\s+will|(?:'s|\\s+is|'re|\\s+are)\\s+going\\s+to)(?:\\s+(?:also|then|be))*\\s+";
const HAVE_SOMEBODY =
  '(?:have|get|ask)\\s+(?:a|an|the|my|our|one\\s+of\\s+(?:our|my|the)|someone|somebody)\\b[^.?!;]{0,50}?\\s(?:call|contact|e-?mail|reach|ring|phone|text|get\\s+back\\s+to|get\\s+in\\s+touch|come|visit|send|look\\s+into)\\b';
const GOODS =
  '(?:sent|mailed|e-?mailed|posted|shipped|delivered|refunded|credited|processed|issued|reimbursed|returned|dispatched|contacted|called|replaced|repaired|fixed|paid|deposited|ready|resolved|reviewed|completed)';

// "I'll email you the form and call you back on Monday" holds two promises.
const SECOND = new RegExp(`,? and (?:then |also )*(?=${REACH}|${SEND})`, 'i');
const SUBJECT = /^(?:i|we|they|he|she)\s?(?:['’]ll|will|shall|(?:['’]m|am|['’]re|are)\s+(?:going to|gonna))/i;

interface Frame {
  frame: RegExp;
  /** Without a date, or with "today", this is mostly said of what happens in the call. */
  needsDue: boolean;
}
const frame = (source: string, needsDue = false): Frame => ({ frame: new RegExp(source, 'i'), needsDue });

const AGENT_FRAMES: Frame[] = [
  frame(`${WE}\\s+(?:${REACH}|${SEND}|${HAVE_SOMEBODY})`),
  frame(`${SOMEBODY}(?:${REACH}|(?:come|visit)\\b)`),
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

// --- What is no promise, though it fits

const NOT_MEANT_BEFORE =
  /\b(?:whether|would|could|should|might|may|maybe|perhaps|said|says|saying|told|tells|promised|claimed|mentioned|thought|assumed?|hoped?|expect|believe|guess|was|were|asked|whenever|next time|suppose|i think|i guess|not sure|confirm|let me know|feel free|provide|in case|or|either|so that|not|never|don't|doesn't|didn't|they|he|she|who|which)\b[^,;.]*$/i;
// A condition holds across the comma: "once you have sent it, we'll …".
const ON_CONDITION_BEFORE =
  /\b(?:if|unless|in case|provided|(?:once|when|as soon as|after|before|until) (?:you|i|we|confirmed|approved))\b/i;
const NOT_MEANT_HEAD =
  /\b(?:not|never|need|have to|like|love|hold|transfer|connect|if|when|once|before|try|want|be (?:able|happy|glad))\b|n't\b|\bgo ahead\b/i;
const NOT_MEANT =
  /\b(?:not|never|unable|(?:right|just) now|now|right away|right back|immediately|shortly|momentarily|(?:in|for|give me) (?:just )?(?:a|one|two|a few|a couple of?) (?:moments?|secs?|seconds?|minutes?|mins?|bit)|one (?:moment|second|sec)|while you|hold|stay on|on the line|go ahead|proceed|need|verification|passcode|one-time|otp|unless|depending|as long as|provided (?:that|you)|assuming|once you|when you|after you|as soon as you|would you|is that ok(?:ay)?|be able to|be (?:happy|glad)|assist|help you)\b|n't\b/i;
// What a customer sends elsewhere is not owed to us.
const TO_OTHERS =
  /\bto (?:the|my|a|an|his|her|their)\b(?! (?:office|store|shop|branch|address|account|team|warehouse|depot|agent|support|clinic|desk))|\b(?:complaint|review|lawyer)\b/i;
const IF_AFTER = /\b(?:if|in case)\b/i;
const TELL_ME_IF =
  /\b(?:let (?:me|us) know|tell (?:me|us)|call us|ring us|contact us|shout|ask) (?:if|in case)\b/i;
const CLAUSE_END =
  /[;:\n]|\s[-–—]\s|[.!?](?:\s|$)|,? (?:but|and (?:just|the next)|so (?:please|you|that|don't)|is there|and (?:is|can|could|may|would|do|please|you (?:can|should|may|need)|if|let(?! you know)|thank)|let (?:me|us) know|please|thank)\b|, (?:i|we|you|they|it|is|can|could|okay|ok|alright|all right)\b/i;

function clauseEnd(plain: string, from: number): number {
  const next = CLAUSE_END.exec(plain.slice(from));
  return next === null ? plain.length : from + next.index;
}

// --- What became of it within the call

// "No, don't bother": the other side, in its next turn.
const DECLINED =
  /^(?:no\b(?! (?:problem|worries)),? (?:thanks|thank you|don't|please don't|that's not|it's fine|i don't|need)|don't (?:bother|worry about|send|call)|there's no need|no need)/i;

function isWithdrawn(sentence: Sentence, { call }: Reading): boolean {
  const next = call.turns[sentence.turnOrder + 1];
  return (
    next !== undefined && next.speaker !== sentence.turn.speaker && DECLINED.test(next.text.slice(0, 80))
  );
}

function isDoneInCall(
  sentence: Sentence,
  { text, owner, due }: Commitment,
  reading: Reading,
  tools: readonly ToolCall[],
): boolean {
  if (owner !== 'agent' || due !== null) return false;
  const stems = contentStems(text);
  const { windowNumber } = sentence.turn;
  const byTool = tools.some(
    ({ activity, done }) =>
      done !== null && activity.windowNumber >= windowNumber && overlap(contentStems(done), stems) >= 2,
  );
  return (
    byTool ||
    reading.agent.some(
      (later) =>
        later.turnOrder > sentence.turnOrder &&
        overlap(contentStems(later.plain), stems) >= 2 &&
        doneStatement(later) !== null,
    )
  );
}

function repeats(a: Set<string>, b: Set<string>): boolean {
  const shared = overlap(a, b);
  return shared >= 2 && shared >= 0.6 * Math.min(a.size, b.size);
}

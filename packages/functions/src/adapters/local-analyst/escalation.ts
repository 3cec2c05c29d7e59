import type { Finding } from '@live-assist/core';
import { clamp } from './agent-scores.ts';
import { type CallSentences, isQuotable, quoteOf, type Sentence } from './reading.ts';
import type { Feeling } from './sentiment.ts';
import { activityEvidence, type ToolCall } from './tool-calls.ts';

/** How close the call came to a hand-over, and the evidence for it. */
export interface Escalation {
  /** 0 to 100; at 50 or more the customer was handed over, or asked for it. */
  risk: number;
  handedOver: boolean;
  evidence: Finding['evidence'];
}

/** Scores the risk of escalation from the words and from tools that hand a customer over. */
export function readEscalation(
  reading: CallSentences,
  tools: readonly ToolCall[],
  feeling: Feeling,
  resolved: boolean,
): Escalation {
  const { agent, customer, call } = reading;
  const tool = tools.find(({ kind, outcome }) => kind === 'hand-over' && outcome !== 'refused');
  const said = agent.find(
    (sentence) => !sentence.isQuestion && HANDS_OVER.test(sentence.plain) && !NOT_DONE.test(sentence.plain),
  );
  const asked = customer.filter(({ plain }) => ASKS_FOR_PERSON.test(plain) && !DECLINES.test(plain));
  const accepted = acceptedOffer(reading);
  const threat = customer.filter(({ plain }) => THREATENS.test(plain));

  let risk = 10 + 8 * Math.min(3, feeling.unhappy.length) + (resolved ? 0 : 8);
  if (feeling.emotions.some(({ emotion }) => emotion === 'anger')) risk += 8;
  if (threat.length > 0) risk += 20;
  const lateAsk = asked.some(({ turnOrder }) => turnOrder >= call.turns.length * 0.6);
  if (asked.length > 0) risk = Math.max(risk + 15, lateAsk || asked.length > 1 ? 60 : 45);
  if (accepted !== undefined) risk = Math.max(risk, 70);
  if (said !== undefined) risk = Math.max(risk, 75);
  if (tool !== undefined) risk = Math.max(risk, 85);

  const quotes = [said, accepted, asked.at(-1), threat[0]].filter((sentence) => sentence !== undefined);
  const quote = quotes.find(isQuotable);
  return {
    risk: clamp(risk),
    handedOver: tool !== undefined || said !== undefined || accepted !== undefined,
    evidence: [
      ...(quote === undefined ? [] : [quoteOf(quote)]),
      ...(tool === undefined ? [] : [activityEvidence(tool.activity)]),
    ],
  };
}

const PERSON =
  '(?:human|person|people|supervisor|manager|agent|representative|specialist|some(?:one|body)|colleague|department|team|member of)';
const HANDS_OVER =
  /\b(?:i(?:'ll| will| am going to|'m going to| am|'m)|let me|we(?:'ll| will)) (?:now |just |go ahead and |get you )?(?:transfer(?:ring)?|connect(?:ing|ed)?|escalat(?:e|ing)|put(?:ting)? you through|hand(?:ing)? you over)\b(?! (?:the |your |that )?(?:money|funds|amount|balance))|\b(?:you are|you're|you have|you've)(?: now)?(?: being| been)? (?:transferred|connected) to\b|\bi(?:'ve| have) (?:escalated|let my (?:manager|supervisor) know)\b/i;
const NOT_DONE = /\b(?:cannot|can't|unable|would|could|if|not able)\b/i;
const ASKS_FOR_PERSON = new RegExp(
  `\\b(?:supervisor|manager|(?:speak|talk|talking|speaking) (?:to|with) (?:a |an |the |your |another |some)?(?:real |live |actual )?${PERSON}|human (?:agent|being|representative)|real person|someone else|(?:transfer|connect|put) me (?:to|through|with)|transferr?ed to|escalat(?:e|ion)|(?:file|make|lodge|raise) a (?:formal )?complaint|formal complaint)`,
  'i',
);
const DECLINES =
  /\b(?:don't|do not|no need|not|without|rather not|instead of)\b[^.!?]{0,30}\b(?:transfer|escalat|speak|talk|supervisor|manager|human|agent)|\bi(?:'ll| will) (?:reach out|contact|call|try|see|look|find|check|get|gather)\b|\b(?:agent|representative|supervisor|manager|support)\b[^.!?]{0,20}\b(?:said|told|approved|promised|confirmed)\b/i;
const THREATENS =
  /\b(?:lawyer|attorney|sue\b|legal action|small claims|ombudsman|regulator|trading standards|better business bureau|bbb\b|(?:bad|negative|one star) review|social media|twitter|(?:switch(?:ing)?|mov(?:e|ing)|go(?:ing)?) (?:to )?(?:another|a different|the competition|elsewhere)|(?:cancel|close|closing|cancelling) (?:my|the|our) (?:account|contract|subscription|membership|service)|never (?:use|buy|shop|fly|book|come)\b|taking my business|report you)/i;

const OFFERS =
  /\b(?:(?:would you like|do you want|shall|may|can|could|let me know if|if you (?:would )?(?:like|want|prefer|wish)|i can)\b[^.!?]{0,80}\b(?:transfer|connect|escalat|human agent|supervisor|manager))/i;
const YES =
  /^\W*(?:yes|yeah|yep|sure|please|ok(?:ay)?|that would be|go ahead|i(?:'d| would) (?:like|appreciate|prefer))\b/i;

function acceptedOffer({ sentences }: CallSentences): Sentence | undefined {
  const offers = new Set(
    sentences
      .filter(({ turn, plain }) => turn.speaker === 'agent' && OFFERS.test(plain))
      .map(({ turnOrder }) => turnOrder),
  );
  return sentences.find(
    ({ turn, turnOrder, plain }) =>
      turn.speaker === 'customer' && offers.has(turnOrder - 1) && YES.test(plain) && !DECLINES.test(plain),
  );
}

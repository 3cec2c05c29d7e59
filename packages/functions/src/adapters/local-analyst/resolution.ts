import { type CallSentences, lastTurnsOf, type Sentence } from './reading.ts';
import { doneStatement, saysFailed, saysRefused } from './statements.ts';
import type { ToolCall } from './tool-calls.ts';

/** Signs for and against a resolution. Each is a boolean, so that the result can be explained. */
export interface ResolutionSigns {
  /** A tool confirmed the last act, or the agent said last that it is done and nothing contradicts it. */
  confirmed: boolean;
  /** The last statement of a tool or the agent about the outcome is a failure. */
  failed: boolean;
  /** The rules forbid the request and the agent said so, twice or with a hand-over: nothing is left to do. */
  settledByRule: boolean;
  /** The last act involves a payment or refund, and no tool confirmed more than its own record. */
  moneyPending: boolean;
  /** At the end the customer postpones, goes elsewhere, or has to call again. */
  gaveUp: boolean;
  /** The customer only asked a question, and got an answer. */
  answered: boolean;
}

// Logistic regression (ridge, lambda 2) over 288 labelled conversations of two kinds: chats in which the customer
// said whether it was done, and airline calls judged by a program. Both weigh about the same; the weights are rounded.
// Fitted on four fifths and tested on the rest (the airline calls split by task) the signs reach 0.83 and 0.74.
const WEIGHTS: Record<keyof ResolutionSigns, number> = {
  confirmed: 2.2,
  failed: -1.2,
  settledByRule: 1.5,
  moneyPending: -0.9,
  gaveUp: -0.6,
  answered: 0.5,
};
const BIAS = -0.1;

/** Reads the signs of a resolution. */
export function resolutionSigns(
  { agent, customer, call }: CallSentences,
  tools: readonly ToolCall[],
): ResolutionSigns {
  const acts = tools.filter((tool) => tool.kind === 'act');
  const done = acts.filter((tool) => tool.done !== null);
  const handedOver = tools.some((tool) => tool.kind === 'hand-over' && tool.outcome !== 'refused');
  const lastStated = tools.findLast(
    ({ kind, outcome }) => kind !== 'hand-over' && (outcome === 'confirmed' || outcome === 'refused'),
  )?.outcome;
  const lastSaid = agent.findLast((sentence) => doneStatement(sentence) !== null || saysFailed(sentence));
  const saidFailed = lastSaid !== undefined && doneStatement(lastSaid) === null;
  const saidDone = lastSaid !== undefined && !saidFailed;
  const refusals = done.length > 0 ? 0 : agent.filter(saysRefused).length;
  const moneyPending =
    done.at(-1)?.outcome === 'silent' && [...agent, ...customer].some(({ plain }) => MONEY.test(plain));
  const end = lastTurnsOf(customer, 2);
  const found = tools.some((tool) => tool.kind === 'look-up' && tool.outcome !== 'refused');
  const told = tools.length === 0 && agent.some(({ plain, isQuestion }) => !isQuestion && ANSWER.test(plain));
  const content = end.some(({ plain }) => CONTENT.test(plain));
  const answered = acts.length === 0 && !saidFailed && call.turns.length > 2 && (found || told || content);
  const settledByRule = refusals >= 2 || (refusals === 1 && handedOver);
  return {
    confirmed:
      (done.length > 0 && lastStated === 'confirmed') ||
      (saidDone && !moneyPending && lastStated !== 'refused'),
    failed: !settledByRule && (saidFailed || (lastStated === 'refused' && !answered)),
    settledByRule,
    moneyPending,
    gaveUp: end.some(({ plain }) => GAVE_UP.test(plain)),
    answered,
  };
}

/** True if the signs indicate a resolution. */
export function isResolved(signs: ResolutionSigns): boolean {
  const names = Object.keys(WEIGHTS) as (keyof ResolutionSigns)[];
  return names.reduce((sum, name) => sum + (signs[name] ? WEIGHTS[name] : 0), BIAS) > 0;
}

/** The turn in which the agent said what resolved it: the last statement of success, or of the rule. */
export function resolvingSentence({ agent }: CallSentences): Sentence | null {
  return (
    agent.findLast((sentence) => doneStatement(sentence) !== null) ??
    agent.findLast((sentence) => saysRefused(sentence)) ??
    agent.findLast((sentence) => ANSWER.test(sentence.plain) && !sentence.isQuestion) ??
    null
  );
}

const MONEY = /[$€£]\s?\d|\b(?:dollars|euros|pounds|payment|refund)\b/i;
const ANSWER =
  /\b(?:i (?:have |'ve )?found|there (?:is|are) (?:a|an|one|two|\d)|is located|is rated|has an average|balance (?:is|of)|i (?:would|can) recommend|you can (?:take|use|have)|is approximately|your driver is|it shows that|expires? (?:after|on|in))\b/i;
const CONTENT =
  /\b(?:perfect|great|awesome|excellent|amazing|wonderful|exactly|that (?:really )?helps|very helpful|sounds good|(?:that's|that is|was) (?:all|what|everything) (?:i|we) (?:needed|wanted)|(?:thank you|thanks) (?:so|very) much|thanks? (?:you )?for (?:all )?(?:the|your) (?:help|assistance)|no,? (?:thank you|thanks)|that (?:was|is)(?: gonna be| going to be)? (?:it|all)|that's (?:it|all))\b/i;
const GAVE_UP =
  /\b(?:anyways?|try(?:ing)? (?:again|later|another|some)|some other time|another (?:time|hotel|place|flight|day|shop|provider)|instead|never ?mind|(?:don't|do not|no longer) (?:need|require|want)|forget it|(?:call|come|get) back (?:later|to you|once|when)|(?:contact|reach out|call) (?:to )?(?:them|customer service|the hotel|again|someone|you (?:soon|later))|for nothing|waste of|figure (?:something|it)|i'll (?:check|look|find|gather|do it later|be in touch|see what)|i will (?:try|look|call|check|reach))\b/i;

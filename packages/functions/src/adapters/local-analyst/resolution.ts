import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import { givenUpAt } from './given-up.ts';
import { type CallSentences, lastTurnsOf, type Sentence } from './reading.ts';
import { requestOf } from './request.ts';
import { doneStatement, saysFailed, saysRefused } from './statements.ts';
import type { ToolCall } from './tool-calls.ts';

/** Signs for and against a resolution. Each is a boolean, so that the result can be explained. */
export interface ResolutionSigns {
  /** The customer wants something done, not only an answer. */
  wantsAct: boolean;
  /** The last word on the outcome, of the agent or of a tool, is that it is done. */
  done: boolean;
  /** The last word on the outcome is a failure or a refusal, however right it is. */
  refused: boolean;
  /** The customer's question got an answer. */
  answered: boolean;
  /** At the end the customer has what they wanted: "that's all I needed". */
  content: boolean;
  /** The customer was passed on to someone else. */
  handedOver: boolean;
  /** At the end the customer postpones, goes elsewhere, has to call again, or no longer wants what was done. */
  gaveUp: boolean;
  /** The agent leaves it for later: "I'll email you a copy by Friday". */
  owed: boolean;
  /** The call ends with a question of the agent that the customer does not answer. */
  brokenOff: boolean;
}

/** Reads the signs of a resolution. */
export function resolutionSigns(reading: CallSentences, tools: readonly ToolCall[]): ResolutionSigns {
  const { agent, customer, sentences } = reading;
  const acts = tools.filter(({ kind }) => kind === 'act');
  const lastAct = acts.findLast(({ outcome }) => outcome !== 'pending');
  const saidDone = agent.findLast((sentence) => doneStatement(sentence) !== null);
  const saidNo = agent.findLast(isRefusal);
  const told = lastAnswer(reading);
  const end = lastTurnsOf(customer, 2);
  const content = end.some(({ plain }) => CONTENT().test(plain));
  // The tools know better than the agent.
  const isRefuted = acts.length > 0 && acts.every(({ outcome }) => outcome === 'refused');
  const isActDone = lastAct?.done != null && (saidNo === undefined || isBefore(saidNo, lastAct));
  const doneAt = saidDone !== undefined && !isRefuted ? saidDone.turnOrder : -1;
  const noAt = saidNo?.turnOrder ?? -1;
  const found =
    saidNo === undefined && tools.some(({ kind, outcome }) => kind === 'look-up' && outcome !== 'refused');
  const final = sentences.at(-1);
  return {
    wantsAct:
      tools.some(({ kind, verbAt }) => kind === 'act' || (kind === 'look-up' && verbAt !== -1)) ||
      asksForAct(reading),
    // After it is done, a no to something else may be taken lightly.
    done: doneAt >= 0 ? doneAt >= noAt || content : isActDone,
    refused: noAt > Math.max(doneAt, told?.turnOrder ?? -1) || (isRefuted && doneAt < 0),
    answered: told !== undefined || found,
    content,
    handedOver: tools.some(({ kind, outcome }) => kind === 'hand-over' && outcome !== 'refused'),
    gaveUp:
      givenUpAt(reading) > Math.max(doneAt, 0) ||
      (doneAt < 0 && !isActDone && end.some(({ plain }) => GAVE_UP().test(plain))),
    owed: agent.some(({ plain, isQuestion }) => !isQuestion && OWES().test(plain)),
    brokenOff: final?.turn.speaker === 'agent' && final.isQuestion && !CLOSING.test(final.plain),
  };
}

/** True if the signs say that the customer's matter was settled when the call ended, in their own terms. */
export function isResolved(signs: ResolutionSigns): boolean {
  const { wantsAct, done, refused, answered, content, handedOver, gaveUp, owed, brokenOff } = signs;
  if (handedOver || gaveUp) return false;
  if (done) return true;
  if (refused || brokenOff || owed) return false;
  return wantsAct ? content && answered : content || answered;
}

/** The turn in which the agent said what resolved it: the last statement of success, or the last answer. */
export function resolvingSentence(reading: CallSentences): Sentence | null {
  return (
    reading.agent.findLast((sentence) => doneStatement(sentence) !== null) ?? lastAnswer(reading) ?? null
  );
}

function isRefusal(sentence: Sentence): boolean {
  return !sentence.isQuestion && (saysFailed(sentence) || saysRefused(sentence));
}

function isBefore(sentence: Sentence, { activity }: ToolCall): boolean {
  return sentence.turn.windowNumber < activity.windowNumber;
}

function asksForAct(reading: CallSentences): boolean {
  const request = requestOf(reading);
  return request !== null && ACT.test(request.sentence.plain) && !ASKS_HOW.test(request.sentence.plain);
}

/** The last sentence with which the agent answers a question or a search of the customer. */
function lastAnswer({ agent, sentences }: CallSentences): Sentence | undefined {
  // What stands beside a refusal explains it.
  const refusing = new Set(agent.filter(isRefusal).map(({ turnOrder }) => turnOrder));
  const asked = new Set(
    sentences
      .filter(
        ({ turn, isQuestion, plain }) => turn.speaker === 'customer' && (isQuestion || SEEKS().test(plain)),
      )
      .map(({ turnOrder }) => turnOrder),
  );
  return agent.findLast(
    (sentence) =>
      !sentence.isQuestion &&
      !refusing.has(sentence.turnOrder) &&
      (FOUND().test(sentence.plain) ||
        ((asked.has(sentence.turnOrder - 1) || asked.has(sentence.turnOrder - 3)) &&
          STATES().test(sentence.plain) &&
          !ASKS_OR_HOLDS().test(sentence.plain))),
  );
}

const ACT =
  /\b(?:book|reserv\w+|cancel\w*|chang\w+|modif\w+|refund\w*|return|order|reset|updat\w+|upgrad\w+|transfer|replac\w+|send|report|schedul\w+|reschedul\w+|unlock|activat\w+|remov\w+|waive|return|add|fix|repair|claim|exchang\w+|compensat\w+|service request)\b/i;
/** Who asks how it is done wants an answer. */
const ASKS_HOW = /\b(?:how (?:to|do|can|could|would|should)|what do i (?:need|have) to)\b/i;
const SEEKS = lazyPattern(
  () =>
    /\b(?:search|find|look(?:ing)? for|looking up|check|compare|tell me|know|wonder(?:ing)?|recommend|rating|info(?:rmation)?|balance|status|how about|what about)\b/i,
);
const FOUND = lazyPattern(
  () =>
    /\b(?:i(?:'ve| have)? found|is located|balance (?:is|of)|i (?:would|can|'d) recommend|(?:has|have|with) an? (?:average )?rating|it shows that|expires? (?:after|on|in))\b/i,
);
const STATES = lazyPattern(
  () =>
    /\b(?:is|are|was|were|has|have|had|costs?|takes?|opens?|closes?|includes?|means?|works?|starts?|ends?|covers?|serves?|you can|you may|you should|you'll (?:find|need)|there's|that's|it's|yes)\b/i,
);
const ASKS_OR_HOLDS = lazyPattern(
  () =>
    /\b(?:let me|one (?:moment|second)|(?:i|we|he|she|they|some(?:one|body))(?:'ll| will)|i (?:need|have to|can help|would need|must)|have to ask|get back|please (?:provide|confirm|tell|give|hold|wait)|could you|happy to (?:help|assist)|bear with|sorry|apologi[sz]e|understand|thank|welcome|anything else|feel free|assist you)\b/i,
);
const OWES = lazyPattern(
  () =>
    /\b(?:i|we|they|he|she|some(?:one|body))(?:'ll| will) (?:also |then |just |certainly )?(?:e-?mail|send|post|call|ring|phone|get back|look into|pass|forward|arrange|contact|investigate|let (?:you|the|my|our)|be in touch|escalate|follow up|raise)\b|\byou(?:'ll| will) be (?:contacted|called)\b/i,
);
const CLOSING =
  /\b(?:anything else|any ?(?:more|other|further)|else|help you|assist|more (?:questions|hotels))\b/i;
const CONTENT = lazyPattern(
  () =>
    /\b(?:perfect|great|awesome|excellent|amazing|wonderful|brilliant|exactly|that (?:really )?helps|very helpful|sounds good|got it|makes sense|(?:that's|that is|was) (?:all|what|everything) (?:i|we) (?:needed|wanted)|(?:thank you|thanks) (?:so|very) much|thanks? (?:you )?for (?:all )?(?:the|your) (?:help|assistance|information|info)|thanks? (?:you )?(?:again|for confirming)|no,? (?:thank you|thanks)|that (?:was|is)(?: gonna be| going to be)? (?:it|all)|that(?:'s|'ll be| will be) (?:it|all)|(?:it|that|everything)(?:'s| is)? (?:works?|working|fixed|sorted)(?: now| again)?|(?:fixed|solved|did) (?:it|the trick)|(?:that|which|this) answers (?:it|that|my question|everything)|(?:found|got) it|(?:it|that)(?:'s| is) (?:[a-z]+ing|on|back) again|so that(?:'s| is) why|you(?:'re| are) an? (?:star|legend|angel|lifesaver|gem))\b/i,
);
const GAVE_UP = lazyPattern(
  () =>
    /\b(?:thanks? (?:you )?(?:anyways?|for trying|for nothing)|try(?:ing)? (?:again|later|another|some|elsewhere)|some other time|another (?:time|hotel|place|flight|day|shop|provider)|never ?mind|(?:don't|do not|no longer) (?:need|require|want) (?:it|that|one|this|a|the)|forget it|(?:call|come|get|be) back (?:later|to you|once|when|with)|(?:contact|reach out|call|speak) (?:to )?(?:them|customer service|support|the|again|someone|a (?:human|person|manager)|you (?:soon|later|again|once|when))|reach out (?:again|once|when|later|soon)|waste of|(?:none the|no) wiser|(?:no|not an) answer|out of luck|(?:still )?(?:don't|do not) (?:understand|get it)|stuck with|(?:doesn't|does not|didn't) help|no (?:use|help) at all|figure (?:something|it)|(?:i'll|i will) (?:try|look|check|gather|do it|be in touch|see (?:what|if)|take (?:the|my|a) |go (?:to|with|somewhere) (?:another|else)))\b/i,
);

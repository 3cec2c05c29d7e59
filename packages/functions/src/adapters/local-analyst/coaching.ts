import type { Finding } from '@live-assist/core';
import { IMPROVEMENT_AREAS } from '@live-assist/core/analytics/improvement-areas';
import { type CallSentences, isQuotable, quoteOf, type Sentence } from './reading.ts';
import { clamp, type Feeling } from './sentiment.ts';
import { doneStatement, saysFailed, saysRefused } from './statements.ts';
import { contentStems, overlap, stemsOf } from './stems.ts';
import type { ToolCall } from './tool-calls.ts';

// A day that is named counts, also where its meaning is not understood: the advice would be untrue.
const NAMES_DAY =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|\d{1,2}(?:st|nd|rd|th)|(?:within|in) (?:an?|the next|\w+) (?:hours?|days?|weeks?))\b/i;

/** The scores of the agent, from explainable rules. */
export interface Coaching {
  professionalismScore: number;
  empathyScore: number;
  knowledgeScore: number;
  improvementAreas: Finding[];
}

/** Scores the agent's side of the call, and suggests improvements, each with a quote. */
export function coachAgent(
  reading: CallSentences,
  tools: readonly ToolCall[],
  feeling: Feeling,
  resolved: boolean,
  undated: readonly Finding[],
): Coaching {
  const { agent } = reading;
  const any = (cue: RegExp) => agent.some(({ plain }) => cue.test(plain));
  const rude = agent.filter(({ plain }) => RUDE.test(plain));
  const unsure = agent.filter(({ plain, isQuestion }) => !isQuestion && UNSURE.test(plain));
  const repeated = repeatedQuestion(agent);
  const unmet = withoutEmpathy(feeling.complaints, agent);
  const contradicted = contradictedClaim(reading, tools);
  const bareRefusal = resolved ? undefined : refusalWithoutAlternative(agent);

  const improvements: [keyof typeof IMPROVEMENT_AREAS, Sentence | undefined][] = [
    ['courtesy', rude[0]],
    ['accuracy', contradicted],
    ['empathy', unmet[0]?.answer],
    ['knowledge', unsure[0]],
    ['repetition', repeated],
    ['alternatives', bareRefusal],
  ];
  const areas = improvements.flatMap(([area, sentence]) =>
    sentence !== undefined && isQuotable(sentence)
      ? [{ text: IMPROVEMENT_AREAS[area] as string, evidence: [quoteOf(sentence)] }]
      : [],
  );
  const first = undated.find(({ evidence }) =>
    evidence.some((e) => 'quote' in e && !NAMES_DAY.test(e.quote)),
  );
  if (first !== undefined)
    areas.push({
      text: IMPROVEMENT_AREAS.dates,
      evidence: first.evidence.flatMap((e) => ('quote' in e ? [e] : [])),
    });

  const met = feeling.complaints.length - unmet.length;
  return {
    professionalismScore: clamp(
      60 +
        bonus(any(GREETS), 8) +
        bonus(any(THANKS), 8) +
        bonus(any(OFFERS_MORE), 6) +
        bonus(any(OWNS), 6) -
        25 * Math.min(2, rude.length) -
        bonus(repeated !== undefined, 6) -
        bonus(contradicted !== undefined, 10),
    ),
    empathyScore: clamp(
      55 +
        bonus(any(EMPATHY), 12) +
        bonus(any(APOLOGY), 6) +
        8 * Math.min(2, met) -
        9 * Math.min(3, unmet.length) -
        12 * Math.min(2, rude.length),
    ),
    knowledgeScore: clamp(
      58 +
        bonus(resolved, 14) +
        3 * Math.min(4, tools.filter(({ outcome }) => outcome !== 'refused').length) -
        10 * Math.min(2, unsure.length) -
        bonus(contradicted !== undefined, 10) -
        bonus(repeated !== undefined, 4),
    ),
    improvementAreas: areas.slice(0, 3),
  };
}

const GREETS =
  /\b(?:hello|hi|good (?:morning|afternoon|evening)|welcome|thank you for (?:calling|contacting))\b/i;
const THANKS = /\b(?:thank you|thanks|you're welcome|you are welcome|my pleasure|pleasure to help)\b/i;
const OFFERS_MORE = /\banything else\b|\bany other (?:questions|requests)\b|\bfurther assistance\b/i;
const OWNS =
  /\b(?:i(?:'ll| will)|let me|i can) (?:take care|sort|look into|check|help|make sure|get (?:this|that))\b/i;
const RUDE =
  /\b(?:shut up|stupid|idiot|moron|dumb|calm down|not my (?:problem|job|fault)|(?:^|[.,!] )whatever(?=\W*$)|i don't care|you(?:'re| are) wrong|are you deaf|listen to me|as i already (?:said|told)|how (?:hard|difficult) (?:is|can) (?:it|that))\b/i;
const UNSURE =
  /\b(?:i (?:don't|do not|wouldn't) (?:really )?know|i(?:'m| am) not (?:really |quite )?sure|(?:i have )?no (?:idea|clue))\b/i;
const APOLOGY = /\b(?:sorry|apologi[sz]e|apologies)\b/i;
const EMPATHY =
  /\b(?:i (?:completely |totally |fully |do )?(?:understand|hear you|appreciate|realize|realise)|i can (?:imagine|see (?:why|how))|(?:sorry|apologi[sz]e|apologies) (?:to hear|about|for|that)|that must|must be (?:frustrating|difficult|hard)|inconvenience|frustrating|no worries|don't worry)\b/i;
const ALTERNATIVE =
  /\b(?:instead|however|alternative(?:ly)?|you can|you could|i can|i could|we can|another|other option|would you like|recommend|suggest|what about|how about|try)\b/i;

function bonus(when: boolean, points: number): number {
  return when ? points : 0;
}

/** A complaint that the agent ignored, with the agent's words: advice needs a quote of the agent. */
interface Unmet {
  answer: Sentence | undefined;
}

// The agent's next turn shows whether a feeling is answered.
function withoutEmpathy(complaints: readonly Sentence[], agent: readonly Sentence[]): Unmet[] {
  const kind = turnsOf(agent.filter(({ plain }) => EMPATHY.test(plain) || APOLOGY.test(plain)));
  const turns = [...turnsOf(agent)];
  const answers = new Map<number, Sentence>();
  for (const sentence of agent)
    if (!answers.has(sentence.turnOrder) && isQuotable(sentence)) answers.set(sentence.turnOrder, sentence);
  // Both lists are in call order, so one pass is enough.
  let at = 0;
  return complaints.flatMap(({ turnOrder }): Unmet[] => {
    while ((turns[at] ?? Number.POSITIVE_INFINITY) <= turnOrder) at += 1;
    const next = turns[at];
    return next === undefined || kind.has(next) ? [] : [{ answer: answers.get(next) }];
  });
}

function turnsOf(sentences: readonly Sentence[]): Set<number> {
  return new Set(sentences.map(({ turnOrder }) => turnOrder));
}

function repeatedQuestion(agent: readonly Sentence[]): Sentence | undefined {
  const asked = new Set<string>();
  return agent.find(({ plain, isQuestion }) => {
    if (!isQuestion || OFFERS_MORE.test(plain)) return false;
    const words = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N} ]/gu, '')
      .trim();
    if (words.split(' ').length < 4) return false;
    const again = asked.has(words);
    asked.add(words);
    return again;
  });
}

function refusalWithoutAlternative(agent: readonly Sentence[]): Sentence | undefined {
  const alternatives = turnsOf(agent.filter(({ plain }) => ALTERNATIVE.test(plain)));
  return agent.find((sentence) => {
    const { turnOrder, isQuestion } = sentence;
    if (isQuestion || !(saysFailed(sentence) || saysRefused(sentence))) return false;
    return ![turnOrder, turnOrder + 1, turnOrder + 2].some((order) => alternatives.has(order));
  });
}

// "Your booking is confirmed" in a call whose tools refused every attempt.
function contradictedClaim({ agent }: CallSentences, tools: readonly ToolCall[]): Sentence | undefined {
  const acts = tools.filter(({ kind }) => kind === 'act');
  if (acts.length === 0 || acts.some(({ outcome }) => outcome !== 'refused')) return undefined;
  const attempted = contentStems(acts.map(({ words }) => words.join(' ')).join(' '));
  return agent.find(
    (sentence) => doneStatement(sentence) !== null && overlap(stemsOf(sentence), attempted) > 0,
  );
}

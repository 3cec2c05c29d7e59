import type { Finding } from '@live-assist/core';
import { IMPROVEMENT_AREAS } from '@live-assist/core/analytics/improvement-areas';
import type { AgentScores } from '../rules.ts';
import { agentWords, isKind, scoresOf } from './agent-scores.ts';
import { type CallSentences, isQuotable, quoteOf, type Sentence } from './reading.ts';
import type { Feeling } from './sentiment.ts';
import { doneStatement, saysFailed, saysRefused } from './statements.ts';
import { contentStems, overlap, stemsOf } from './stems.ts';
import type { ToolCall } from './tool-calls.ts';

// A day that is named counts, also where its meaning is not understood: the advice would be untrue.
const NAMES_DAY =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|\d{1,2}(?:st|nd|rd|th)|(?:within|in) (?:an?|the next|\w+) (?:hours?|days?|weeks?))\b/i;

/** The scores of the agent, and what to improve. */
export interface Coaching extends AgentScores {
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
  const words = agentWords(agent);
  const { rude, unsure, repeated } = words;
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

  return {
    ...scoresOf(words, {
      contradicted: contradicted !== undefined,
      resolved,
      served: tools.filter(({ outcome }) => outcome !== 'refused').length,
      met: feeling.complaints.length - unmet.length,
      unmet: unmet.length,
    }),
    improvementAreas: areas.slice(0, 3),
  };
}

const ALTERNATIVE =
  /\b(?:instead|however|alternative(?:ly)?|you can|you could|i can|i could|we can|another|other option|would you like|recommend|suggest|what about|how about|try)\b/i;

/** A complaint that the agent ignored, with the agent's words: advice needs a quote of the agent. */
interface Unmet {
  answer: Sentence | undefined;
}

// The agent's next turn shows whether a feeling is answered.
function withoutEmpathy(complaints: readonly Sentence[], agent: readonly Sentence[]): Unmet[] {
  const kind = turnsOf(agent.filter(isKind));
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

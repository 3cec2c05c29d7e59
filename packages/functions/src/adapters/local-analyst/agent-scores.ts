import type { AnalysisRequest } from '@live-assist/core';
import type { AgentScores, ScoreBounds } from '../rules.ts';
import { readCall, type Sentence } from './reading.ts';

/** What the words of the agent alone say for and against them. */
export interface AgentWords {
  /** Points of each score before the rest of the call adds and takes some. */
  points: { professionalism: number; empathy: number; knowledge: number };
  rude: Sentence[];
  unsure: Sentence[];
  /** The question that the agent asks again. */
  repeated: Sentence | undefined;
}

/** What the rest of the call says for and against the agent. */
export interface RestOfCall {
  /** The agent claims what every tool refused. */
  contradicted: boolean;
  resolved: boolean;
  /** Tool calls that were not refused. */
  served: number;
  /** Complaints of the customer that the agent answers with kind words. */
  met: number;
  /** Complaints that the agent passes over. */
  unmet: number;
}

/** Reads the words of the agent. */
export function agentWords(agent: readonly Sentence[]): AgentWords {
  const bonusFor = (cue: RegExp, points: number) =>
    bonus(
      agent.some(({ plain }) => cue.test(plain)),
      points,
    );
  const rude = agent.filter(({ plain }) => RUDE.test(plain));
  const unsure = agent.filter(({ plain, isQuestion }) => !isQuestion && UNSURE.test(plain));
  const repeated = repeatedQuestion(agent);
  const isRepeated = repeated !== undefined;
  const rudeness = Math.min(2, rude.length);
  const points = {
    professionalism:
      60 +
      bonusFor(GREETS, 8) +
      bonusFor(THANKS, 8) +
      bonusFor(OFFERS_MORE, 6) +
      bonusFor(OWNS, 6) -
      25 * rudeness -
      bonus(isRepeated, 6),
    empathy: 55 + bonusFor(EMPATHY, 12) + bonusFor(APOLOGY, 6) - 12 * rudeness,
    knowledge: 58 - 10 * Math.min(2, unsure.length) - bonus(isRepeated, 4),
  };
  return { points, rude, unsure, repeated };
}

/** True if the agent shows in this sentence that they care. */
export function isKind({ plain }: Sentence): boolean {
  return EMPATHY.test(plain) || APOLOGY.test(plain);
}

/** The scores of the agent, from explainable rules. */
export function scoresOf({ points }: AgentWords, rest: RestOfCall): AgentScores {
  const contradicted = bonus(rest.contradicted, 10);
  return {
    professionalismScore: clamp(points.professionalism - contradicted),
    empathyScore: clamp(points.empathy + 8 * Math.min(2, rest.met) - 9 * Math.min(3, rest.unmet)),
    knowledgeScore: clamp(
      points.knowledge + bonus(rest.resolved, 14) + 3 * Math.min(4, rest.served) - contradicted,
    ),
  };
}

/**
 * The bounds of the scores of the agent, whatever the rest of the call says: without the feelings of the customer, the
 * outcome and the tools.
 *
 * @example agentScoreBounds(request).least.empathyScore
 */
export function agentScoreBounds({ call }: Pick<AnalysisRequest, 'call'>): ScoreBounds {
  const words = agentWords(readCall(call).agent);
  return { least: scoresOf(words, WORST), most: scoresOf(words, BEST) };
}

const WORST: RestOfCall = { contradicted: true, resolved: false, served: 0, met: 0, unmet: 3 };
const BEST: RestOfCall = { contradicted: false, resolved: true, served: 4, met: 2, unmet: 0 };

/** Rounds a score to a whole number from 0 to 100. */
export function clamp(score: number): number {
  return Math.round(Math.min(100, Math.max(0, score)));
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

function bonus(when: boolean, points: number): number {
  return when ? points : 0;
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

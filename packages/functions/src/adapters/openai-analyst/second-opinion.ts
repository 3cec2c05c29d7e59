import type { AnalysisRequest, AnalystAnswer, Judgement } from '@live-assist/core';
import { isAddressed, withoutAddressed } from '@live-assist/core/evidence/prompt-injection';
import { isEnglish, languagesOfCall } from '@live-assist/core/language/languages-of-call';
import type { AgentScores, Rules, ScoreBounds } from '../rules.ts';

/** A larger difference between the agent scores of the model and of the rules is flagged for a person. */
const FAR = 40;

const AGENT_SCORES = ['professionalismScore', 'empathyScore', 'knowledgeScore'] as const;

/**
 * The judgement of the rules: complete when a speaker of the call addresses the analyst, otherwise of the agent only.
 */
export type SecondOpinion =
  | { toAnalyst: true; by: Judgement; unjudged?: AnalystAnswer['unjudged'] }
  | {
      toAnalyst: false;
      /** Null where the rules do not tell them. */
      bounds: ScoreBounds | null;
      /** The scores themselves; null where the rules cannot judge the language that is spoken. */
      scores(): Promise<AgentScores | null>;
    };

/** Asks the rules about a call, without the turns, tool calls and tips that address the analyst. */
export async function secondOpinion(request: AnalysisRequest, rules: Rules): Promise<SecondOpinion> {
  const toAnalyst = isAddressed(request.call);
  if (!toAnalyst && !isEnglish(await languagesOfCall(request.call))) {
    return { toAnalyst, bounds: null, scores: async () => null };
  }
  if (!toAnalyst && rules.agentScoreBounds !== undefined) {
    await request.work?.step();
    const bounds = await rules.agentScoreBounds(request);
    return { toAnalyst, bounds, scores: () => scoresBy(rules, request) };
  }
  if (!toAnalyst) {
    const scores = await scoresBy(rules, request);
    return { toAnalyst, bounds: null, scores: async () => scores };
  }
  const call = withoutAddressed(request.call);
  const { judgement: by, unjudged } = await rules.analyze({ ...request, call });
  return { toAnalyst, by, ...(unjudged !== undefined && { unjudged }) };
}

async function scoresBy(rules: Rules, request: AnalysisRequest): Promise<AgentScores | null> {
  if (rules.agentScores !== undefined) return rules.agentScores(request);
  const { judgement, unjudged } = await rules.analyze(request);
  return unjudged === undefined ? judgement : null;
}

/**
 * Compares a model's judgement with that of the rules, and flags agent scores that differ much. The rules read the whole
 * call only where their bounds leave that open. When a speaker addresses the analyst, everything without evidence (scores,
 * category, resolved) comes from the rules: otherwise a dictated score could not be told from a judged one. Where the rules
 * cannot judge the language, nothing of it is judged.
 */
export async function withSecondOpinion(
  judgement: Judgement,
  second: SecondOpinion,
): Promise<Pick<AnalystAnswer, 'judgement' | 'unjudged'> & { flags: string[] }> {
  if (!second.toAnalyst) {
    if (areSurelyNear(judgement, second.bounds)) return { judgement, flags: [] };
    const scores = await second.scores();
    return { judgement, flags: scores === null ? [] : flagsOf(judgement, scores) };
  }
  const flags = flagsOf(judgement, second.by);
  if (second.unjudged !== undefined) return { judgement, flags: [], unjudged: second.unjudged };
  const { resolved, resolvedAt, category, tags, emotions, escalationRisk } = second.by;
  const { sentimentScore, satisfactionScore, professionalismScore, empathyScore, knowledgeScore } = second.by;
  return {
    flags: [...flags, 'scores_by_rules'],
    judgement: {
      ...judgement,
      ...{ resolved, resolvedAt, category, tags, emotions, escalationRisk },
      ...{ sentimentScore, satisfactionScore, professionalismScore, empathyScore, knowledgeScore },
    },
  };
}

function flagsOf(judgement: AgentScores, by: AgentScores): string[] {
  return AGENT_SCORES.filter((score) => Math.abs(judgement[score] - by[score]) > FAR).map(
    (score) => `agent_score_far_from_rules:${score.replace('Score', '')}`,
  );
}

/** True if no score is far from that of the rules, wherever between its bounds that lies. */
function areSurelyNear(judgement: AgentScores, bounds: ScoreBounds | null): boolean {
  if (bounds === null) return false;
  const { least, most } = bounds;
  return AGENT_SCORES.every(
    (score) => judgement[score] - least[score] <= FAR && most[score] - judgement[score] <= FAR,
  );
}

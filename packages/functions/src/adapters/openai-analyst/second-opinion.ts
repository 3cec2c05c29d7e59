import type { AnalysisRequest, Analyst, Judgement } from '@live-assist/core';
import { turnsToAnalyst } from '@live-assist/core/analysis';

/** Further apart than this, a model's score of the agent and that of the rules are for a person to look at. */
const FAR = 40;

const AGENT_SCORES = ['professionalismScore', 'empathyScore', 'knowledgeScore'] as const;

/**
 * Holds a model's judgement against one by rules. Scores of the agent that lie far apart are flagged. When somebody in
 * the call talks to the analyst, everything in the judgement that needs no evidence (scores, category, whether it was
 * resolved) is taken from the rules, which were not shown those turns: there is no other way to tell a score that was
 * judged from one that was ordered.
 *
 * @param rules - An analyst that asks no model.
 */
export async function withSecondOpinion(
  judgement: Judgement,
  request: AnalysisRequest,
  rules: Analyst,
): Promise<{ judgement: Judgement; flags: string[] }> {
  const toAnalyst = new Set(turnsToAnalyst(request.call));
  const call = { ...request.call, turns: request.call.turns.filter((turn) => !toAnalyst.has(turn)) };
  const second = (await rules.analyze({ ...request, call })).judgement;
  const flags = AGENT_SCORES.filter((score) => Math.abs(judgement[score] - second[score]) > FAR).map(
    (score) => `agent_score_far_from_rules:${score.replace('Score', '')}`,
  );
  if (toAnalyst.size === 0) return { judgement, flags };
  const { resolved, resolvedAt, category, tags, emotions, escalationRisk } = second;
  const { sentimentScore, satisfactionScore, professionalismScore, empathyScore, knowledgeScore } = second;
  return {
    flags: [...flags, 'scores_by_rules'],
    judgement: {
      ...judgement,
      ...{ resolved, resolvedAt, category, tags, emotions, escalationRisk },
      ...{ sentimentScore, satisfactionScore, professionalismScore, empathyScore, knowledgeScore },
    },
  };
}

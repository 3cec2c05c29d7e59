import type { AnalysisRequest, Judgement } from '@live-assist/core';
import { isAddressed, withoutAddressed } from '@live-assist/core/evidence/prompt-injection';
import type { AgentScores, Rules } from '../rules.ts';

/** Further apart than this, a model's score of the agent and that of the rules are for a person to look at. */
const FAR = 40;

const AGENT_SCORES = ['professionalismScore', 'empathyScore', 'knowledgeScore'] as const;

/** What the rules say of a call: a whole judgement where somebody in it talks to the analyst, otherwise of the agent. */
export type SecondOpinion = { toAnalyst: true; by: Judgement } | { toAnalyst: false; by: AgentScores };

/** Asks the rules about a call. They are not shown the turns, tool calls and tips that talk to the analyst. */
export async function secondOpinion(request: AnalysisRequest, rules: Rules): Promise<SecondOpinion> {
  const toAnalyst = isAddressed(request.call);
  if (!toAnalyst && rules.agentScores !== undefined) {
    return { toAnalyst, by: await rules.agentScores(request) };
  }
  const call = withoutAddressed(request.call);
  const by = (await rules.analyze({ ...request, call })).judgement;
  return { toAnalyst, by };
}

/**
 * Holds a model's judgement against one by rules. Scores of the agent that lie far apart are flagged. When somebody in
 * the call talks to the analyst, everything in the judgement that needs no evidence (scores, category, whether it was
 * resolved) is taken from the rules: there is no other way to tell a score that was judged from one that was ordered.
 */
export function withSecondOpinion(
  judgement: Judgement,
  second: SecondOpinion,
): { judgement: Judgement; flags: string[] } {
  const flags = AGENT_SCORES.filter((score) => Math.abs(judgement[score] - second.by[score]) > FAR).map(
    (score) => `agent_score_far_from_rules:${score.replace('Score', '')}`,
  );
  if (!second.toAnalyst) return { judgement, flags };
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

import type { AnalysisRequest, AnalystAnswer, Judgement } from '@live-assist/core';
import { isAddressed, withoutAddressed } from '@live-assist/core/evidence/prompt-injection';
import { isEnglish, languagesOfCall } from '@live-assist/core/language/languages-of-call';
import type { AgentScores, Rules } from '../rules.ts';

/** A larger difference between the agent scores of the model and of the rules is flagged for a person. */
const FAR = 40;

const AGENT_SCORES = ['professionalismScore', 'empathyScore', 'knowledgeScore'] as const;

/**
 * The judgement of the rules: complete when a speaker of the call addresses the analyst, otherwise of the agent only.
 */
export type SecondOpinion =
  | { toAnalyst: true; by: Judgement; unjudged?: AnalystAnswer['unjudged'] }
  /** Null where the rules cannot judge the language that is spoken. */
  | { toAnalyst: false; by: AgentScores | null };

/** Asks the rules about a call, without the turns, tool calls and tips that address the analyst. */
export async function secondOpinion(request: AnalysisRequest, rules: Rules): Promise<SecondOpinion> {
  const toAnalyst = isAddressed(request.call);
  if (!toAnalyst && !isEnglish(await languagesOfCall(request.call))) return { toAnalyst, by: null };
  if (!toAnalyst && rules.agentScores !== undefined) {
    return { toAnalyst, by: await rules.agentScores(request) };
  }
  const call = withoutAddressed(request.call);
  const { judgement: by, unjudged } = await rules.analyze({ ...request, call });
  if (toAnalyst) return { toAnalyst, by, ...(unjudged !== undefined && { unjudged }) };
  return { toAnalyst, by: unjudged === undefined ? by : null };
}

/**
 * Compares a model's judgement with that of the rules, and flags agent scores that differ much. When a speaker
 * addresses the analyst, everything without evidence (scores, category, resolved) comes from the rules: otherwise a
 * dictated score could not be told from a judged one. Where the rules cannot judge the language, nothing of it is judged.
 */
export function withSecondOpinion(
  judgement: Judgement,
  second: SecondOpinion,
): Pick<AnalystAnswer, 'judgement' | 'unjudged'> & { flags: string[] } {
  if (second.by === null) return { judgement, flags: [] };
  const { by } = second;
  if (second.toAnalyst && second.unjudged !== undefined) {
    return { judgement, flags: [], unjudged: second.unjudged };
  }
  const flags = AGENT_SCORES.filter((score) => Math.abs(judgement[score] - by[score]) > FAR).map(
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

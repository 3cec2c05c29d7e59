import type { AnalysisRequest, Analyst, Judgement } from '@live-assist/core';

/** What a judgement says of the agent. */
export type AgentScores = Pick<Judgement, 'professionalismScore' | 'empathyScore' | 'knowledgeScore'>;

/** An analyst that asks no model. */
export interface Rules extends Analyst {
  /** The scores of the agent that `analyze` gives, for a part of its work. */
  agentScores?(request: AnalysisRequest): Promise<AgentScores>;
}

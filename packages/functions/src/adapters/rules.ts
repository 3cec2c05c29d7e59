import type { AnalysisRequest, Analyst, Judgement } from '@live-assist/core';

/** The scores of the agent in a judgement. */
export type AgentScores = Pick<Judgement, 'professionalismScore' | 'empathyScore' | 'knowledgeScore'>;

/** An analyst that works without a model. */
export interface Rules extends Analyst {
  /** The same scores of the agent as `analyze`, with less work. */
  agentScores?(request: AnalysisRequest): Promise<AgentScores>;
}

import type { AnalysisRequest, Analyst, Judgement } from '@live-assist/core';

/** The scores of the agent in a judgement. */
export type AgentScores = Pick<Judgement, 'professionalismScore' | 'empathyScore' | 'knowledgeScore'>;

/** Bounds of the scores of the agent, both included. */
export interface ScoreBounds {
  least: AgentScores;
  most: AgentScores;
}

/** An analyst that works without a model. */
export interface Rules extends Analyst {
  /** The same scores of the agent as `analyze`, with less work. */
  agentScores?(request: AnalysisRequest): Promise<AgentScores>;
  /** Bounds of these scores, with far less work: what the words of the agent alone tell. */
  agentScoreBounds?(request: AnalysisRequest): Promise<ScoreBounds>;
}

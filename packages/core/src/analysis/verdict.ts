import type { CallAnalytics, Judgement } from '../analytics/analytics.ts';
import type { Call } from '../call/call.ts';
import { resolutionMinutes } from '../metrics/metrics.ts';

/** The part of an analysis that has to be judged, as opposed to what stands in the call. */
export type Verdict = Pick<
  CallAnalytics,
  'sentiment' | 'satisfaction' | 'emotions' | 'issueResolution' | 'agentPerformance'
>;

/** What the verdict on a call needs beside the judgement. */
export interface VerdictContext {
  call: Call;
  /** The category as it is kept. */
  category: string;
  /** Median of how long the agent takes to answer, in milliseconds; null if unknown. */
  latencyMs: number | null;
  /** False if the words of the agent may be those of the customer. */
  isAgentKnown: boolean;
}

/** The verdict on a conversation. Labels follow from scores, so that the two cannot contradict each other. */
export function verdictOf(judgement: Judgement, context: VerdictContext): Verdict {
  const { call, category, latencyMs, isAgentKnown } = context;
  const { sentimentScore, satisfactionScore, resolved } = judgement;
  return {
    sentiment: { score: sentimentScore, label: third(sentimentScore, 'Positive', 'Neutral', 'Negative') },
    satisfaction: {
      score: satisfactionScore,
      prediction: third(satisfactionScore, 'Satisfied', 'Neutral', 'Dissatisfied'),
    },
    emotions: judgement.emotions,
    issueResolution: {
      resolved,
      category,
      resolutionTimeMinutes: resolved ? resolutionMinutes(call, judgement.resolvedAt) : null,
      escalationRisk: judgement.escalationRisk,
    },
    agentPerformance: isAgentKnown
      ? {
          professionalismScore: judgement.professionalismScore,
          empathyScore: judgement.empathyScore,
          knowledgeScore: judgement.knowledgeScore,
          avgResponseLatencySeconds: latencyMs === null ? null : Math.round(latencyMs / 1000),
        }
      : null,
  };
}

/** The verdict where there is nothing to judge, or nothing that the engine can judge: a guess would be read as a fact. */
export const NO_VERDICT: Verdict = {
  sentiment: { score: null, label: null },
  satisfaction: { score: null, prediction: null },
  emotions: [],
  issueResolution: { resolved: null, category: null, resolutionTimeMinutes: null, escalationRisk: null },
  agentPerformance: null,
};

function third<Label>(score: number, high: Label, middle: Label, low: Label): Label {
  if (score >= 67) return high;
  return score >= 34 ? middle : low;
}

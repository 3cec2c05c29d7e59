import { type CallAnalytics, Judgement, MAX_TEXT } from '../analytics/analytics.ts';
import { type CheckedFindings, checkFindings } from '../evidence/gate.ts';
import { summaryOfClaims } from '../evidence/summary.ts';
import { resolutionMinutes } from '../metrics/metrics.ts';
import type { AnalysisRequest, Analyst, AnalystAnswer } from '../ports/analyst.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { toIso } from '../shared/timestamps.ts';
import { agentsOfTurns, mainAgent, withNames } from './agent-names.ts';
import { flagsOf, isName, namesOf } from './analysis-flags.ts';
import type { Assignment } from './judge-call.ts';
import { flagsOfLabels } from './require-conversation.ts';
import { doubtsAboutSides, withoutClaims } from './sides.ts';

/** What an analyst was asked, and by whom the answer is. */
export interface Asked extends Pick<Assignment, 'claim' | 'agentId' | 'timeZone'>, AnalysisRequest {
  callMetrics: CallAnalytics['callMetrics'];
  engine: Analyst['engine'];
  /** Milliseconds since 1970 at which it answered. */
  now: number;
}

/**
 * Makes the analytics of a call of what an analyst answered: judgements as they are, claims through the evidence gate,
 * figures and labels by code.
 *
 * @throws LiveAssistError `analyst_bad_output` when the answer has not the agreed shape.
 */
export function buildAnalytics(answer: AnalystAnswer, asked: Asked): CallAnalytics {
  const { call, claim, openCommitments } = asked;
  const metrics = withNames(asked.metrics, asked.agentId);
  const doubts = doubtsAboutSides(call);
  const believed = doubts.length > 0 ? withoutClaims(readJudgement(answer)) : null;
  const judgement = believed?.judgement ?? readJudgement(answer);
  const checked = checkFindings(judgement, call, openCommitments, call.endedAt, asked.timeZone, {
    worded: asked.engine === 'openai',
    tools: asked.toolRules,
  });
  const texts = (claims: { text: string }[]) => claims.map(({ text }) => text);
  const stand = (claims: { evidence: CallAnalytics['commitments'][number]['evidence'] }[]) =>
    claims.map(({ evidence }) => evidence);
  const named = namesOf(mainAgent(asked.agentId, metrics, call), call.agentId, judgement.category);
  const agents = agentsOfTurns(call, metrics);
  const latency = metrics.agentResponseLatency;

  return {
    call_id: claim.call_id,
    client_email: claim.client_email,
    created_at: claim.created_at,
    agent_id: named.agentId,
    sentiment: {
      score: judgement.sentimentScore,
      label: third(judgement.sentimentScore, 'Positive', 'Neutral', 'Negative'),
    },
    satisfaction: {
      score: judgement.satisfactionScore,
      prediction: third(judgement.satisfactionScore, 'Satisfied', 'Neutral', 'Dissatisfied'),
    },
    emotions: judgement.emotions,
    callMetrics: asked.callMetrics,
    issueResolution: {
      resolved: judgement.resolved,
      category: named.category,
      resolutionTimeMinutes: judgement.resolved ? resolutionMinutes(call, judgement.resolvedAt) : null,
      escalationRisk: judgement.escalationRisk,
    },
    // Of an agent whose words may be those of the customer nothing is said.
    agentPerformance:
      believed !== null
        ? null
        : {
            professionalismScore: judgement.professionalismScore,
            empathyScore: judgement.empathyScore,
            knowledgeScore: judgement.knowledgeScore,
            avgResponseLatencySeconds: latency === null ? null : Math.round(latency.medianMs / 1000),
          },
    keyInsights: texts(checked.keyInsights),
    actionItems: texts(checked.actionItems),
    tags: tagsOf({ ...judgement, category: named.category }, checked),
    memory: {
      deliverables: texts(checked.deliverables),
      improvementAreas: texts(checked.improvementAreas),
    },
    summary: summaryOfClaims({ ...judgement, category: named.category }, checked),
    commitments: agents.promises(checked.commitments),
    closings: checked.closings.map((closing) => ({ ...closing, at: claim.created_at })),
    evidence: {
      keyInsights: stand(checked.keyInsights),
      actionItems: stand(checked.actionItems),
      deliverables: stand(checked.deliverables),
      improvementAreas: stand(checked.improvementAreas).map(agents.advice),
    },
    metrics,
    analysis: {
      engine: asked.engine,
      model: answer.model,
      promptVersion: answer.promptVersion,
      analyzedAt: toIso(asked.now),
      attempt: claim.attempt,
      lastWindow: call.lastWindow,
      usage: answer.usage,
      costUsd: answer.costUsd,
      dropped: checked.dropped + (believed?.dropped ?? 0),
      flags: [
        ...flagsOf(call, checked.addressed, named),
        ...flagsOfLabels(call),
        ...doubts,
        ...(answer.flags ?? []),
      ],
    },
  };
}

function readJudgement(answer: AnalystAnswer): Judgement {
  const parsed = Judgement.safeParse(answer.judgement);
  if (parsed.success) return parsed.data;
  throw new LiveAssistError(
    'analyst_bad_output',
    'The analyst gave an answer that cannot be read. Try again.',
    {
      cause: parsed.error,
    },
  );
}

// Labels follow from scores, so that they cannot contradict.
function third<Label>(score: number, high: Label, middle: Label, low: Label): Label {
  if (score >= 67) return high;
  return score >= 34 ? middle : low;
}

const PROMISED = 'follow-up-promised';

function tagsOf({ tags, category, resolved }: Judgement, { commitments }: CheckedFindings): string[] {
  const isPromised = commitments.some(({ owner }) => owner === 'agent');
  const fallbacks = [category, resolved ? 'resolved' : 'unresolved', 'call'];
  const given = tags.filter((tag) => isName(tag) && (isPromised || tag !== PROMISED));
  const unique = [...new Set([...given, ...fallbacks].map((tag) => tag.toLowerCase()))];
  return unique.slice(0, Math.max(2, Math.min(4, given.length))).map((tag) => tag.slice(0, MAX_TEXT));
}

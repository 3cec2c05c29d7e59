import { type CallAnalytics, Judgement, MAX_TEXT } from './analytics.ts';
import type { Call, Turn } from './call.ts';
import { LiveAssistError } from './errors.ts';
import { isPlain } from './evidence.ts';
import { type CheckedClaims, checkClaims } from './gate.ts';
import { openBefore } from './ledger.ts';
import { measureCall, resolutionMinutes } from './metrics.ts';
import type { Analyst, AnalystAnswer, Clock, HeldClaim } from './ports.ts';
import { redactCall } from './redact.ts';
import type { StoredAnalytics } from './stored-analytics.ts';
import { repeatsTurn, summaryOfClaims } from './summary.ts';
import { toIso } from './timestamps.ts';

const MAX_ADDRESSED = 20;

/** What an attempt works on. */
export interface Assignment {
  call: Call;
  claim: HeldClaim;
  agentId: string | null;
  /** All rows of the customer, for the promises of earlier calls. */
  earlier: readonly StoredAnalytics[];
  /** Milliseconds since 1970 by which the analyst must have answered. */
  deadline: number;
  timeZone: string;
}

/**
 * Has one call judged and makes its analytics: figures by code, secrets replaced before anything is judged,
 * judgements by the analyst, claims through the evidence gate.
 *
 * @throws LiveAssistError `insufficient_conversation` when one side says nothing (the analyst is not asked),
 *   `analyst_timeout` past the deadline, `analyst_bad_output` when the answer has not the agreed shape, and
 *   whatever the analyst throws.
 */
export async function judgeCall(
  { analyst, clock }: { analyst: Analyst; clock: Clock },
  assignment: Assignment,
): Promise<CallAnalytics> {
  const { claim, deadline } = assignment;
  requireConversation(assignment.call);
  const { metrics, callMetrics } = measureCall(assignment.call);
  const call = redactCall(assignment.call);
  const openCommitments = openBefore(assignment.earlier, claim.created_at);
  const answer = await inTime(clock, deadline, analyst.analyze({ call, metrics, openCommitments, deadline }));
  const judgement = readJudgement(answer);
  const checked = checkClaims(judgement, call, openCommitments, call.endedAt, assignment.timeZone, {
    worded: analyst.engine === 'openai',
  });
  const texts = (claims: { text: string }[]) => claims.map(({ text }) => text);
  const stand = (claims: { evidence: CallAnalytics['commitments'][number]['evidence'] }[]) =>
    claims.map(({ evidence }) => evidence);
  const latency = metrics.agentResponseLatency;

  return {
    call_id: claim.call_id,
    client_email: claim.client_email,
    created_at: claim.created_at,
    agent_id: assignment.agentId,
    sentiment: {
      score: judgement.sentimentScore,
      label: third(judgement.sentimentScore, 'Positive', 'Neutral', 'Negative'),
    },
    satisfaction: {
      score: judgement.satisfactionScore,
      prediction: third(judgement.satisfactionScore, 'Satisfied', 'Neutral', 'Dissatisfied'),
    },
    emotions: judgement.emotions,
    callMetrics,
    issueResolution: {
      resolved: judgement.resolved,
      category: judgement.category,
      resolutionTimeMinutes: judgement.resolved ? resolutionMinutes(call, judgement.resolvedAt) : null,
      escalationRisk: judgement.escalationRisk,
    },
    agentPerformance: {
      professionalismScore: judgement.professionalismScore,
      empathyScore: judgement.empathyScore,
      knowledgeScore: judgement.knowledgeScore,
      avgResponseLatencySeconds: latency === null ? null : Math.round(latency.medianMs / 1000),
    },
    keyInsights: texts(checked.keyInsights),
    actionItems: texts(checked.actionItems),
    tags: tagsOf(judgement),
    memory: {
      deliverables: texts(checked.deliverables),
      improvementAreas: texts(checked.improvementAreas),
    },
    summary: summaryOf(judgement, checked),
    commitments: checked.commitments,
    closings: checked.closings.map((closing) => ({ ...closing, at: claim.created_at })),
    evidence: {
      keyInsights: stand(checked.keyInsights),
      actionItems: stand(checked.actionItems),
      deliverables: stand(checked.deliverables),
      improvementAreas: stand(checked.improvementAreas),
    },
    metrics,
    analysis: {
      engine: analyst.engine,
      model: answer.model,
      promptVersion: answer.promptVersion,
      analyzedAt: toIso(clock.now()),
      attempt: claim.attempt,
      lastWindow: call.lastWindow,
      usage: answer.usage,
      costUsd: answer.costUsd,
      dropped: checked.dropped,
      flags: flagsOf(checked.toAnalyst, answer),
    },
  };
}

/** The same analytics under another key: a closing carries the time of the row that it stands in. */
export function movedTo(analytics: CallAnalytics, createdAt: string): CallAnalytics {
  const closings = analytics.closings.map((closing) => ({ ...closing, at: createdAt }));
  return { ...analytics, created_at: createdAt, closings };
}

function requireConversation(call: Call): void {
  const speaks = (speaker: string) => call.turns.some((turn) => turn.speaker === speaker);
  if (speaks('agent') && speaks('customer')) return;
  const unreadable = call.completeness.unreadableWindowCount > 0;
  throw new LiveAssistError(
    'insufficient_conversation',
    unreadable
      ? 'What can be read of this call has no words of both sides. Some of its windows are broken: record them again.'
      : 'One side says nothing in this call, so there is nothing to analyse.',
  );
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

// A summary leads the next call's memory box, so nothing of a turn that was meant for the analyst gets into it.
function summaryOf(judgement: Judgement, checked: CheckedClaims): string {
  const given = judgement.summary === '' ? summaryOfClaims(judgement, checked) : judgement.summary;
  return isPlain(given) && !checked.toAnalyst.some((turn) => repeatsTurn(given, turn.text)) ? given : '';
}

function flagsOf(toAnalyst: readonly Turn[], answer: AnalystAnswer): string[] {
  const addressed = toAnalyst
    .slice(0, MAX_ADDRESSED)
    .map(({ windowNumber, index }) => `turn_addresses_analyst:${windowNumber}:${index}`);
  return [...addressed, ...(answer.flags ?? [])];
}

function inTime<T>(clock: Clock, deadline: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(Math.max(0, deadline - clock.now()), () =>
      reject(new LiveAssistError('analyst_timeout', 'The analysis took too long. Try again.')),
    );
    work.then(resolve, reject).finally(cancel);
  });
}

// Labels follow from scores, so that they cannot contradict.
function third<Label>(score: number, high: Label, middle: Label, low: Label): Label {
  if (score >= 67) return high;
  return score >= 34 ? middle : low;
}

function tagsOf({ tags, category, resolved }: Judgement): string[] {
  const fallbacks = [category, resolved ? 'resolved' : 'unresolved', 'call'];
  const unique = [...new Set([...tags.filter(isPlain), ...fallbacks].map((tag) => tag.toLowerCase()))];
  return unique.slice(0, Math.max(2, Math.min(4, tags.length))).map((tag) => tag.slice(0, MAX_TEXT));
}

import type { Closing } from '../analytics/analytics.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { toldStatus } from '../shared/commitment-status.ts';

/**
 * Returns the row as it is sent: without attributes of other writers or of the store itself, and with its attributes in
 * a fixed order. A row of the previous system keeps its order.
 */
export async function publicRow(row: StoredAnalytics): Promise<StoredAnalytics> {
  const {
    commitmentChanges: _changes,
    commitmentChangeCount: _count,
    matterChange: _matter,
    outbox: _outbox,
    expires_at: _expiry,
    ...rest
  } = row as Record<string, unknown>;
  if (!isAnalysis(row)) return rest as StoredAnalytics;
  // Loaded with the first row that is sent: a memory box needs no schema of a row and should not wait for it.
  const { CallAnalytics } = await import('../analytics/analytics.ts');
  const current = { ...rest, ...(Array.isArray(row.closings) && { closings: row.closings.map(asTold) }) };
  // A row of another version may not fit the schema; sending it is still better than failing.
  return CallAnalytics.safeParse(current).data ?? (current as StoredAnalytics);
}

function asTold(closing: Closing): Closing {
  return { ...closing, status: toldStatus(closing.status) };
}

/** Returns the row without `evidence`, for a list. */
export function withoutEvidence(row: StoredAnalytics): StoredAnalytics {
  const { evidence: _, ...rest } = row;
  return rest as StoredAnalytics;
}

/**
 * Returns the row for a reader without access to coaching: `agentPerformance` is null, every list of improvement areas
 * is empty, and the figures that rate an agent are null. Notes of a supervisor about one agent do not concern the next
 * agent who takes a call of this customer.
 */
export function withoutCoaching(row: StoredAnalytics): StoredAnalytics {
  const memory = typeof row.memory === 'object' && row.memory !== null ? row.memory : {};
  return {
    ...row,
    agentPerformance: null,
    memory: { ...memory, improvementAreas: [] },
    ...(row.evidence !== undefined && { evidence: { ...(row.evidence as object), improvementAreas: [] } }),
    ...(isObject(row.metrics) && { metrics: withoutAgentFigures(row.metrics) }),
  } as StoredAnalytics;
}

/** Removes the response latency of agents and the count of their interruptions. */
function withoutAgentFigures(metrics: Record<string, unknown>): Record<string, unknown> {
  const { interruptions, agents } = metrics;
  return {
    ...metrics,
    agentResponseLatency: null,
    ...(isObject(interruptions) && { interruptions: { ...interruptions, byAgent: null } }),
    ...(Array.isArray(agents) && { agents: agents.map(withoutLatency) }),
    ...(!Array.isArray(agents) &&
      isObject(agents) && {
        agents: Object.fromEntries(Object.entries(agents).map(([id, agent]) => [id, withoutLatency(agent)])),
      }),
  };
}

function withoutLatency(agent: unknown): unknown {
  if (!isObject(agent)) return agent;
  return Object.fromEntries(
    Object.entries(agent).map(([name, figure]) => [name, /latency/i.test(name) ? null : figure]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

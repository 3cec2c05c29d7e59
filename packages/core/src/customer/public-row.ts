import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';

/**
 * The row as it is sent: without what another writer keeps beside it, or the store needs for itself, and with its
 * attributes in one order wherever it comes from. A row of the previous system stays as it is.
 */
export async function publicRow(row: StoredAnalytics): Promise<StoredAnalytics> {
  const { commitmentChanges: _changes, expires_at: _expiry, ...rest } = row as Record<string, unknown>;
  if (!isAnalysis(row)) return rest as StoredAnalytics;
  // Loaded when the first row is sent: a memory box needs no schema of a row, and should not wait for it.
  const { CallAnalytics } = await import('../analytics/analytics.ts');
  // A row of another version of this service may not fit; it is still better sent than kept back.
  return CallAnalytics.safeParse(rest).data ?? (rest as StoredAnalytics);
}

/** The row without `evidence`, for a list. */
export function withoutEvidence(row: StoredAnalytics): StoredAnalytics {
  const { evidence: _, ...rest } = row;
  return rest as StoredAnalytics;
}

/**
 * The row for a reader who may not see coaching: `agentPerformance` is null, every list of improvement areas is empty,
 * and of the figures those by which an agent is judged are null. What a supervisor notes about an agent is no business
 * of the next agent who takes this customer's call.
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

/** Without how fast an agent answers, and how often one interrupts. */
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

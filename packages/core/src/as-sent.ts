import { isAnalysis, type StoredAnalytics } from './stored-analytics.ts';

/**
 * The row as it is sent: without what another writer keeps beside it, or the store needs for itself, and with its
 * attributes in one order wherever it comes from. A row of the previous system stays as it is.
 */
export async function asSent(row: StoredAnalytics): Promise<StoredAnalytics> {
  const { commitmentChanges: _changes, expires_at: _expiry, ...rest } = row as Record<string, unknown>;
  if (!isAnalysis(row)) return rest as StoredAnalytics;
  // Loaded when the first row is sent: a memory box needs no schema of a row, and should not wait for it.
  const { CallAnalytics } = await import('./judgement.ts');
  // A row of another version of this service may not fit; it is still better sent than kept back.
  return CallAnalytics.safeParse(rest).data ?? (rest as StoredAnalytics);
}

/** The row without `evidence`, for a list. */
export function withoutEvidence(row: StoredAnalytics): StoredAnalytics {
  const { evidence: _, ...rest } = row;
  return rest as StoredAnalytics;
}

/**
 * The row for a reader who may not see coaching: `agentPerformance` is null and every list of improvement areas is
 * empty. What a supervisor notes about an agent is no business of the next agent who takes this customer's call.
 */
export function withoutCoaching(row: StoredAnalytics): StoredAnalytics {
  const memory = typeof row.memory === 'object' && row.memory !== null ? row.memory : {};
  return {
    ...row,
    agentPerformance: null,
    memory: { ...memory, improvementAreas: [] },
    ...(row.evidence !== undefined && { evidence: { ...(row.evidence as object), improvementAreas: [] } }),
  } as StoredAnalytics;
}

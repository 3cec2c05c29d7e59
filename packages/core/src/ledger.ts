import { type Commitment, isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from './analytics.ts';
import type { OpenCommitment } from './ports.ts';

/** What became of a promise: as made, then the first closing in call order, then the change by hand. */
export interface FoldedCommitment extends Commitment {
  status: 'open' | 'kept' | 'broken' | 'dismissed';
  madeIn: { call_id: string; created_at: string };
}

/**
 * Folds the rows of one customer into the state of every promise, in the order in which they were made. The
 * state is nowhere stored: each call keeps what it found, and a re-analysis of one call never writes to another.
 *
 * @param rows - All rows of the customer, in any order; rows of the previous system hold no promises.
 */
export function foldCommitments(rows: readonly StoredAnalytics[]): FoldedCommitment[] {
  const calls = rows.filter(isAnalysis).toSorted(inCallOrder);
  const firstClosing = new Map<string, 'kept' | 'broken'>();
  for (const { closings } of calls) {
    for (const { commitment_id, status } of closings) {
      if (!firstClosing.has(commitment_id)) firstClosing.set(commitment_id, status);
    }
  }
  return calls.flatMap(({ call_id, created_at, commitments, commitmentChanges }) =>
    commitments.map((commitment) => ({
      ...commitment,
      status: commitmentChanges?.[commitment.id]?.status ?? firstClosing.get(commitment.id) ?? 'open',
      madeIn: { call_id, created_at },
    })),
  );
}

/**
 * The promises that were open when a call began: made in calls with an earlier `created_at`, and folded without
 * what that call and later ones say of them, so that a re-analysis starts from the same state as the first.
 */
export function openBefore(rows: readonly StoredAnalytics[], createdAt: string): OpenCommitment[] {
  return foldCommitments(rows.filter((row) => row.created_at < createdAt))
    .filter((commitment) => commitment.status === 'open')
    .map(({ id, text, owner, dueAt }) => ({ id, text, owner, dueAt }));
}

function inCallOrder(a: StoredCallAnalytics, b: StoredCallAnalytics): number {
  return a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : 0;
}

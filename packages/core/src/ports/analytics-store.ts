import type { CallAnalytics } from '../analytics/analytics.ts';
import type { CommitmentChange, StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { ReadOptions } from './call-records.ts';

/**
 * Analysed calls, by customer (table `call-analytics`). A `clientEmail` is a key as it is stored; the caller
 * normalises. Every method throws `LiveAssistError('store_unavailable')` when the store cannot be reached.
 */
export interface AnalyticsStore {
  /** The row at this key, read consistently, or null. */
  get(clientEmail: string, createdAt: string): Promise<StoredAnalytics | null>;
  /** All rows of a customer, newest first, all pages, read consistently. */
  list(clientEmail: string, options?: ReadOptions): Promise<StoredAnalytics[]>;
  /**
   * Writes what an analysis found, and only that: attributes that belong to other writers stay.
   * `written` when the key was free or held this call with a lower `analysis.attempt` (a lost answer of an own
   * earlier write counts too); `taken` when another call has the key; `fenced` when a later attempt of this
   * call has been there. The last two change nothing.
   */
  write(analytics: CallAnalytics): Promise<'written' | 'taken' | 'fenced'>;
  /**
   * Keeps a change made by hand beside what the analysis found, unless a later one (by `at`) is there; nothing else of
   * the row is touched. Returns the change that stands now; null when no row of that call lies at this key any more.
   */
  changeCommitment(
    row: Pick<StoredAnalytics, 'client_email' | 'created_at' | 'call_id'>,
    commitmentId: string,
    change: CommitmentChange,
  ): Promise<CommitmentChange | null>;
  /** Removes a row; a row that is not there is no error. */
  remove(clientEmail: string, createdAt: string): Promise<void>;
}

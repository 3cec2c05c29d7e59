import type { CallAnalytics } from '../analytics/analytics.ts';
import type { CommitmentChange, StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { ReadOptions } from './call-records.ts';

/**
 * The store of analysed calls, by customer (table `call-analytics`). A `clientEmail` is a key as stored; the caller
 * normalises it. Every method throws `LiveAssistError('store_unavailable')` if the store cannot be reached.
 */
export interface AnalyticsStore {
  /** Reads the row at this key consistently; null if there is none. */
  get(clientEmail: string, createdAt: string): Promise<StoredAnalytics | null>;
  /**
   * Reads the rows of a customer consistently, newest first, over all pages.
   *
   * @param options.newest - Read at most this many rows. @default all
   */
  list(clientEmail: string, options?: ReadOptions & { newest?: number }): Promise<StoredAnalytics[]>;
  /**
   * Writes the attributes of an analysis; attributes of other writers stay. `written`: the key was free or held this
   * call with a lower `analysis.attempt` (an own earlier write with a lost answer counts too). `taken`: another call
   * has the key. `fenced`: a later attempt of this call has written. The last two change nothing.
   */
  write(analytics: CallAnalytics): Promise<'written' | 'taken' | 'fenced'>;
  /**
   * Stores a manual change beside the findings of the analysis unless a later one (by `at`) is stored; touches nothing
   * else of the row. Returns the change that now counts; null if no row of that call has this key any more.
   */
  changeCommitment(
    row: Pick<StoredAnalytics, 'client_email' | 'created_at' | 'call_id'>,
    commitmentId: string,
    change: CommitmentChange,
  ): Promise<CommitmentChange | null>;
  /** Removes a row; removing a missing row is not an error. */
  remove(clientEmail: string, createdAt: string): Promise<void>;
}

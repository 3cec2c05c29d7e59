import type { CallAnalytics } from '../analytics/analytics.ts';
import type { Outbox } from '../analytics/outbox.ts';
import type { CommitmentChange, MatterChange, StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { ReadOptions } from './call-records.ts';

/** How much is read of a customer. */
export interface ReadBounds {
  /** Most rows. */
  most: number;
  /** About the most bytes, as the store counts them. */
  bytes: number;
}

/**
 * The store of analysed calls, by customer (table `call-analytics`). A `clientEmail` is a key as stored; the caller
 * normalises it. Every method throws `LiveAssistError('store_unavailable')` if the store cannot be reached.
 */
export interface AnalyticsStore {
  /** When a row that is written now for the first time expires, in seconds since 1970; undefined: never. */
  expiryOfNew(): Promise<number | undefined>;
  /** Reads the row at this key consistently; null if there is none. */
  get(clientEmail: string, createdAt: string): Promise<StoredAnalytics | null>;
  /** Reads all rows of a customer consistently, newest first, over all pages. */
  list(clientEmail: string, options?: ReadOptions): Promise<StoredAnalytics[]>;
  /** Reads the newest rows of a customer consistently, newest first: no more than the bounds allow, but one at least. */
  recent(clientEmail: string, bounds: ReadBounds): Promise<{ rows: StoredAnalytics[]; hasMore: boolean }>;
  /** Reads the first `most` rows at or after a time, as its text sorts, consistently, oldest first. */
  from(clientEmail: string, createdAt: string, most: number): Promise<StoredAnalytics[]>;
  /**
   * Writes the attributes of an analysis; attributes of other writers stay. `written`: the key was free or held this
   * call with a lower `analysis.attempt` (an own earlier write with a lost answer counts too). `taken`: another call
   * has the key. `fenced`: a later attempt of this call has written. `changed`: `commitmentChanges` is not as it was
   * read. The last three change nothing.
   *
   * @param analytics - Its `outbox`, if any, replaces the stored one. Its `expires_at` is the expiry of a new row; without it the store gives it one.
   * @param changeCount - The `commitmentChangeCount` of the row as it was read, null for none; without it the changes are
   *   not compared.
   */
  write(
    analytics: CallAnalytics & { expires_at?: number | undefined; outbox?: Outbox | undefined },
    changeCount?: number | null,
  ): Promise<'written' | 'taken' | 'fenced' | 'changed'>;
  /**
   * Stores a manual change beside the findings of the analysis unless a later one (by `at`) is stored; touches nothing
   * else of the row. Returns the change that now counts; null if no row of that call has this key any more.
   *
   * @param before - The `at` of the change that this one was made from, null for none: it replaces no other. Without it,
   *   any earlier change is replaced.
   */
  changeCommitment(
    row: Pick<StoredAnalytics, 'client_email' | 'created_at' | 'call_id'>,
    commitmentId: string,
    change: CommitmentChange,
    before?: string | null,
  ): Promise<CommitmentChange | null>;
  /** Replaces the outbox of a row if its `count` is the same. Nothing is made, and nothing else is changed. */
  keepOutbox(row: Pick<StoredAnalytics, 'client_email' | 'created_at'>, outbox: Outbox): Promise<void>;
  /** Removes the outbox of a change by hand if that change still has this `at`. */
  clearChange(
    row: Pick<StoredAnalytics, 'client_email' | 'created_at'>,
    commitmentId: string,
    at: string,
  ): Promise<void>;
  /**
   * Stores what a person says of the matter that this call opened, unless something later (by `at`) is stored; touches
   * nothing else of the row. Returns the change that now counts; null if no row of that call has this key any more.
   */
  changeMatter(
    row: Pick<StoredAnalytics, 'client_email' | 'created_at' | 'call_id'>,
    change: MatterChange,
  ): Promise<MatterChange | null>;
  /**
   * Writes a row of a call that moves to another key, with the attributes of all writers. `taken`: another call has the key,
   * and nothing is changed. A row of this call that a later attempt or change has reached stays as it is.
   */
  copy(row: StoredAnalytics): Promise<'copied' | 'taken'>;
  /** Removes a row if no change by hand came since it was read. True if it is gone. */
  removeAsRead(row: StoredAnalytics): Promise<boolean>;
  /** Removes a row; removing a missing row is not an error. */
  remove(clientEmail: string, createdAt: string): Promise<void>;
}

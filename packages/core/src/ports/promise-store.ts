import type { PromiseRecord } from '../analytics/promise-record.ts';
import type { ReadOptions } from './call-records.ts';

/**
 * One promise with everything said and done about it, so that it folds without other rows. Each analysis writes the
 * entry of its own call in `said` only.
 */
export interface PromiseItem extends PromiseRecord {
  client_email: string;
  commitment_id: string;
  /** Attempt of the analysis that found it. */
  attempt: number;
  /** When the row of the call that made it expires, in seconds since 1970; absent if it is kept. */
  rowExpiresAt?: number | undefined;
  /** Number of writes; 0 for an item that is not stored yet. */
  version: number;
  /** `missed`, `open`, `undated` or `closed`, with `#` and a month: for a list over all customers. */
  bucket: string;
  /** `<dueAt>#<commitment_id>`. */
  sort: string;
  /** Orders the promises of a customer by how much they are worth reading; see `recallOf`. */
  recall: string;
  /** Seconds since 1970; absent if it is kept. */
  expires_at?: number | undefined;
}

/**
 * The ledger of promises, by customer (table `promises`). A `clientEmail` is a key as stored. Every method throws
 * `LiveAssistError('store_unavailable')` if the store cannot be reached.
 */
export interface PromiseStore {
  /** Reads one promise consistently; null if there is none. */
  get(clientEmail: string, commitmentId: string): Promise<PromiseItem | null>;
  /**
   * Reads the open promises of a customer and those closed within 90 days, consistently and in no order: at most {@link
   * MOST_RECALLED}, of more those that are freshest, and {@link LONGEST_DUE} of those that are due the longest.
   *
   * @param today - `YYYY-MM-DD`.
   */
  recalled(clientEmail: string, today: string): Promise<PromiseItem[]>;
  /**
   * Reads open promises of all customers that are due in a range of days, over the index `byState`, which may lag: in the
   * order of their day, after the given one.
   */
  due(query: DueQuery): Promise<PromiseItem[]>;
  /** Reads every promise of a customer consistently, over all pages. */
  all(clientEmail: string, options?: ReadOptions): Promise<PromiseItem[]>;
  /**
   * Stores the item if the stored `version` is the given one (none, for 0), and raises it by 1. False, with nothing
   * changed, if another writer was faster, or if the answer to this write was lost: read the item again.
   */
  save(item: PromiseItem): Promise<boolean>;
  /**
   * Removes a promise.
   *
   * @param version - Remove it only if it still has this version.
   * @returns true if it is gone.
   */
  remove(clientEmail: string, commitmentId: string, version?: number): Promise<boolean>;
}

/** The argument of {@link PromiseStore.due}. */
export interface DueQuery {
  /** As {@link PromiseItem.bucket}. */
  bucket: string;
  /** The first and the last day, `YYYY-MM-DD`. */
  first: string;
  last: string;
  /** The last promise of the part that was read before; null to begin. */
  after: Pick<PromiseItem, 'client_email' | 'commitment_id' | 'sort'> | null;
  most: number;
}

/** Most promises that one read of a ledger gets, apart from those due the longest. */
export const MOST_RECALLED = 200;
/** Most promises that are read in addition when there are more: those due the longest. */
export const LONGEST_DUE = 100;

/** Prefix of `recall` of closed promises; it sorts below {@link OPEN}. */
export const CLOSED = 'closed#';
/** Prefix of `recall` of open promises that were not said to be missed. */
export const OPEN = 'open#0#';
/** Prefix of `recall` of open promises that were said to be missed; it sorts above {@link OPEN}. */
export const MISSED = 'open#1#';

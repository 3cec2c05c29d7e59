import type { CallWindow } from '../call/call.ts';
import type { RedactableRecords } from './window-redaction.ts';

/** A window without its content. */
export type WindowHead = Omit<CallWindow, 'turns' | 'aiTips' | 'activityFeed' | 'speakers'>;

/** Options of a read for an erasure. */
export interface ReadOptions {
  /** Include expired rows that the database has not removed yet. @default false */
  expired?: boolean;
}

/**
 * The store of the windows of calls (table `call-records`). Every method throws `LiveAssistError('store_unavailable')`
 * if the store cannot be reached.
 */
export interface CallRecords extends RedactableRecords {
  /**
   * Reads every window consistently, in ascending order of its number, over all pages; [] for an unknown call. Throws
   * `transcript_too_long` beyond `maxCharacters`, attribute names included.
   */
  list(callId: string, options?: ReadOptions & { maxCharacters?: number }): Promise<CallWindow[]>;
  /**
   * Adds a window. If that number exists, nothing is written and the stored window is returned for the caller to
   * compare; null means that this window was written.
   */
  add(window: CallWindow): Promise<CallWindow | null>;
  /**
   * Names of the calls with a window under this address, expired ones included. The read may lag by moments, and finds
   * nothing in a table of an earlier system without an index for it.
   */
  callsOf(clientEmail: string): Promise<string[]>;
  /**
   * Reads what a window tells apart from what was said, consistently: that of the given number, or the newest; null if there
   * is none.
   */
  head(callId: string, windowNumber?: number): Promise<WindowHead | null>;
  /** Reads the numbers of all windows of a call consistently, in ascending order. */
  numbers(callId: string): Promise<number[]>;
  /**
   * Removes the number and the id that a direct writer left in a window, if they are as `read`, and sets `alias_hash` in their
   * place. True if they are gone.
   */
  hideNumber(read: CallWindow, aliasHash: string | undefined): Promise<boolean>;
  /** Removes a window unless another was recorded under its number since. True if it is gone. */
  remove(window: Pick<CallWindow, 'call_id' | 'window_number' | 'created_at'>): Promise<boolean>;
}

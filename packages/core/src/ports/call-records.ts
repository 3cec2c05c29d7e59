import type { CallWindow } from '../call/call.ts';
import type { RedactableRecords } from './window-redaction.ts';

/** How a store reads for an erasure. */
export interface ReadOptions {
  /** Also rows whose time is over and that the database has not removed yet. @default false */
  expired?: boolean;
}

/**
 * The windows of calls (table `call-records`).
 * Every method throws `LiveAssistError('store_unavailable')` when the store cannot be reached.
 */
export interface CallRecords extends RedactableRecords {
  /** Every window in ascending order of its number, all pages, read consistently; [] for an unknown call. Over
   * `maxCharacters`, the names of attributes included, reading ends with `transcript_too_long`. */
  list(callId: string, options?: ReadOptions & { maxCharacters?: number }): Promise<CallWindow[]>;
  /**
   * Adds a window. When that number exists already nothing is written, and the stored window is returned
   * for the caller to compare; null means that this one was written.
   */
  add(window: CallWindow): Promise<CallWindow | null>;
  /**
   * The names of the calls that have a window under this address, expired ones included. This read may lag behind by
   * moments, and finds nothing in a table of an earlier system that has no index for it.
   */
  callsOf(clientEmail: string): Promise<string[]>;
  /** Removes a window, unless another was recorded under its number since. True when it is gone. */
  remove(window: Pick<CallWindow, 'call_id' | 'window_number' | 'created_at'>): Promise<boolean>;
}

/** When a call counts as ended, and which calls are analysed by themselves. */
export interface EndingSettings {
  /** Time after the end in which a last window may still come, in milliseconds. */
  settleMs: number;
  /** Time without a window after which a call counts as ended, in milliseconds; null: silence ends no call. */
  afterMs: number | null;
  /** The same for a chat (`timestamp_marks: sent`). */
  chatAfterMs: number | null;
  /** Calls that were last recorded before never wait, in milliseconds since 1970; null: all calls may. */
  analyzeSince: number | null;
}

/** The settings where nothing is set. */
export const DEFAULT_ENDING: EndingSettings = {
  settleMs: 30_000,
  afterMs: 5 * 60_000,
  chatAfterMs: 60 * 60_000,
  analyzeSince: null,
};

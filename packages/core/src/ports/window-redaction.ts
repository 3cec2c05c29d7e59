import type { CallWindow } from '../call/call.ts';

/** How recorded windows are known again, and whether their secrets are replaced in place. */
export interface WindowRedaction {
  /** A keyed hash of a text. */
  hash(text: string): Promise<string>;
  /** Whether windows are redacted in place; false where raw windows are kept. */
  inPlace: boolean;
}

/** The port of a redaction, among those that the use cases need. */
export interface RedactionPort {
  /** Absent where there is no key for hashes: then no window is redacted in place. */
  redaction?: WindowRedaction | undefined;
}

/** What a store of windows tells of the ends of a call, and does for their redaction in place. */
export interface RedactableRecords {
  /** The highest window number of a call, read consistently; null for an unknown call. */
  newestWindow(callId: string): Promise<number | null>;
  /** The lowest window number of a call, read consistently; null for an unknown call. */
  oldestWindow(callId: string): Promise<number | null>;
  /**
   * Some windows of a call in ascending order, read consistently: those after number `after` (null: from the first) until
   * they hold `maxCharacters`, but at least one; [] when there is none.
   */
  slice(callId: string, after: number | null, maxCharacters: number): Promise<CallWindow[]>;
  /**
   * Puts the attributes of `change` in place of those of a window, on condition that it is there, and that its `turns`,
   * `aiTips`, `activityFeed` and all that is changed are what was read. False, and nothing changed, when they are not. It
   * moves no `expires_at`, and gives none to a row that has none.
   */
  redact(read: CallWindow, change: Partial<CallWindow>): Promise<boolean>;
}

import type { CallWindow } from '../call/call.ts';

/** How windows are recognised after their redaction, and whether they are redacted in place. */
export interface WindowRedaction {
  /** Returns a keyed hash of a text. */
  hash(text: string): Promise<string>;
  /** The same with the former key, by which windows were hashed before. */
  formerHash?: ((text: string) => Promise<string>) | undefined;
  /** True if windows are redacted in place; false if raw windows are kept. */
  inPlace: boolean;
}

/** The redaction port among {@link Ports}. */
export interface RedactionPort {
  /** Absent without a key for hashes: then no window is redacted in place. */
  redaction?: WindowRedaction | undefined;
}

/** The part of {@link CallRecords} that a redaction in place needs. */
export interface RedactableRecords {
  /** Reads the highest window number of a call consistently; null for an unknown call. */
  newestWindow(callId: string): Promise<number | null>;
  /** Reads the lowest window number of a call consistently; null for an unknown call. */
  oldestWindow(callId: string): Promise<number | null>;
  /**
   * Reads some windows of a call consistently, in ascending order: those after number `after` (null: from the first) up
   * to `maxCharacters`, but at least one; [] if there is none.
   */
  slice(callId: string, after: number | null, maxCharacters: number): Promise<CallWindow[]>;
  /**
   * Replaces attributes of a window by those of `change`, if the window exists and its `turns`, `aiTips`,
   * `activityFeed` and all changed attributes are still as `read`. False, with nothing changed, if not. Leaves
   * `expires_at` as it is, and adds none.
   */
  redact(read: CallWindow, change: Partial<CallWindow>): Promise<boolean>;
}

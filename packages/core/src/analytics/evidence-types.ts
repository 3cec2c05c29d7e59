/**
 * What a claim stands on, as plain types: they are part of the types of `<memory-box>`, which name no other package. The
 * schemas in `analytics.ts` must agree with them.
 *
 * @module
 */

/** Where a claim was said: one turn, and the words in it. `turn` is 0-based in its window. */
export interface TurnEvidence {
  window_number: number;
  turn: number;
  speaker: 'agent' | 'customer' | 'other';
  quote: string;
}

/** A tool call that succeeded. `activity` is 0-based in its window's feed. */
export interface ActivityEvidence {
  window_number: number;
  activity: number;
  name: string;
}

/** Where a claim was said, or the tool call that bears it out. */
export type Evidence = TurnEvidence | ActivityEvidence;

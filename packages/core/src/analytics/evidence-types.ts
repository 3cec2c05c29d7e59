/**
 * Evidence as plain types: the types of `<memory-box>` include them and must name no other package. The
 * schemas in `findings.ts` must agree with them.
 *
 * @module
 */

/** A quote: one turn, and the quoted words in it. `turn` is 0-based in its window. */
export interface TurnEvidence {
  window_number: number;
  turn: number;
  speaker: 'agent' | 'customer' | 'other';
  quote: string;
  /** Which of several agents said it, where that matters: of advice. */
  agent_id?: string | null | undefined;
}

/** A tool call that succeeded. `activity` is 0-based in its window's feed. */
export interface ActivityEvidence {
  window_number: number;
  activity: number;
  name: string;
}

/** A quote or a tool call that proves a finding. */
export type Evidence = TurnEvidence | ActivityEvidence;

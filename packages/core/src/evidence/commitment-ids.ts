import type { Commitment } from '../analytics/analytics.ts';
import type { TurnEvidence } from '../analytics/findings.ts';

/** A promise that passed the gate and has no id yet. */
export interface Made extends Omit<Commitment, 'id'> {
  /** The quote in which it was made. */
  said: TurnEvidence;
  /** The whole turn of that quote. */
  words: string;
}

/**
 * Assigns ids to promises: `<call_id>:<window>:<turn>:<n>`. An id depends on where the promise was said, not on the
 * order of the analyst, so that a manual change still finds its promise after a re-analysis.
 */
export function numbered(callId: string, made: readonly Made[]): Commitment[] {
  const byTurn = new Map<string, Made[]>();
  for (const promise of made) {
    const turn = `${promise.said.window_number}:${promise.said.turn}`;
    byTurn.set(turn, [...(byTurn.get(turn) ?? []), promise]);
  }
  return [...byTurn].flatMap(([turn, promises]) =>
    promises
      .toSorted((a, b) => a.words.indexOf(a.said.quote) - b.words.indexOf(b.said.quote))
      .map(({ text, owner, dueAt, dueTime, evidence }, n) => ({
        id: `${callId}:${turn}:${n}`,
        text,
        owner,
        dueAt,
        dueTime,
        evidence,
      })),
  );
}

import type { Commitment, TurnEvidence } from '../analytics/analytics.ts';

/** A promise that passed the gate, before it has an id. */
export interface Made extends Omit<Commitment, 'id'> {
  said: TurnEvidence;
  /** The whole turn in which it was said. */
  words: string;
}

/**
 * Gives promises their ids, `<call_id>:<window>:<turn>:<n>`. An id follows from where the promise was said, not from the
 * order in which an analyst lists it, so that a change made by hand still finds its promise after a re-analysis.
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

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
 * order of the analyst, so that a manual change still finds its promise after a re-analysis. Null stays null.
 */
export function numbered(callId: string, made: readonly (Made | null)[]): (Commitment | null)[] {
  const byTurn = new Map<string, Made[]>();
  for (const promise of made) {
    if (promise === null) continue;
    const turn = `${promise.said.window_number}:${promise.said.turn}`;
    byTurn.set(turn, [...(byTurn.get(turn) ?? []), promise]);
  }
  const ids = new Map<Made, string>();
  for (const [turn, promises] of byTurn) {
    const inOrder = promises.toSorted(
      (a, b) => a.words.indexOf(a.said.quote) - b.words.indexOf(b.said.quote),
    );
    for (const [n, promise] of inOrder.entries()) ids.set(promise, `${callId}:${turn}:${n}`);
  }
  return made.map((promise) => {
    if (promise === null) return null;
    const { said: _said, words: _words, ...commitment } = promise;
    return { id: ids.get(promise) ?? '', ...commitment };
  });
}

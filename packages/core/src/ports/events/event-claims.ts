import type { Claim } from '../analysis-claims.ts';

/** Keeps a call in `waiting` until its events are handed over; see `eventsMarkOf`. */
export interface EventsMark {
  /** As {@link Claim.eventsRev}; -1 if the call waits for more. */
  rev: number;
  /** The present `since` of the claim, or when the call ended. */
  since: string;
}

/** The part of the claims that keeps calls in `waiting` until their events are handed over. */
export interface EventClaims {
  /**
   * Keeps the call in `waiting` until its events are handed over.
   *
   * @param mark - With the `waitingRev` that it was made from. False, with nothing changed, if that is another one by now, or
   *   if there is no claim.
   */
  holdForEvents(
    callId: string,
    waitingRev: number | undefined,
    mark: EventsMark & { token: string },
  ): Promise<boolean>;
  /**
   * Notes that the events of the call were handed over, unless others were written since: if `eventsToken` is as in
   * `claim`, as it was read. A call that waited for nothing else leaves `waiting`.
   */
  told(claim: Pick<Claim, 'call_id' | 'eventsToken' | 'waitingRev'>, failure?: string): Promise<void>;
}

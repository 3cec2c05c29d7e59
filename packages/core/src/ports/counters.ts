/** Identifies one count, and when it may be forgotten. */
export interface Counter {
  /** For example `analyses#2026-11-22T16:14`; each name serves one purpose and one period. */
  id: string;
  /** Seconds since 1970 from which the count is forgotten. */
  expires_at: number;
}

/** An amount that is set aside in a count until the real amount is known. */
export interface Reservation {
  counter: Counter;
  /** Unique name of this reservation. */
  token: string;
  /** A whole number, 0 or more. */
  amount: number;
}

/**
 * Counts in whole numbers, shared by all instances (table `service-state`); an unused count is 0. A count takes single
 * amounts or reservations, never both. Every method throws `LiveAssistError('store_unavailable')` if the store cannot
 * be reached.
 */
export interface Counters {
  /**
   * Adds 1 if the count is below `limit`. False, with nothing added, if not. If the answer to a write is lost, it may
   * count one too many, never one too few.
   */
  count(counter: Counter, limit: number): Promise<boolean>;
  /**
   * Adds the amount of a reservation if the count is then at most `limit`; repeating it with the same token adds
   * nothing. `spent` and `busy` add nothing either: `spent` if the amount does not fit beside the settled amounts,
   * `busy` if it would fit without the other reservations.
   */
  reserve(reservation: Reservation, limit: number): Promise<'reserved' | 'busy' | 'spent'>;
  /** Reads the count consistently, reserved amounts included. */
  standing(id: string): Promise<number>;
  /** Replaces the reserved amount by `amount`, once; settling a reservation again changes nothing. */
  settle(reservation: Reservation, amount: number): Promise<void>;
}

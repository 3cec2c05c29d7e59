/** Names one count, and says until when it matters. */
export interface Counter {
  /** For example `analyses#2026-11-22T16:14`; a name is used for one purpose and one time. */
  id: string;
  /** Seconds since 1970 from which on the count is forgotten. */
  expires_at: number;
}

/** An amount that is set aside in a count until it is known. */
export interface Reservation {
  counter: Counter;
  /** Names this reservation; fresh for each. */
  token: string;
  /** A whole number, 0 or more. */
  amount: number;
}

/**
 * Counts that all instances share (table `service-state`), in whole numbers; one that was never used stands at 0. A
 * count takes single amounts or reservations, never both. Every method throws `LiveAssistError('store_unavailable')` when
 * the store cannot be reached.
 */
export interface Counters {
  /**
   * Adds 1 on condition that the count is below `limit`. False, and nothing added, when it is not. Where the answer of a
   * write is lost it may count one too many, never one too few.
   */
  count(counter: Counter, limit: number): Promise<boolean>;
  /**
   * Adds the amount of a reservation on condition that the count then is at most `limit`; doing it again with the same
   * token adds nothing. `spent` and `busy` add nothing either: `spent` when the amount does not fit beside what is
   * settled, `busy` when it would fit if nothing else were reserved.
   */
  reserve(reservation: Reservation, limit: number): Promise<'reserved' | 'busy' | 'spent'>;
  /** What the count stands at, what is reserved included; read consistently. */
  standing(id: string): Promise<number>;
  /** Puts `amount` in the place of what was reserved, once: settling a reservation again changes nothing. */
  settle(reservation: Reservation, amount: number): Promise<void>;
}

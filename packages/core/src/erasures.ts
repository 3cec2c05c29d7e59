/** Of whom, or of what, an erasure is remembered: a customer by their key, or a call that was theirs. */
export type ErasedName = { client_email: string } | { call_id: string };

/**
 * The tombstones of erased customers and of their calls (table `service-state`). They hold a keyed hash and a time, no
 * address and no name of a call. Every method throws `LiveAssistError('store_unavailable')` when the store cannot be
 * reached.
 */
export interface Erasures {
  /**
   * Milliseconds since 1970 up to which what was recorded is erased, read consistently; null when nothing was, or when
   * the tombstone is forgotten.
   */
  erasedAt(name: ErasedName): Promise<number | null>;
  /**
   * Remembers an erasure: that of a customer for {@link CUSTOMER_TOMBSTONE_DAYS}, that of a call for
   * {@link CALL_TOMBSTONE_DAYS}. An earlier moment than the one that is stored changes nothing.
   *
   * @param at - Milliseconds since 1970.
   * @returns the moment that counts now.
   */
  mark(name: ErasedName, at: number): Promise<number>;
}

/**
 * How long an erased customer's name stays refused. Whatever of this service may still be writing is over within
 * minutes, a dead letter within 14 days, a backup of the tables within 35; archives of a host come back after a
 * year. Then the hash goes too: a person who is forgotten has no name here for ever.
 */
export const CUSTOMER_TOMBSTONE_DAYS = 400;

/** Only a window without an address that is being stored at that moment needs the tombstone of its call. */
export const CALL_TOMBSTONE_DAYS = 1;

/** @returns seconds since 1970 at which the tombstone of an erasure at `at` (milliseconds) is forgotten. */
export function forgottenAt(name: ErasedName, at: number): number {
  const days = 'client_email' in name ? CUSTOMER_TOMBSTONE_DAYS : CALL_TOMBSTONE_DAYS;
  return Math.ceil(at / 1000) + days * 86_400;
}

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
  /**
   * Adds to the tombstone of a call to whom the call belonged, which ends with its claim. Without a tombstone nothing is
   * remembered.
   */
  keepOwner(callId: string, clientEmail: string): Promise<void>;
  /** Whether the tombstone of this call says that it belonged to another customer, read consistently. */
  isOfAnother(callId: string, clientEmail: string): Promise<boolean>;
}

/**
 * How long an erased customer's name stays refused. Whatever of this service may still be writing is over within
 * minutes, a dead letter within 14 days, a backup of the tables within 35; archives of a host come back after a
 * year. Then the hash goes too: a person who is forgotten has no name here for ever.
 */
export const CUSTOMER_TOMBSTONE_DAYS = 400;

/**
 * A window without an address that is being stored at that moment needs the tombstone of its call, and so does a call that
 * goes on: until a window names its customer again, nobody else may have it.
 */
export const CALL_TOMBSTONE_DAYS = 1;

/** @returns seconds since 1970 at which the tombstone of an erasure at `at` (milliseconds) is forgotten. */
export function forgottenAt(name: ErasedName, at: number): number {
  const days = 'client_email' in name ? CUSTOMER_TOMBSTONE_DAYS : CALL_TOMBSTONE_DAYS;
  return Math.ceil(at / 1000) + days * 86_400;
}

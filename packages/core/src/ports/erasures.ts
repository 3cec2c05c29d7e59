/** The subject of a tombstone: a customer by their key, or a call of theirs. */
export type ErasedName = { client_email: string } | { call_id: string };

/**
 * The tombstones of erased customers and of their calls (table `service-state`). They hold a keyed hash and a time, but
 * no address and no name of a call. Every method throws `LiveAssistError('store_unavailable')` if the store cannot be
 * reached.
 */
export interface Erasures {
  /**
   * Reads consistently up to which time (milliseconds since 1970) recordings are erased; null without a tombstone, or
   * after it was forgotten.
   */
  erasedAt(name: ErasedName): Promise<number | null>;
  /**
   * Stores the tombstone of a customer for {@link CUSTOMER_TOMBSTONE_DAYS}, of a call for {@link CALL_TOMBSTONE_DAYS}.
   * A time before the stored one changes nothing.
   *
   * @param at - Milliseconds since 1970.
   * @returns the time that now counts.
   */
  mark(name: ErasedName, at: number): Promise<number>;
  /**
   * Adds the owner of a call to its tombstone, because the claim that named the owner is removed. Stores nothing
   * without a tombstone.
   */
  keepOwner(callId: string, clientEmail: string): Promise<void>;
  /** True if the tombstone of this call names another customer; read consistently. */
  isOfAnother(callId: string, clientEmail: string): Promise<boolean>;
}

/**
 * Days for which the key of an erased customer stays refused. Writes of this service end within minutes, dead letters
 * expire within 14 days and backups of the tables within 35; archives of a host come back after a year. Then the hash
 * is removed too: an erased person must not stay named here for ever.
 */
export const CUSTOMER_TOMBSTONE_DAYS = 400;

/**
 * Days for which the tombstone of a call is kept. A window without an address that is being stored at that moment needs
 * it, and so does a call that goes on: until one of its windows names its customer again, no other customer may take
 * it.
 */
export const CALL_TOMBSTONE_DAYS = 1;

/**
 * Time at which a tombstone is forgotten.
 *
 * @param at - Time of the erasure, in milliseconds since 1970.
 * @returns seconds since 1970.
 */
export function forgottenAt(name: ErasedName, at: number): number {
  const days = 'client_email' in name ? CUSTOMER_TOMBSTONE_DAYS : CALL_TOMBSTONE_DAYS;
  return Math.ceil(at / 1000) + days * 86_400;
}

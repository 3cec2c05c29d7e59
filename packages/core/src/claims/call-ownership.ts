import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import { LiveAssistError } from '../shared/errors.ts';

/**
 * Throws unless the call belongs to this customer or has no owner yet.
 *
 * @param bound - The address that the call is bound to, if any.
 * @throws LiveAssistError `customer_mismatch`.
 */
export function requireSameCustomer(bound: string | undefined | null, key: string): void {
  if (bound != null && customerKey(bound) !== key) throw customerMismatch();
}

/** The error for a call of another customer. */
export function customerMismatch(): LiveAssistError {
  return new LiveAssistError(
    'customer_mismatch',
    'This call belongs to another customer. Check call_id and client_email.',
  );
}

/**
 * Returns the key of the customer for a conditional write to the claim: the bound key if it means the same customer (an
 * earlier version may have written it), otherwise the current key.
 *
 * @param bound - The address of the claim; undefined without a claim.
 */
export function boundKey(bound: string | undefined, clientEmail: string): string {
  const key = customerKey(clientEmail);
  return bound !== undefined && customerKey(bound) === key ? bound : key;
}

/**
 * Returns the key of the customer that the recording names: that of the first window with an address; null if there is
 * none.
 */
export function recordedCustomer(windows: readonly CallWindow[]): string | null {
  const email = windows.find((window) => window.client_email?.includes('@'))?.client_email;
  return email === undefined ? null : customerKey(email);
}

/** True if a direct writer left a telephone number or the host's id for the customer in the clear. */
export function holdsNumber({ phone, customer_id }: CallWindow): boolean {
  return phone !== undefined || customer_id !== undefined;
}

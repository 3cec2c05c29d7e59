import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';

/**
 * Throws unless the call belongs to this customer, or to nobody yet.
 *
 * @throws LiveAssistError `customer_mismatch`.
 */
export function requireSameCustomer(bound: string | undefined | null, key: string): void {
  if (bound != null && customerKey(bound) !== key) throw customerMismatch();
}

/**
 * Throws unless a call without a claim may be bound to this customer: the windows name nobody else, and an erasure has not
 * just taken the window or the claim that did.
 *
 * @param recorded - The windows of the call, read after its claim.
 * @throws LiveAssistError `customer_mismatch`, `store_unavailable`.
 */
export async function assertUnclaimed(
  { erasures }: Pick<Ports, 'erasures'>,
  callId: string,
  recorded: readonly CallWindow[],
  key: string,
): Promise<void> {
  const named = recordedCustomer(recorded);
  requireSameCustomer(named, key);
  if (named === null && (await erasures?.isOfAnother(callId, key))) throw customerMismatch();
}

function customerMismatch(): LiveAssistError {
  return new LiveAssistError(
    'customer_mismatch',
    'This call belongs to another customer. Check call_id and client_email.',
  );
}

/**
 * The key under which a call is bound to its customer, for a write that has to meet it: that of now, or one of an earlier
 * version.
 *
 * @param bound - The address of the claim; undefined where there is no claim.
 */
export function boundKey(bound: string | undefined, clientEmail: string): string {
  const key = customerKey(clientEmail);
  return bound !== undefined && customerKey(bound) === key ? bound : key;
}

/** The address that the recording itself names: that of its first window with one. */
export function recordedCustomer(windows: readonly CallWindow[]): string | null {
  const email = windows.find((window) => window.client_email?.includes('@'))?.client_email;
  return email === undefined ? null : customerKey(email);
}

import type { CallWindow } from './call.ts';
import { LiveAssistError } from './errors.ts';
import { customerKey } from './identifiers.ts';
import type { Claim, Ports } from './ports.ts';

/**
 * Throws unless the call belongs to this customer, or to nobody yet.
 *
 * @throws LiveAssistError `customer_mismatch`.
 */
export function requireSameCustomer(bound: string | undefined | null, key: string): void {
  if (bound == null || bound === key) return;
  throw new LiveAssistError(
    'customer_mismatch',
    'This call belongs to another customer. Check call_id and client_email.',
  );
}

/** The address that the recording itself names: that of its first window with one. */
export function recordedCustomer(windows: readonly CallWindow[]): string | null {
  const email = windows.find((window) => window.client_email?.includes('@'))?.client_email;
  return email === undefined ? null : customerKey(email);
}

/**
 * Binds a call to a customer. The first address that a call meets is the one: of its claim, else of a window
 * that the live system wrote, else this one.
 *
 * @throws LiveAssistError `customer_mismatch`, `store_unavailable`.
 */
export async function bindCustomer(
  ports: Pick<Ports, 'claims' | 'records'>,
  callId: string,
  key: string,
  claim: Claim | null,
): Promise<void> {
  if (claim !== null) return requireSameCustomer(claim.client_email, key);
  requireSameCustomer(recordedCustomer(await ports.records.list(callId)), key);
  requireSameCustomer(await ports.claims.bind(callId, key), key);
}

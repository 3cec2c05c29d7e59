import type { CallWindow } from './call.ts';
import { LiveAssistError } from './errors.ts';
import { customerKey } from './identifiers.ts';

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

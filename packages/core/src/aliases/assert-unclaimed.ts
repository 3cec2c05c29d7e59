import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import { customerMismatch, recordedCustomer } from '../claims/call-ownership.ts';
import type { Ports } from '../ports/ports.ts';
import { presentAddress } from './present-address.ts';

/**
 * Throws unless a call without a claim may be bound to this customer: its windows name no other customer (a direct writer
 * may still name a former address), and an erasure has not just removed the window or claim that did.
 *
 * @param recorded - The windows of the call, read after its claim.
 * @param key - The present address, as a key.
 * @throws LiveAssistError `customer_mismatch`, `store_unavailable`.
 */
export async function assertUnclaimed(
  { erasures, aliases }: Pick<Ports, 'erasures' | 'aliases'>,
  callId: string,
  recorded: readonly CallWindow[],
  key: string,
): Promise<void> {
  const named = recordedCustomer(recorded);
  if (named === null) {
    if (await erasures?.isOfAnother(callId, key)) throw customerMismatch();
  } else if (customerKey(named) !== key && (await presentAddress({ aliases }, named)) !== key) {
    throw customerMismatch();
  }
}

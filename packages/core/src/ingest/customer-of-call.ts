import { assertUnclaimed } from '../aliases/assert-unclaimed.ts';
import { presentAddress } from '../aliases/present-address.ts';
import { MAX_CALL_CHARACTERS } from '../call/call-size.ts';
import { customerKey } from '../call/identifiers.ts';
import { holdsNumber, recordedCustomer } from '../claims/call-ownership.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { customerErased } from '../erasure/erased.ts';
import { requireNotErased, undoIfErased, undoIfNothingIsLeft } from '../erasure/erasure-checks.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';

/**
 * The customer that a call is bound to. Binds a call that is not bound to the customer that its windows name, by an address,
 * a number or an id, else to the given one.
 *
 * @param named - The customer, as the contact centre names them.
 * @returns the address as it is stored; null if no customer is known.
 * @throws LiveAssistError `customer_erased` after everything of the call was removed, `customer_mismatch`,
 *   `transcript_too_long`, `store_unavailable`.
 */
export async function customerOfCall(
  ports: ErasurePorts & Pick<Ports, 'aliases'>,
  call_id: string,
  claim: Claim | null,
  named?: string | null,
): Promise<string | null> {
  if (claim?.client_email !== undefined) return claim.client_email;
  const recorded = await ports.records.list(call_id, { maxCharacters: MAX_CALL_CHARACTERS });
  if (recorded.some(holdsNumber)) {
    // Loaded with the first number that a direct writer left.
    const { hideNumbers } = await import('../aliases/hide-numbers.ts');
    await hideNumbers(ports, recorded);
    const known = (await ports.claims.get(call_id))?.client_email;
    if (known !== undefined) return known;
  }
  const told = recordedCustomer(recorded) ?? (named == null ? null : customerKey(named));
  if (told === null) return null;
  await assertUnclaimed(ports, call_id, recorded, told);
  const key = (await presentAddress(ports, told)) ?? told;
  await requireNotErased(ports, key, recorded).catch(async (error: unknown) => {
    if (isErased(error)) await undoIfErased(ports, key, recorded);
    throw error;
  });
  const bound = await ports.claims.bind(call_id, key);
  if (await undoIfNothingIsLeft(ports, bound, call_id)) throw customerErased();
  return bound;
}

/** True if a call was refused because its customer was erased. */
export function isErased(error: unknown): boolean {
  return error instanceof LiveAssistError && error.code === 'customer_erased';
}

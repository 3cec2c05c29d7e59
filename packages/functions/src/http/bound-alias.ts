import type { Ports } from '@live-assist/core';
import { type Caller, isBound, isOpenTo } from '../auth/auth.ts';

/** How a body names a customer other than by their address. */
interface Named {
  phone?: string | null | undefined;
  customer_id?: string | null | undefined;
}

/** True if a body names a customer by a number or an id. */
export function isByAlias({ phone, customer_id }: Named): boolean {
  return phone != null || customer_id != null;
}

/**
 * True if the sender may say that their customer and these aliases belong together: a token that is not bound, or one whose
 * claims hold the address and each of them, in whatever spelling.
 *
 * @throws {LiveAssistError} `store_unavailable`
 */
export async function mayLink(
  { aliases }: Pick<Ports, 'aliases'>,
  caller: Caller,
  named: Named,
): Promise<boolean> {
  if (!isBound(caller)) return true;
  if (caller.clientEmail === null || caller.isByAlias === true || aliases === undefined) return false;
  return holdsAll(aliases, caller, named);
}

/**
 * The customer whom a body names by a number or an id. A token of one customer gets the same answer for an alias of another
 * customer as for one of no one.
 *
 * @throws {LiveAssistError} `customer_not_found`, `invalid_request`, `store_unavailable`
 */
export async function namedCustomer(
  ports: Pick<Ports, 'aliases'>,
  caller: Caller,
  named: Named,
): Promise<string> {
  const { customerBehind } = await import('@live-assist/core/aliases/customer-behind');
  const found = await customerBehind(ports, named);
  if (isOpenTo(caller, found)) return found;
  const { customerNotFound } = await import('@live-assist/core/aliases/named-by');
  throw customerNotFound();
}

/**
 * Refuses a window in which a token that is bound by an alias names another one.
 *
 * @throws {LiveAssistError} `customer_not_found`, whatever the other one stands for.
 */
export async function requireOwnAlias(
  { aliases }: Pick<Ports, 'aliases'>,
  caller: Caller,
  named: Named,
): Promise<void> {
  if (caller.isByAlias !== true || aliases === undefined || (await holdsAll(aliases, caller, named))) return;
  const { customerNotFound } = await import('@live-assist/core/aliases/named-by');
  throw customerNotFound();
}

async function holdsAll(
  aliases: NonNullable<Ports['aliases']>,
  { phone, customerId }: Caller,
  named: Named,
): Promise<boolean> {
  const { aliasesIn } = await import('@live-assist/core/aliases/named-by');
  const own = await aliasesIn(aliases, { phone, customer_id: customerId });
  return (await aliasesIn(aliases, named)).every((alias) => own.includes(alias));
}

import { customerKey } from '../call/identifiers.ts';
import type { Ports } from '../ports/ports.ts';
import { customerBehind } from './customer-behind.ts';
import { aliasesIn, customerNotFound, type NamedBy } from './named-by.ts';

/** What the token of a sender says of its customer. */
export interface Sender {
  /** The one customer whom the token opens, or null. */
  clientEmail: string | null;
  /** True if that is what a number or an id of the token stands for, and no claim of the token. */
  isByAlias?: boolean;
  phone: string | null;
  customerId: string | null;
}

/** True if the token is for one customer. */
function isBound({ clientEmail, phone, customerId }: Sender): boolean {
  return clientEmail !== null || phone !== null || customerId !== null;
}

/**
 * True if the sender may say that their customer and these aliases belong together: a token that is not bound, or one whose
 * claims hold the address and each of them, in whatever spelling.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function mayLink(
  { aliases }: Pick<Ports, 'aliases'>,
  sender: Sender,
  named: NamedBy,
): Promise<boolean> {
  if (!isBound(sender)) return true;
  if (sender.clientEmail === null || sender.isByAlias === true || aliases === undefined) return false;
  return holdsAll(aliases, sender, named);
}

/**
 * The customer whom a request names by a number or an id. A token of one customer gets the same answer for an alias of
 * another customer as for one of no one.
 *
 * @throws LiveAssistError `customer_not_found`, `invalid_request`, `store_unavailable`.
 */
export async function namedCustomer(
  ports: Pick<Ports, 'aliases'>,
  sender: Sender,
  named: NamedBy,
): Promise<string> {
  const found = await customerBehind(ports, named);
  const { clientEmail } = sender;
  if (!isBound(sender) || (clientEmail !== null && customerKey(clientEmail) === found)) return found;
  throw customerNotFound();
}

/**
 * Refuses a window in which a token that is bound by an alias names another one.
 *
 * @throws LiveAssistError `customer_not_found`, whatever the other one stands for.
 */
export async function requireOwnAlias(
  { aliases }: Pick<Ports, 'aliases'>,
  sender: Sender,
  named: NamedBy,
): Promise<void> {
  if (sender.isByAlias !== true || aliases === undefined || (await holdsAll(aliases, sender, named))) return;
  throw customerNotFound();
}

async function holdsAll(
  aliases: NonNullable<Ports['aliases']>,
  { phone, customerId }: Sender,
  named: NamedBy,
): Promise<boolean> {
  const own = await aliasesIn(aliases, { phone, customer_id: customerId });
  return (await aliasesIn(aliases, named)).every((alias) => own.includes(alias));
}

import type { Ports } from '../ports/ports.ts';
import { aliasOf, customerNotFound, isMistake, type NamedBy, noAlias, noAliasesHere } from './named-by.ts';

/**
 * Finds the customer whom a number or an id stands for.
 *
 * @returns the key of the customer.
 * @throws LiveAssistError `customer_not_found`; `invalid_request` for a text that is no number; `store_unavailable`.
 */
export async function customerBehind({ aliases }: Pick<Ports, 'aliases'>, named: NamedBy): Promise<string> {
  if (aliases === undefined) throw noAliasesHere();
  const reading = await aliasOf(aliases, named);
  if ('why' in reading) throw isMistake(reading.why) ? noAlias(reading.why) : customerNotFound(reading.why);
  const stored = await aliases.get(reading.alias);
  if (stored?.client_email === undefined) throw customerNotFound();
  return stored.client_email;
}

/**
 * {@link customerBehind} for a token that is bound by a number or an id: null if that stands for no one, or names no one.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function customerOf(
  { aliases }: Pick<Ports, 'aliases'>,
  named: NamedBy,
): Promise<string | null> {
  const reading = aliases === undefined ? null : await aliasOf(aliases, named);
  if (aliases === undefined || reading === null || 'why' in reading) return null;
  return (await aliases.get(reading.alias))?.client_email ?? null;
}

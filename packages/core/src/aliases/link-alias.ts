import { customerErased } from '../erasure/erased.ts';
import { erasedAtOf } from '../erasure/erasure-checks.ts';
import type { LinkedAlias } from '../ports/customer-aliases.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { noAliasesHere } from './named-by.ts';

/** The ports of a writer of aliases. */
export type AliasPorts = Pick<Ports, 'aliases' | 'claims' | 'erasures' | 'clock'>;

/**
 * Makes an alias stand for a customer, and binds the calls that are known by it alone.
 *
 * @param settles - True for a person's word, which also settles an alias that was told of two customers.
 * @returns the calls that were bound.
 * @throws LiveAssistError `alias_taken` if it stands for another customer; `customer_erased` if the customer was erased
 *   meanwhile; `store_unavailable`, after which it may be repeated.
 */
export async function linkAlias(ports: AliasPorts, linked: LinkedAlias, settles: boolean): Promise<string[]> {
  const { aliases } = ports;
  if (aliases === undefined) throw noAliasesHere();
  const stored = await aliases.link(linked, settles);
  if (stored.client_email !== linked.client_email) throw aliasTaken();
  const erasedAt = await erasedAtOf(ports, linked.client_email);
  if (erasedAt !== null && erasedAt >= linked.linkedAt) {
    await aliases.unlink(linked.alias, linked.client_email, linked.linkedAt);
    throw customerErased();
  }
  return bindKnownByAlias(ports, linked.alias, linked.client_email);
}

/**
 * Binds the calls that are known by an alias alone to the customer whom it stands for.
 *
 * @returns those that are bound to this customer now.
 */
export async function bindKnownByAlias(
  { claims }: Pick<Ports, 'claims'>,
  alias: string,
  clientEmail: string,
): Promise<string[]> {
  const bound: string[] = [];
  for (const callId of await claims.callsOfAlias(alias)) {
    if ((await claims.bind(callId, clientEmail)) === clientEmail) bound.push(callId);
  }
  return bound;
}

function aliasTaken(): LiveAssistError {
  return new LiveAssistError(
    'alias_taken',
    'This number or id stands for another customer. If that is wrong, unlink it there first (/unlinkCustomer).',
  );
}

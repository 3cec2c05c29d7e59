import { customerErased } from '../erasure/erased.ts';
import { erasedAtOf } from '../erasure/erasure-checks.ts';
import type { LinkedAlias } from '../ports/customer-aliases.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { noAliasesHere } from './named-by.ts';

/** The ports of a writer of aliases. */
export type AliasPorts = Pick<Ports, 'aliases' | 'claims' | 'erasures' | 'queue' | 'clock'>;

/** A call that got its customer. */
export interface NamedCall {
  call_id: string;
  /** True if it had ended before and waited for its customer alone. */
  wasUnnamed: boolean;
}

/**
 * Makes an alias stand for a customer, and binds the calls that are known by it alone.
 *
 * @param settles - True for a person's word, which also settles an alias that was told of two customers.
 * @returns the calls that were bound.
 * @throws LiveAssistError `alias_taken` if it stands for another customer; `customer_erased` if the customer was erased
 *   meanwhile; `store_unavailable`, after which it may be repeated.
 */
export async function linkAlias(
  ports: AliasPorts,
  linked: LinkedAlias,
  settles: boolean,
): Promise<NamedCall[]> {
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
): Promise<NamedCall[]> {
  const bound: NamedCall[] = [];
  for (const callId of await claims.callsOfAlias(alias)) {
    const call = await bindNamed({ claims }, callId, clientEmail);
    if (call !== null) bound.push(call);
  }
  return bound;
}

/** Binds a call to the customer who was named; null if it is another's. */
export async function bindNamed(
  { claims }: Pick<Ports, 'claims'>,
  call_id: string,
  clientEmail: string,
): Promise<NamedCall | null> {
  const before = await claims.get(call_id);
  if ((await claims.bind(call_id, clientEmail)) !== clientEmail) return null;
  return { call_id, wasUnnamed: before?.unnamed === true };
}

/** Has a worker look at the calls that had ended and waited for their customer alone. */
export async function tellNamed(
  { queue, clock }: Pick<Ports, 'queue' | 'clock'>,
  calls: readonly (NamedCall | null)[],
): Promise<void> {
  for (const call of calls) {
    if (call?.wasUnnamed !== true) continue;
    // A job that is lost does no harm: a sweep finds the call.
    await queue
      ?.send({ job: 'settle', call_id: call.call_id, sentAt: clock.now(), ended: true })
      .catch(() => undefined);
  }
}

function aliasTaken(): LiveAssistError {
  return new LiveAssistError(
    'alias_taken',
    'This number or id stands for another customer. If that is wrong, unlink it there first (/unlinkCustomer).',
  );
}

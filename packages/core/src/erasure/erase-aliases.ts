import { customerKey } from '../call/identifiers.ts';
import type { CustomerAlias } from '../ports/customer-aliases.ts';
import type { Ports } from '../ports/ports.ts';
import { mapLimit } from '../shared/map-limit.ts';

const READS_AT_A_TIME = 8;

/** What the aliases of a customer tell an erasure. */
export interface KnownByAliases {
  /** The other addresses of this person: the present one of a former address, and former ones of the present. */
  addresses: string[];
  /** Calls that are known by an alias of this person alone. */
  calls: string[];
}

/**
 * Reads what else is of this person: their other addresses, and the calls that no address names.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function knownByAliases(
  { aliases, claims }: Pick<Ports, 'aliases' | 'claims'>,
  clientEmail: string,
): Promise<KnownByAliases> {
  if (aliases === undefined) return { addresses: [], calls: [] };
  const key = customerKey(clientEmail);
  const present = (await aliases.get(await aliases.hash(`mail:${key}`)))?.client_email;
  const owners = [key, ...(present === undefined ? [] : [present])];
  const own = (await Promise.all(owners.map((owner) => aliases.ofCustomer(owner, { expired: true })))).flat();
  const calls = await mapLimit(READS_AT_A_TIME, own, ({ alias }) => claims.callsOfAlias(alias));
  const former = own.flatMap(({ former_email }) => former_email ?? []);
  return {
    addresses: [...new Set([...owners, ...former])].filter((address) => address !== key),
    calls: [...new Set(calls.flat())],
  };
}

/**
 * Removes the aliases of a customer that were linked until the erasure.
 *
 * @param erasedAt - Milliseconds since 1970.
 * @returns the number of removed aliases.
 * @throws LiveAssistError `store_unavailable`; a repetition finds what is left.
 */
export async function eraseAliases(
  { aliases }: Pick<Ports, 'aliases'>,
  clientEmail: string,
  erasedAt: number,
): Promise<number> {
  if (aliases === undefined) return 0;
  const key = customerKey(clientEmail);
  const own = await aliases.ofCustomer(key, { expired: true });
  const past = own.filter(({ linkedAt }: CustomerAlias) => linkedAt <= erasedAt);
  const removed = await mapLimit(READS_AT_A_TIME, past, ({ alias, linkedAt }) =>
    aliases.unlink(alias, key, linkedAt),
  );
  return removed.filter(Boolean).length;
}

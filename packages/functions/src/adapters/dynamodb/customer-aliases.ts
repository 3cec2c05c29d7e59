import type { CustomerAlias, CustomerAliases } from '@live-assist/core';
import type { StoreParts } from './store-parts.ts';

const SECONDS_OF_DAY = 86_400;

/** The part of {@link CustomerAliases} that a store has. */
export type AliasTable = Omit<CustomerAliases, 'readPhone' | 'hash'>;

/** The aliases of customers over the table `customer-aliases`, key `alias`, index `byCustomer`. */
export function dynamoCustomerAliases({
  table,
  byCustomer,
  contended,
  retentionDays,
  now = Date.now,
}: StoreParts<CustomerAlias>): AliasTable {
  const expiry = () =>
    retentionDays === undefined ? undefined : Math.floor(now() / 1000) + retentionDays * SECONDS_OF_DAY;
  return {
    get: (alias) => table.get({ alias }),
    async link({ alias, client_email, former_email, linkedAt }, settles = false) {
      const isFree = settles ? 'attribute_not_exists(#client_email)' : 'attribute_not_exists(#alias)';
      const outcome = await table.change({
        key: { alias },
        set: { client_email, former_email, linkedAt, expires_at: expiry() },
        remove: ['isContested'],
        condition: [
          `${isFree} OR #client_email = :client_email`,
          'attribute_not_exists(#linkedAt) OR #linkedAt <= :linkedAt',
        ],
      });
      return outcome.done
        ? { alias, client_email, former_email, linkedAt, expires_at: expiry() }
        : (outcome.stored ?? contended());
    },
    async contest(alias, clientEmail) {
      const outcome = await table.change({
        key: { alias },
        set: { isContested: true },
        remove: ['client_email', 'former_email'],
        condition: '#client_email = :client_email',
        values: { client_email: clientEmail },
        needsRow: true,
      });
      return outcome.done || (outcome.stored !== null && outcome.stored.client_email === undefined);
    },
    async pass(alias, from, to) {
      const outcome = await table.change({
        key: { alias },
        set: { client_email: to },
        condition: '#client_email = :from',
        values: { from },
        needsRow: true,
      });
      return outcome.done || outcome.stored?.client_email === to;
    },
    async unlink(alias, client_email, linkedAt) {
      const as = { client_email, ...(linkedAt !== undefined && { linkedAt }) };
      if (await table.removeIf({ alias }, as)) return true;
      return (await table.get({ alias }, { expired: true }))?.client_email !== client_email;
    },
    ofCustomer: (clientEmail, options) => table.queryAll(byCustomer(clientEmail), options),
  };
}

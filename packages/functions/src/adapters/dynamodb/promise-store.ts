import {
  CLOSED,
  LONGEST_DUE,
  MISSED,
  MOST_RECALLED,
  OPEN,
  type PromiseItem,
  type PromiseStore,
} from '@live-assist/core';
import { dynamoTable, type TableOptions } from './table.ts';
import { aliases, valuesOf } from './update-command.ts';

/**
 * The index of `promises` by what is worth reading of a customer. It is a local one, so it is read consistently and
 * never lags behind.
 */
export const RECALLED = 'recalled';

/**
 * {@link PromiseStore} over the table `promises`, key `client_email` and `commitment_id`, index `recalled`.
 *
 * @example dynamoPromiseStore({ client: dynamoClient(), table: 'promises' })
 */
export function dynamoPromiseStore(options: Omit<TableOptions, 'retentionDays'>): PromiseStore {
  // An item carries its own expiry: it lives as long as the row of its call, or longer.
  const table = dynamoTable<PromiseItem>(options);
  const newest = async (clientEmail: string, from: string, to: string, limit: number, ascending: boolean) => {
    const query = {
      IndexName: RECALLED,
      ConsistentRead: true,
      KeyConditionExpression: '#client_email = :client_email AND #recall BETWEEN :from AND :to',
      ExpressionAttributeNames: aliases(['client_email', 'recall']),
      ExpressionAttributeValues: valuesOf({ client_email: clientEmail, from, to }),
      ScanIndexForward: ascending,
    };
    const items = await table.queryAll(query, { most: limit + 1 });
    return { items: items.slice(0, limit), hasMore: items.length > limit };
  };
  return {
    get: (client_email, commitment_id) => table.get({ client_email, commitment_id }),
    async recalled(clientEmail, today) {
      const { items, hasMore } = await newest(clientEmail, `${CLOSED}${today}`, LAST, MOST_RECALLED, false);
      if (!hasMore) return items;
      const late = await newest(clientEmail, `${OPEN}${today}`, MISSED, LONGEST_DUE, true);
      const known = new Set(items.map(({ commitment_id }) => commitment_id));
      return [...items, ...late.items.filter(({ commitment_id }) => !known.has(commitment_id))];
    },
    // Loaded with the first look for overdue promises.
    due: async (query) => (await import('./late/due-promises.ts')).duePromises(table, query),
    all: (clientEmail, options) =>
      table.queryAll(
        {
          KeyConditionExpression: '#client_email = :client_email',
          ExpressionAttributeNames: aliases(['client_email']),
          ExpressionAttributeValues: valuesOf({ client_email: clientEmail }),
        },
        options,
      ),
    async save(item) {
      const { client_email, commitment_id, version, expires_at, ...attributes } = item;
      if (version === 0) {
        const added = await table.add({ client_email, commitment_id }, { ...item, version: 1 }, expires_at);
        return added.done;
      }
      const outcome = await table.change({
        key: { client_email, commitment_id },
        set: { ...attributes, version: version + 1, expires_at },
        remove: expires_at === undefined ? ['expires_at'] : [],
        condition: '#version = :before',
        values: { before: version },
        needsRow: true,
        keepsExpiry: true,
      });
      return outcome.done;
    },
    async remove(client_email, commitment_id, version) {
      if (version !== undefined) return table.removeIf({ client_email, commitment_id }, { version });
      await table.remove({ client_email, commitment_id });
      return true;
    },
  };
}

/** Sorts after every value of `recall`. */
const LAST = '~';

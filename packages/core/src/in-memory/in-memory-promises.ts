import type { ReadOptions } from '../ports/call-records.ts';
import {
  CLOSED,
  LONGEST_DUE,
  MISSED,
  MOST_RECALLED,
  OPEN,
  type PromiseItem,
  type PromiseStore,
} from '../ports/promise-store.ts';
import { type InMemoryOptions, type Rows, rowsByKey } from './in-memory-rows.ts';

/** {@link PromiseStore} in a Map, with direct access to its rows. */
export type InMemoryPromiseStore = PromiseStore & Rows<PromiseItem>;

/** Creates a {@link PromiseStore} in a Map. Items are copied as JSON on the way in and out. */
export function inMemoryPromiseStore(options: Pick<InMemoryOptions, 'now'> = {}): InMemoryPromiseStore {
  const table = rowsByKey<PromiseItem>((item) => [item.client_email, item.commitment_id], options);
  const at = (client_email: string, commitment_id: string) =>
    ({ client_email, commitment_id }) as PromiseItem;
  const of = (clientEmail: string, read?: ReadOptions) =>
    table.all(read).filter((item) => item.client_email === clientEmail);
  return {
    ...table.rows,
    get: async (clientEmail, id) => table.get(at(clientEmail, id)) ?? null,
    async recalled(clientEmail, today) {
      const read = of(clientEmail)
        .filter(({ recall }) => recall >= `${CLOSED}${today}`)
        .sort((a, b) => (a.recall < b.recall ? 1 : a.recall > b.recall ? -1 : 0));
      if (read.length <= MOST_RECALLED) return read;
      const late = read.filter(({ recall }) => recall >= `${OPEN}${today}` && recall < MISSED).toReversed();
      return [...new Set([...read.slice(0, MOST_RECALLED), ...late.slice(0, LONGEST_DUE)])];
    },
    due: async ({ bucket, first, last, after, most }) =>
      table
        .all()
        .filter((item) => item.bucket === bucket && item.sort >= first && item.sort < `${last}$`)
        .filter(({ sort }) => after === null || sort > after.sort)
        .sort((a, b) => (a.sort < b.sort ? -1 : 1))
        .slice(0, most),
    all: async (clientEmail, options) => of(clientEmail, options),
    async save(item) {
      if ((table.get(item)?.version ?? 0) !== item.version) return false;
      table.put({ ...item, version: item.version + 1 });
      return true;
    },
    async remove(clientEmail, id, version) {
      const stored = table.get(at(clientEmail, id), { expired: true });
      if (stored !== undefined && version !== undefined && stored.version !== version) return false;
      table.remove(at(clientEmail, id));
      return true;
    },
  };
}

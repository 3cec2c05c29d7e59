import type { CallWindow } from '../call/call.ts';
import { RECORDED, requireReadable, upTo } from '../call/call-size.ts';
import type { CallRecords, ReadOptions } from '../ports/call-records.ts';
import {
  callsUnder,
  copy,
  type Expiring,
  type InMemoryOptions,
  type Rows,
  rowsByKey,
} from './in-memory-rows.ts';

/** {@link CallRecords} in a Map, with direct access to its rows. */
export type InMemoryCallRecords = CallRecords & Rows<Expiring<CallWindow>>;

/**
 * Creates {@link CallRecords} in a Map. Rows are copied as JSON on the way in and out, so callers never share an object
 * with the store.
 */
export function inMemoryCallRecords(options: InMemoryOptions = {}): InMemoryCallRecords {
  const table = rowsByKey<Expiring<CallWindow>>((row) => [row.call_id, row.window_number], options);
  const ofCall = (callId: string, options?: ReadOptions): CallWindow[] =>
    table
      .all(options)
      .filter((window) => window.call_id === callId)
      .sort((a, b) => a.window_number - b.window_number);
  return {
    ...table.rows,
    list: async (callId, options) => ofCall(callId, options).map(requireReadable(options?.maxCharacters)),
    newestWindow: async (callId) => ofCall(callId).at(-1)?.window_number ?? null,
    async head(callId, windowNumber) {
      const windows = ofCall(callId);
      const found =
        windowNumber === undefined
          ? windows.at(-1)
          : windows.find(({ window_number }) => window_number === windowNumber);
      if (found === undefined) return null;
      const { turns: _, aiTips: __, activityFeed: ___, speakers: ____, ...head } = found;
      return head;
    },
    numbers: async (callId) => ofCall(callId).map(({ window_number }) => window_number),
    async add(window) {
      const stored = table.get(window);
      if (stored) return stored;
      table.put(window);
      return null;
    },
    oldestWindow: async (callId) => ofCall(callId)[0]?.window_number ?? null,
    async slice(callId, after, maxCharacters) {
      const later = ofCall(callId).filter(({ window_number }) => after === null || window_number > after);
      return upTo(maxCharacters, later);
    },
    async redact(read, change) {
      const stored = table.get(read);
      const changed = Object.keys(change) as (keyof CallWindow)[];
      const isAs = (window: Partial<CallWindow>, names: readonly (keyof CallWindow)[]) =>
        stored !== undefined && names.every((name) => isSame(stored[name], window[name]));
      if (isAs(change, changed)) return true;
      if (!isAs(read, [...RECORDED, ...changed])) return false;
      table.rows.put({ ...stored, ...copy(change) } as CallWindow);
      return true;
    },
    async hideNumber(read, alias_hash) {
      const { phone, customer_id, ...rest } = table.get(read) ?? read;
      if (phone === undefined && customer_id === undefined) return true;
      if (!isSame([phone, customer_id], [read.phone, read.customer_id])) return false;
      if (table.get(read)) table.rows.put({ ...rest, ...(alias_hash !== undefined && { alias_hash }) });
      return true;
    },
    callsOf: async (clientEmail) => callsUnder(clientEmail, table.all({ expired: true })),
    async remove(window) {
      const at = { ...window, turns: [] };
      const stored = table.get(at, { expired: true });
      if (stored && stored.created_at !== window.created_at) return false;
      table.remove(at);
      return true;
    },
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

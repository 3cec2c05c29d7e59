import type { ReadOptions } from '../ports/call-records.ts';

/** Direct access to the rows of an in-memory store, without the conditions of its port. */
export interface Rows<Row> {
  /** Stores a row as another writer would; it replaces the row with the same key. */
  put(row: Row): void;
  /** Returns a copy of every row, expired ones included, in order of insertion. */
  rows(): Row[];
}

/** Options of the stores; without `now` rows never expire. */
export interface InMemoryOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Days that a row is kept from its first write; undefined means for ever. */
  retentionDays?: number | undefined;
}

/** A row that may carry the second since 1970 from which readers ignore it. */
export type Expiring<Row> = Row & { expires_at?: number | undefined };

/** Creates a table of rows by key. Rows are copied on the way in and out; an expired row counts as absent. */
export function rowsByKey<Row extends { expires_at?: unknown }>(
  key: (row: Row) => unknown[],
  { now, retentionDays }: InMemoryOptions,
) {
  const stored = new Map<string, string>();
  const name = (row: Row) => JSON.stringify(key(row));
  const put = (row: Row): void => {
    stored.set(name(row), JSON.stringify(row));
  };
  const rows = (): Row[] => [...stored.values()].map((json) => JSON.parse(json));
  const counts = (row: Row, { expired = false }: ReadOptions = {}) => expired || !isPast(row.expires_at, now);
  const expiry = () =>
    now === undefined || retentionDays === undefined
      ? {}
      : { expires_at: Math.floor(now() / 1000) + retentionDays * 86_400 };
  return {
    rows: { put, rows },
    expiry,
    // The first write sets the expiry, and later writes keep it.
    put: (row: Row): void => put({ ...expiry(), ...row }),
    all: (read?: ReadOptions): Row[] => rows().filter((row) => counts(row, read)),
    get(at: Row, read?: ReadOptions): Row | undefined {
      const json = stored.get(name(at));
      const row: Row | undefined = json === undefined ? undefined : JSON.parse(json);
      return row && counts(row, read) ? row : undefined;
    },
    remove: (at: Row): void => void stored.delete(name(at)),
  };
}

function isPast(expiresAt: unknown, now: (() => number) | undefined): boolean {
  return typeof expiresAt === 'number' && now !== undefined && expiresAt * 1000 <= now();
}

/** Names of the calls that have a row under an address. */
export function callsUnder(
  clientEmail: string,
  rows: { call_id: string; client_email?: string | undefined }[],
): string[] {
  const calls = rows.filter((row) => row.client_email === clientEmail).map((row) => row.call_id);
  return [...new Set(calls)];
}

/** Returns a JSON copy, without undefined fields. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

import type { ReadOptions } from '../ports/call-records.ts';

/** What an in-memory store offers besides its port: its rows, past all conditions. */
export interface Rows<Row> {
  /** Puts a row as another writer would have left it; it replaces the row with the same key. */
  put(row: Row): void;
  /** A copy of every row that lies there, expired ones included, in the order in which they came. */
  rows(): Row[];
}

/** What the stores are told of the world; without `now` no row ever expires. */
export interface InMemoryOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** For how many days a row is kept from its first write on; undefined means for ever. */
  retentionDays?: number | undefined;
}

/** A row of any table may carry the second since 1970 from which on readers ignore it. */
export type Expiring<Row> = Row & { expires_at?: number | undefined };

/** Rows under their key, copied on the way in and out; a row that has expired counts as absent. */
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
    // The first write says when a row goes, and no later one moves that.
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

/** The names of the calls that have a row under an address. */
export function callsUnder(
  clientEmail: string,
  rows: { call_id: string; client_email?: string | undefined }[],
): string[] {
  const calls = rows.filter((row) => row.client_email === clientEmail).map((row) => row.call_id);
  return [...new Set(calls)];
}

/** A JSON copy: what is undefined is left out. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import type { PromiseItem, SaidOfPromise } from '../ports/promise-store.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';

type Saying = StoredCallAnalytics['closings'][number];

/** Longest key of the table `promises`, in bytes. */
const MAX_ID_BYTES = 1024;

/**
 * The rows by which the items of a customer fold: what their calls made and said, of calls that are not among `rows`. A
 * row that was read is the truth about its call, so entries of its call in the items do not count.
 *
 * @param items - Of this customer, in any order.
 * @param rows - One row per call, as read.
 * @returns rows for a fold alone, one per call: they hold promises, and nothing else of the analysis.
 */
export function rowsBeyond(
  items: readonly PromiseItem[],
  rows: readonly Pick<StoredAnalytics, 'call_id'>[],
): StoredCallAnalytics[] {
  const read = new Set(rows.map(({ call_id }) => call_id));
  const beyond = new Map<string, StoredCallAnalytics>();
  const rowOf = (call: CallOfItem): StoredCallAnalytics => {
    const known = beyond.get(call.call_id);
    if (known !== undefined) return known;
    const row = emptyRow(call);
    beyond.set(call.call_id, row);
    return row;
  };
  for (const { client_email, commitment_id, made, said, change } of items) {
    if (!read.has(made.call_id)) {
      const row = rowOf({ ...made, client_email });
      row.commitments.push(made.commitment);
      if (change !== null) row.commitmentChanges = { ...row.commitmentChanges, [commitment_id]: change };
    }
    for (const [call_id, entry] of Object.entries(said)) {
      if (read.has(call_id)) continue;
      const row = rowOf({ ...entry, call_id, client_email, agent_id: null });
      row.closings.push(...sayingsOf(commitment_id, entry));
    }
  }
  return [...beyond.values()];
}

/** What a row says of promises of other calls, as entries of their items by `commitment_id`. */
export function saidIn(row: StoredAnalytics): Map<string, SaidOfPromise> {
  if (!isAnalysis(row)) return new Map();
  const byPromise = Map.groupBy(row.closings, ({ commitment_id }) => commitment_id);
  return new Map([...byPromise].map(([id, sayings]) => [id, entryOf(row, sayings)]));
}

/** The promises that a row made and that fit into the ledger: a very long name of a call makes too long a key. */
export function madeIn(row: StoredAnalytics): StoredCallAnalytics['commitments'] {
  return isAnalysis(row) ? row.commitments.filter(({ id }) => fitsKey(id)) : [];
}

/** The promise as its row has it. */
export function madeOf(
  row: StoredCallAnalytics,
  commitment: StoredCallAnalytics['commitments'][number],
): PromiseItem['made'] {
  const { expires_at } = row as { expires_at?: number };
  return {
    call_id: row.call_id,
    created_at: row.created_at,
    ...endOf(row),
    agent_id: row.agent_id,
    attempt: row.analysis.attempt,
    commitment,
    ...(expires_at !== undefined && { rowExpiresAt: expires_at }),
  };
}

/** True if the ledger can hold a promise of this id. */
export function fitsKey(id: string): boolean {
  return utf8Bytes(id) <= MAX_ID_BYTES;
}

/** The name of the call in the id of a promise, `<call_id>:<window>:<turn>:<n>`; null if it is no such id. */
export function callOfPromise(id: string): string | null {
  return /^(.+):\d+:\d+:\d+$/s.exec(id)?.[1] ?? null;
}

type CallOfItem = Pick<
  PromiseItem['made'] | SaidOfPromise,
  'created_at' | 'endedAt' | 'attempt'
> & { call_id: string; client_email: string; agent_id: string | null };

// Only what a fold reads; every other attribute of an analysis is absent.
function emptyRow({ call_id, client_email, created_at, endedAt, agent_id, attempt }: CallOfItem) {
  return {
    call_id,
    client_email,
    created_at,
    ...(endedAt !== undefined && { endedAt }),
    agent_id,
    commitments: [],
    closings: [],
    analysis: { attempt },
  } as unknown as StoredCallAnalytics;
}

function entryOf(row: StoredCallAnalytics, sayings: readonly Saying[]): SaidOfPromise {
  const [main, ...also] = sayings.map(({ commitment_id: _, ...saying }) => saying);
  return {
    ...(main as Omit<Saying, 'commitment_id'>),
    attempt: row.analysis.attempt,
    created_at: row.created_at,
    ...endOf(row),
    ...(also.length > 0 && { also }),
  };
}

function sayingsOf(commitment_id: string, entry: SaidOfPromise): Saying[] {
  const { attempt: _attempt, created_at: _key, endedAt: _end, also = [], ...main } = entry;
  return [main, ...also].map((saying) => ({ ...saying, commitment_id }));
}

function endOf(row: StoredCallAnalytics): { endedAt?: string } {
  const { endedAt } = row as { endedAt?: unknown };
  return typeof endedAt === 'string' ? { endedAt } : {};
}

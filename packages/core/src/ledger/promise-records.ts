import type { Closing } from '../analytics/analytics.ts';
import type { PromiseRecord, Told } from '../analytics/promise-record.ts';
import {
  type CommitmentChange,
  isAnalysis,
  type StoredAnalytics,
  type StoredCallAnalytics,
} from '../analytics/stored-analytics.ts';
import { toldStatus } from '../shared/commitment-status.ts';
import { sortedBy } from '../shared/sorted-by.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { momentOf } from './promise-state.ts';

/** When a call ended, ISO-8601: by its analysis, else the key of its row. */
export function endOfCall(row: StoredAnalytics): string {
  const { endedAt } = row;
  return typeof endedAt === 'string' && endedAt !== '' ? endedAt : row.created_at;
}

/** Sorts calls by their end, then by their name; the oldest comes first. */
export function inCallOrder<Row extends StoredAnalytics>(rows: readonly Row[]): Row[] {
  const byName = (a: Row, b: Row) => (a.call_id < b.call_id ? -1 : a.call_id > b.call_id ? 1 : 0);
  return sortedBy(rows, (row) => momentOf(endOfCall(row)), byName);
}

/**
 * The promises of a customer by their id, each with all that was said and done about it.
 *
 * @param rows - One row per call, in any order; rows of the previous system hold no promises.
 */
export function promiseRecords(rows: readonly StoredAnalytics[]): Map<string, PromiseRecord> {
  const calls = inCallOrder(rows.filter(isAnalysis));
  const records = new Map(calls.flatMap(madeBy).map((record) => [record.made.id, record]));
  for (const row of calls) {
    for (const closing of row.closings) {
      const record = records.get(closing.commitment_id);
      if (record === undefined) continue;
      record.said[row.call_id] ??= { attempt: row.analysis.attempt, told: [] };
      record.said[row.call_id]?.told.push(toldOf(closing, row));
    }
  }
  return records;
}

/** The promises that one call made, as its row holds them, with the changes by hand and nothing said of them yet. */
export function madeBy(row: StoredCallAnalytics): PromiseRecord[] {
  const { call_id, created_at, agent_id, commitments, commitmentChanges } = row;
  return commitments.map((commitment) => ({
    made: {
      ...commitment,
      madeAt: commitment.madeAt ?? endOfCall(row),
      madeIn: { call_id, created_at, agent_id: commitment.agent_id ?? agent_id ?? null },
    },
    said: {},
    change: decided(commitmentChanges?.[commitment.id]),
  }));
}

/** A change by hand without what is still to be told of it. */
function decided(change: CommitmentChange | undefined): CommitmentChange | null {
  if (change === undefined) return null;
  const { outbox: _, ...decision } = change;
  return decision;
}

/** What a closing of a row tells. */
export function toldOf({ status, at, by, on, now, evidence }: Closing, row: StoredAnalytics): Told {
  const time = parseAbsolute(at);
  return {
    status: toldStatus(status),
    at: time === null ? endOfCall(row) : toIso(time),
    by: by ?? null,
    on: on ?? null,
    now: now === true,
    evidence,
  };
}

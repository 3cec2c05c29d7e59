import type { About, Settled } from '../analytics/analytics.ts';
import { isAnalysis, type MatterChange, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { fieldsOf } from '../shared/fields.ts';
import { endOfCall } from './promise-records.ts';
import { momentOf } from './promise-state.ts';

/** What a call says of matters. `at` is its end, in milliseconds since 1970. */
export interface MatterCall {
  call_id: string;
  created_at: string;
  at: number;
  /** Null where it was not judged. */
  resolved: boolean | null;
  category: string | null;
  about: About | null;
  settles: Settled[];
  change: MatterChange | null;
}

/** A call handed over to one that begins so soon is one with it. */
const HAND_OVER_MS = 30 * 60_000;

/**
 * What calls say of matters.
 *
 * @param rows - In call order. No field of a row of the previous system is guaranteed.
 */
export function matterCalls(rows: readonly StoredAnalytics[]): MatterCall[] {
  return rows.map((row) => {
    const { resolved, category } = fieldsOf(row.issueResolution);
    return {
      call_id: row.call_id,
      created_at: row.created_at,
      at: momentOf(endOfCall(row)),
      resolved: typeof resolved === 'boolean' ? resolved : null,
      category: typeof category === 'string' && category !== '' ? category : null,
      about: isAnalysis(row) ? (row.about ?? null) : null,
      settles: isAnalysis(row) ? (row.settles ?? []) : [],
      change: isAnalysis(row) ? (row.matterChange ?? null) : null,
    };
  });
}

/**
 * The calls that another one goes on with: it names them, or they were handed over and it began within 30 minutes. Only a
 * call that was judged can speak for one before it.
 *
 * @param rows - In call order.
 */
export function handedOver(rows: readonly StoredAnalytics[]): Set<string> {
  const judged = rows.filter(
    ({ issueResolution }) => typeof fieldsOf(issueResolution).resolved === 'boolean',
  );
  const named = new Set(
    judged.flatMap(({ continues }) => (typeof continues === 'string' ? [continues] : [])),
  );
  return new Set(
    rows.flatMap((row, place) => {
      if (named.has(row.call_id)) return [row.call_id];
      if (row.handedOver !== true) return [];
      const next = rows.slice(place + 1).find((other) => judged.includes(other));
      return next !== undefined && beginMs(next) - momentOf(endOfCall(row)) <= HAND_OVER_MS
        ? [row.call_id]
        : [];
    }),
  );
}

function beginMs(row: StoredAnalytics): number {
  const { totalConversationDurationMillis: length } = fieldsOf(row.metrics);
  return momentOf(endOfCall(row)) - (typeof length === 'number' ? length : 0);
}

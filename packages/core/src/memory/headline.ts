import type { Headline, PendingCall } from '../analytics/memory-box.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { LedgerEntry } from '../ledger/customer-ledger.ts';
import { handedOver } from '../ledger/matter-calls.ts';
import { type MatterState, NO_CATEGORY } from '../ledger/matters.ts';
import { endOfCall } from '../ledger/promise-records.ts';
import type { ReadingTime } from '../ledger/remembered.ts';
import { dayInZone, daysBetween } from '../shared/calendar.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/** Days within which an earlier call of the same category makes the newest one a repeat. */
const REPEAT_DAYS = 30;

/** What a headline is chosen from. */
export interface HeadlineSource {
  /** One row per call, newest first. */
  calls: readonly StoredAnalytics[];
  /** Open promises in reading order; none of a shared address. */
  open: readonly LedgerEntry[];
  /** Promises that were kept since the newest call, newest first; none of a shared address. */
  keptSince: readonly LedgerEntry[];
  /** Open matters, newest first. */
  matters: readonly MatterState[];
  pending: readonly PendingCall[];
}

/**
 * Chooses the one thing to know first. Promises of the agent come before those of the customer; what no news came of for
 * 90 days, and what waits for an act of the other side, is never chosen.
 */
export function headlineOf(
  { calls, open, keptSince, matters, pending }: HeadlineSource,
  time: ReadingTime,
): Headline {
  const today = dayInZone(time.now, time.timeZone);
  const leading = open.filter((promise) => !promise.stale && !promise.conditional);
  const ours = leading.filter((promise) => promise.owner === 'agent');
  const promised = (kind: Headline['kind'], promises: readonly LedgerEntry[]): Headline | null => {
    const [first] = promises;
    if (first === undefined) return null;
    return {
      kind,
      commitmentId: first.id,
      call_id: first.madeIn.call_id,
      category: null,
      count: promises.length,
      days: first.dueAt === null ? null : Math.abs(daysBetween(first.dueAt, today)),
    };
  };
  const missed = ours.filter((promise) => promise.leadsAsMissed);
  const others = ours.filter((promise) => !promise.leadsAsMissed);
  const overdue = others.filter((promise) => promise.overdue);
  const dueToday = others.filter((promise) => promise.dueAt === today && !promise.overdue);
  return (
    promised('missed', missed) ??
    promised('overdue', overdue) ??
    promised('due_today', dueToday) ??
    unresolved(matters, today, time.timeZone) ??
    promised('open', ours) ??
    promised('customer_owes', leading) ??
    repeat(calls, today, time.timeZone) ??
    notAnalysed(pending) ??
    promised('kept', keptSince) ?? { ...NOTHING, kind: calls.length > 0 ? 'nothing_open' : 'new' }
  );
}

const NOTHING = { commitmentId: null, call_id: null, category: null, count: null, days: null };

function notAnalysed(pending: readonly PendingCall[]): Headline | null {
  const [newest] = pending;
  if (newest === undefined) return null;
  return { ...NOTHING, kind: 'not_analysed', call_id: newest.call_id, count: pending.length };
}

function unresolved(matters: readonly MatterState[], today: string, timeZone: string): Headline | null {
  const leading = matters.filter(({ leads, stale }) => leads && !stale);
  const [newest] = leading;
  if (newest === undefined) return null;
  return {
    ...NOTHING,
    kind: 'unresolved',
    call_id: newest.call_id,
    category: newest.category,
    count: leading.length,
    days: newest.newestAt === 0 ? null : daysBetween(dayInZone(newest.newestAt, timeZone), today),
  };
}

function repeat(calls: readonly StoredAnalytics[], today: string, timeZone: string): Headline | null {
  const passedOn = handedOver(calls.toReversed());
  const judged = calls.filter((row) => resolvedOf(row) !== null && !passedOn.has(row.call_id));
  const [last] = judged;
  const category = last === undefined ? null : categoryOf(last);
  if (last === undefined || category === null || category === NO_CATEGORY) return null;
  const alike = judged.filter(
    (row) => categoryOf(row) === category && (daysSince(row, today, timeZone) ?? REPEAT_DAYS) < REPEAT_DAYS,
  );
  if (alike.length < 2) return null;
  return {
    ...NOTHING,
    kind: 'repeat',
    call_id: last.call_id,
    category,
    count: alike.length,
    days: daysSince(last, today, timeZone),
  };
}

/** Null if it was not judged; undefined in a row of the previous system that does not tell. */
function resolvedOf(row: StoredAnalytics): unknown {
  return (row.issueResolution as { resolved?: unknown } | null | undefined)?.resolved;
}

function categoryOf(row: StoredAnalytics): string | null {
  const category = isAnalysis(row)
    ? row.issueResolution.category
    : (row.issueResolution as { category?: unknown } | undefined)?.category;
  return typeof category === 'string' ? category : null;
}

function daysSince(row: StoredAnalytics, today: string, timeZone: string): number | null {
  const at = parseAbsolute(endOfCall(row));
  return at === null ? null : daysBetween(dayInZone(at, timeZone), today);
}

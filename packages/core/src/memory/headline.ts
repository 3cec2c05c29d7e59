import type { Headline, PendingCall, RememberedCommitment } from '../analytics/memory-box.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { dayInZone, daysBetween } from '../shared/calendar.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/** Days within which an earlier call of the same category makes the newest one a repeat. */
const REPEAT_DAYS = 30;
/** The category of calls without a clear topic: two such calls have nothing in common. */
const NO_CATEGORY = 'general-enquiry';

/**
 * Chooses the one thing to know first. Promises of the agent come before those of the customer; a promise over 90 days
 * late is never chosen.
 *
 * @param calls - One row per call, newest first.
 * @param open - Open promises in reading order.
 * @param today - `YYYY-MM-DD` in `timeZone`.
 */
export function headlineOf(
  calls: readonly StoredAnalytics[],
  open: readonly RememberedCommitment[],
  pending: readonly PendingCall[],
  today: string,
  timeZone: string,
): Headline {
  const leading = open.filter((promise) => !promise.stale);
  const ours = leading.filter((promise) => promise.owner === 'agent');
  const promised = (kind: Headline['kind'], promises: readonly RememberedCommitment[]): Headline | null => {
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
  return (
    promised(
      'overdue',
      ours.filter((promise) => promise.overdue),
    ) ??
    promised(
      'due_today',
      ours.filter((promise) => promise.dueAt === today),
    ) ??
    unresolved(calls, today, timeZone) ??
    promised('open', ours) ??
    promised('customer_owes', leading) ??
    repeat(calls, today, timeZone) ??
    notAnalysed(pending) ?? {
      ...NOTHING,
      kind: calls.length > 0 ? 'nothing_open' : 'new',
    }
  );
}

const NOTHING = { commitmentId: null, call_id: null, category: null, count: null, days: null };

function notAnalysed(pending: readonly PendingCall[]): Headline | null {
  const [newest] = pending;
  return newest === undefined
    ? null
    : { ...NOTHING, kind: 'not_analysed', call_id: newest.call_id, count: pending.length };
}

function unresolved(calls: readonly StoredAnalytics[], today: string, timeZone: string): Headline | null {
  const [last] = calls;
  const resolution = last?.issueResolution as { resolved?: unknown } | undefined;
  if (last === undefined || resolution?.resolved !== false) return null;
  return {
    ...NOTHING,
    kind: 'unresolved',
    call_id: last.call_id,
    category: categoryOf(last),
    days: daysSince(last, today, timeZone),
  };
}

function repeat(calls: readonly StoredAnalytics[], today: string, timeZone: string): Headline | null {
  const [last] = calls;
  const category = last === undefined ? null : categoryOf(last);
  if (last === undefined || category === null || category === NO_CATEGORY) return null;
  const alike = calls.filter(
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

function categoryOf(row: StoredAnalytics): string | null {
  const category = isAnalysis(row)
    ? row.issueResolution.category
    : (row.issueResolution as { category?: unknown } | undefined)?.category;
  return typeof category === 'string' ? category : null;
}

function daysSince(row: StoredAnalytics, today: string, timeZone: string): number | null {
  const at = parseAbsolute(row.created_at);
  return at === null ? null : daysBetween(dayInZone(at, timeZone), today);
}

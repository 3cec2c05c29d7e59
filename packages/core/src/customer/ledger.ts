import type { RememberedCommitment } from '../analytics/memory-box.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import type { OpenCommitment } from '../ports/analyst.ts';
import { daysBetween } from '../shared/calendar.ts';

/** Days overdue after which an open promise is too old to be the headline. */
const STALE_DAYS = 90;

/**
 * Folds the rows of one customer into the state of every promise, in the order in which the promises were made: the
 * promise itself, then the first closing in call order, then the manual change, which wins. The state is not stored:
 * each call keeps its own findings, and a re-analysis of one call never writes to another.
 *
 * @param rows - One row per call, in any order; rows of the previous system hold no promises.
 * @param today - `YYYY-MM-DD` on the calendar by which promises become overdue.
 * @param minutes - Minutes of that day that have passed; without them a time of day is ignored.
 */
export function foldCommitments(
  rows: readonly StoredAnalytics[],
  today: string,
  minutes: number | null = null,
): RememberedCommitment[] {
  const calls = rows.filter(isAnalysis).toSorted(inCallOrder);
  const closings = new Map<string, NonNullable<RememberedCommitment['closing']>>();
  for (const { call_id, closings: said } of calls) {
    for (const { commitment_id, status, at, evidence } of said) {
      if (!closings.has(commitment_id) && (status === 'kept' || status === 'withdrawn')) {
        closings.set(commitment_id, { status, by: 'analyst', at, call_id, evidence });
      }
    }
  }
  return calls.flatMap(({ call_id, created_at, agent_id, commitments, commitmentChanges }) =>
    commitments.map((commitment): RememberedCommitment => {
      const change = commitmentChanges?.[commitment.id];
      const closing =
        change === undefined
          ? (closings.get(commitment.id) ?? null)
          : change.status === 'open' || change.status === undefined
            ? null
            : { status: change.status, by: 'person' as const, at: change.at, call_id: null, evidence: [] };
      const late =
        closing !== null || commitment.dueAt === null ? 0 : Math.max(0, daysBetween(commitment.dueAt, today));
      const { id, text, owner, dueAt, dueTime = null, evidence } = commitment;
      const isPast = closing === null && dueAt === today && (minutes ?? 0) > minutesOf(dueTime);
      return {
        id,
        text,
        owner,
        dueAt,
        dueTime,
        label: commitment.label ?? null,
        asked: 0,
        attempted: 0,
        conditional: false,
        recurring: false,
        disputed: false,
        late: null,
        missed: null,
        renewed: null,
        status: closing?.status ?? 'open',
        overdue: late > 0 || isPast,
        stale: late > STALE_DAYS,
        madeIn: { call_id, created_at, agent_id: commitment.agent_id ?? agent_id },
        evidence,
        closing,
      };
    }),
  );
}

function minutesOf(time: string | null): number {
  const [hours, minutes] = (time ?? '').split(':').map(Number);
  return minutes === undefined ? Number.POSITIVE_INFINITY : (hours ?? 0) * 60 + minutes;
}

/**
 * Returns the promises that were open when a call began: made in calls with an earlier `created_at`, and folded without
 * this call and later ones, so that a re-analysis starts from the same state as the first analysis.
 */
export function openBefore(rows: readonly StoredAnalytics[], createdAt: string): OpenCommitment[] {
  return foldCommitments(
    rows.filter((row) => row.created_at < createdAt),
    createdAt.slice(0, 10),
  )
    .filter((commitment) => commitment.status === 'open')
    .map(({ id, text, owner, dueAt }) => ({ id, text, owner, dueAt }));
}

/**
 * Compares open promises for display: overdue ones first, then by their day, then those without a day; among equals the
 * newest first. Those over 90 days late come last.
 */
export function inReadingOrder(a: RememberedCommitment, b: RememberedCommitment): number {
  const rank = ({ stale, overdue, dueAt }: RememberedCommitment) =>
    stale ? 3 : overdue ? 0 : dueAt !== null ? 1 : 2;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a.dueAt !== b.dueAt) return (a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1;
  // A time comes before the end of its day.
  if (a.dueTime !== b.dueTime) return (a.dueTime ?? '24:00') < (b.dueTime ?? '24:00') ? -1 : 1;
  return a.madeIn.created_at === b.madeIn.created_at ? 0 : a.madeIn.created_at < b.madeIn.created_at ? 1 : -1;
}

function inCallOrder(a: StoredCallAnalytics, b: StoredCallAnalytics): number {
  return a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : 0;
}

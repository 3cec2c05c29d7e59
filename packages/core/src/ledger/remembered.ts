import type { RememberedCommitment } from '../analytics/memory-box.ts';
import { clockInZone, dayInZone, daysBetween } from '../shared/calendar.ts';
import { isPast, momentOf, type PromiseState } from './promise-state.ts';

/** Days without news after which an open promise, or a matter, is too old to be the headline. */
export const STALE_DAYS = 90;

/** The moment for which a ledger is read, and the calendar of its days. */
export interface ReadingTime {
  /** Milliseconds since 1970. */
  now: number;
  timeZone: string;
}

/** A promise as a reader sees it at some moment. */
export function remembered(state: PromiseState, { now, timeZone }: ReadingTime): RememberedCommitment {
  const { id, text, label = null, owner, evidence, madeIn, recurring = false } = state.made;
  const { status, closing, due, waits, missed, asked, attempted, disputed, renewed, keptOn } = state;
  const isOpen = status === 'open';
  return {
    id,
    text,
    label,
    owner,
    ...due,
    asked,
    attempted,
    conditional: waits,
    recurring,
    status,
    overdue: isOpen && !recurring && isPast(due, now, timeZone),
    late: status === 'kept' && keptOn !== null && due.dueAt !== null ? keptOn > due.dueAt : null,
    stale: isOpen && isStale(state, now, timeZone),
    disputed,
    missed,
    renewed,
    madeIn,
    evidence,
    closing,
  };
}

/**
 * True if it leads as `missed`: it is open, and it was said not to have come since its present day was given, or that day
 * has ended since; one that had counted as kept always does.
 */
export function leadsAsMissed(state: PromiseState, { now, timeZone }: ReadingTime): boolean {
  const { status, missed, disputed, dayGivenAt, due, keptAt, made } = state;
  if (status !== 'open') return false;
  if (disputed) return true;
  if (missed === null) return false;
  const lastAt = momentOf(missed.lastAt);
  if (keptAt !== null && keptAt >= lastAt) return false;
  return lastAt >= dayGivenAt || (made.recurring !== true && isPast(due, now, timeZone));
}

/** True if it was not heard of for {@link STALE_DAYS} days after its day; without one, after it was made. */
function isStale(
  { made, due, missed, renewed, keptAt }: PromiseState,
  now: number,
  timeZone: string,
): boolean {
  const dayOf = (time: string) => dayInZone(momentOf(time), timeZone);
  const days = [
    due.dueAt ?? dayOf(made.madeAt),
    ...(renewed === null ? [] : [dayOf(made.madeAt)]),
    ...(missed === null ? [] : [dayOf(missed.lastAt)]),
    ...(keptAt === null ? [] : [dayInZone(keptAt, timeZone)]),
  ];
  const newest = days.sort().at(-1) ?? '';
  return daysBetween(newest, clockInZone(now, timeZone).day) > STALE_DAYS;
}

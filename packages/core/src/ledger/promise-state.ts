import type { Missed, RememberedCommitment } from '../analytics/memory-box.ts';
import type { PromiseRecord } from '../analytics/promise-record.ts';
import { clockInZone } from '../shared/calendar.ts';
import type { CommitmentStatus } from '../shared/commitment-status.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/** The state of a promise, apart from what only the present day can tell. Times are milliseconds since 1970. */
export interface PromiseState {
  made: PromiseRecord['made'];
  status: CommitmentStatus;
  closing: RememberedCommitment['closing'];
  /** Its present day and time; null for none, and while it waits for an act of the other side. */
  due: Due;
  /** When that day was given: when it was made, unless a person, or a promise that it replaced, gave it. */
  dayGivenAt: number;
  /** True while it waits for an act of the other side. */
  waits: boolean;
  missed: Missed | null;
  asked: number;
  attempted: number;
  disputed: boolean;
  renewed: RememberedCommitment['renewed'];
  /** The day on which it was kept, `YYYY-MM-DD`, where that is known. */
  keptOn: string | null;
  /** When a recurring one was kept last. */
  keptAt: number | null;
  /** The promise that took its place, when it is or was `replaced`. */
  by: string | null;
}

/** A day, `YYYY-MM-DD`, and a time of it, `HH:MM`. */
export interface Due {
  dueAt: string | null;
  dueTime: string | null;
}

/** What a promise takes over from the one that it replaces. */
export type Inherited = Pick<PromiseState, 'due' | 'dayGivenAt' | 'missed'> & {
  renewed: { times: number; firstMadeAt: string };
};

/** A promise that has just been made. */
export function newPromise(made: PromiseRecord['made'], inherited: Inherited | null): PromiseState {
  const waits = made.conditional === true;
  const own = { dueAt: made.dueAt, dueTime: made.dueTime ?? null };
  const takesDay = inherited !== null && own.dueAt === null && !waits;
  return {
    made,
    status: 'open',
    closing: null,
    due: waits ? NO_DAY : takesDay ? inherited.due : own,
    // What was missed of the promise that it replaces was missed before.
    dayGivenAt: takesDay
      ? inherited.dayGivenAt
      : Math.max(momentOf(made.madeAt), momentOf(inherited?.missed?.lastAt ?? '') + 1),
    waits,
    missed: inherited?.missed ?? null,
    asked: 0,
    attempted: 0,
    disputed: false,
    renewed: inherited?.renewed ?? null,
    keptOn: null,
    keptAt: null,
    by: null,
  };
}

/** Compares two promises by when they were made, then by where: no two are equal. */
export function inOrderMade(a: PromiseRecord['made'], b: PromiseRecord['made']): number {
  return momentOf(a.madeAt) - momentOf(b.madeAt) || byPlaceMade(a, b);
}

/** Compares two promises that were made at the same moment by where they were made. */
export function byPlaceMade({ id: a }: PromiseRecord['made'], { id: b }: PromiseRecord['made']): number {
  return byPlace(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Compares two ids by the window, the turn and the number at their end. */
function byPlace(a: string, b: string): number {
  const [first = [], second = []] = [a, b].map((id) => /:(\d+):(\d+):(\d+)$/.exec(id)?.slice(1).map(Number));
  return first.map((n, i) => n - (second[i] ?? n)).find((difference) => difference !== 0) ?? 0;
}

const NO_DAY: Due = { dueAt: null, dueTime: null };

/** Milliseconds since 1970 of a stored time; 0 for one that cannot be read. */
export function momentOf(time: string): number {
  return parseAbsolute(time) ?? 0;
}

/** True if a moment lies after the day, or after the time of that day. A promise without a day has none that ends. */
export function isPast({ dueAt, dueTime }: Due, moment: number, timeZone: string): boolean {
  if (dueAt === null) return false;
  const { day, minutes } = clockInZone(moment, timeZone);
  return day > dueAt || (day === dueAt && minutes > minutesOf(dueTime));
}

function minutesOf(time: string | null): number {
  const [hours, minutes] = (time ?? '').split(':').map(Number);
  return minutes === undefined ? Number.POSITIVE_INFINITY : (hours ?? 0) * 60 + minutes;
}

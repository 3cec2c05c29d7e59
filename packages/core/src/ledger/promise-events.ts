import type { PromiseRecord, Told } from '../analytics/promise-record.ts';
import type { CommitmentChange } from '../analytics/stored-analytics.ts';
import { dayInZone } from '../shared/calendar.ts';
import type { ManualStatus } from '../shared/commitment-status.ts';
import { toIso } from '../shared/timestamps.ts';
import { momentOf } from './promise-state.ts';

/** Something that changes the state of a promise. `at` is its time in milliseconds since 1970. */
export type PromiseEvent =
  | { kind: 'told'; at: number; call_id: string; day: string; told: Told }
  /** What it waited for has been done, on that day. */
  | { kind: 'met'; at: number; day: string }
  | { kind: 'day'; at: number; dueAt: string | null }
  | ByHand;

/** What a person said of a promise, or of one that it replaced. */
export interface ByHand {
  kind: 'status';
  at: number;
  status: ManualStatus;
  on: string | null;
}

/** Everything that was said and done about a promise, in the order in which it counts. */
export function eventsOf(
  { made, said, change }: PromiseRecord,
  more: readonly PromiseEvent[],
  timeZone: string,
): PromiseEvent[] {
  const told = Object.entries(said).flatMap(([call_id, { told }]) =>
    told.map((one) => {
      const at = momentOf(one.at);
      return { kind: 'told' as const, at, call_id, day: dayInZone(at, timeZone), told: one };
    }),
  );
  const own = change === null ? [] : decisionsOf(change, made.madeIn.call_id, timeZone);
  return [...told, ...own, ...more]
    .map((event) => ({ event, place: placeOf(event, told) }))
    .sort((a, b) => a.place.at - b.place.at || a.place.rank - b.place.rank || byCall(a.event, b.event))
    .map(({ event }) => event);
}

/** The decisions that a change holds. Former versions knew `broken`, which is read as `missed`. */
function decisionsOf(change: CommitmentChange, madeIn: string, timeZone: string): PromiseEvent[] {
  const { status, due } = change;
  const at = momentOf(change.statusAt ?? change.at);
  const events: PromiseEvent[] = [];
  if ((status as string) === 'broken') {
    const told: Told = { status: 'missed', at: toIso(at), by: null, on: null, now: false, evidence: [] };
    events.push({ kind: 'told', at, call_id: madeIn, day: dayInZone(at, timeZone), told });
  } else if (status !== undefined) events.push({ kind: 'status', at, status, on: change.on ?? null });
  if (due !== undefined) events.push({ kind: 'day', at: momentOf(due.at), dueAt: due.dueAt });
  return events;
}

type ToldEvent = Extract<PromiseEvent, { kind: 'told' }>;

const RANK = { attempted: 1, missed: 2, kept: 3, withdrawn: 4, replaced: 5 } as const;

/**
 * Where an event counts. "It never came" may follow the new promise in the same call: what takes the place of a promise,
 * or withdraws it, counts after what the same call says to have been missed on that day.
 */
function placeOf(event: PromiseEvent, all: readonly ToldEvent[]): { at: number; rank: number } {
  if (event.kind !== 'told')
    return { at: event.at, rank: event.kind === 'status' ? 8 : event.kind === 'day' ? 7 : 0 };
  const { status } = event.told;
  const rank = RANK[status];
  if (status !== 'replaced' && status !== 'withdrawn') return { at: event.at, rank };
  const misses = all.filter(
    ({ call_id, day, told }) => told.status === 'missed' && call_id === event.call_id && day === event.day,
  );
  return { at: Math.max(event.at, ...misses.map(({ at }) => at)), rank };
}

function byCall(a: PromiseEvent, b: PromiseEvent): number {
  const [first, second] = [a, b].map((event) => (event.kind === 'told' ? event.call_id : ''));
  return first === second ? 0 : (first ?? '') < (second ?? '') ? -1 : 1;
}

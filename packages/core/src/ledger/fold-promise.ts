import type { PromiseRecord } from '../analytics/promise-record.ts';
import { addDays, dayInZone, daysBetween } from '../shared/calendar.ts';
import type { ClosedStatus } from '../shared/commitment-status.ts';
import { toIso } from '../shared/timestamps.ts';
import { type ByHand, eventsOf, type PromiseEvent } from './promise-events.ts';
import { type Inherited, isPast, momentOf, newPromise, type PromiseState } from './promise-state.ts';

/** What the fold of one promise needs of others. */
export interface Neighbours {
  /** From the promises that it replaced. */
  inherited: Inherited | null;
  /** What a person said of a promise that this one had replaced by then, and what it waits for. */
  events: readonly PromiseEvent[];
  /** True if this promise may take the place of it: it is newer, of that call, and was a promise. */
  mayReplace(id: string, call_id: string): boolean;
  timeZone: string;
}

/** A folded promise, and what others take over from it. */
export interface FoldedPromise {
  state: PromiseState;
  /** What the promise that took its place inherits, by its id. */
  leaves: Map<string, Inherited>;
  /** What a person said of it, or of an earlier one, after it had been replaced: by the id of the one in its place. */
  passesOn: Map<string, ByHand[]>;
}

/**
 * Folds everything that was said and done about one promise into its state. Where `neighbours` are the same, the order in
 * which the parts were stored makes no difference.
 */
export function foldPromise(record: PromiseRecord, neighbours: Neighbours): FoldedPromise {
  const { inherited, timeZone } = neighbours;
  const state = newPromise(record.made, inherited);
  const folded: FoldedPromise = { state, leaves: new Map(), passesOn: new Map() };
  const told = toldTo(folded, neighbours);
  const inheritedHands = new Set(neighbours.events);
  for (const event of eventsOf(record, neighbours.events, timeZone)) {
    if (event.kind === 'told') told(event);
    else if (event.kind === 'met') meet(state, event.at, event.day, timeZone);
    else if (event.kind === 'day') giveDay(state, event.at, event.dueAt);
    else {
      const next = state.status === 'replaced' ? state.by : null;
      if (next !== null) folded.passesOn.set(next, [...(folded.passesOn.get(next) ?? []), event]);
      // Between the promise that a person meant and the newest of its chain nothing changes.
      if (next === null || !inheritedHands.has(event)) decide(state, event, timeZone);
    }
  }
  return folded;
}

/** What a call tells. A call, or a day of it, that says the same twice counts once. */
function toldTo(folded: FoldedPromise, { mayReplace, timeZone }: Neighbours) {
  const { state } = folded;
  const seen = new Set<string>();
  const first = (kind: string, event: ToldEvent): boolean => {
    const key = JSON.stringify([kind, event.call_id, event.day]);
    return !seen.has(key) && seen.add(key) !== undefined;
  };
  const missedIn = (event: ToldEvent) => seen.has(JSON.stringify(['missed', event.call_id, event.day]));
  const close = (status: ClosedStatus, { call_id, told: { at, evidence } }: ToldEvent) => {
    state.status = status;
    state.closing = { status, by: 'analyst', at, call_id, evidence };
    state.disputed = false;
  };
  return (event: ToldEvent): void => {
    const { call_id, told, at } = event;
    if (told.status === 'missed') {
      if (state.status !== 'open' && state.status !== 'kept') return;
      const tooSoon = state.due.dueAt !== null && !isPast(state.due, at, timeZone);
      if (state.status === 'open' && tooSoon && !missedIn(event)) {
        if (first('asked', event)) state.asked += 1;
        return;
      }
      const times = (state.missed?.times ?? 0) + (first('missed', event) ? 1 : 0);
      state.missed = { times: Math.max(1, times), lastAt: told.at, call_id, evidence: told.evidence };
      // What is missed is no longer waited for.
      if (state.waits) meet(state, at, event.day, timeZone);
      if (state.status === 'kept') Object.assign(state, { status: 'open', closing: null, disputed: true });
    }
    if (state.status !== 'open') return;
    if (told.status === 'attempted' && first('attempted', event)) state.attempted += 1;
    if (told.status === 'withdrawn') close('withdrawn', event);
    if (told.status === 'kept' && (told.now || !missedIn(event))) {
      state.keptOn = told.on;
      if (state.made.recurring === true) Object.assign(state, { keptAt: at, disputed: false });
      else close('kept', event);
    }
    if (told.status === 'replaced' && told.by !== null && mayReplace(told.by, call_id)) {
      const { made, due, dayGivenAt, missed, renewed } = state;
      folded.leaves.set(told.by, {
        due,
        dayGivenAt,
        missed,
        renewed: {
          times: (renewed?.times ?? 0) + 1,
          firstMadeAt: renewed?.firstMadeAt ?? toIso(momentOf(made.madeAt)),
        },
      });
      state.by = told.by;
      close('replaced', event);
    }
  };
}

type ToldEvent = Extract<PromiseEvent, { kind: 'told' }>;

/** A change by hand: it wins over everything before it. */
function decide(state: PromiseState, { at, status, on }: ByHand, timeZone: string): void {
  if (state.status === 'dismissed' && status !== 'open') return;
  state.keptOn = status === 'kept' ? (on ?? dayInZone(at, timeZone)) : null;
  if (status === 'kept' && state.made.recurring === true) {
    Object.assign(state, { status: 'open', closing: null, keptAt: at, disputed: false });
  } else if (status === 'open') Object.assign(state, { status, closing: null });
  else {
    const closing = { status, by: 'person', at: toIso(at), call_id: null, evidence: [] };
    Object.assign(state, { status, closing, disputed: false });
  }
}

function giveDay(state: PromiseState, at: number, dueAt: string | null): void {
  Object.assign(state, { due: { dueAt, dueTime: null }, dayGivenAt: at, waits: false });
}

/** Its days count from the day on which what it waited for was done. */
function meet(state: PromiseState, at: number, day: string, timeZone: string): void {
  if (!state.waits) return;
  const { madeAt, dueAt, dueTime = null } = state.made;
  const days = dueAt === null ? null : Math.max(0, daysBetween(dayInZone(momentOf(madeAt), timeZone), dueAt));
  state.waits = false;
  state.dayGivenAt = at;
  state.due = days === null ? { dueAt: null, dueTime: null } : { dueAt: addDays(day, days), dueTime };
}

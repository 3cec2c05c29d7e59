import type { PromiseRecord } from '../analytics/promise-record.ts';
import { dayInZone } from '../shared/calendar.ts';
import { type FoldedPromise, foldPromise } from './fold-promise.ts';
import type { PromiseEvent } from './promise-events.ts';
import { type Inherited, inOrderMade, momentOf, type PromiseState } from './promise-state.ts';

/**
 * Folds promises, each with what replaced it and what it waits for, into their states by id. The order of the records
 * makes no difference.
 *
 * @param records - By id. A promise that is named but not among them counts as unknown.
 */
export function foldLedger(
  records: ReadonlyMap<string, PromiseRecord>,
  timeZone: string,
): Map<string, PromiseState> {
  const replacedBy = predecessorsIn(records);
  const done = new Map<string, FoldedPromise>();
  const underWay = new Set<string>();

  const fold = (id: string): FoldedPromise | null => {
    const known = done.get(id);
    const record = records.get(id);
    if (known !== undefined || record === undefined) return known ?? null;
    // Two promises that wait for each other wait for ever.
    if (underWay.has(id)) return null;
    underWay.add(id);
    const before = (replacedBy.get(id) ?? []).flatMap((other) => fold(other) ?? []);
    const folded = foldPromise(record, {
      inherited: merged(before.flatMap(({ leaves }) => leaves.get(id) ?? [])),
      events: [...before.flatMap(({ passesOn }) => passesOn.get(id) ?? []), ...metBy(record)],
      mayReplace: (target, call_id) => mayReplace(records, record, target, call_id),
      timeZone,
    });
    done.set(id, folded);
    return folded;
  };
  /** What a promise waits for may itself have been promised anew. */
  const metBy = ({ made }: PromiseRecord): PromiseEvent[] => {
    if (made.conditional !== true || made.waitsFor == null) return [];
    let state = fold(made.waitsFor)?.state;
    while (state?.status === 'replaced' && state.by !== null) state = fold(state.by)?.state;
    if (state === undefined) return [];
    const at = state.status === 'kept' ? momentOf(state.closing?.at ?? made.madeAt) : state.keptAt;
    return at === null ? [] : [{ kind: 'met', at, day: state.keptOn ?? dayInZone(at, timeZone) }];
  };

  for (const id of [...records.keys()].sort()) fold(id);
  return new Map([...done].map(([id, { state }]) => [id, state]));
}

/** For each promise those that some call says it replaced. */
function predecessorsIn(records: ReadonlyMap<string, PromiseRecord>): Map<string, string[]> {
  const replacedBy = new Map<string, string[]>();
  for (const [id, record] of records) {
    for (const [call_id, { told }] of Object.entries(record.said)) {
      for (const { status, by } of told) {
        if (status !== 'replaced' || by === null || !mayReplace(records, record, by, call_id)) continue;
        replacedBy.set(by, [...(replacedBy.get(by) ?? []), id]);
      }
    }
  }
  return new Map([...replacedBy].map(([id, before]) => [id, [...new Set(before)].sort()]));
}

/** True if a promise is a newer one of that call, and no person has dismissed it. */
function mayReplace(
  records: ReadonlyMap<string, PromiseRecord>,
  { made }: PromiseRecord,
  target: string,
  call_id: string,
): boolean {
  const other = records.get(target);
  if (other === undefined || other.change?.status === 'dismissed') return false;
  // Only a newer one: no chain leads back to its beginning.
  return other.made.madeIn.call_id === call_id && inOrderMade(other.made, made) > 0;
}

/** A promise may take the place of several: they were one all along. */
function merged(all: readonly Inherited[]): Inherited | null {
  const [first, ...rest] = all.toSorted((a, b) => a.dayGivenAt - b.dayGivenAt);
  if (first === undefined) return null;
  return rest.reduce((one, other) => {
    const [a, b] = [one.missed, other.missed];
    const days = [one, other].filter(({ due }) => due.dueAt !== null);
    const { due, dayGivenAt } =
      days.toSorted((x, y) => ((x.due.dueAt ?? '') < (y.due.dueAt ?? '') ? -1 : 1))[0] ?? one;
    return {
      due,
      dayGivenAt,
      missed: a === null || (b !== null && b.lastAt > a.lastAt) ? b : a,
      renewed: {
        times: Math.max(one.renewed.times, other.renewed.times),
        firstMadeAt:
          [one.renewed.firstMadeAt, other.renewed.firstMadeAt].sort()[0] ?? one.renewed.firstMadeAt,
      },
    };
  }, first);
}

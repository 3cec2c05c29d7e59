import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { foldCommitments } from './ledger.ts';
import { madeIn, madeOf, rowsBeyond, saidIn } from './promise-items.ts';
import { placesOf } from './promise-places.ts';

/** What a plan knows of a customer. */
export interface KnownOfCustomer {
  /** The items as read. */
  items: readonly PromiseItem[];
  /** Rows that are the truth about their calls: the items are brought in line with them. */
  rows: readonly StoredAnalytics[];
  /** Other rows, for what they say of a promise that has no item yet. */
  others?: readonly StoredAnalytics[];
  /** True for a call that is known to have no row any more; its entries go. */
  isGone?: (call: { call_id: string; rowExpiresAt?: number | undefined }) => boolean;
}

/** The changes that bring the items in line: items to save, and items to remove. */
export interface PlanOfPromises {
  save: PromiseItem[];
  remove: PromiseItem[];
}

/**
 * Compares the items of a customer with rows, and tells what has to be written. An entry of a later attempt than that of
 * its row stays. A plan that has been carried out is empty when it is made again.
 */
export function planPromises({
  items,
  rows,
  others = [],
  isGone = () => false,
}: KnownOfCustomer): PlanOfPromises {
  const truth = new Map(rows.filter(isAnalysis).map((row) => [row.call_id, row]));
  const known = new Map(items.map((item) => [item.commitment_id, item]));
  const wanted = new Map<string, PromiseItem>();
  for (const item of items) {
    const made = madeNow(item, truth.get(item.made.call_id), isGone);
    if (made !== null) {
      wanted.set(item.commitment_id, { ...item, ...made, said: saidNow(item, truth, isGone) });
    }
  }
  for (const row of truth.values()) {
    for (const commitment of madeIn(row)) {
      if (!known.has(commitment.id)) wanted.set(commitment.id, newItem(row, commitment));
    }
  }
  // After the loop above: what calls say of each other's new promises.
  for (const row of [...others.filter(isAnalysis), ...truth.values()]) {
    for (const [id, entry] of saidIn(row)) {
      const item = wanted.get(id);
      const isTruth = truth.get(row.call_id) === row;
      if (item === undefined || row.call_id === item.made.call_id) continue;
      if (!isTruth && item.version > 0) continue;
      if ((item.said[row.call_id]?.attempt ?? 0) <= entry.attempt) item.said[row.call_id] = entry;
    }
  }
  placeAll(wanted, [...rows, ...others]);
  return {
    save: [...wanted.values()].filter((item) => !isSame(item, known.get(item.commitment_id))),
    remove: items.filter((item) => !wanted.has(item.commitment_id)),
  };
}

function madeNow(
  item: PromiseItem,
  row: StoredCallAnalytics | undefined,
  isGone: NonNullable<KnownOfCustomer['isGone']>,
): Pick<PromiseItem, 'made' | 'change'> | null {
  if (row === undefined) return isGone(item.made) ? null : item;
  if (row.analysis.attempt < item.made.attempt) return item;
  const commitment = row.commitments.find(({ id }) => id === item.commitment_id);
  if (commitment === undefined) return null;
  return { made: madeOf(row, commitment), change: changeIn(row, commitment.id) };
}

function saidNow(
  { commitment_id, said }: PromiseItem,
  truth: ReadonlyMap<string, StoredCallAnalytics>,
  isGone: NonNullable<KnownOfCustomer['isGone']>,
): PromiseItem['said'] {
  const left = Object.entries(said).filter(([call_id, { attempt }]) => {
    const row = truth.get(call_id);
    if (row === undefined) return !isGone({ call_id });
    return row.analysis.attempt < attempt || saidIn(row).has(commitment_id);
  });
  return Object.fromEntries(left);
}

function newItem(
  row: StoredCallAnalytics,
  commitment: StoredCallAnalytics['commitments'][number],
): PromiseItem {
  return {
    client_email: row.client_email,
    commitment_id: commitment.id,
    made: madeOf(row, commitment),
    said: {},
    change: changeIn(row, commitment.id),
    version: 0,
    bucket: '',
    sort: '',
    recall: '',
  };
}

function changeIn({ commitmentChanges }: StoredCallAnalytics, id: string): PromiseItem['change'] {
  return commitmentChanges?.[id] ?? null;
}

/** Places every item by its state, which may depend on other items. */
function placeAll(items: Map<string, PromiseItem>, rows: readonly StoredAnalytics[]): void {
  const beyond = rowsBeyond([...items.values()], rows);
  // The day decides only what is overdue, which no place follows from.
  for (const state of foldCommitments([...rows, ...beyond], '1970-01-01')) {
    const item = items.get(state.id);
    if (item === undefined) continue;
    const { expires_at: _, ...rest } = item;
    items.set(state.id, { ...rest, ...placesOf(item, state) });
  }
}

// A store may return the fields of an object in another order.
function isSame(one: PromiseItem, other: PromiseItem | undefined): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]),
  );
}

import type { PromiseRecord } from '../analytics/promise-record.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { readLedger } from '../ledger/customer-ledger.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { joinedRecords, madeIn, toldByRows, toldIn } from './promise-items.ts';
import { placesOf } from './promise-places.ts';

/** What a plan knows of a customer. */
export interface KnownOfCustomer {
  /** The items as read. */
  items: readonly PromiseItem[];
  /** Rows that are the truth about their calls: the items are brought in line with them. */
  rows: readonly StoredAnalytics[];
  /** Other rows, for what they tell of a promise that has no item yet. */
  others?: readonly StoredAnalytics[];
  /**
   * True for a call that has no row because it was removed, not because its row has expired: what it made or told of
   * this promise goes.
   *
   * @param at - When it made or told that, ISO-8601.
   */
  isGone?: (callId: string, at: string, item: PromiseItem) => boolean;
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
  const told = toldByRows([...truth.values()]);
  const wanted = new Map<string, PromiseItem>();
  for (const item of items) {
    const made = madeNow(item, truth.get(item.made.madeIn.call_id), isGone);
    if (made === null) continue;
    wanted.set(item.commitment_id, {
      ...item,
      ...made,
      said: newest(saidNow(item, truth, isGone), told.get(item.commitment_id)),
    });
  }
  const known = new Map(items.map((item) => [item.commitment_id, item]));
  const toldByAll = toldByRows([...others, ...truth.values()]);
  for (const row of truth.values()) {
    for (const record of madeIn(row)) {
      const { id } = record.made;
      if (!known.has(id)) wanted.set(id, newItem(row, record, toldByAll.get(id)));
    }
  }
  placeAll(wanted, [...others, ...truth.values()]);
  return {
    save: [...wanted.values()].filter((item) => !isSame(item, known.get(item.commitment_id))),
    remove: items.filter((item) => !wanted.has(item.commitment_id)),
  };
}

type IsGone = NonNullable<KnownOfCustomer['isGone']>;

function madeNow(
  item: PromiseItem,
  row: StoredCallAnalytics | undefined,
  isGone: IsGone,
): Partial<PromiseItem> | null {
  if (row === undefined) return isGone(item.made.madeIn.call_id, item.made.madeAt, item) ? null : {};
  if (row.analysis.attempt < item.attempt) return {};
  const record = madeIn(row).find(({ made }) => made.id === item.commitment_id);
  return record === undefined ? null : madeFields(row, record);
}

function madeFields(row: StoredCallAnalytics, { made, change }: Omit<PromiseRecord, 'said'>) {
  const { expires_at: rowExpiresAt } = row as { expires_at?: number };
  return { made, change, attempt: row.analysis.attempt, rowExpiresAt };
}

function newItem(
  row: StoredCallAnalytics,
  record: Omit<PromiseRecord, 'said'>,
  said: PromiseItem['said'] = {},
): PromiseItem {
  return {
    client_email: row.client_email,
    commitment_id: record.made.id,
    ...madeFields(row, record),
    said,
    version: 0,
    bucket: '',
    sort: '',
    recall: '',
  };
}

/** The entries that still hold. */
function saidNow(
  item: PromiseItem,
  truth: ReadonlyMap<string, StoredCallAnalytics>,
  isGone: IsGone,
): PromiseItem['said'] {
  const left = Object.entries(item.said).filter(([call_id, { attempt, told }]) => {
    const row = truth.get(call_id);
    if (row === undefined) return !isGone(call_id, told[0]?.at ?? '', item);
    return row.analysis.attempt < attempt || toldIn(row).has(item.commitment_id);
  });
  return Object.fromEntries(left);
}

function newest(said: PromiseItem['said'], told: PromiseItem['said'] = {}): PromiseItem['said'] {
  const later = Object.entries(told).filter(
    ([call_id, { attempt }]) => (said[call_id]?.attempt ?? 0) <= attempt,
  );
  return { ...said, ...Object.fromEntries(later) };
}

// The time decides only what is overdue or stale, which no place follows from.
const AT_ANY_TIME = { now: 0, timeZone: 'UTC' };

/** Places every item by its state, which may depend on other items. */
function placeAll(items: Map<string, PromiseItem>, rows: readonly StoredAnalytics[]): void {
  for (const state of readLedger(joinedRecords(rows, [...items.values()]), AT_ANY_TIME)) {
    const item = items.get(state.id);
    if (item !== undefined) items.set(state.id, { ...item, expires_at: undefined, ...placesOf(item, state) });
  }
}

function isSame(one: PromiseItem, other: PromiseItem | undefined): boolean {
  if (other === undefined) return false;
  // Most items of a customer have not been touched.
  const { said, ...rest } = one;
  const isUntouched =
    hasSameParts(rest, other) && hasSameParts(said, other.said) && hasSameParts(other.said, said);
  // A store may return the fields of an object in another order.
  return isUntouched || JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** True if every part of the one is that of the other, and nothing is missing. */
function hasSameParts(one: object, other: object): boolean {
  const held = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([name, part]) => held.get(name) === part);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]),
  );
}

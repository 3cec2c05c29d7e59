import type { PromiseRecord } from '../analytics/promise-record.ts';
import type { CommitmentChange, StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { OpenCommitment, OpenMatter } from '../ports/analyst.ts';
import { inReadingOrder, type LedgerEntry, readLedger } from './customer-ledger.ts';
import { openMatters } from './matters.ts';
import { endOfCall } from './promise-records.ts';
import { momentOf } from './promise-state.ts';

/** What an analyst is given of the calls before. */
export interface Given {
  /** In the order in which they were made, as the two lists below. */
  openCommitments: OpenCommitment[];
  keptCommitments: OpenCommitment[];
  openMatters: OpenMatter[];
}

/** Most promises, and most matters, that an analyst is given. */
const MOST_GIVEN = 50;
const MOST_MATTERS = 20;
/** How long a promise that counts as kept may still be said to have been missed. */
const KEPT_MS = 90 * 86_400_000;

/** The call that is analysed. */
export interface GivenTo {
  call_id: string;
  /** Its last turn, in milliseconds since 1970. */
  until: number;
  timeZone: string;
}

/**
 * What other calls of a customer made before the last turn of a call, folded up to then: whatever was said, or done by
 * hand, later is left out, so that a re-analysis starts from the same state as the first one.
 *
 * @param rows - One row per call, in any order. For a shared address an analyst is given nothing: pass none.
 * @param known - The promises of the customer, also those of calls that are not among the rows.
 */
export function givenTo(
  rows: readonly StoredAnalytics[],
  known: ReadonlyMap<string, PromiseRecord>,
  { call_id, until, timeZone }: GivenTo,
): Given {
  const isBefore = (time: string) => momentOf(time) < until;
  const before = rows
    .filter((row) => row.call_id !== call_id && isBefore(endOfCall(row)))
    .map((row) => {
      const change = row.matterChange as { at: string } | undefined;
      return change === undefined || isBefore(change.at) ? row : { ...row, matterChange: undefined };
    }) as StoredAnalytics[];
  const records = new Map(
    [...known]
      .filter(([, { made }]) => made.madeIn.call_id !== call_id && isBefore(made.madeAt))
      .map(([id, record]) => [id, upTo(record, call_id, isBefore)]),
  );
  const time = { now: until, timeZone };
  const ledger = readLedger(records, time);
  const open = ledger.filter(({ status }) => status === 'open');
  const kept = ledger.filter(
    ({ status, closing }) => status === 'kept' && closing !== null && momentOf(closing.at) >= until - KEPT_MS,
  );
  const most = new Set(
    [...open.toSorted(inReadingOrder), ...kept.toReversed()].slice(0, MOST_GIVEN).map(({ id }) => id),
  );
  const shown = (entries: readonly LedgerEntry[]) =>
    entries.filter(({ id }) => most.has(id)).map((entry) => givenPromise(entry, records.get(entry.id)));
  return {
    openCommitments: shown(open),
    keptCommitments: shown(kept),
    openMatters: openMatters(before, ledger, { ...time, isShared: false })
      .slice(0, MOST_MATTERS)
      .map(({ call_id, category, about }) => ({ call_id, category, about })),
  };
}

/** A promise with what other calls said, and what was done, about it until then. */
function upTo(record: PromiseRecord, callId: string, isBefore: (time: string) => boolean): PromiseRecord {
  const said = Object.entries(record.said)
    .filter(([call_id]) => call_id !== callId)
    .map(([call_id, { attempt, told }]) => [
      call_id,
      { attempt, told: told.filter(({ at }) => isBefore(at)) },
    ]);
  return {
    ...record,
    said: Object.fromEntries(said),
    change: record.change === null ? null : changeUpTo(record.change, isBefore),
  };
}

function changeUpTo(change: CommitmentChange, isBefore: (time: string) => boolean): CommitmentChange | null {
  const { due, status } = change;
  const hasStatus = status !== undefined && isBefore(change.statusAt ?? change.at);
  const hasDay = due !== undefined && isBefore(due.at);
  if (!hasStatus && !hasDay) return null;
  return { ...change, status: hasStatus ? status : undefined, due: hasDay ? due : undefined };
}

function givenPromise(entry: LedgerEntry, record: PromiseRecord | undefined): OpenCommitment {
  const { id, text, label, owner, dueAt, dueTime, conditional, recurring } = entry;
  return {
    id,
    text,
    ...(label !== null && { label }),
    owner,
    dueAt,
    dueTime,
    ...(record !== undefined && { madeAt: record.made.madeAt }),
    ...(conditional && { conditional }),
    ...(recurring && { recurring }),
  };
}

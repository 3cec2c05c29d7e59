import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { customerKey } from '../call/identifiers.ts';
import { recalledPromises, recentRows } from '../customer/recent-rows.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { type KnownBefore, markLedgers } from './ledger-marks.ts';
import { type PlanOfPromises, planPromises } from './plan-promises.ts';
import { callOfPromise, fitsKey } from './promise-items.ts';

const WRITES_AT_A_TIME = 8;
const MOST_TRIES = 10;

/** The ports of a writer of the ledger. */
export type LedgerPorts = Pick<Ports, 'analytics' | 'claims' | 'promises' | 'clock'>;

/** The row of a call: its key, and the call. */
export type RowKey = Pick<StoredAnalytics, 'client_email' | 'created_at' | 'call_id'>;

/** What was read of the customer before the row was written. */
export interface ReadBefore {
  rows: readonly StoredAnalytics[];
  items: readonly PromiseItem[];
  /**
   * The first row of a call, as its holder has just stored it; otherwise null, or absent. Then the row is not read: a change
   * by hand since is seen by its own writer, and of a later attempt or an erasure the holder learns when it ends.
   */
  written?: StoredCallAnalytics | null;
}

/**
 * Brings the ledger of promises in line with the row of one call, as it is stored now: what the call made, what it says
 * of the promises of other calls, what was changed by hand. Each promise is one write, on condition that it is as it
 * was read. May be repeated at any time, also after a failure half-way; the row stays as it is.
 *
 * @param before - What was read before the row was written last; read anew if absent.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function writePromises(ports: LedgerPorts, key: RowKey, before?: ReadBefore): Promise<void> {
  let items = before?.items;
  let written = before?.written ?? null;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    // Before the row: a version that was read after it could hide a later row.
    items ??= await recalledPromises(ports, key.client_email);
    const row = written ?? (await rowAt(ports, key));
    const known = row === null ? items : [...items, ...(await missingItems(ports, row, items, before?.rows))];
    const isGone = (callId: string) => row === null && callId === key.call_id;
    const makers = row === null ? [] : await makersOf(ports, row, known);
    const rows = row === null ? [] : [row, ...makers];
    const read = before?.rows ?? (await rowsFor(ports, rows, known));
    const others = read.filter(
      ({ call_id }) => call_id !== key.call_id && !makers.some((maker) => maker.call_id === call_id),
    );
    const plan = planPromises({ items: known, rows, others, isGone });
    const isDone = await carryOut(ports, plan, { items: known, rows: [...rows, ...others] });
    if (isDone && (written !== null || !(await isOvertaken(ports, key, row, plan)))) return;
    items = undefined;
    written = null;
  }
  throw new LiveAssistError(
    'store_unavailable',
    'The promises of this customer are being changed elsewhere. Try again in a moment.',
  );
}

/** The newest rows, where a promise without an item may have been told of by other calls. */
async function rowsFor(
  ports: LedgerPorts,
  rows: readonly StoredCallAnalytics[],
  items: readonly PromiseItem[],
): Promise<readonly StoredAnalytics[]> {
  const known = new Set(items.map(({ commitment_id }) => commitment_id));
  const [first] = rows.filter(({ commitments }) => commitments.some(({ id }) => !known.has(id)));
  return first === undefined ? [] : (await recentRows(ports, first.client_email)).rows;
}

/** True if a call may have entries in the ledger: it makes or says something now, or did so before. */
export function concernsPromises(row: StoredAnalytics, { rows, items }: ReadBefore): boolean {
  const named = [row, ...rows.filter(({ call_id }) => call_id === row.call_id)];
  return (
    named.some((one) => isAnalysis(one) && one.commitments.length + one.closings.length > 0) ||
    items.some(({ made, said }) => made.madeIn.call_id === row.call_id || row.call_id in said)
  );
}

/**
 * Saves and removes what a plan says.
 *
 * @param known - What the plan was made from.
 * @returns false if another writer was faster at one of the promises; then make a new plan.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function carryOut(
  ports: Pick<Ports, 'claims' | 'promises'>,
  { save, remove }: PlanOfPromises,
  known: KnownBefore,
): Promise<boolean> {
  const { promises } = ports;
  await markLedgers(ports, save, known);
  const saved = await mapLimit(WRITES_AT_A_TIME, save, (item) => promises.save(item));
  const removed = await mapLimit(WRITES_AT_A_TIME, remove, ({ client_email, commitment_id, version }) =>
    promises.remove(client_email, commitment_id, version),
  );
  return [...saved, ...removed].every(Boolean);
}

async function rowAt(
  { analytics }: Pick<Ports, 'analytics'>,
  { client_email, created_at, call_id }: RowKey,
): Promise<StoredCallAnalytics | null> {
  const row = await analytics.get(client_email, created_at);
  return row !== null && row.call_id === call_id && isAnalysis(row) ? row : null;
}

// A promise that was added may be of a row that an erasure or a later attempt has replaced meanwhile.
async function isOvertaken(
  ports: Pick<Ports, 'analytics'>,
  key: RowKey,
  row: StoredCallAnalytics | null,
  { save }: PlanOfPromises,
): Promise<boolean> {
  if (row === null || save.every(({ version }) => version > 0)) return false;
  return (await rowAt(ports, key))?.analysis.attempt !== row.analysis.attempt;
}

/** Items that the row concerns and that were not among those worth reading: closed long ago. */
async function missingItems(
  { promises }: Pick<Ports, 'promises'>,
  row: StoredCallAnalytics,
  items: readonly PromiseItem[],
  rowsBefore: readonly StoredAnalytics[] = [],
): Promise<PromiseItem[]> {
  const { client_email, commitments, closings, analysis } = row;
  const former = rowsBefore.filter(isAnalysis).filter(({ call_id }) => call_id === row.call_id);
  const ids = [
    // The first analysis of a call makes new promises.
    ...(analysis.attempt > 1 ? commitments.map(({ id }) => id) : []),
    ...[...closings, ...former.flatMap((before) => before.closings)].map(
      ({ commitment_id }) => commitment_id,
    ),
  ];
  const known = new Set(items.map(({ commitment_id }) => commitment_id));
  const missing = [...new Set(ids)].filter((id) => !known.has(id) && fitsKey(id));
  const read = await mapLimit(WRITES_AT_A_TIME, missing, (id) => promises.get(client_email, id));
  return read.filter((item) => item !== null);
}

/** The rows that made promises of which this row tells, and which have no item yet. */
async function makersOf(
  ports: Pick<Ports, 'analytics' | 'claims'>,
  { call_id, client_email: customer, closings }: StoredCallAnalytics,
  items: readonly PromiseItem[],
): Promise<StoredCallAnalytics[]> {
  const known = new Set(items.map(({ commitment_id }) => commitment_id));
  const calls = closings.flatMap(({ commitment_id }) =>
    known.has(commitment_id) ? [] : (callOfPromise(commitment_id) ?? []),
  );
  const others = [...new Set(calls)].filter((name) => name !== call_id);
  const rows = await mapLimit(WRITES_AT_A_TIME, others, async (name) => {
    const { client_email, created_at } = (await ports.claims.get(name)) ?? {};
    // A call that was moved tells of promises to its former customer; they are none of this one.
    const isTheirs = client_email !== undefined && customerKey(client_email) === customerKey(customer);
    return isTheirs && created_at !== undefined
      ? rowAt(ports, { client_email, created_at, call_id: name })
      : null;
  });
  return rows.filter((row) => row !== null);
}

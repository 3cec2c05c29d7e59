import type { CallAnalytics } from '../analytics/analytics.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { recalledPromises, recentRows } from '../customer/recent-rows.ts';
import { hasUntold, outboxOfAnalysis } from '../events/outbox-of-analysis.ts';
import type { HeldClaim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { toldByOthers, withFormerPromises } from './former-promises.ts';

/** How often the promises are matched anew when persons change them at that moment. */
const TRIES = 5;

/** What an analysis has read before it asks the analyst. */
export interface Before {
  /** The newest rows of the customer, and that of this call. */
  rows: readonly StoredAnalytics[];
  /** The promises of the customer. */
  items: readonly PromiseItem[];
  timeZone: string;
}

/** A row that was written. */
export interface WrittenRow {
  row: CallAnalytics;
  /** What is stored then; null if the call had a row before, of which other writers' attributes stay. */
  stored: StoredCallAnalytics | null;
  /** True if a receiver of events has something to be told of this call. */
  hasEvents: boolean;
}

/**
 * Writes the row of an analysis and returns it; null if a later attempt has taken over. Its promises keep the ids that
 * they had. Moves its key on while another call has it.
 *
 * @param before - What was read before the analyst was asked.
 */
export async function writeRow(
  ports: Ports,
  held: HeldClaim,
  analytics: CallAnalytics,
  before: Before,
): Promise<WrittenRow | null> {
  const formerIn = (among: readonly StoredAnalytics[]) =>
    latestRowPerCall(among.filter((row) => row.call_id === held.call_id))[0] ?? null;
  const read = async () => {
    const [{ rows }, own, items] = await Promise.all([
      recentRows(ports, held.client_email),
      ports.analytics.get(held.client_email, held.created_at),
      ports.events === undefined ? before.items : recalledPromises(ports, held.client_email),
    ]);
    return { items, rows: own === null || formerIn(rows) !== null ? rows : [...rows, own] };
  };
  // What was said and changed while the analyst was at work counts. A first analysis that tells of no promise meets none.
  const tells = ports.events !== undefined && analytics.closings.length > 0;
  let known: Pick<Before, 'rows' | 'items'> =
    formerIn(before.rows) === null && !tells ? before : await read();
  let found = analytics;
  for (let tried = 0; tried < TRIES; ) {
    const former = formerIn(known.rows);
    const row = withFormerPromises(found, former, known.rows, await toldByOthers(ports, former));
    const count = former !== null && isAnalysis(former) ? former.commitmentChangeCount : undefined;
    const expires_at = await ports.analytics.expiryOfNew();
    const about = { row, former, ...known, timeZone: before.timeZone, now: ports.clock.now() };
    const outbox = ports.events && outboxOfAnalysis(about);
    const stored = {
      ...row,
      ...(expires_at !== undefined && { expires_at }),
      ...(outbox !== undefined && { outbox }),
    };
    const outcome = await ports.analytics.write(stored, count ?? null);
    if (outcome === 'written') {
      const hasEvents = outbox !== undefined && hasUntold({ ...former, ...stored } as StoredCallAnalytics);
      return { row, stored: former === null ? stored : null, hasEvents };
    }
    if (outcome === 'fenced') return null;
    if (outcome === 'changed') {
      tried += 1;
      known = await read();
      continue;
    }
    const next = toIso((parseAbsolute(found.created_at) ?? ports.clock.now()) + 1);
    if (!(await ports.claims.update(held, { created_at: next }))) return null;
    found = { ...found, created_at: next };
  }
  throw new LiveAssistError(
    'store_unavailable',
    'Promises of this call are being changed elsewhere. Try again in a moment.',
  );
}

/**
 * Removes other rows of a call: the previous system added one with every request. Call it after the new row is written, so
 * that a reader always finds the call.
 */
export async function removeOlderRows(
  ports: Ports,
  written: CallAnalytics,
  rows: readonly StoredAnalytics[],
): Promise<void> {
  const older = rows.filter(
    (row) =>
      row.call_id === written.call_id &&
      (row.client_email !== written.client_email || row.created_at !== written.created_at),
  );
  await Promise.all(older.map((row) => ports.analytics.remove(row.client_email, row.created_at)));
}

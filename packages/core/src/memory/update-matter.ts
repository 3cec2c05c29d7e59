import type { RememberedMatter } from '../analytics/memory-box.ts';
import type { MatterChange, StoredAnalytics } from '../analytics/stored-analytics.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { recalledPromises, recentRows } from '../customer/recent-rows.ts';
import { readLedger } from '../ledger/customer-ledger.ts';
import { type MatterState, matterOfCall, sentMatter } from '../ledger/matters.ts';
import type { Ports } from '../ports/ports.ts';
import { joinedRecords } from '../promises/promise-items.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { nameOf } from './update-commitment.ts';
import type { UpdateMatterCommand } from './update-matter-command.ts';

/** A matter, and whether it is settled. */
export type ChangedMatter = RememberedMatter & { status: 'settled' | 'open' };

/**
 * Settles a matter by hand, or opens it again. It counts for all calls that had joined the matter by now, whatever a
 * re-analysis makes of them, and is stored with its author and time.
 *
 * @param by - The person who changes it, as the host names them; an e-mail address is not stored.
 * @returns the matter as it stands then.
 * @throws LiveAssistError `matter_not_found` if that call of this customer left nothing open, `store_unavailable`.
 */
export async function updateMatter(
  ports: Pick<Ports, 'analytics' | 'promises' | 'clock'>,
  settings: { timeZone: string; sharedAddresses: readonly string[] },
  { client_email, call_id, status }: UpdateMatterCommand,
  by: string | null = null,
): Promise<ChangedMatter> {
  const [recent, items] = await Promise.all([
    recentRows(ports, client_email, settings.sharedAddresses),
    recalledPromises(ports, client_email),
  ]);
  const rows = latestRowPerCall(recent.rows);
  const time = { now: ports.clock.now(), timeZone: settings.timeZone };
  const options = { ...time, isShared: recent.isShared };
  const find = (among: readonly StoredAnalytics[]): MatterState | null =>
    matterOfCall(among, readLedger(joinedRecords(among, items), time), options, call_id);
  const matter = find(rows);
  const row = rows.find((candidate) => candidate.call_id === matter?.call_id);
  if (matter === null || row === undefined) throw notFound();
  const before = row.matterChange as MatterChange | undefined;
  // Later than the change that it follows, even if the clock of that change was ahead.
  const at = toIso(Math.max(time.now, (parseAbsolute(before?.at) ?? 0) + 1));
  const change = { status, at, calls: matter.callIds, by: nameOf(by) };
  const matterChange = await ports.analytics.changeMatter(row, change);
  if (matterChange === null) throw notFound();
  const after = find(
    rows.map((candidate) => (candidate === row ? ({ ...row, matterChange } as StoredAnalytics) : candidate)),
  );
  const { settled, ...rest } = after ?? matter;
  return { ...sentMatter({ ...rest, settled }), status: settled ? 'settled' : 'open' };
}

function notFound(): LiveAssistError {
  return new LiveAssistError(
    'matter_not_found',
    'This call of the customer left nothing open. Load the memory box again.',
  );
}

import type { CallWindow } from '../call/call.ts';
import { customerKey, storedKeys } from '../call/identifiers.ts';
import { rowsOfCustomer } from '../customer/customer-rows.ts';
import type { Ports } from '../ports/ports.ts';
import type { ErasurePorts } from './erase-call.ts';
import { erasePromises } from './erase-promises.ts';
import { customerErased, isErasedWindow, withoutErased } from './erased.ts';

/**
 * Reads the time of the erasure of this customer, in milliseconds since 1970; null without an erasure, or if this
 * service cannot erase.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function erasedAtOf(
  { erasures }: Pick<Ports, 'erasures'>,
  clientEmail: string,
): Promise<number | null> {
  if (erasures === undefined) return null;
  // An earlier version stored the tombstone under the domain as it was written.
  const known = await Promise.all(
    storedKeys(clientEmail).map((client_email) => erasures.erasedAt({ client_email })),
  );
  return known.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}

/**
 * The check before a write: returns the windows that may be stored.
 *
 * @throws LiveAssistError `customer_erased` if none of them may, `store_unavailable`.
 */
export async function requireNotErased(
  ports: Pick<Ports, 'clock' | 'erasures'>,
  clientEmail: string,
  windows: readonly CallWindow[],
): Promise<CallWindow[]> {
  const erasedAt = await erasedAtOf(ports, clientEmail);
  return withoutErased(windows, { erasedAt, now: ports.clock.now() });
}

/**
 * The check of an analysis before anything is paid for: returns the windows that may be judged. A request from before
 * the erasure named the owner of the call, so the call is erased too, although it may hold no address.
 *
 * @param erasedAt - As {@link erasedAtOf} returns it.
 * @param arrivedAt - Arrival of the request, in milliseconds since 1970.
 * @throws LiveAssistError `customer_erased` if none of them may, `store_unavailable`.
 */
export async function windowsToAnalyse(
  ports: ErasurePorts,
  clientEmail: string,
  windows: readonly CallWindow[],
  { erasedAt, arrivedAt }: { erasedAt: number | null; arrivedAt: number },
): Promise<CallWindow[]> {
  if (erasedAt !== null && arrivedAt <= erasedAt) await undoIfErased(ports, clientEmail, windows);
  return withoutErased(windows, { erasedAt, now: ports.clock.now() });
}

/**
 * The check after a write that is based on these windows. If the customer was erased meanwhile, removes everything
 * known of the call: an erasure before this write could not find it.
 *
 * @throws LiveAssistError `customer_erased` after that, `store_unavailable`.
 */
export async function undoIfErased(
  ports: ErasurePorts,
  clientEmail: string,
  windows: readonly CallWindow[],
): Promise<void> {
  const erasedAt = await erasedAtOf(ports, clientEmail);
  if (erasedAt === null) return;
  const lost = windows.find((window) => isErasedWindow(window, { erasedAt, now: ports.clock.now() }));
  if (lost === undefined) return;
  await takeBack(ports, clientEmail, lost.call_id, erasedAt);
  throw customerErased();
}

/**
 * Like {@link undoIfErased} for a window without an address, whose customer its writer does not know: the erasure left
 * a tombstone of the call.
 *
 * @throws LiveAssistError `customer_erased` after the removal, `store_unavailable`.
 */
export async function undoUnnamedIfErased(
  { records, claims, clock, erasures }: Pick<Ports, 'records' | 'claims' | 'clock' | 'erasures'>,
  window: CallWindow,
): Promise<void> {
  const erasedAt = (await erasures?.erasedAt({ call_id: window.call_id })) ?? null;
  if (!isErasedWindow(window, { erasedAt, now: clock.now() })) return;
  await records.remove(window);
  // A claim that names no customer only tells that the call waits.
  if ((await records.newestWindow(window.call_id)) === null) await claims.remove({ call_id: window.call_id });
  throw customerErased();
}

/**
 * Like {@link undoIfErased} for a mark that was made without reading the windows of a call.
 *
 * @returns true if the customer was erased and nothing of the call is from after that; then everything is removed.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function undoIfNothingIsLeft(
  ports: ErasurePorts,
  clientEmail: string,
  callId: string,
): Promise<boolean> {
  const erasedAt = await erasedAtOf(ports, clientEmail);
  if (erasedAt === null) return false;
  const windows = await ports.records.list(callId);
  const moment = { erasedAt, now: ports.clock.now() };
  if (!windows.every((window) => isErasedWindow(window, moment))) return false;
  // Windows that expired since do not taint the rows derived from them.
  await takeBack(ports, clientEmail, callId, erasedAt, { tainted: windows.length > 0 });
  return true;
}

async function takeBack(
  ports: ErasurePorts,
  clientEmail: string,
  call_id: string,
  erasedAt: number,
  { tainted } = { tainted: true },
): Promise<void> {
  const all = await rowsOfCustomer(ports.analytics, clientEmail);
  const rows = all.filter((row) => row.call_id === call_id);
  // Loaded when it is needed, which is seldom.
  const { eraseCall } = await import('./erase-call.ts');
  await eraseCall(ports, { call_id, key: customerKey(clientEmail), rows, erasedAt, tainted });
  await erasePromises(ports, clientEmail);
}

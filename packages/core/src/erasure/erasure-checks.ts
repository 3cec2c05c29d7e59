import type { CallWindow } from '../call/call.ts';
import { customerKey, storedKeys } from '../call/identifiers.ts';
import { rowsOfCustomer } from '../customer/customer-rows.ts';
import type { Ports } from '../ports/ports.ts';
import { type ErasurePorts, eraseCall } from './erase-call.ts';
import { customerErased, isErasedWindow, withoutErased } from './erased.ts';

/** Milliseconds since 1970 up to which this customer is erased; null when not, or when nobody can be. */
export async function erasedAtOf(
  { erasures }: Pick<Ports, 'erasures'>,
  clientEmail: string,
): Promise<number | null> {
  if (erasures === undefined) return null;
  // An earlier version has remembered it under the domain as it was written.
  const known = await Promise.all(
    storedKeys(clientEmail).map((client_email) => erasures.erasedAt({ client_email })),
  );
  return known.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}

/**
 * The look before a write: the windows that may be stored.
 *
 * @throws LiveAssistError `customer_erased` when none of them may, `store_unavailable`.
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
 * The look of an analysis before anything is paid for: the windows that may be judged. A request that came before the
 * erasure has said whose call this is, so the call goes with the others, although it may hold no address.
 *
 * @param erasedAt - As {@link erasedAtOf} has it.
 * @param arrivedAt - When the request came, in milliseconds since 1970.
 * @throws LiveAssistError `customer_erased` when none of them may, `store_unavailable`.
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
 * The look after a write that was made of these windows. When the customer was erased meanwhile, all that is known of
 * the call is taken back: an erasure that came before this write could not find it.
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
 * The same for a window without an address, whose customer its writer does not know: the erasure has left a tombstone
 * of the call.
 */
export async function undoUnnamedIfErased(
  { records, clock, erasures }: Pick<Ports, 'records' | 'clock' | 'erasures'>,
  window: CallWindow,
): Promise<void> {
  const erasedAt = (await erasures?.erasedAt({ call_id: window.call_id })) ?? null;
  if (!isErasedWindow(window, { erasedAt, now: clock.now() })) return;
  await records.remove(window);
  throw customerErased();
}

/**
 * The same for a mark that was made for a call without reading its windows.
 *
 * @returns true when the customer was erased, and nothing of the call is from after that; then all is taken back.
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
  // Windows that have expired since taint nothing that was made of them.
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
  await eraseCall(ports, { call_id, key: customerKey(clientEmail), rows, erasedAt, tainted });
}

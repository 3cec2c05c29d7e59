import { bindNamed, tellNamed } from '../aliases/link-alias.ts';
import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import { isHeld } from '../claims/await-attempt.ts';
import { recordedCustomer } from '../claims/call-ownership.ts';
import { movingMark } from '../customer/marks.ts';
import { customerErased, isErasedWindow } from '../erasure/erased.ts';
import { erasedAtOf, undoIfErased } from '../erasure/erasure-checks.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import type { MoveCallCommand } from './link-customer-command.ts';
import { moveLedger } from './move-ledger.ts';
import { moveRows } from './move-rows.ts';
import { moveWindows } from './move-windows.ts';

/**
 * Makes a call another customer's: its claim, row, windows and its part of the ledger go along, and every id stays. May be
 * repeated at any time, also after a death half-way: a mark among the claims names the former customer until all is done.
 *
 * @returns the call, and the key of its customer.
 * @throws LiveAssistError `call_not_found`; `analysis_in_progress` while the call is being analysed; `customer_erased` if one
 *   of both customers was erased since the call; `store_unavailable`, after which it has to be repeated.
 *
 * @example
 * await moveCall(ports, { call_id: 'c-1', client_email: 'ben@example.com' }); // { call_id: 'c-1', client_email: 'ben@example.com' }
 */
export async function moveCall(
  ports: Ports,
  { call_id, client_email }: MoveCallCommand,
): Promise<{ call_id: string; client_email: string }> {
  const to = customerKey(client_email);
  const unfinished = await ports.claims.get(movingMark(call_id));
  const bound = (await ports.claims.get(call_id))?.client_email;
  if (unfinished !== null && bound !== undefined && customerKey(bound) !== to) {
    // A move to another customer was not completed. The mark may also have been left before that move began.
    const before = String(unfinished.client_email);
    if (customerKey(bound) !== customerKey(before)) await finish(ports, call_id, before, bound);
  }
  const { windows, claim } = await recorded(ports, call_id);
  const mark = await ports.claims.get(movingMark(call_id));
  const from = mark?.client_email ?? claim?.client_email ?? recordedCustomer(windows);
  if (from === null) {
    // Known by an alias alone, or by nothing.
    await requireNotErasedSince(ports, to, windows);
    const named = await bindNamed(ports, call_id, to);
    if (named === null) throw beingChanged();
    await undoIfErased(ports, to, windows);
    await tellNamed(ports, [named]);
    return { call_id, client_email: to };
  }
  if (customerKey(from) === to) {
    if (mark !== null) await ports.claims.remove(mark);
    return { call_id, client_email: to };
  }
  await requireNotErasedSince(ports, to, windows);
  await requireNotErasedSince(ports, from, windows);
  await ports.claims.bind(movingMark(call_id), from);
  await finish(ports, call_id, from, to);
  return { call_id, client_email: to };
}

/** Everything after the mark; each step finds what an earlier try has done. */
async function finish(ports: Ports, call_id: string, from: string, to: string): Promise<void> {
  const { windows, claim } = await recorded(ports, call_id);
  const moved = await moveClaim(ports, call_id, claim, to);
  const rows = await moveRows(ports, moved, { from, to });
  await moveLedger(ports, { call_id, from, to, rows });
  const theirs = await moveWindows(ports, windows, { from, to });
  // An erasure of either customer may have come meanwhile, and has found a part of the call.
  await undoIfErased(ports, to, theirs);
  const erasedAt = await erasedAtOf(ports, from);
  if (
    erasedAt !== null &&
    theirs.some((window) => isErasedWindow(window, { erasedAt, now: ports.clock.now() }))
  ) {
    const { eraseCall } = await import('../erasure/erase-call.ts');
    const { erasePromises } = await import('../erasure/erase-promises.ts');
    await eraseCall(ports, { call_id, key: to, rows, erasedAt, tainted: true });
    await erasePromises(ports, to);
    await ports.claims.remove({ call_id: movingMark(call_id), client_email: from });
    throw customerErased();
  }
  await ports.claims.remove({ call_id: movingMark(call_id), client_email: from });
  await queueAgain(ports, moved, claim);
}

async function recorded(
  { records, claims }: Pick<Ports, 'records' | 'claims'>,
  call_id: string,
): Promise<{ windows: CallWindow[]; claim: Claim | null }> {
  const claim = await claims.get(call_id);
  const windows = await records.list(call_id);
  if (claim === null && windows.length === 0) {
    throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
  }
  return { windows, claim };
}

async function moveClaim(ports: Ports, call_id: string, claim: Claim | null, to: string): Promise<Claim> {
  const at = ports.clock.now();
  if (isHeld(claim, at)) throw inProgress(claim, at);
  const bound = claim?.client_email;
  if (bound === undefined) await ports.claims.bind(call_id, to);
  else if (customerKey(bound) !== to) {
    const isMoved = await ports.claims.move({ call_id, from: bound, to, token: ports.newToken(), at });
    if (!isMoved) throw beingChanged();
  }
  const moved = await ports.claims.get(call_id);
  if (moved?.client_email === undefined || customerKey(moved.client_email) !== to) throw beingChanged();
  return moved;
}

async function requireNotErasedSince(
  ports: Pick<Ports, 'erasures' | 'clock'>,
  key: string,
  windows: readonly CallWindow[],
): Promise<void> {
  const moment = { erasedAt: await erasedAtOf(ports, key), now: ports.clock.now() };
  if (windows.some((window) => isErasedWindow(window, moment))) throw customerErased();
}

// The job that waits names the former customer, and is void.
async function queueAgain({ queue, clock }: Ports, moved: Claim, claim: Claim | null): Promise<void> {
  if (claim?.status !== 'queued' || moved.client_email === undefined) return;
  const { call_id, client_email } = moved;
  await queue?.send({ call_id, client_email, queuedAt: clock.now() });
}

function inProgress(claim: Claim, now: number): LiveAssistError {
  return new LiveAssistError(
    'analysis_in_progress',
    'The call is being analysed. Move it when that has ended.',
    { retryAfterSeconds: Math.max(1, Math.ceil(((claim.leaseUntil ?? now) - now) / 1000)) },
  );
}

function beingChanged(): LiveAssistError {
  return new LiveAssistError(
    'store_unavailable',
    'The call is being changed elsewhere. Try again in a moment.',
  );
}

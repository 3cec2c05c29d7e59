import type { Ports } from '../ports/ports.ts';
import { waitsForEventsAlone } from '../ports/waiting.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { ListWaitingCallsQuery } from './list-waiting-query.ts';
import { isBefore, type WaitingClaim, waitingInOrder } from './waiting-in-order.ts';

const DEFAULT_LIMIT = 50;

/** A call that is recorded and not analysed, or that goes on. */
export interface WaitingCallShown {
  call_id: string;
  /** Null while no customer is named. */
  client_email: string | null;
  /** When its newest window was recorded, ISO-8601. */
  since: string;
  state: 'recorded' | 'queued' | 'running' | 'failed';
  /** Why the last attempt failed, or why the call still waits. */
  code?: ErrorCode;
}

/**
 * Lists the calls that wait for an analysis over all customers, oldest first.
 *
 * @returns a page, and `next` for the page after it, null after the last.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function listWaitingCalls(
  ports: Pick<Ports, 'claims' | 'clock'>,
  { next, limit }: ListWaitingCallsQuery,
): Promise<{ calls: WaitingCallShown[]; next: string | null }> {
  const most = limit ?? DEFAULT_LIMIT;
  const place = placeOf(next);
  const now = ports.clock.now();
  const calls: WaitingCallShown[] = [];
  for await (const claim of waitingInOrder(ports, { from: place?.since })) {
    if ((place !== null && !isBefore(place, claim)) || waitsForEventsAlone(claim)) continue;
    const last = calls.at(-1);
    if (calls.length === most && last !== undefined) return { calls, next: `${last.since} ${last.call_id}` };
    calls.push(shown(claim, now));
  }
  return { calls, next: null };
}

function placeOf(next: string | null | undefined): { since: string; call_id: string } | null {
  if (next == null) return null;
  const at = next.indexOf(' ');
  return { since: next.slice(0, at), call_id: next.slice(at + 1) };
}

function shown({ call_id, client_email, since, status, code, leaseUntil = 0 }: WaitingClaim, now: number) {
  const lapsed = status === 'running' && leaseUntil <= now;
  // Windows have come since an analysis that is done.
  const state = status === undefined || status === 'done' ? 'recorded' : lapsed ? 'failed' : status;
  return {
    call_id,
    client_email: client_email ?? null,
    since,
    state,
    ...(code !== undefined && { code }),
  } satisfies WaitingCallShown;
}

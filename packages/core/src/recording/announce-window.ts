import type { CallWindow } from '../call/call.ts';
import type { Ports } from '../ports/ports.ts';
import { waitsForEventsAlone } from '../ports/waiting.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';

/** What storing a window found out, for its announcement. */
export interface News {
  /** The address that the call is bound to, as it is stored; absent for a window without an address. */
  bound?: string | undefined;
  /** When the newest window known before was recorded, where the claim was read. */
  since?: string | undefined;
  /** True if binding the call has announced the window already. */
  isAnnounced?: boolean | undefined;
  /** True if the call had ended before and waited for its customer alone. */
  wasUnnamed?: boolean | undefined;
  /** True if the window says that the call has ended. */
  isEnd?: boolean | undefined;
}

/** When a window was recorded, in the form of the index of calls that wait; undefined if it does not tell. */
export function sinceOf({ created_at }: Pick<CallWindow, 'created_at'>): string | undefined {
  const at = parseAbsolute(created_at);
  return at === null ? undefined : toIso(at);
}

/** True if a window has its call analysed when the call ends. */
export function waitsForEnd({ analyze }: Pick<CallWindow, 'analyze'>): boolean {
  return analyze !== 'on_request';
}

/**
 * Has a worker look at a call with a new window: the call waits from then on. Call it after the window was stored, so that
 * a worker which has not seen the window does not take the call out of `waiting`.
 *
 * @throws LiveAssistError `store_unavailable`; the sender repeats the window, which announces it.
 */
export async function announce(
  { claims, queue, clock }: Pick<Ports, 'claims' | 'queue' | 'clock'>,
  window: Pick<CallWindow, 'call_id' | 'created_at' | 'analyze'>,
  { bound, isAnnounced = false, wasUnnamed = false, isEnd = false }: News,
): Promise<void> {
  if (!waitsForEnd(window)) return;
  const { call_id } = window;
  const now = clock.now();
  const since = toIso(Math.min(parseAbsolute(window.created_at) ?? now, now));
  const former = isAnnounced ? null : await claims.wait({ call_id, since, client_email: bound });
  // An erasure has taken the claim away.
  if (former === false) return;
  const ended = isEnd || wasUnnamed;
  if (ended || former?.waitingShard === undefined || waitsForEventsAlone(former)) {
    // A job that is lost does no harm: a sweep finds the call.
    await queue
      ?.send({ job: 'settle', call_id, sentAt: now, ...(ended && { ended }) })
      .catch(() => undefined);
  }
}

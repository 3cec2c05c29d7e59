import type { CallWindow } from '../call/call.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { listOf } from '../shared/json-list.ts';
import { parseAbsolute, parseStamp } from '../shared/timestamps.ts';

/** Tolerance for clocks ahead of ours, in milliseconds; a time beyond it is ignored. */
const CLOCK_GRACE_MS = 60_000;

/** The time of the erasure (null: not erased) and the current time, in milliseconds since 1970. */
export interface Moment {
  erasedAt: number | null;
  now: number;
}

/**
 * True if the erasure covers this window: it was recorded before, or its time is unknown. Its own `created_at` counts;
 * without one, the last absolute time of its turns, because the clocks that stamp turns can be wrong by hours. A time
 * in the future is ignored.
 */
export function isErasedWindow(window: CallWindow, { erasedAt, now }: Moment): boolean {
  if (erasedAt === null) return false;
  const at = parseAbsolute(window.created_at) ?? lastSpokenAt(window);
  return at === null || at <= erasedAt || at > now + CLOCK_GRACE_MS;
}

/**
 * Returns the windows of a call that the erasure of its customer does not cover.
 *
 * @throws LiveAssistError `customer_erased` if there were windows and none remains.
 */
export function withoutErased(windows: readonly CallWindow[], moment: Moment): CallWindow[] {
  const left = windows.filter((window) => !isErasedWindow(window, moment));
  if (left.length === 0 && windows.length > 0) throw customerErased();
  return left;
}

function lastSpokenAt({ turns }: CallWindow): number | null {
  const times = (listOf(turns) ?? []).flatMap((turn) => {
    const stamp = typeof turn === 'object' && turn !== null && 'timestamp' in turn ? turn.timestamp : null;
    return parseStamp(stamp)?.at ?? [];
  });
  return times.length === 0 ? null : times.reduce((last, at) => Math.max(last, at));
}

/** Creates the error for recordings from before the erasure of their customer. */
export function customerErased(): LiveAssistError {
  return new LiveAssistError(
    'customer_erased',
    'This customer was erased after this call, or the time of the call is unknown. Only calls from after the erasure are accepted.',
  );
}

import type { CallWindow } from '../call/call.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { listOf } from '../shared/json-list.ts';
import { parseAbsolute, parseStamp } from '../shared/timestamps.ts';

/** By how much a clock may be ahead of ours before its time counts as none, in milliseconds. */
const CLOCK_GRACE_MS = 60_000;

/** Up to when a customer is erased (null: not at all), and what time it is, in milliseconds since 1970. */
export interface Moment {
  erasedAt: number | null;
  now: number;
}

/**
 * Whether an erasure concerns this window: it was recorded until then, or nothing tells when. Its own `created_at`
 * counts, and only without one the last absolute time of its turns: the clocks that stamp turns are at times wrong by
 * hours. A time in the future is none.
 */
export function isErasedWindow(window: CallWindow, { erasedAt, now }: Moment): boolean {
  if (erasedAt === null) return false;
  const at = parseAbsolute(window.created_at) ?? lastSpokenAt(window);
  return at === null || at <= erasedAt || at > now + CLOCK_GRACE_MS;
}

/**
 * The windows of a call that no erasure of its customer concerns.
 *
 * @throws LiveAssistError `customer_erased` when there were windows and none is left.
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

/** The refusal of what was recorded before its customer was erased. */
export function customerErased(): LiveAssistError {
  return new LiveAssistError(
    'customer_erased',
    'This customer was erased after this call, or the call does not say when it was. Only calls from after the erasure are taken.',
  );
}

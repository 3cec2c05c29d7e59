import type { CallWindow } from '../call/call.ts';
import { undoUnnamedIfErased } from '../erasure/erasure-checks.ts';
import type { WindowHead } from '../ports/call-records.ts';
import type { Ports } from '../ports/ports.ts';
import { waitsForEnd } from '../recording/announce-window.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { customerOfCall } from './customer-of-call.ts';
import { recordedAt } from './end-of-call.ts';
import type { EndingSettings } from './ending-settings.ts';

const CALLS_AT_A_TIME = 8;

/** A window that was stored, as an event of the table tells it: its key alone. */
export interface StoredWindow {
  call_id: string;
  window_number: number;
  /** When it was stored, in milliseconds since 1970. */
  storedAt: number;
  /** True if the event may come before its window. @default false */
  mayBeEarly?: boolean | undefined;
}

/** How long an event may come before its window, in milliseconds. */
const EARLY_MS = 10_000;

/**
 * Takes note of windows that were stored, by this service or by another system: their calls wait from then on, and each
 * gets one settle job. Events may be doubled, late, or in any order.
 *
 * @returns the events that are to be given again, with the reason.
 */
export async function noteWindows(
  ports: Ports,
  settings: EndingSettings,
  events: readonly StoredWindow[],
): Promise<{ event: StoredWindow; error: unknown }[]> {
  const byCall = new Map<string, StoredWindow[]>();
  for (const event of events) byCall.set(event.call_id, [...(byCall.get(event.call_id) ?? []), event]);
  const calls = [...byCall.values()];
  const failures = await mapLimit(CALLS_AT_A_TIME, calls, async (ofCall) => {
    const newest = ofCall.reduce((a, b) => (b.window_number > a.window_number ? b : a));
    try {
      await noteCall(ports, settings, newest);
      return [];
    } catch (error) {
      return ofCall.map((event) => ({ event, error }));
    }
  });
  return failures.flat();
}

async function noteCall(ports: Ports, settings: EndingSettings, event: StoredWindow): Promise<void> {
  const { call_id, window_number, storedAt } = event;
  const head = await ports.records.head(call_id, window_number);
  if (head === null && event.mayBeEarly === true && ports.clock.now() - storedAt < EARLY_MS) {
    throw new LiveAssistError('store_unavailable', 'The window is not stored yet.');
  }
  if (head === null || !mayWait(head, settings, storedAt)) return;
  const since = toIso(recordedAt(head, storedAt));
  const former = await ports.claims.wait({ call_id, since });
  if (former === null && (await isGone(ports, head))) return;
  const ended = head.final === true || (await isNamedAtLast(ports, head, former || null));
  await ports.queue?.send({
    job: 'settle',
    call_id,
    sentAt: ports.clock.now(),
    ...(ended && { ended }),
  });
}

/** True if a window has its call analysed by itself. */
export function mayWait(
  head: WindowHead,
  { analyzeSince }: Pick<EndingSettings, 'analyzeSince'>,
  storedAt: number,
): boolean {
  return (
    waitsForEnd(head) &&
    (analyzeSince === null || (parseAbsolute(head.created_at) ?? storedAt) >= analyzeSince)
  );
}

/** True if an erasure has taken the window meanwhile; then the claim that was made since goes too. */
export async function isGone(
  ports: Pick<Ports, 'records' | 'claims' | 'clock' | 'erasures'>,
  head: WindowHead,
): Promise<boolean> {
  try {
    await undoUnnamedIfErased(ports, head as CallWindow);
  } catch (error) {
    if (error instanceof LiveAssistError && error.code === 'customer_erased') return true;
    throw error;
  }
  if ((await ports.records.newestWindow(head.call_id)) !== null) return false;
  await ports.claims.remove({ call_id: head.call_id });
  return true;
}

// A call that had ended before waits for nothing else.
async function isNamedAtLast(
  ports: Ports,
  { call_id, client_email }: WindowHead,
  former: Awaited<ReturnType<Ports['claims']['get']>>,
): Promise<boolean> {
  if (former?.client_email !== undefined || !client_email?.includes('@')) return false;
  try {
    return (await customerOfCall(ports, call_id, former)) !== null && former?.unnamed === true;
  } catch (error) {
    // The look at the call tells what is wrong.
    if (error instanceof LiveAssistError && error.code !== 'store_unavailable') return false;
    throw error;
  }
}

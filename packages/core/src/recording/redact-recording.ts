import { hideNumbers } from '../aliases/hide-numbers.ts';
import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import { recordedCustomer } from '../claims/call-ownership.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { isErasedWindow, type Moment } from '../erasure/erased.ts';
import { undoIfErased, undoUnnamedIfErased } from '../erasure/erasure-checks.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import type { WindowRedaction } from '../ports/window-redaction.ts';
import { redactedWindows } from '../redaction/redacted-windows.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import { contentHash } from './content-hash.ts';

const HOUR_MS = 3_600_000;
/** Time without a new window after which an analysed call is redacted, in milliseconds. */
export const QUIET_MS = HOUR_MS;
/** Time after which windows are redacted even without an analysis, in milliseconds. */
export const LONGEST_RAW_MS = 24 * HOUR_MS;

/** Characters of a call that are read at a time: a long call is redacted in parts. */
const SLICE_CHARACTERS = 4_000_000;
/** A window that changes between read and write is read again; one that changes each time waits for the next job. */
const MOST_READS = 5;
const WRITES_AT_A_TIME = 8;

/** The ports that the redaction of a call needs. */
export type RedactionPorts = ErasurePorts & Pick<Ports, 'redaction' | 'speakers' | 'aliases'>;

/**
 * The result of a redaction. `dueAt` (milliseconds since 1970): the time before which nothing more can be done. Null:
 * the call has no secret left.
 */
export interface Redaction {
  /** Number of changed windows. */
  redacted: number;
  dueAt: number | null;
}

/**
 * Replaces the secrets in the recorded windows of a call once they are due: their analysis has ended and no window came
 * for {@link QUIET_MS}, or no window came for {@link LONGEST_RAW_MS}. Turns keep their places, and each window gets a
 * `contentHash` of its original content. Safe to repeat, also in several workers at once.
 *
 * Does nothing if raw windows are kept, or without a key for hashes.
 *
 * @throws LiveAssistError `store_unavailable`; a repetition finds what is left.
 */
export async function redactRecording(ports: RedactionPorts, callId: string): Promise<Redaction> {
  const { redaction, records, claims, clock } = ports;
  let redacted = 0;
  if (redaction === undefined || !redaction.inPlace) return { redacted, dueAt: null };
  let after: number | null = null;
  for (let reads = 1; ; ) {
    const claim = await claims.get(callId);
    const windows = await hideNumbers(ports, await records.slice(callId, after, SLICE_CHARACTERS));
    const last = windows.at(-1);
    if (last === undefined) return { redacted, dueAt: null };
    const now = clock.now();
    const dueAt = dueTime(claim, windows, now);
    if (dueAt > now) return { redacted, dueAt };
    const changed = await redactSlice(
      ports,
      redaction,
      claim,
      windows,
      redactedWindows(callId, windows, ports.speakers),
    );
    redacted += changed.done;
    if (changed.isWhole) {
      after = last.window_number;
      reads = 1;
    } else if (++reads > MOST_READS) {
      return { redacted, dueAt: now + HOUR_MS };
    }
  }
}

/**
 * {@link redactRecording} for an attempt without a queue, which has just read the windows and redacted them. Windows that
 * came since have a request of their own.
 *
 * @param claim - As the attempt leaves it.
 * @param clean - The redacted windows in the same order; one without secrets is the window itself.
 */
export async function redactExamined(
  ports: RedactionPorts,
  claim: Claim,
  windows: readonly CallWindow[],
  clean: readonly CallWindow[],
): Promise<void> {
  const { redaction, clock } = ports;
  if (!redaction?.inPlace || clean.every((window, index) => window === windows[index])) return;
  const now = clock.now();
  if (dueTime(claim, windows, now) > now) return;
  const { isWhole } = await redactSlice(ports, redaction, claim, windows, clean);
  if (!isWhole) await redactRecording(ports, claim.call_id);
}

/** The time at which these windows are due, in milliseconds since 1970; 0 if their age is unknown. */
function dueTime(claim: Claim | null, windows: readonly CallWindow[], now: number): number {
  let newest = 0;
  for (const { created_at } of windows) {
    const at = parseAbsolute(created_at) ?? 0;
    // Some recorders write local time as if it were UTC; a time further ahead is ignored.
    if (at <= now + LONGEST_RAW_MS) newest = Math.max(newest, Math.min(at, now));
  }
  if (newest === 0) return 0;
  return newest + (hasEnded(claim, newest) ? QUIET_MS : LONGEST_RAW_MS);
}

function hasEnded(claim: Claim | null, newest: number): boolean {
  const isFinal =
    claim?.status === 'done' ||
    (claim?.status === 'failed' && claim.code !== undefined && RETRY_OF[claim.code] === 'final');
  return isFinal && (claim?.updatedAt ?? 0) >= newest;
}

async function redactSlice(
  ports: RedactionPorts,
  redaction: WindowRedaction,
  claim: Claim | null,
  windows: readonly CallWindow[],
  clean: readonly CallWindow[],
): Promise<{ done: number; isWhole: boolean }> {
  const callId = windows[0]?.call_id ?? '';
  const owner = claim?.client_email ?? recordedCustomer(windows);
  const moment = await erasureOf(ports, callId, owner);
  // An erasure removes the windows that it covers, so they must not be written again.
  const found = windows.flatMap((window, index) => {
    const redacted = clean[index] ?? window;
    return redacted === window || isErasedWindow(window, moment) ? [] : [{ window, redacted }];
  });
  const outcomes = await mapLimit(WRITES_AT_A_TIME, found, async ({ window, redacted }) => {
    const change = {
      ...differences(window, redacted),
      ...(window.contentHash === undefined && { contentHash: await contentHash(redaction, window) }),
    };
    return ports.records.redact(window, change);
  });
  const done = outcomes.filter(Boolean).length;
  if (done > 0)
    await takeBack(
      ports,
      owner,
      found.map(({ window }) => window),
    );
  return { done, isWhole: done === found.length };
}

function differences(window: CallWindow, redacted: CallWindow): Partial<CallWindow> {
  const names = Object.keys(redacted) as (keyof CallWindow)[];
  return Object.fromEntries(
    names.filter((name) => redacted[name] !== window[name]).map((name) => [name, redacted[name]]),
  );
}

async function erasureOf(
  { erasures, clock }: Pick<Ports, 'erasures' | 'clock'>,
  call_id: string,
  owner: string | null,
): Promise<Moment> {
  const name = owner === null ? { call_id } : { client_email: customerKey(owner) };
  return { erasedAt: (await erasures?.erasedAt(name)) ?? null, now: clock.now() };
}

// The writes added no row, and an erasure that came meanwhile also removes the changed rows; rows that it missed are
// removed here.
async function takeBack(ports: RedactionPorts, owner: string | null, windows: readonly CallWindow[]) {
  const looks =
    owner === null
      ? windows.map((window) => () => undoUnnamedIfErased(ports, window))
      : [() => undoIfErased(ports, owner, windows)];
  for (const look of looks) {
    await look().catch((error: unknown) => {
      if (!(error instanceof LiveAssistError) || error.code !== 'customer_erased') throw error;
    });
  }
}

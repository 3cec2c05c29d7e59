import type { StoredAnalytics } from '../../analytics/stored-analytics.ts';
import type { Call, CallWindow } from '../../call/call.ts';
import { decodingOf } from '../../call/decode-call.ts';
import { recentRows } from '../../customer/recent-rows.ts';
import type { OwnWork } from '../../ports/clock.ts';
import { pausesOn } from '../../ports/own-work.ts';
import type { Ports } from '../../ports/ports.ts';
import type { PromiseItem } from '../../ports/promise-store.ts';
import { redactedInSteps } from '../../redaction/redacted-windows.ts';
import { inSteps } from '../../shared/steps.ts';
import { toIso } from '../../shared/timestamps.ts';
import { agentIdOf } from '../agent-id.ts';
import type { AnalysisSettings, AnalyzeCallCommand } from '../analyze-call-command.ts';
import type { Assignment } from '../judge-call.ts';
import type { RecordedCall } from '../recorded-call.ts';

/** A decoded call. */
export interface DecodedCall {
  /** With its secrets replaced. */
  call: Call;
  /** The windows that may be judged, as redacted. */
  redacted: CallWindow[];
  work: OwnWork;
}

/** What an attempt has read of a call and of its customer. */
export interface ReadForAttempt {
  decoding: Promise<DecodedCall>;
  promises: readonly PromiseItem[];
  /** The newest rows of the customer if just read, and the row that is to be replaced; otherwise null. */
  found: { rows: readonly StoredAnalytics[] | null; former: StoredAnalytics | null };
}

/**
 * Redacts and decodes a call, unless that was done ahead.
 *
 * @param recorded - Every window.
 * @param windows - Those that may be judged.
 * @throws LiveAssistError `transcript_too_complex`.
 */
export async function decodedCall(
  { clock, speakers }: Pick<Ports, 'clock' | 'speakers'>,
  callId: string,
  recorded: readonly CallWindow[],
  windows: readonly CallWindow[],
  ahead?: Promise<DecodedCall | null>,
): Promise<DecodedCall> {
  const known = await ahead;
  if (known != null) return known;
  const { windows: redacted, work } = await redactedInSteps(callId, windows, clock, speakers);
  const call = {
    ...(await inSteps(decodingOf(callId, redacted, speakers), work)),
    // A window that may not be judged counts as seen too: it requires no further analysis.
    lastWindow: recorded.reduce((last, { window_number }) => Math.max(last, window_number), 0),
    windowNumbers: recorded.map(({ window_number }) => window_number),
  };
  return { call, redacted, work };
}

/**
 * Decodes a call as soon as its recording is read, while the rows of its customer are still being read.
 *
 * @returns null after an erasure, because then some windows may not be judged, and for an unknown call.
 * @throws LiveAssistError `transcript_too_complex`, `store_unavailable`.
 */
export async function decodedAhead(
  ports: Pick<Ports, 'clock' | 'speakers'>,
  callId: string,
  reading: Promise<RecordedCall>,
): Promise<DecodedCall | null> {
  const { windows, erasedAt } = await reading;
  return windows.length === 0 || erasedAt !== null ? null : decodedCall(ports, callId, windows, windows);
}

/**
 * Joins a decoded call with the earlier rows of its customer: all that an analysis needs but the claim.
 *
 * @throws LiveAssistError `transcript_too_complex`, `store_unavailable`.
 */
export async function assignmentOf(
  ports: Pick<Ports, 'analytics'>,
  settings: AnalysisSettings,
  command: AnalyzeCallCommand,
  { decoding, promises, found }: ReadForAttempt,
  how: Pick<Assignment, 'deadline' | 'account' | 'canWait'>,
): Promise<Omit<Assignment, 'claim'> & { redacted: CallWindow[] }> {
  const { call, redacted, work } = await decoding;
  return {
    call,
    redacted,
    work,
    agentId: agentIdOf(command.agent_id ?? call.agentId),
    earlier: await earlierRows(ports, settings, command, found),
    promises,
    timeZone: settings.timeZone,
    sharedAddresses: settings.sharedAddresses,
    toolRules: settings.toolRules,
    categories: settings.categories,
    ...how,
  };
}

/** The time by which a first analysis is stored: the end of the call, and not later than now. */
export async function createdAtOf(
  { clock }: Pick<Ports, 'clock'>,
  callId: string,
  decoding: Promise<DecodedCall>,
  windows: readonly CallWindow[],
  now: number,
): Promise<string> {
  // A call that cannot be redacted in time ends some time, too.
  const { endedAt } = await decoding.then(
    ({ call }) => call,
    () => inSteps(decodingOf(callId, windows), pausesOn(clock)),
  );
  return toIso(Math.min(endedAt ?? now, now));
}

/** The newest rows of the customer; the row to be replaced is always among them. */
async function earlierRows(
  ports: Pick<Ports, 'analytics'>,
  { sharedAddresses }: AnalysisSettings,
  { client_email }: AnalyzeCallCommand,
  { rows, former }: ReadForAttempt['found'],
): Promise<readonly StoredAnalytics[]> {
  const read = rows ?? (await recentRows(ports, client_email, sharedAddresses)).rows;
  const isRead = former === null || read.some(({ created_at }) => created_at === former.created_at);
  return isRead ? read : [...read, former];
}

import type { StoredAnalytics } from '../../analytics/stored-analytics.ts';
import type { CallWindow } from '../../call/call.ts';
import { decodingOf } from '../../call/decode-call.ts';
import { recentRows } from '../../customer/recent-rows.ts';
import { pausesOn } from '../../ports/own-work.ts';
import type { Ports } from '../../ports/ports.ts';
import type { PromiseItem } from '../../ports/promise-store.ts';
import { redactedInSteps } from '../../redaction/redacted-windows.ts';
import { inSteps } from '../../shared/steps.ts';
import { toIso } from '../../shared/timestamps.ts';
import { agentIdOf } from '../agent-id.ts';
import type { AnalysisSettings, AnalyzeCallCommand } from '../analyze-call-command.ts';
import type { Assignment } from '../judge-call.ts';

/** What an attempt has read of a call. */
export interface ReadForAttempt {
  /** Every window. */
  recorded: readonly CallWindow[];
  /** Those that may be judged. */
  windows: readonly CallWindow[];
  promises: readonly PromiseItem[];
  /** The newest rows of the customer if just read, and the row that is to be replaced; otherwise null. */
  found: { rows: readonly StoredAnalytics[] | null; former: StoredAnalytics | null };
}

/**
 * Redacts and decodes a call, and reads the earlier rows of its customer: all that an analysis needs but the claim.
 *
 * @returns the assignment, and the windows as redacted.
 * @throws LiveAssistError `transcript_too_complex`, `store_unavailable`.
 */
export async function assignmentOf(
  ports: Pick<Ports, 'analytics' | 'clock' | 'speakers'>,
  settings: AnalysisSettings,
  command: AnalyzeCallCommand,
  { recorded, windows, promises, found }: ReadForAttempt,
  how: Pick<Assignment, 'deadline' | 'account' | 'canWait'>,
): Promise<Omit<Assignment, 'claim'> & { redacted: CallWindow[] }> {
  const redacted = await redactedInSteps(command.call_id, windows, ports.clock, ports.speakers);
  const decoding = decodingOf(command.call_id, redacted.windows, ports.speakers);
  const call = {
    ...(await inSteps(decoding, redacted.work)),
    // A window that may not be judged counts as seen too: it requires no further analysis.
    lastWindow: recorded.reduce((last, { window_number }) => Math.max(last, window_number), 0),
    windowNumbers: recorded.map(({ window_number }) => window_number),
  };
  return {
    call,
    redacted: redacted.windows,
    work: redacted.work,
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
  windows: readonly CallWindow[],
  now: number,
): Promise<string> {
  const { endedAt } = await inSteps(decodingOf(callId, windows), pausesOn(clock));
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

import { mapLimit, type Ports } from '@live-assist/core';
import { redactRecording } from '@live-assist/core/recording/redact-recording';
import { recordedCalls } from '../../adapters/dynamodb/recorded-calls.ts';
import type { TableOptions } from '../../adapters/dynamodb/table.ts';

/** The progress of a walk over the recorded calls. */
export interface RedactedRecordings {
  calls: number;
  /** Number of changed windows. */
  redacted: number;
  /** Number of calls that are not due yet. */
  waiting: number;
  /** Where the next walk continues; null at the end. */
  next: string | null;
}

const CALLS_AT_A_TIME = 8;

/**
 * Redacts the windows of every call that is due, including those of direct writers and of earlier versions. May be
 * stopped at any time, and restarted or continued.
 *
 * @param from - `next` of an earlier walk; null starts at the beginning.
 * @param onPage - Called after each page.
 * @throws LiveAssistError `store_unavailable`, and an Error when raw windows are kept.
 */
export async function redactRecordings(
  ports: Ports,
  records: Pick<TableOptions, 'client' | 'table'>,
  from: string | null,
  onPage: (so: RedactedRecordings) => void,
): Promise<RedactedRecordings> {
  if (!ports.redaction?.inPlace) {
    throw new Error(
      'Raw windows are kept here: remove KEEP_RAW_WINDOWS, or set REDACT_WINDOWS=1 for tables of an earlier system.',
    );
  }
  const so: RedactedRecordings = { calls: 0, redacted: 0, waiting: 0, next: from };
  let last: string | undefined;
  do {
    const page = await recordedCalls(records, so.next);
    // The windows of a call are adjacent, so only the last call of a page can continue on the next one.
    const callIds = page.callIds.filter((callId) => callId !== last);
    last = page.callIds.at(-1);
    const results = await mapLimit(CALLS_AT_A_TIME, callIds, (callId) => redactRecording(ports, callId));
    so.calls += results.length;
    so.redacted += results.reduce((sum, { redacted }) => sum + redacted, 0);
    so.waiting += results.filter(({ dueAt }) => dueAt !== null).length;
    so.next = page.next;
    onPage({ ...so });
  } while (so.next !== null);
  return so;
}

/** The summary for a person. */
export function reportOf({ calls, redacted, waiting }: RedactedRecordings): string {
  return `${calls} calls looked at, ${redacted} windows redacted, ${waiting} calls are not due yet.`;
}

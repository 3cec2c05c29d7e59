import { mapLimit, type Ports } from '@live-assist/core';
import { redactRecording } from '@live-assist/core/recording/redact-recording';
import { recordedCalls } from '../../adapters/dynamodb/recorded-calls.ts';
import type { TableOptions } from '../../adapters/dynamodb/table.ts';

/** What a walk over the recorded calls has done so far. */
export interface RedactedRecordings {
  calls: number;
  /** Windows that were changed. */
  redacted: number;
  /** Calls whose time has not come. */
  waiting: number;
  /** Where a walk that ends here goes on; null when it is through. */
  next: string | null;
}

const CALLS_AT_A_TIME = 8;

/**
 * Redacts the windows of every call that is due, those of direct writers and of earlier versions included. May be ended
 * at any time, and begun anew or where it was.
 *
 * @param from - `next` of an earlier walk; null from the beginning.
 * @param onPage - Told after each page.
 * @throws LiveAssistError `store_unavailable`, and an Error where raw windows are kept.
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
    // The windows of a call stand together, so only the last call of a page can go on in the next one.
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

/** What a person is told at the end. */
export function reportOf({ calls, redacted, waiting }: RedactedRecordings): string {
  return `${calls} calls looked at, ${redacted} windows redacted, ${waiting} calls are not due yet.`;
}

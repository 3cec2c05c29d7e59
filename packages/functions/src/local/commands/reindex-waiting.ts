import { type EndingSettings, mapLimit, type Ports } from '@live-assist/core';
import { rebuildWaiting } from '@live-assist/core/ingest/rebuild-waiting';
import { recordedCalls } from '../../adapters/dynamodb/recorded-calls.ts';
import type { TableOptions } from '../../adapters/dynamodb/table.ts';

/** The progress of a walk over the recorded calls. */
export interface ReindexedWaiting {
  calls: number;
  /** Calls that wait now, or do not wait any more. */
  changed: number;
}

const CALLS_AT_A_TIME = 8;

/**
 * Rebuilds which calls wait for an analysis. It starts none: the hourly look does. It may be ended at any time and started
 * again, also while the service runs.
 *
 * @param since - Leave calls alone that were last recorded before, in milliseconds since 1970; null: all.
 * @param onPage - Called after each page.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function reindexWaiting(
  ports: Ports,
  ending: Pick<EndingSettings, 'analyzeSince'>,
  records: Pick<TableOptions, 'client' | 'table'>,
  since: number | null,
  onPage: (so: ReindexedWaiting) => void = () => {},
): Promise<ReindexedWaiting> {
  const so: ReindexedWaiting = { calls: 0, changed: 0 };
  let last: string | undefined;
  let next: string | null = null;
  do {
    const page = await recordedCalls(records, next);
    // The windows of a call are adjacent, so only the last call of a page can continue on the next one.
    const callIds = page.callIds.filter((callId) => callId !== last);
    last = page.callIds.at(-1);
    const changed = await mapLimit(CALLS_AT_A_TIME, callIds, (callId) =>
      rebuildWaiting(ports, ending, callId, since),
    );
    so.calls += callIds.length;
    so.changed += changed.filter(Boolean).length;
    next = page.next;
    onPage({ ...so });
  } while (next !== null);
  return so;
}

/** The summary for a person. */
export function reportOfWaiting({ calls, changed }: ReindexedWaiting): string {
  return `${calls} calls looked at, ${changed} of them wait now or do not wait any more.`;
}

/**
 * Reads the time of `--since`; null without one.
 *
 * @throws {Error} with one line when it is no time.
 */
export function sinceFrom(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error('--since must be a time such as 2026-11-28T00:00:00Z.');
  return at;
}

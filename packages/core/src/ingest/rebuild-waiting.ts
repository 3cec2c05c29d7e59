import { isAnalysis } from '../analytics/stored-analytics.ts';
import { rowOf } from '../claims/await-attempt.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { waitsForEventsAlone } from '../ports/waiting.ts';
import { areAllIn } from '../shared/number-ranges.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import type { EndingSettings } from './ending-settings.ts';
import { isGone, mayWait } from './note-windows.ts';

/**
 * Puts a call into `waiting`, or takes it out, as its windows and its analysis say. It starts no analysis: a sweep does so
 * later. Safe to repeat, also while the service runs.
 *
 * @param since - Leave calls alone that were last recorded before, in milliseconds since 1970; null: all.
 * @returns true if something changed.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function rebuildWaiting(
  ports: Pick<Ports, 'records' | 'claims' | 'analytics' | 'clock' | 'erasures'>,
  settings: Pick<EndingSettings, 'analyzeSince'>,
  callId: string,
  since: number | null,
): Promise<boolean> {
  const { claims, records, clock } = ports;
  const claim = await claims.get(callId);
  const head = await records.head(callId);
  if (head === null) return false;
  const now = clock.now();
  // A window without a time may be of any age.
  const at = parseAbsolute(head.created_at);
  if (at === null || (since !== null && at < since)) return false;
  const waits = mayWait(head, settings, 0) && !(await isSeen(ports, claim, await records.numbers(callId)));
  const isListed = claim?.waitingShard !== undefined && !waitsForEventsAlone(claim);
  if (waits === isListed) return false;
  if (!waits) return claims.leave(callId, claim?.waitingRev);
  const { client_email } = claim ?? {};
  const former = await claims.wait({ call_id: callId, since: toIso(Math.min(at, now)), client_email });
  if (former === false) return false;
  return !(former === null && (await isGone(ports, head)));
}

/** True if every window was analysed, or was examined in vain. */
async function isSeen(
  ports: Pick<Ports, 'analytics'>,
  claim: Claim | null,
  numbers: readonly number[],
): Promise<boolean> {
  if (claim === null) return false;
  const { status, code, examined, givenUp } = claim;
  if (status === 'failed' && examined !== undefined) {
    const isOver = givenUp === true || (code !== undefined && RETRY_OF[code] === 'final');
    if (isOver && areAllIn(examined, numbers)) return true;
  }
  const row = await rowOf(ports, { ...claim, attempt: 0 });
  if (row === null) return false;
  if (!isAnalysis(row) || row.analysis.windows === undefined) return true;
  return areAllIn(row.analysis.windows, numbers);
}

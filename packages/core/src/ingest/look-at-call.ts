import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { isHeld } from '../claims/await-attempt.ts';
import { requestEvents } from '../events/request-events.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { AnalysisQueue } from '../ports/analysis-queue.ts';
import type { WindowHead } from '../ports/call-records.ts';
import type { Ports } from '../ports/ports.ts';
import { waitsForEventsAlone } from '../ports/waiting.ts';
import { queueAnalysis } from '../queue/queue-analysis.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { areAllIn } from '../shared/number-ranges.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';
import { customerOfCall } from './customer-of-call.ts';
import { dueTime } from './end-of-call.ts';
import type { EndingSettings } from './ending-settings.ts';

/** Most analyses of a call that goes on again and again; then it waits for its end, or for a request. */
const MOST_AUTOMATIC = 3;

/** What the sender of a job knows about a call. */
export interface Told {
  /** True if the call has ended. */
  ended?: boolean | null | undefined;
  /** The customer. */
  client_email?: string | null | undefined;
  agent_id?: string | null | undefined;
}

/**
 * What a look at a call found. `early`: it has not ended, or an attempt is running; look again at `at` (milliseconds since
 * 1970). `queued`: this look has queued it. `waits`: a job for it is under way. `unnamed`: it waits for its customer.
 * `unrecorded`: it has no window. `done`: there is nothing to do, and it does not wait any more.
 */
export type Look =
  | { found: 'early'; at: number; claim: Claim | null }
  | { found: 'queued' | 'waits' | 'unnamed' | 'unrecorded' | 'done'; claim: Claim | null };

/**
 * Looks whether a call has ended, and queues it for its analysis if that has not been made. Safe to repeat at any time.
 *
 * @throws LiveAssistError as `queueAnalysis` does; where only a person can help, the call does not wait any more.
 */
export async function lookAtCall(
  ports: Ports,
  queue: AnalysisQueue,
  settings: EndingSettings,
  callId: string,
  told: Told = {},
): Promise<Look> {
  // The claim is read before the windows: what is announced in between keeps the call waiting.
  const claim = await ports.claims.get(callId);
  const newest = await ports.records.head(callId);
  if (newest === null) return { found: 'unrecorded', claim };
  const isWaiting = claim?.waitingShard !== undefined && !waitsForEventsAlone(claim);
  if (!isWaiting && told.ended !== true) return { found: 'done', claim };
  const now = ports.clock.now();
  const hasEnded = told.ended === true || newest.final === true;
  const at = dueTime(newest, claim, hasEnded, settings, now);
  if (at > now && Number.isFinite(at)) return { found: 'early', at, claim };
  const left = async (): Promise<Look> => {
    // A window has come meanwhile: its job must not take this look for one that goes on.
    if (isWaiting && !(await ports.claims.leave(callId, claim.waitingRev))) {
      await ports.claims.mark(callId, { settlingUntil: 0 });
    }
    // A process that ended after it had stored its row has asked for no events.
    if (claim?.eventsRev !== undefined && (claim.eventsUntil ?? 0) <= now) await requestEvents(ports, callId);
    return { found: 'done', claim };
  };
  if (!Number.isFinite(at) || (await wasGivenUp(ports, claim))) return left();
  if (isHeld(claim, now)) return { found: 'early', at: claim.leaseUntil ?? now, claim };
  if (claim?.status === 'done' && (claim.automatic ?? 0) >= MOST_AUTOMATIC && !hasEnded) return left();

  // Where only a person can help, nothing will change by itself; a new window brings the call back.
  const orLeave = async (error: unknown): Promise<never> => {
    if (isWaiting && error instanceof LiveAssistError && !mayPass(error)) {
      await ports.claims.leave(callId, claim.waitingRev);
    }
    throw error;
  };
  const client_email = await customerOfCall(ports, callId, claim, told.client_email).catch(orLeave);
  if (client_email === null) {
    if (claim?.unnamed !== true) await ports.claims.mark(callId, { unnamed: true, settlingUntil: 0 });
    return { found: 'unnamed', claim };
  }
  const { analytics } = await queued(ports, queue, newest, client_email, told.agent_id).catch(orLeave);
  if (analytics !== null) return left();
  if (claim?.status !== 'queued') return { found: 'queued', claim };
  // The job of a later window must not take this look for one that goes on.
  if (claim.settlingUntil !== undefined) await ports.claims.mark(callId, { settlingUntil: 0 });
  return { found: 'waits', claim };
}

/** True if a repetition of what has failed may succeed. */
function mayPass({ code }: LiveAssistError): boolean {
  return RETRY_OF[code] === 'passing' || RETRY_OF[code] === 'suspect';
}

async function queued(
  ports: Ports,
  queue: AnalysisQueue,
  { call_id }: WindowHead,
  client_email: string,
  agent_id: string | null | undefined,
): Promise<{ analytics: StoredAnalytics | null }> {
  const command = { call_id, client_email, ...(agent_id != null && { agent_id }) };
  return queueAnalysis(ports, queue, command, { isAutomatic: true });
}

// An event that comes twice must not have a call analysed again that was examined in vain.
async function wasGivenUp({ records }: Pick<Ports, 'records'>, claim: Claim | null): Promise<boolean> {
  if (claim?.status !== 'failed' || claim.examined === undefined) return false;
  const isOver = claim.givenUp === true || (claim.code !== undefined && RETRY_OF[claim.code] === 'final');
  return isOver && areAllIn(claim.examined, await records.numbers(claim.call_id));
}

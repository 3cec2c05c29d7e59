import type { CallAnalytics } from '../analytics/analytics.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { Call } from '../call/call.ts';
import { openBefore } from '../customer/ledger.ts';
import { findAddressed } from '../evidence/prompt-injection.ts';
import { measureCall } from '../metrics/metrics.ts';
import type { AnalysisAccount } from '../ports/allowance.ts';
import type { HeldClaim } from '../ports/analysis-claims.ts';
import type { AnalysisRequest, Analyst } from '../ports/analyst.ts';
import type { Clock, OwnWork } from '../ports/clock.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { withoutCarriedOver } from './carried-over.ts';
import { requireConversation } from './require-conversation.ts';

/** What an attempt works on. */
export interface Assignment {
  /** Its secrets are replaced by tokens: figures, ids and quotes then stay the same when its windows are redacted in place. */
  call: Call;
  claim: HeldClaim;
  agentId: string | null;
  /** All rows of the customer, for the promises of earlier calls. */
  earlier: readonly StoredAnalytics[];
  /** Milliseconds since 1970 by which the analyst must have answered. */
  deadline: number;
  timeZone: string;
  /** On whose account the analysis is. */
  account?: AnalysisAccount | undefined;
  toolRules?: AnalysisRequest['toolRules'];
  /** The processing of this call so far. */
  work: OwnWork;
}

/**
 * Has one redacted call judged and makes its analytics: figures by code, judgements by the analyst, claims through the
 * evidence gate.
 *
 * @throws LiveAssistError `insufficient_conversation` when one side says nothing (the analyst is not asked),
 *   `transcript_too_complex` when the call takes more processing than its budget (before anything is paid for),
 *   `analyst_timeout` past the deadline, `analyst_bad_output` when the answer has not the agreed shape, and
 *   whatever the analyst throws.
 */
export async function judgeCall(
  { analyst, clock }: { analyst: Analyst; clock: Clock },
  assignment: Assignment,
): Promise<CallAnalytics> {
  const { claim, deadline, toolRules, work } = assignment;
  const call = withoutCarriedOver(assignment.call, assignment.earlier);
  requireConversation(call);
  const { metrics, callMetrics } = measureCall(call);
  await work.step();
  // The gate needs them when the answer is there, and what takes long has to show before a model is paid.
  await findAddressed(call, work);
  const openCommitments = openBefore(assignment.earlier, claim.created_at);
  const request = { call, metrics, openCommitments, deadline, toolRules, work };
  const { account } = assignment;
  work.resume();
  const asked = analyst.analyze(account === undefined ? request : { ...request, account });
  const answer = await inTime(clock, deadline, asked);
  // Loaded when there is an answer: nothing of it is needed to ask, and an analyst may have loaded it while it waited.
  const { buildAnalytics } = await import('./build-analytics.ts');
  return buildAnalytics(answer, {
    ...assignment,
    ...request,
    callMetrics,
    engine: analyst.engine,
    now: clock.now(),
  });
}

function inTime<T>(clock: Clock, deadline: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(Math.max(0, deadline - clock.now()), () =>
      reject(new LiveAssistError('analyst_timeout', 'The analysis took too long. Try again.')),
    );
    work.then(resolve, reject).finally(cancel);
  });
}

import { analysisStatus } from '../analysis/analysis-status.ts';
import { findStored } from '../analysis/analyze-call.ts';
import type {
  AnalyzeCallCommand,
  AnalyzeCallContext,
  AnalyzeCallResult,
} from '../analysis/analyze-call-command.ts';
import { isHeld, outcomeOf, sleep } from '../claims/await-attempt.ts';
import { publicRow } from '../customer/public-row.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { customerErased } from '../erasure/erased.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { AnalysisQueue } from '../ports/analysis-queue.ts';
import type { Ports } from '../ports/ports.ts';
import { type QueuedAnalysis, queueAnalysis } from './queue-analysis.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Returns the analysis of a call if it is ready in time, otherwise its status. A worker makes it: a gateway in front of
 * this process may drop a request, and the platform may stop the process after its answer, so an analysis in this
 * process could be lost after it was paid for.
 *
 * @param answerBy - Milliseconds since 1970.
 * @throws LiveAssistError as {@link queueAnalysis} does, and with the code of the analysis if it failed for good.
 *
 * @example
 * const answer = await answerInTime(ports, queue, command, { arrivedAt }, arrivedAt + 55_000);
 * answer.analytics ?? answer.status; // { call_id: 'c-1', status: 'running' }
 */
export async function answerInTime(
  ports: ErasurePorts & Pick<Ports, 'allowance'>,
  queue: AnalysisQueue,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext,
  answerBy: number,
): Promise<AnalyzeCallResult | Extract<QueuedAnalysis, { analytics: null }>> {
  const { call_id } = command;
  const since = context.arrivedAt ?? ports.clock.now();
  const { claim: found, stored } = await findStored(ports, command, context);
  if (stored !== null) return { analytics: await publicRow(stored), source: 'stored' };

  let claim: Claim | null = found;
  let isQueued = false;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    // Wait for a running analysis, unless its holder is gone.
    if (!isQueued && !isHeld(claim, ports.clock.now())) {
      const queued = await queueAnalysis(ports, queue, command, context);
      if (queued.analytics !== null) return { analytics: queued.analytics, source: 'stored' };
      isQueued = true;
    }
    claim = await ports.claims.get(call_id);
    if (claim === null) throw customerErased();
    if ((claim.updatedAt ?? 0) >= since && (claim.status === 'done' || claim.status === 'failed')) {
      const analytics = await outcomeOf(ports, claim);
      if (analytics !== null) return { analytics: await publicRow(analytics), source: 'computed' };
    }
    // An attempt failed, and the worker starts the next one too late for this request.
    const failed = isQueued && claim.status === 'queued' && claim.code !== undefined;
    if (failed || ports.clock.now() + pause > answerBy) break;
    await sleep(ports.clock, pause);
  }
  const { status } = await analysisStatus(ports, { call_id });
  return { analytics: null, status: { call_id, status: status.status } };
}

import type { CallAnalytics } from '../analytics/analytics.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { Call } from '../call/call.ts';
import { customerKeys } from '../call/identifiers.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { isShared } from '../customer/shared-addresses.ts';
import { findAddressed } from '../evidence/prompt-injection.ts';
import { type Given, givenTo } from '../ledger/given.ts';
import { figuresOf } from '../metrics/metrics.ts';
import type { AnalysisAccount } from '../ports/allowance.ts';
import type { HeldClaim } from '../ports/analysis-claims.ts';
import type { AnalysisRequest, Analyst } from '../ports/analyst.ts';
import type { Clock, OwnWork } from '../ports/clock.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { joinedRecords } from '../promises/promise-items.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { inSteps } from '../shared/steps.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import { withoutCarriedOver } from './carried-over.ts';
import { requireConversation } from './require-conversation.ts';

/** The work of one attempt. */
export interface Assignment {
  /**
   * The call with its secrets replaced by tokens: figures, ids and quotes then stay the same after its windows are
   * redacted in place.
   */
  call: Call;
  claim: HeldClaim;
  agentId: string | null;
  /** The newest rows of the customer, and the row of this call if there is one. */
  earlier: readonly StoredAnalytics[];
  /** The promises of the customer, also of calls that are not among the rows. */
  promises: readonly PromiseItem[];
  /** Milliseconds since 1970 by which the answer of the analyst is due. */
  deadline: number;
  timeZone: string;
  /** As in the settings of the memory; of such an address no promise and no matter is given. */
  sharedAddresses?: readonly string[] | undefined;
  /** The account of the analysis. */
  account?: AnalysisAccount | undefined;
  toolRules?: AnalysisRequest['toolRules'];
  categories?: AnalysisRequest['categories'];
  canWait?: AnalysisRequest['canWait'];
  /** Counts the processing of this call. */
  work: OwnWork;
}

/** The work of an attempt that has not taken the claim of its call. */
export type Unclaimed = Omit<Assignment, 'claim'> & {
  claim: Pick<HeldClaim, 'call_id' | 'client_email' | 'created_at'>;
};

/**
 * Has one redacted call judged and builds its analytics: figures by code, judgements by the analyst, findings through
 * the evidence gate.
 *
 * @param question - As {@link questionOf} asks it, if that is being done already.
 * @throws LiveAssistError `insufficient_conversation` if one side says nothing (the analyst is not called),
 *   `transcript_too_complex` if the call exceeds its processing budget (before anything is paid for), `analyst_timeout`
 *   past the deadline, `analyst_bad_output` if the answer does not have the agreed shape, and every error of the
 *   analyst.
 */
export async function judgeCall(
  { analyst, clock }: { analyst: Analyst; clock: Clock },
  assignment: Assignment,
  question: ReturnType<typeof questionOf> = questionOf(assignment),
): Promise<CallAnalytics> {
  const { deadline, work } = assignment;
  const account = beginning(analyst, assignment.account);
  const { request, callMetrics } = await question.catch(async (error: unknown) => {
    // Nothing was asked, so nothing counts. A count that was refused leaves nothing to settle.
    await account?.begun?.then((settle) => settle(false)).catch(() => undefined);
    throw error;
  });
  const { call } = request;
  work.resume();
  const writing: Promise<unknown>[] = [];
  const awaitLater = (more: Promise<unknown>) => void writing.push(more);
  const pending = analyst.analyze({ ...request, awaitLater, ...(account !== undefined && { account }) });
  try {
    const answer = await inTime(clock, deadline, pending);
    // Loaded after the answer: asking does not need it, and an analyst may have loaded it while it waited.
    const { buildAnalytics } = await import('./build-analytics.ts');
    const { languagesOfCall } = await import('../language/languages-of-call.ts');
    const languages = await languagesOfCall(call);
    work.resume();
    const built = buildAnalytics(answer, {
      ...assignment,
      ...request,
      callMetrics,
      languages,
      engine: analyst.engine,
      now: clock.now(),
    });
    return await inSteps(built, work);
  } finally {
    await Promise.all(writing);
  }
}

/** The account, with its count begun: it is stored while the question is put together. */
function beginning(analyst: Analyst, account: AnalysisAccount | undefined): AnalysisAccount | undefined {
  if (account === undefined || analyst.begin === undefined) return account;
  const begun = analyst.begin(account);
  // The request reports a failure; without one, the question has failed.
  begun.catch(() => undefined);
  return { ...account, begun };
}

/**
 * What an analyst is asked about a call, and the figures that it does not see.
 *
 * @throws LiveAssistError `insufficient_conversation`, `transcript_too_complex`.
 */
export async function questionOf(assignment: Unclaimed) {
  const { deadline, toolRules, work, canWait } = assignment;
  work.resume();
  const call = {
    ...withoutCarriedOver(assignment.call, assignment.earlier),
    timeZone: assignment.call.timeZone ?? assignment.timeZone,
  };
  requireConversation(call);
  const { metrics, callMetrics } = await inSteps(figuresOf(call), work);
  await work.step();
  // The gate needs these later; slow texts must show before a model is paid.
  await findAddressed(call, work);
  const { categories } = assignment;
  const request = {
    ...{ call, metrics, ...givenBefore(assignment), deadline, toolRules, work, canWait },
    ...(categories !== undefined && { categories }),
  };
  return { request, callMetrics };
}

/** The assignment of an attempt, and its question, which begins when what the process has to send has left. */
export async function asking<Part extends Omit<Assignment, 'claim'>>(
  clock: Clock,
  claim: HeldClaim,
  assign: () => Promise<Part>,
): Promise<{ assignment: Part; question: ReturnType<typeof questionOf> }> {
  await clock.pause?.();
  const assignment = await assign();
  const question = questionOf({ ...assignment, claim });
  question.catch(() => undefined);
  return { assignment, question };
}

function givenBefore({ call, claim, earlier, promises, timeZone, sharedAddresses = [] }: Unclaimed): Given {
  if (isShared(customerKeys(claim.client_email), sharedAddresses)) {
    return { openCommitments: [], keptCommitments: [], openMatters: [] };
  }
  const rows = latestRowPerCall(earlier);
  const until = call.endedAt ?? parseAbsolute(claim.created_at) ?? 0;
  return givenTo(rows, joinedRecords(rows, promises), { call_id: claim.call_id, until, timeZone });
}

function inTime<T>(clock: Clock, deadline: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(Math.max(0, deadline - clock.now()), () =>
      reject(new LiveAssistError('analyst_timeout', 'The analysis took too long. Try again.')),
    );
    work.then(resolve, reject).finally(cancel);
  });
}

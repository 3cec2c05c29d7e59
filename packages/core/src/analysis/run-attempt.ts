import { assertUnclaimed } from '../aliases/assert-unclaimed.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import { windowRanges } from '../call/words-time.ts';
import { awaitAttempt, LEASE_MARGIN_MS } from '../claims/await-attempt.ts';
import { boundKey, requireSameCustomer } from '../claims/call-ownership.ts';
import { undoIfErased, windowsToAnalyse } from '../erasure/erasure-checks.ts';
import { requestEvents } from '../events/request-events.ts';
import type { Claim, HeldClaim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { eventsMarkOf } from '../ports/waiting.ts';
import { keepPromises } from '../promises/keep-promises.ts';
import { concernsPromises } from '../promises/write-promises.ts';
import { redactExamined, redactRecording } from '../recording/redact-recording.ts';
import { requestRedaction } from '../recording/request-redaction.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';
import { analyseLaterCallsAgain } from './analyse-again.ts';
import {
  type AnalysisSettings,
  type AnalyzeCallCommand,
  type AnalyzeCallContext,
  type AnalyzeCallResult,
  accountOf,
} from './analyze-call-command.ts';
import { asking, judgeCall } from './judge-call.ts';
import { assignmentOf, createdAtOf, type DecodedCall, decodedCall } from './question/assignment.ts';
import { type RecordedCall, readRecordedCall } from './recorded-call.ts';
import { removeOlderRows, writeRow } from './write-row.ts';

export { decodedAhead } from './question/assignment.ts';

/** What is known when an attempt begins. */
export interface KnownForAttempt {
  /** As last read; null if the call has none. */
  claim: Claim | null;
  /** The newest rows of the customer if just read; otherwise null. */
  rows: readonly StoredAnalytics[] | null;
  /** The row that is to be replaced; null if there is none. */
  former: StoredAnalytics | null;
  /** The recording, and the decoded call, if they are being read already. */
  reading?: Promise<RecordedCall> | undefined;
  decoding?: Promise<DecodedCall | null> | undefined;
  /** The look at its limits, if it has begun. */
  checking?: Promise<void> | undefined;
}

/**
 * Takes the claim of a call and has the call judged. If another request was faster, waits for that attempt.
 *
 * @throws LiveAssistError as `analyzeCall` does.
 */
export async function runAttempt(
  ports: Ports,
  settings: AnalysisSettings,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext,
  { claim, reading, decoding: ahead, checking, ...found }: KnownForAttempt,
): Promise<AnalyzeCallResult> {
  const key = customerKey(command.client_email);
  const { windows: recorded, erasedAt, promises } = await (reading ?? readRecordedCall(ports, command));
  if (recorded.length === 0) {
    throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
  }
  if (claim?.client_email === undefined) await assertUnclaimed(ports, command.call_id, recorded, key);
  const windows = await windowsToAnalyse(ports, command.client_email, recorded, {
    erasedAt,
    arrivedAt: context.arrivedAt ?? ports.clock.now(),
  });

  const account = accountOf(command, context);
  // Before taking the claim, so that a refused call stays as it is.
  await (checking ?? ports.allowance?.check(account));
  const { call_id } = command;
  const decoding = decodedCall(ports, call_id, recorded, windows, ahead);
  decoding.catch(() => undefined);
  const created_at =
    claim?.created_at ?? (await createdAtOf(ports, call_id, decoding, windows, ports.clock.now()));
  const now = ports.clock.now();
  const held: HeldClaim = {
    call_id: command.call_id,
    client_email: boundKey(claim?.client_email, command.client_email),
    created_at,
    attempt: (claim?.attempt ?? 0) + 1,
    token: ports.newToken(),
    leaseUntil: now + settings.analysisTimeoutMs + LEASE_MARGIN_MS,
    status: 'running',
    updatedAt: now,
    waitingRev: claim?.waitingRev,
    // Before the row: a process that ends after it leaves a call that is looked at.
    events: ports.events && eventsMarkOf(claim, created_at),
  };
  const taking = ports.claims.take(held);
  // While the claim is on its way: nothing is stored or paid for yet.
  const asked = asking(ports.clock, held, () =>
    assignmentOf(
      ports,
      settings,
      command,
      { decoding, promises, found },
      {
        deadline: Math.min(now + settings.analysisTimeoutMs, context.deadline ?? Number.POSITIVE_INFINITY),
        account: ports.allowance && account,
        canWait: context.isQueued === true || context.canWait === true,
      },
    ),
  );
  asked.catch(() => undefined);
  const taken = await taking.catch(async (error: unknown) => {
    // The claim may be ours although the answer was lost.
    await releaseClaim(ports, held, error);
    throw error;
  });
  if (!taken) {
    // Another request was faster: with an attempt at this call, or with another address.
    requireSameCustomer((await ports.claims.get(command.call_id))?.client_email, key);
    return { analytics: await awaitAttempt(ports, command.call_id, held.attempt), source: 'stored' };
  }

  try {
    const { assignment, question } = await asked;
    const { earlier } = assignment;
    const analytics = await judgeCall(ports, { ...assignment, claim: held }, question);
    const known = { rows: earlier, items: promises, timeZone: settings.timeZone };
    const outcome = await writeRow(ports, held, analytics, known);
    if (outcome === null) {
      return { analytics: await awaitAttempt(ports, command.call_id, held.attempt + 1), source: 'stored' };
    }
    const { row: written, stored, hasEvents } = outcome;
    const before = { rows: earlier, items: promises, written: stored };
    const kept = !concernsPromises(written, before) || (await keepPromises(ports, written, before));
    // Readers ignore older rows, and the next re-analysis tries again, so this failure does not fail the analysis.
    await removeOlderRows(ports, written, earlier).catch(() => undefined);
    // Nor does that of the claim: a reader of the unfinished claim looks for the row.
    const done: Claim = { ...held, status: 'done', updatedAt: ports.clock.now() };
    // What is left to do in the ledger is found by an unfinished claim, too.
    const finishing = kept ? finishClaim(ports, held, done, hasEvents) : true;
    // The end of the claim changes nothing that an erasure looks at, and it makes no claim anew.
    await undoIfErased(ports, command.client_email, windows).finally(() => finishing);
    const isOurs = await finishing;
    if (hasEvents) await requestEvents(ports, command.call_id);
    // A later attempt has begun meanwhile, and may not have seen what this one has added to the ledger.
    if (!isOurs) await keepPromises(ports, written);
    await analyseLaterCallsAgain(ports, settings, written, command.client_email, before);
    if (ports.queue !== undefined) await requestRedaction(ports, command.call_id);
    else await redactExamined(ports, done, windows, assignment.redacted).catch(() => undefined);
    return { analytics: written, source: 'computed' };
  } catch (error) {
    await releaseClaim(ports, held, error, recorded);
    await undoIfErased(ports, command.client_email, windows).catch(() => undefined);
    if (isFinal(error)) await redactWhenDue(ports, command.call_id);
    throw error;
  }
}

/** False if another attempt has the claim by now. */
async function finishClaim(
  { claims }: Pick<Ports, 'claims'>,
  held: HeldClaim,
  { updatedAt }: Claim,
  hasEvents: boolean,
): Promise<boolean> {
  const leaves = hasEvents ? 'for events' : true;
  return claims.update(held, { status: 'done', updatedAt }, leaves).catch(() => true);
}

/**
 * Redacts the windows of an examined call in place: through the queue if there is one, otherwise at once if they are
 * due. Never throws, so that the analysis does not fail with it.
 */
export async function redactWhenDue(ports: Ports, callId: string): Promise<void> {
  if (ports.queue !== undefined) await requestRedaction(ports, callId);
  else await redactRecording(ports, callId).catch(() => undefined);
}

function isFinal(error: unknown): boolean {
  return error instanceof LiveAssistError && RETRY_OF[error.code] === 'final';
}

/**
 * Marks a failed attempt in its claim, with the windows that were examined; after a final failure the call does not wait
 * any more. If that fails too, the lease expires instead; the first error is the one to report.
 */
async function releaseClaim(
  ports: Pick<Ports, 'claims' | 'clock' | 'queue' | 'events'>,
  held: HeldClaim,
  error: unknown,
  recorded: readonly CallWindow[] = [],
): Promise<void> {
  const updatedAt = ports.clock.now();
  const { code, retryAfterSeconds } =
    error instanceof LiveAssistError ? error : { code: 'internal' as const, retryAfterSeconds: undefined };
  const retryAt = retryAfterSeconds === undefined ? undefined : updatedAt + retryAfterSeconds * 1000;
  const examined = windowRanges(recorded.map(({ window_number }) => window_number));
  const failure = { status: 'failed' as const, code, retryAt, updatedAt };
  const change = examined.length > 0 ? { ...failure, examined } : failure;
  const hasEvents = ports.events !== undefined && isFinal(error) && code !== 'customer_erased';
  await ports.claims.update(held, change, hasEvents ? 'for events' : isFinal(error)).catch(() => false);
  if (hasEvents) await requestEvents(ports, held.call_id);
}

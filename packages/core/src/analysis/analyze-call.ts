import { presentAddress } from '../aliases/present-address.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKey } from '../call/identifiers.ts';
import { awaitAttempt, isHeld, outcomeOf } from '../claims/await-attempt.ts';
import { requireSameCustomer } from '../claims/call-ownership.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { publicRow } from '../customer/public-row.ts';
import { recentRows, rowsAround } from '../customer/recent-rows.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { areAllIn } from '../shared/number-ranges.ts';
import {
  type AnalysisSettings,
  type AnalyzeCallCommand,
  type AnalyzeCallContext,
  type AnalyzeCallResult,
  accountOf,
} from './analyze-call-command.ts';
import type { DecodedCall } from './question/assignment.ts';
import { type RecordedCall, readRecordedCall } from './recorded-call.ts';

/**
 * Returns the analysis of a finished call. Makes one if there is none, if windows have come since, or on `force`. Of
 * several simultaneous requests one has the call judged, and the others get its outcome.
 *
 * @throws LiveAssistError `call_not_found`, `analysis_not_found` (readers only), `customer_mismatch`,
 *   `analysis_in_progress`, `insufficient_conversation`, `transcript_too_long`, `transcript_too_complex`, `store_unavailable`, or what the analyst throws.
 *
 * @example
 * const { analytics } = await analyzeCall(ports, settings, { call_id: 'c-1', client_email: 'ana@example.com' });
 */
export async function analyzeCall(
  ports: Ports,
  settings: AnalysisSettings,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext = {},
): Promise<AnalyzeCallResult> {
  const { analytics, source } = await findOrAnalyze(ports, settings, command, context);
  return { analytics: await publicRow(analytics), source };
}

async function findOrAnalyze(
  ports: Ports,
  settings: AnalysisSettings,
  asked: AnalyzeCallCommand,
  context: AnalyzeCallContext,
): Promise<AnalyzeCallResult> {
  const arrivedAt = context.arrivedAt ?? ports.clock.now();
  const { claim, command } = await claimOf(ports, asked);
  // A call without a stored analysis is most likely new: its recording is read at the same time as the rows.
  const isNew = claim?.created_at === undefined && context.mayAnalyze !== false;
  const reading = isNew ? readRecordedCall(ports, command) : undefined;
  const decoding = reading && decodedSoon(ports, command, reading);
  // The attempt that awaits them reports a failure; a stored analysis needs neither.
  reading?.catch(() => undefined);
  decoding?.catch(() => undefined);
  const checking = isNew ? ports.allowance?.check(accountOf(command, context)) : undefined;
  checking?.catch(() => undefined);
  const { stored, former, rows } = await storedFor(ports, command, context, claim, settings.sharedAddresses);
  if (stored !== null) {
    if (claim !== null && context.mayAnalyze !== false) await finish(ports, claim, stored);
    // Without a worker, a request that may analyse also runs redactions that are due.
    if (ports.queue === undefined && context.mayAnalyze !== false && ports.redaction?.inPlace) {
      await (await import('./run-attempt.ts')).redactWhenDue(ports, command.call_id);
    }
    return { analytics: stored, source: 'stored' };
  }

  if (isHeld(claim, ports.clock.now())) {
    return { analytics: await awaitAttempt(ports, command.call_id, claim.attempt), source: 'stored' };
  }
  // An attempt that ended after the arrival of this request also answers it.
  if (claim?.updatedAt !== undefined && claim.updatedAt > arrivedAt) {
    const analytics = await outcomeOf(ports, claim);
    if (analytics !== null) return { analytics, source: 'stored' };
  }
  // Loaded with the first analysis: a process that only reads starts without it.
  const { runAttempt } = await import('./run-attempt.ts');
  const known = { claim, rows, former, reading, decoding, checking };
  return runAttempt(ports, settings, command, { ...context, arrivedAt }, known);
}

/** Decodes a new call while the rows of its customer are being read. */
async function decodedSoon(
  ports: Ports,
  { call_id }: AnalyzeCallCommand,
  reading: Promise<RecordedCall>,
): Promise<DecodedCall | null> {
  const { decodedAhead } = await import('./run-attempt.ts');
  return decodedAhead(ports, call_id, reading);
}

/** Completes the analysis of a process that ended after it had stored the row. */
async function finish(ports: Ports, claim: Claim, stored: StoredAnalytics): Promise<void> {
  if (claim.status === undefined || claim.status === 'done' || isHeld(claim, ports.clock.now())) return;
  const { finishPromises } = await import('../promises/finish-promises.ts');
  await finishPromises(ports, claim, stored);
}

/**
 * Finds the stored analysis that answers this request; `stored` is null if the call has to be analysed. Also returns
 * what was read on the way: the claim, the row that has to be replaced, and the newest rows of the customer if the claim
 * did not locate the analysis (otherwise null).
 *
 * @throws LiveAssistError `customer_mismatch`, `store_unavailable`, and `analysis_not_found` for a reader.
 */
export async function findStored(
  ports: Pick<Ports, 'analytics' | 'claims' | 'records' | 'aliases'>,
  asked: AnalyzeCallCommand,
  context: AnalyzeCallContext,
): Promise<FoundAnalysis & { claim: Claim | null; command: AnalyzeCallCommand }> {
  const { claim, command } = await claimOf(ports, asked);
  return { claim, command, ...(await storedFor(ports, command, context, claim)) };
}

/** What is stored of the analysis of a call. */
interface FoundAnalysis {
  /** The row that answers; null if the call has to be analysed. */
  stored: StoredAnalytics | null;
  /** The row that a new analysis replaces. */
  former: StoredAnalytics | null;
  /** The newest rows of the customer, and those of this call; null if they were not read. */
  rows: StoredAnalytics[] | null;
}

/** The claim of the call, and the command with the present address of a customer who is named by a former one. */
async function claimOf(
  ports: Pick<Ports, 'claims' | 'aliases'>,
  command: AnalyzeCallCommand,
): Promise<{ claim: Claim | null; command: AnalyzeCallCommand }> {
  const claim = await ports.claims.get(command.call_id);
  const key = customerKey(command.client_email);
  if (claim?.client_email !== undefined && customerKey(claim.client_email) === key) return { claim, command };
  const present = await presentAddress(ports, key);
  requireSameCustomer(claim?.client_email, present ?? key);
  return { claim, command: present === null ? command : { ...command, client_email: present } };
}

async function storedFor(
  ports: Pick<Ports, 'analytics' | 'records'>,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext,
  claim: Claim | null,
  sharedAddresses?: readonly string[],
): Promise<FoundAnalysis> {
  const { stored, rows } = await storedAnalysis(ports, command, claim, sharedAddresses);
  if (stored !== null && !(await mustAnalyze(ports, command, context, stored, claim))) {
    return { stored, former: null, rows };
  }
  if (context.mayAnalyze === false) {
    throw new LiveAssistError('analysis_not_found', 'This call has not been analysed yet.');
  }
  return { stored: null, former: stored, rows };
}

async function mustAnalyze(
  ports: Pick<Ports, 'records'>,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext,
  stored: StoredAnalytics,
  claim: Claim | null,
): Promise<boolean> {
  if (context.mayAnalyze === false) return false;
  if (command.force === true) return true;
  // A row of the previous system does not record its windows, so it stays valid until a request forces a new analysis.
  if (!isAnalysis(stored)) return false;
  const newest = await ports.records.newestWindow(command.call_id);
  if (newest === null) return false;
  const { lastWindow, windows } = stored.analysis;
  // Of a call that waits, a window of a lower number may have come late.
  if (newest > lastWindow || windows === undefined || claim?.waitingShard === undefined) {
    return newest > lastWindow;
  }
  return !areAllIn(windows, await ports.records.numbers(command.call_id));
}

async function storedAnalysis(
  ports: Pick<Ports, 'analytics' | 'records'>,
  command: AnalyzeCallCommand,
  claim: Claim | null,
  sharedAddresses?: readonly string[],
): Promise<Omit<FoundAnalysis, 'former'>> {
  if (claim?.client_email !== undefined && claim.created_at !== undefined) {
    const row = await ports.analytics.get(claim.client_email, claim.created_at);
    if (row !== null && row.call_id === command.call_id) return { stored: row, rows: null };
  }
  const { rows, hasMore } = await recentRows(ports, command.client_email, sharedAddresses);
  const isOfCall = (row: StoredAnalytics) => row.call_id === command.call_id;
  const own = rows.filter(isOfCall);
  const older = hasMore && own.length === 0 ? (await rowsAround(ports, command)).filter(isOfCall) : [];
  const [stored = null] = latestRowPerCall([...own, ...older]);
  return { stored, rows: [...rows, ...older] };
}

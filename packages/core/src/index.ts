/**
 * The domain of Live Assist: calls, their metrics, the findings about them, and the use cases. It knows no AWS, no HTTP
 * and no clock; everything outside comes in through {@link Ports}. Modules that only an analysis needs are imported by
 * their own paths, so that a start does not load them.
 *
 * @module
 */

export type { AccountBrake, AccountGate, AccountLimits } from './analysis/account-limits.ts';
export { type AnalysisStatus, analysisStatus, unknownCall } from './analysis/analysis-status.ts';
export { analyzeCall } from './analysis/analyze-call.ts';
export {
  type AnalysisSettings,
  AnalysisStatusQuery,
  AnalyzeCallCommand,
  type AnalyzeCallContext,
  type AnalyzeCallResult,
} from './analysis/analyze-call-command.ts';
export type { CostBrake, CostLimits } from './analysis/cost-brake.ts';
export type * from './analytics/analytics.ts';
export type * from './analytics/findings.ts';
export * from './analytics/memory-box.ts';
export type * from './analytics/outbox.ts';
export type * from './analytics/promise-record.ts';
export * from './analytics/stored-analytics.ts';
export * from './call/call.ts';
export { charactersOf, RECORDED, requireReadable } from './call/call-size.ts';
export { AgentId, CallId, ClientEmail, CustomerId, customerKey, Phone } from './call/identifiers.ts';
export { ActivityFeed, AiTips, Speakers, TimeZone, Turns } from './call/window-lists.ts';
export { LONGEST_WAIT_MS } from './claims/longest-wait.ts';
export { withoutCoaching } from './customer/public-row.ts';
export { isShared } from './customer/shared-addresses.ts';
export {
  type ErasureReceipt,
  eraseCustomer,
  sweepErased,
} from './erasure/erase-customer.ts';
export { EraseCustomerCommand } from './erasure/erase-customer-command.ts';
export { requireNotErased, undoIfErased } from './erasure/erasure-checks.ts';
export type { EndingSettings } from './ingest/ending-settings.ts';
export { ListWaitingCallsQuery } from './ingest/list-waiting-query.ts';
export { type LedgerEntry, ledgerOf, readLedger } from './ledger/customer-ledger.ts';
export { promiseRecords } from './ledger/promise-records.ts';
export {
  LinkCustomerCommand,
  MoveCallCommand,
  UnlinkCustomerCommand,
} from './linking/link-customer-command.ts';
export { listCalls } from './memory/list-calls.ts';
export { ListCallsQuery } from './memory/list-calls-query.ts';
export { type MemorySettings, recallMemory } from './memory/recall-memory.ts';
export { updateCommitment } from './memory/update-commitment.ts';
export { UpdateCommitmentCommand } from './memory/update-commitment-command.ts';
export { type ChangedMatter, updateMatter } from './memory/update-matter.ts';
export { UpdateMatterCommand } from './memory/update-matter-command.ts';
export type * from './ports/alias-claims.ts';
export type * from './ports/allowance.ts';
export type * from './ports/analysis-claims.ts';
export { AnalysisJob, type AnalysisQueue, type QueuedJob } from './ports/analysis-queue.ts';
export type * from './ports/analyst.ts';
export type * from './ports/analytics-store.ts';
export type * from './ports/call-records.ts';
export type * from './ports/clock.ts';
export type * from './ports/counters.ts';
export type * from './ports/customer-aliases.ts';
export { type ErasedName, type Erasures, forgottenAt } from './ports/erasures.ts';
export type * from './ports/events/event-claims.ts';
export { EventsJob } from './ports/events/events-job.ts';
export type * from './ports/events/events-port.ts';
export type * from './ports/ports.ts';
export * from './ports/promise-store.ts';
export { PromisesJob } from './ports/promises-job.ts';
export { RedactionJob } from './ports/redaction-job.ts';
export { SettleJob } from './ports/settle-job.ts';
export { SweepJob } from './ports/sweep-job.ts';
export { eventsMarkOf, WAITING_SHARDS, waitingShardOf, waitsForEventsAlone } from './ports/waiting.ts';
export { answerInTime } from './queue/answer-in-time.ts';
export { type QueuedAnalysis, queueAnalysis } from './queue/queue-analysis.ts';
export { type Delivery, type JobOutcome, runJob } from './queue/run-job.ts';
export { runPromises } from './queue/run-promises.ts';
export { runRedaction } from './queue/run-redaction.ts';
export { runSweep } from './queue/run-sweep.ts';
export { MAX_WINDOW_BYTES, recordCallWindow, storeWindow } from './recording/record-window.ts';
export { RecordCallWindowCommand } from './recording/record-window-command.ts';
export { requestRedaction } from './recording/request-redaction.ts';
export { addDays, dayInZone, isTimeZone } from './shared/calendar.ts';
export * from './shared/commitment-status.ts';
export * from './shared/errors.ts';
export { mapLimit } from './shared/map-limit.ts';
export { parseAbsolute, parseStamp, toIso } from './shared/timestamps.ts';

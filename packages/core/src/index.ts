/**
 * The domain of Live Assist: calls and their metrics, what may be claimed about them, and the use cases. It knows no
 * AWS, no HTTP and no clock; what it needs of the world comes in through {@link Ports}. What works on the words of a
 * call is in `analysis.ts`.
 *
 * @module
 */

export type { AccountBrake, AccountGate, AccountLimits } from './account-limits.ts';
export type * from './allowance.ts';
export { AnalysisJob, type AnalysisQueue, type QueuedJob } from './analysis-queue.ts';
export {
  type AnalysisStatus,
  AnalysisStatusQuery,
  analysisStatus,
  unknownCall,
} from './analysis-status.ts';
export type * from './analytics.ts';
export { analyzeCall } from './analyze-call.ts';
export {
  type AnalysisSettings,
  AnalyzeCallCommand,
  type AnalyzeCallContext,
  type AnalyzeCallResult,
} from './analyze-call-command.ts';
export { answerInTime } from './answer-in-time.ts';
export { withoutCoaching } from './as-sent.ts';
export { atATime } from './at-a-time.ts';
export { LONGEST_WAIT_MS } from './await-attempt.ts';
export { addDays, dayInZone, isTimeZone } from './calendar.ts';
export * from './call.ts';
export { charactersOf, RECORDED, requireReadable } from './call-size.ts';
export type { CostBrake, CostLimits } from './cost-brake.ts';
export type * from './counters.ts';
export { EraseCustomerCommand, type ErasureReceipt, eraseCustomer, sweepErased } from './erase-customer.ts';
export { requireNotErased, takeBackIfErased } from './erasure-checks.ts';
export { type ErasedName, type Erasures, forgottenAt } from './erasures.ts';
export * from './errors.ts';
export { AgentId, CallId, ClientEmail, customerKey } from './identifiers.ts';
export { foldCommitments } from './ledger.ts';
export { ListCallsQuery, listCalls } from './list-calls.ts';
export * from './memory-box.ts';
export type * from './ports.ts';
export { type QueuedAnalysis, queueAnalysis } from './queue-analysis.ts';
export { isShared, type MemorySettings, recallMemory } from './recall-memory.ts';
export { MAX_WINDOW_BYTES, RecordCallWindowCommand, recordCallWindow, storeWindow } from './record-window.ts';
export { RedactionJob } from './redaction-job.ts';
export { requestRedaction } from './request-redaction.ts';
export * from './stored-analytics.ts';
export { SweepJob } from './sweep-job.ts';
export { parseAbsolute, parseStamp, toIso } from './timestamps.ts';
export { UpdateCommitmentCommand, updateCommitment } from './update-commitment.ts';
export { ActivityFeed, AiTips, Turns } from './window-lists.ts';
export { type Delivery, type JobOutcome, workOff } from './work-off.ts';
export { workOffRedaction } from './work-off-redaction.ts';
export { workOffSweep } from './work-off-sweep.ts';

import type { Speaker } from '../call/call.ts';
import type { Allowance } from './allowance.ts';
import type { AnalysisClaims } from './analysis-claims.ts';
import type { AnalysisQueue } from './analysis-queue.ts';
import type { Analyst } from './analyst.ts';
import type { AnalyticsStore } from './analytics-store.ts';
import type { CallRecords } from './call-records.ts';
import type { Clock } from './clock.ts';
import type { CustomerAliases } from './customer-aliases.ts';
import type { Erasures } from './erasures.ts';
import type { EventsPort } from './events/events-port.ts';
import type { PromiseStore } from './promise-store.ts';
import type { RedactionPort } from './window-redaction.ts';

/** Everything that the use cases need from outside. */
export interface Ports extends RedactionPort {
  records: CallRecords;
  analytics: AnalyticsStore;
  claims: AnalysisClaims;
  promises: PromiseStore;
  /** Absent without a key for hashes: then a customer is known by their address alone. */
  aliases?: CustomerAliases | undefined;
  analyst: Analyst;
  /** Absent without a worker: then the caller waits for the analysis. */
  queue?: AnalysisQueue | undefined;
  /** Absent if analyses are free: then there is no limit. */
  allowance?: Allowance | undefined;
  /** Absent if customers cannot be erased: then no writer checks tombstones. */
  erasures?: Erasures | undefined;
  /** Absent if no receiver of events is set; it needs `queue`. */
  events?: EventsPort | undefined;
  /** Who speaks under which label in this contact centre, where no window tells; absent if nothing is set. */
  speakers?: ReadonlyMap<string, Speaker> | undefined;
  clock: Clock;
  /** Returns a fresh name that cannot be guessed (a UUID). */
  newToken(): string;
}

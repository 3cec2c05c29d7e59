import type { Allowance } from './allowance.ts';
import type { AnalysisClaims } from './analysis-claims.ts';
import type { AnalysisQueue } from './analysis-queue.ts';
import type { Analyst } from './analyst.ts';
import type { AnalyticsStore } from './analytics-store.ts';
import type { CallRecords } from './call-records.ts';
import type { Clock } from './clock.ts';
import type { Erasures } from './erasures.ts';
import type { RedactionPort } from './window-redaction.ts';

/** All that the use cases need of the world. */
export interface Ports extends RedactionPort {
  records: CallRecords;
  analytics: AnalyticsStore;
  claims: AnalysisClaims;
  analyst: Analyst;
  /** Absent where no worker analyses calls: then whoever asks for an analysis waits for it. */
  queue?: AnalysisQueue | undefined;
  /** Absent where analyses cost nothing: then none is limited. */
  allowance?: Allowance | undefined;
  /** Absent where no customer can be erased: then no writer looks for a tombstone. */
  erasures?: Erasures | undefined;
  clock: Clock;
  /** A fresh name that nobody can guess (a UUID). */
  newToken(): string;
}

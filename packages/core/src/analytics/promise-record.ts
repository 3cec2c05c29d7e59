import type { ToldStatus } from '../shared/commitment-status.ts';
import type { Commitment } from './analytics.ts';
import type { Evidence } from './evidence-types.ts';
import type { CommitmentChange } from './stored-analytics.ts';

/** One thing that a call tells of a promise. */
export interface Told {
  status: ToldStatus;
  /** Time of its words, ISO-8601. */
  at: string;
  /** For `replaced`: the id of the promise that takes its place. */
  by: string | null;
  /** For `kept`: the day of the deed, `YYYY-MM-DD`, where it is known. */
  on: string | null;
  /** For `kept`: true if it was done in this very call. */
  now: boolean;
  evidence: Evidence[];
}

/** All that one call tells of a promise. */
export interface ToldByCall {
  /** The attempt of the analysis that found it; a higher one replaces it. */
  attempt: number;
  told: Told[];
}

/**
 * One promise with all that was said and done about it. Its state is folded from these three parts alone, but for the
 * promises that it names (`waitsFor`, `by`) and those that it replaced.
 */
export interface PromiseRecord {
  /** The promise as its call made it. `madeAt` is the time of its words, else the end of that call, ISO-8601. */
  made: Commitment & {
    madeAt: string;
    madeIn: { call_id: string; created_at: string; agent_id: string | null };
  };
  /** By `call_id`. */
  said: Record<string, ToldByCall>;
  change: CommitmentChange | null;
}

import type { ManualStatus } from '../shared/commitment-status.ts';
import type { CallAnalytics } from './analytics.ts';
import type { Outbox, OutboxEvent } from './outbox.ts';

/** A row of the previous system. It has no `analysis`; none of its fields is guaranteed. */
export interface LegacyAnalytics {
  call_id: string;
  client_email: string;
  created_at: string;
  analysis?: undefined;
  [attribute: string]: unknown;
}

/**
 * What a person last said of a promise; it wins over what calls told before. `status` and `due` are two decisions, each
 * with its own time; one that was never made is absent.
 */
export interface CommitmentChange {
  /** A row of an earlier version may hold `broken`, which is read as `missed` at that time. */
  status?: ManualStatus | undefined;
  /** Time of the newest of the two decisions, ISO-8601; it orders the changes of one promise. */
  at: string;
  /** When `status` was given, if that was before `at`. */
  statusAt?: string | undefined;
  /** For `kept`: the day on which it was done, `YYYY-MM-DD`. */
  on?: string | undefined;
  /** The day that a person gave it instead of its own (null: none), and when. */
  due?: { dueAt: string | null; at: string } | undefined;
  /** The person who made the newest change, as the host names them; null if the host does not tell. */
  by: string | null;
  /** Events of this change, and of those that it replaced, that are not handed over yet. */
  outbox?: OutboxEvent[] | undefined;
}

/** What a person last said of a matter, for the calls that had joined it by then. */
export interface MatterChange {
  status: 'settled' | 'open';
  /** Time of the change, ISO-8601. */
  at: string;
  /** The calls of the matter at that time. */
  calls: string[];
  by: string | null;
}

/** One of our rows as stored; the changes by hand have their own writers. */
export type StoredCallAnalytics = CallAnalytics & {
  commitmentChanges?: Record<string, CommitmentChange> | undefined;
  /** How often `commitmentChanges` was written; absent in rows of earlier versions until the next change. */
  commitmentChangeCount?: number | undefined;
  matterChange?: MatterChange | undefined;
  /** Absent if no receiver of events was set when it was written. */
  outbox?: Outbox | undefined;
};

/** A stored row: ours, or one of the previous system. */
export type StoredAnalytics = StoredCallAnalytics | LegacyAnalytics;

/** True if the row is ours; rows of the previous system have no `analysis`. */
export function isAnalysis(row: StoredAnalytics): row is StoredCallAnalytics {
  return row.analysis !== undefined;
}

/** The attributes that an analysis writes, the key included; other attributes have their own writers. */
export const FOUND_BY_ANALYSIS: ReadonlySet<string> = new Set(
  Object.keys({
    call_id: true,
    client_email: true,
    created_at: true,
    agent_id: true,
    sentiment: true,
    satisfaction: true,
    emotions: true,
    callMetrics: true,
    issueResolution: true,
    agentPerformance: true,
    keyInsights: true,
    actionItems: true,
    tags: true,
    memory: true,
    language: true,
    summary: true,
    modelSummary: true,
    about: true,
    endedAt: true,
    handedOver: true,
    continues: true,
    commitments: true,
    closings: true,
    settles: true,
    evidence: true,
    metrics: true,
    analysis: true,
  } satisfies Record<keyof CallAnalytics, true>),
);

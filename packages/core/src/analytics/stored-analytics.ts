import type { CommitmentStatus } from '../shared/commitment-status.ts';
import type { CallAnalytics } from './analytics.ts';

/** A row of the previous system. It has no `analysis`; none of its fields is guaranteed. */
export interface LegacyAnalytics {
  call_id: string;
  client_email: string;
  created_at: string;
  analysis?: undefined;
  [attribute: string]: unknown;
}

/** A manual change of a promise; it wins over the findings of any analysis. */
export interface CommitmentChange {
  status: CommitmentStatus;
  /** Time of the change, ISO-8601. */
  at: string;
  /** The person who changed it, as the host names them; null if the host does not tell. */
  by: string | null;
}

/** One of our rows as stored; `commitmentChanges` has its own writer. */
export type StoredCallAnalytics = CallAnalytics & {
  commitmentChanges?: Record<string, CommitmentChange> | undefined;
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
    summary: true,
    commitments: true,
    closings: true,
    evidence: true,
    metrics: true,
    analysis: true,
  } satisfies Record<keyof CallAnalytics, true>),
);

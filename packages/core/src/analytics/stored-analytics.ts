import type { CommitmentStatus } from '../shared/commitment-status.ts';
import type { CallAnalytics } from './analytics.ts';

/** A row of the previous system: its fields, without `analysis`, nothing about them guaranteed. */
export interface LegacyAnalytics {
  call_id: string;
  client_email: string;
  created_at: string;
  analysis?: undefined;
  [attribute: string]: unknown;
}

/** A change of a promise by hand, which wins over what any analysis found. */
export interface CommitmentChange {
  status: CommitmentStatus;
  /** When it was changed, ISO-8601. */
  at: string;
  /** Who changed it, as the host names them; null when it does not tell. */
  by: string | null;
}

/** One of our rows as it lies in the store; `commitmentChanges` has a writer of its own. */
export type StoredCallAnalytics = CallAnalytics & {
  commitmentChanges?: Record<string, CommitmentChange> | undefined;
};

/** A row as it lies in the store: ours, or one of the previous system. */
export type StoredAnalytics = StoredCallAnalytics | LegacyAnalytics;

/** Is this row one of ours? Rows of the previous system have no `analysis`. */
export function isAnalysis(row: StoredAnalytics): row is StoredCallAnalytics {
  return row.analysis !== undefined;
}

/** The attributes of a row that belong to the analysis, its key included; others have writers of their own. */
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

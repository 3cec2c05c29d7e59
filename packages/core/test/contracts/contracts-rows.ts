import type { CallAnalytics } from '../../src/analytics/analytics.ts';
import type { CallWindow } from '../../src/call/call.ts';
import type { HeldClaim } from '../../src/ports/analysis-claims.ts';

/** An empty store, with access past its conditions. */
export interface StoreUnderTest<Store> {
  store: Store;
  /** Stores a row as another writer would: with attributes of its own, or with an expiry. */
  put(row: Record<string, unknown>): Promise<void>;
}

/** Creates an empty store for one test. Its clock is the real one; without `retentionDays` its rows never expire. */
export type MakeStore<Store> = (options?: { retentionDays?: number }) => Promise<StoreUnderTest<Store>>;

/** Values of `expires_at`: one in the past, one in the future. */
export const LONG_AGO = 1;
export const FAR_AHEAD = 4_102_444_800;

/** A window as the live system writes it: three JSON strings. */
export function callWindow(window_number: number, overrides: Partial<CallWindow> = {}): CallWindow {
  return {
    call_id: 'call-1',
    window_number,
    turns: JSON.stringify([{ speaker: 'agent', transcript: `Window ${window_number} – grüß Gott 👋` }]),
    aiTips: '[]',
    activityFeed: '[]',
    created_at: '2026-01-15T10:00:00.000Z',
    ...overrides,
  };
}

/** An analysed call of `jane@example.com`. */
export function callAnalytics(
  overrides: Partial<CallAnalytics> & { attempt?: number; analyzedAt?: string; flags?: string[] } = {},
): CallAnalytics {
  const { attempt = 1, analyzedAt = '2026-01-15T10:31:00.000Z', flags = [], ...attributes } = overrides;
  return {
    call_id: 'call-1',
    client_email: 'jane@example.com',
    created_at: '2026-01-15T10:30:00.000Z',
    agent_id: null,
    sentiment: { score: 70, label: 'Positive' },
    satisfaction: { score: 50, prediction: 'Neutral' },
    emotions: [{ emotion: 'relief', intensity: 40 }],
    callMetrics: { duration: '01:42', agentTalkTime: 50, customerTalkTime: 40, holdTime: 10 },
    issueResolution: { resolved: true, category: 'billing', resolutionTimeMinutes: null, escalationRisk: 5 },
    agentPerformance: {
      professionalismScore: 80,
      empathyScore: 75,
      knowledgeScore: 70,
      avgResponseLatencySeconds: null,
    },
    keyInsights: ['The customer moves house in March.'],
    actionItems: [],
    tags: ['billing', 'refund'],
    memory: { deliverables: [], improvementAreas: [] },
    summary: 'The customer asked for a refund and got it.',
    commitments: [],
    closings: [],
    evidence: { keyInsights: [[]], actionItems: [], deliverables: [], improvementAreas: [] },
    metrics: {
      basis: 'words',
      totalConversationDurationMillis: null,
      talkTime: { agent: { millis: null, percent: 55.5 }, customer: { millis: null, percent: 44.5 } },
      nonTalkTime: null,
      interruptions: null,
      talkSpeed: { agent: null, customer: null },
      agentResponseLatency: null,
      completeness: {
        windows: 1,
        missingWindows: [],
        missingWindowCount: 0,
        duplicateTurns: 0,
        unreadableWindows: [],
        unreadableWindowCount: 0,
        turnsWithoutTime: 1,
        outOfOrderTurns: 0,
      },
    },
    analysis: {
      engine: 'local',
      model: 'rules',
      promptVersion: '1',
      analyzedAt,
      attempt,
      lastWindow: 3,
      usage: null,
      costUsd: 0.000125,
      dropped: 0,
      flags,
    },
    ...attributes,
  };
}

/** A claim as `take` gets it: attempt 1 at `call-1` for `jane@example.com`. */
export function heldClaim(overrides: Partial<HeldClaim> = {}): HeldClaim {
  return {
    call_id: 'call-1',
    client_email: 'jane@example.com',
    created_at: '2026-01-15T10:30:00.000Z',
    attempt: 1,
    token: 'token-1',
    leaseUntil: 1_768_473_070_000,
    status: 'running',
    updatedAt: 1_768_473_000_000,
    ...overrides,
  };
}

/** Returns a copy for comparison, made before the original can change. */
export function snapshot<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

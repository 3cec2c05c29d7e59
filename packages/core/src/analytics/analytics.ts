import * as z from 'zod/mini';
import { AnalysisUsage } from './analysis-usage.ts';
import { Metrics } from './metrics-schema.ts';

export { AnalysisUsage, Metrics };

// Schemas are made when they are first used (`z.lazy`): an analysis asks its model before it needs any of them.

/** Longest text kept anywhere in an analysis, in UTF-16 units. */
export const MAX_TEXT = 500;

const Text = z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_TEXT));
const Score = z.int().check(z.minimum(0), z.maximum(100));

/** Where a claim was said: one turn, and the words in it. `turn` is 0-based in its window. */
export const TurnEvidence = z.object({
  window_number: z.int(),
  turn: z.int().check(z.minimum(0)),
  speaker: z.enum(['agent', 'customer', 'other']),
  quote: Text,
  /** Which of several agents said it, where that matters: of advice. */
  agent_id: z.optional(z.nullable(z.string())),
});
export type TurnEvidence = z.infer<typeof TurnEvidence>;

/** A tool call that succeeded. `activity` is 0-based in its window's feed. */
export const ActivityEvidence = z.object({
  window_number: z.int(),
  activity: z.int().check(z.minimum(0)),
  name: z.string(),
});
export type ActivityEvidence = z.infer<typeof ActivityEvidence>;

export const Evidence = z.union([TurnEvidence, ActivityEvidence]);
export type Evidence = z.infer<typeof Evidence>;

/** A statement with what it stands on. */
export const Finding = z.object({ text: Text, evidence: z.array(Evidence).check(z.maxLength(3)) });
export type Finding = z.infer<typeof Finding>;

const Emotions = z.lazy(() =>
  z
    .array(
      z.object({ emotion: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)), intensity: Score }),
    )
    .check(z.maxLength(2)),
);

/** Sentences that only a summary needs, each with what it stands on; null where there is none. */
const Outline = z.lazy(() =>
  z.object({
    /** What the customer called for, in their words. */
    request: z.nullable(Finding),
    /** What the agent refused last, in their words. */
    refusal: z.nullable(Finding),
    /** That the customer was passed on to somebody else. */
    handOver: z.nullable(Finding),
    /** That the customer asked for somebody else. */
    escalation: z.nullable(Finding),
  }),
);
export type Outline = z.infer<typeof Outline>;

/**
 * What an analyst answers. Scores are whole numbers from 0 to 100; there is no figure in it that could be
 * computed from the turns, and no date: `due` holds the words in which a date was said ("by Friday").
 */
export const Judgement = z.lazy(() =>
  z.object({
    sentimentScore: Score,
    satisfactionScore: Score,
    emotions: Emotions,
    resolved: z.boolean(),
    /** The turn in which the issue was resolved; null when it was not, or nobody can tell. */
    resolvedAt: z.nullable(z.object({ window_number: z.int(), turn: z.int().check(z.minimum(0)) })),
    category: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
    escalationRisk: Score,
    professionalismScore: Score,
    empathyScore: Score,
    knowledgeScore: Score,
    /** What rules add to the summary, which code makes from the claims that passed. */
    outline: z.optional(Outline),
    /** What the call was about, as the agent put it; goes into a summary that code makes. */
    about: z.optional(z.array(Finding).check(z.maxLength(1))),
    keyInsights: z.array(Finding).check(z.maxLength(3)),
    actionItems: z.array(Finding).check(z.maxLength(3)),
    deliverables: z.array(Finding).check(z.maxLength(3)),
    improvementAreas: z.array(Finding).check(z.maxLength(3)),
    tags: z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))).check(z.maxLength(4)),
    commitments: z
      .array(
        z.extend(Finding, {
          owner: z.enum(['agent', 'customer']),
          due: z.nullable(z.string().check(z.maxLength(80))),
        }),
      )
      .check(z.maxLength(20)),
    closings: z
      .array(
        z.object({
          commitment_id: z.string(),
          status: z.enum(['kept', 'broken']),
          evidence: z.array(Evidence).check(z.maxLength(3)),
        }),
      )
      .check(z.maxLength(50)),
  }),
);
export type Judgement = z.infer<typeof Judgement>;

/** A promise as it was made in a call. `id` is `<call_id>:<window>:<turn>:<n>`; `dueAt` is `YYYY-MM-DD`. */
export const Commitment = z.lazy(() =>
  z.object({
    id: z.string(),
    text: Text,
    owner: z.enum(['agent', 'customer']),
    /** Which agent made it, by the `agent_id` of the window; absent in a row of an earlier version. */
    agent_id: z.optional(z.nullable(z.string())),
    dueAt: z.nullable(z.iso.date()),
    evidence: z.array(Evidence),
  }),
);
export type Commitment = z.infer<typeof Commitment>;

/** The end of a promise of an earlier call; `at` is the end of the call that closed it. */
export const Closing = z.lazy(() =>
  z.object({
    commitment_id: z.string(),
    status: z.enum(['kept', 'broken']),
    at: z.string(),
    evidence: z.array(Evidence),
  }),
);
export type Closing = z.infer<typeof Closing>;

const Percent = z.nullable(z.int().check(z.minimum(0), z.maximum(100)));

/** Analytics of a call, as they are stored and sent. */
export const CallAnalytics = z.object({
  call_id: z.string(),
  client_email: z.string(),
  created_at: z.string(),
  agent_id: z.nullable(z.string()),
  sentiment: z.lazy(() => z.object({ score: Score, label: z.enum(['Positive', 'Neutral', 'Negative']) })),
  satisfaction: z.lazy(() =>
    z.object({ score: Score, prediction: z.enum(['Satisfied', 'Neutral', 'Dissatisfied']) }),
  ),
  emotions: Emotions,
  /** `duration` is MM:SS, minutes going past 99; the shares are whole percents that add up to 100. */
  callMetrics: z.lazy(() =>
    z.object({
      duration: z.nullable(z.string()),
      agentTalkTime: Percent,
      customerTalkTime: Percent,
      holdTime: Percent,
    }),
  ),
  issueResolution: z.lazy(() =>
    z.object({
      resolved: z.boolean(),
      category: z.string(),
      resolutionTimeMinutes: z.nullable(z.int().check(z.minimum(0))),
      escalationRisk: Score,
    }),
  ),
  /** null for a reader without the scope `coaching:read`. */
  agentPerformance: z.lazy(() =>
    z.nullable(
      z.object({
        professionalismScore: Score,
        empathyScore: Score,
        knowledgeScore: Score,
        avgResponseLatencySeconds: z.nullable(z.int().check(z.minimum(0))),
      }),
    ),
  ),
  keyInsights: z.array(Text).check(z.maxLength(3)),
  actionItems: z.array(Text).check(z.maxLength(3)),
  tags: z.array(z.string()).check(z.minLength(2), z.maxLength(4)),
  memory: z.lazy(() =>
    z.object({
      deliverables: z.array(Text).check(z.maxLength(3)),
      improvementAreas: z.array(Text).check(z.maxLength(3)),
    }),
  ),
  /** One paragraph; empty when nothing can be said. */
  summary: z.string().check(z.maxLength(MAX_TEXT)),
  commitments: z.array(Commitment),
  closings: z.array(Closing),
  /** For each text of the four lists, in the same order, what it stands on. */
  evidence: z.lazy(() =>
    z.object({
      keyInsights: z.array(z.array(Evidence)),
      actionItems: z.array(z.array(Evidence)),
      deliverables: z.array(z.array(Evidence)),
      improvementAreas: z.array(z.array(Evidence)),
    }),
  ),
  metrics: Metrics,
  analysis: z.lazy(() =>
    z.object({
      engine: z.enum(['openai', 'local']),
      model: z.string(),
      promptVersion: z.string(),
      analyzedAt: z.string(),
      attempt: z.int().check(z.minimum(1)),
      lastWindow: z.int().check(z.minimum(0)),
      usage: z.nullable(AnalysisUsage),
      costUsd: z.nullable(z.number().check(z.minimum(0))),
      /** Claims that were refused because their evidence did not stand. */
      dropped: z.int().check(z.minimum(0)),
      flags: z.array(z.string()),
    }),
  ),
});
export type CallAnalytics = z.infer<typeof CallAnalytics>;

import * as z from 'zod/mini';
import { AnalysisUsage } from './analysis-usage.ts';
import { Evidence, Finding, MAX_TEXT, ShortText } from './findings.ts';
import { Metrics } from './metrics-schema.ts';
import {
  AgentPerformance,
  Emotions,
  IssueResolution,
  Satisfaction,
  Score,
  Sentiment,
} from './verdict-schema.ts';

export { AnalysisUsage, Metrics };

// Schemas are created at first use (`z.lazy`): an analysis asks its model before it needs any of them.

/** Findings that only the summary uses; null if there is none. */
const Outline = z.lazy(() =>
  z.object({
    /** The request of the customer, in their words. */
    request: z.nullable(Finding),
    /** The last refusal of the agent, in their words. */
    refusal: z.nullable(Finding),
    /** The hand-over of the customer to another person. */
    handOver: z.nullable(Finding),
    /** The request of the customer for another person. */
    escalation: z.nullable(Finding),
  }),
);
export type Outline = z.infer<typeof Outline>;

/**
 * The answer of an analyst. Scores are whole numbers from 0 to 100. It holds no figure that code can compute from the
 * turns, and no date: `due` holds the words in which a date was said ("by Friday").
 */
export const Judgement = z.lazy(() =>
  z.object({
    sentimentScore: Score,
    satisfactionScore: Score,
    emotions: Emotions,
    resolved: z.boolean(),
    /** The turn in which the issue was resolved; null if it was not, or if the call does not tell. */
    resolvedAt: z.nullable(z.object({ window_number: z.int(), turn: z.int().check(z.minimum(0)) })),
    category: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
    escalationRisk: Score,
    professionalismScore: Score,
    empathyScore: Score,
    knowledgeScore: Score,
    /** Findings of the rules for the summary, which code builds from the findings that passed. */
    outline: z.optional(Outline),
    /** The topic of the call, as the agent put it; part of the summary that code builds. */
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

/**
 * A promise made in a call. `id` is `<call_id>:<window>:<turn>:<n>`; `dueAt` is `YYYY-MM-DD`; `dueTime` is `HH:MM` on that
 * day, the end of the span that was named, or null. Rows of earlier versions have no `dueTime`.
 */
export const Commitment = z.lazy(() =>
  z.object({
    id: z.string(),
    text: ShortText,
    owner: z.enum(['agent', 'customer']),
    /** Which agent made it, by the `agent_id` of the window; absent in a row of an earlier version. */
    agent_id: z.optional(z.nullable(z.string())),
    dueAt: z.nullable(z.iso.date()),
    dueTime: z.nullish(z.string().check(z.regex(/^\d{2}:\d{2}$/))),
    evidence: z.array(Evidence),
  }),
);
export type Commitment = z.infer<typeof Commitment>;

/** The end of a promise from an earlier call; `at` is the end of the call that closed it, ISO-8601. */
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

/** The analytics of a call, as stored and sent. */
export const CallAnalytics = z.object({
  call_id: z.string(),
  client_email: z.string(),
  created_at: z.string(),
  agent_id: z.nullable(z.string()),
  sentiment: Sentiment,
  satisfaction: Satisfaction,
  emotions: Emotions,
  /** `duration` is MM:SS with minutes beyond 99; the shares are whole percents that add up to 100. */
  callMetrics: z.lazy(() =>
    z.object({
      duration: z.nullable(z.string()),
      agentTalkTime: Percent,
      customerTalkTime: Percent,
      holdTime: Percent,
    }),
  ),
  issueResolution: IssueResolution,
  agentPerformance: AgentPerformance,
  keyInsights: z.array(ShortText).check(z.maxLength(3)),
  actionItems: z.array(ShortText).check(z.maxLength(3)),
  /** At least two where the call was judged. */
  tags: z.array(z.string()).check(z.maxLength(4)),
  memory: z.lazy(() =>
    z.object({
      deliverables: z.array(ShortText).check(z.maxLength(3)),
      improvementAreas: z.array(ShortText).check(z.maxLength(3)),
    }),
  ),
  /** One paragraph; empty if nothing can be said. */
  summary: z.string().check(z.maxLength(MAX_TEXT)),
  commitments: z.array(Commitment),
  closings: z.array(Closing),
  /** The evidence of each text of the four lists, in the same order. */
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
      /** Number of findings refused because their evidence did not hold. */
      dropped: z.int().check(z.minimum(0)),
      flags: z.array(z.string()),
    }),
  ),
});
export type CallAnalytics = z.infer<typeof CallAnalytics>;

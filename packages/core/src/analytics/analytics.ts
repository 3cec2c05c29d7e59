import * as z from 'zod/mini';
import { TOLD_STATUSES } from '../shared/commitment-status.ts';
import { DUE_FORMS } from '../shared/due-forms.ts';
import { AnalysisUsage } from './analysis-usage.ts';
import { Evidence, Finding, MAX_TEXT, ShortText } from './findings.ts';
import { Metrics } from './metrics-schema.ts';
import { About, Closing, Commitment, Settled } from './promise-shapes.ts';
import {
  AgentPerformance,
  Emotions,
  IssueResolution,
  Satisfaction,
  Score,
  Sentiment,
} from './verdict-schema.ts';

export { About, AnalysisUsage, Closing, Commitment, Metrics, Settled };

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

/** At most so many promises and closings in one judgement. */
const MOST_COMMITMENTS = 20;
const MOST_CLOSINGS = 50;
const MOST_SETTLED = 20;
const MOST_SENTENCES = 3;

const DueForm = z.lazy(() =>
  z.object({
    form: z.enum(DUE_FORMS),
    n: z.int().check(z.minimum(0), z.maximum(366)),
    month: z.int().check(z.minimum(0), z.maximum(12)),
  }),
);

/** A promise named in a judgement: the id of one that was given, or the `text` of one in `commitments`. */
const PromiseName = z.string().check(z.maxLength(MAX_TEXT));

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
    /** The call in two or three sentences of a model. */
    modelSummary: z.optional(z.array(Finding).check(z.maxLength(MOST_SENTENCES))),
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
          /** What those words mean, in a form from which code computes the day. */
          dueForm: z.nullish(DueForm),
          /** The promise in at most 6 words of its quote, without any word for a day. */
          label: z.nullish(z.string().check(z.maxLength(80))),
          /** True if it waits for an act of the other side. */
          conditional: z.nullish(z.boolean()),
          /** That act, where it is a promise too: named as `closings` name one. */
          waitsFor: z.nullish(PromiseName),
          /** True for what is done again and again: "every month". */
          recurring: z.nullish(z.boolean()),
        }),
      )
      .check(z.maxLength(MOST_COMMITMENTS)),
    /**
     * What the call tells of earlier promises. A promise may be told of twice: that it was `missed`, and one more thing.
     */
    closings: z
      .array(
        z.object({
          /** The id of a promise that was given; or the `text` of one in `commitments`, made on an earlier day of this chat. */
          commitment_id: PromiseName,
          status: z.enum(TOLD_STATUSES),
          /** For `replaced`: the `text` of the entry of `commitments` that takes its place. */
          by: z.nullish(PromiseName),
          /**
           * For `kept`: true if it was done, or came, in this very call ("I have just sent it", "now it is here"). A tool
           * call as evidence says so too.
           */
          now: z.nullish(z.boolean()),
          /** For `kept`: the words for the day of the deed, as they were said ("on Monday"). */
          when: z.nullish(z.string().check(z.maxLength(80))),
          evidence: z.array(Evidence).check(z.maxLength(3)),
        }),
      )
      .check(z.maxLength(MOST_CLOSINGS)),
    /** The open matters that were given and that are now settled, by the `call_id` that names them. */
    settles: z.optional(
      z
        .array(z.object({ call_id: z.string(), evidence: z.array(Evidence).check(z.maxLength(3)) }))
        .check(z.maxLength(MOST_SETTLED)),
    ),
  }),
);
export type Judgement = z.infer<typeof Judgement>;

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
  /** The call in two or three sentences of a model, each with its evidence; absent where no model wrote any. */
  modelSummary: z.optional(z.array(Finding).check(z.maxLength(MOST_SENTENCES))),
  /** BCP 47 tag of what was spoken; null if the words do not tell, absent in a row of an earlier version. */
  language: z.nullish(z.string()),
  /** Like the five optional fields below: absent in a row of an earlier version. */
  about: z.nullish(About),
  /** When the call ended, by this analysis, ISO-8601: what calls are ordered by. `created_at` is only the key. */
  endedAt: z.optional(z.string()),
  /** True if the customer was handed over to another agent, as the call tells. */
  handedOver: z.optional(z.boolean()),
  /** The call that this one goes on with, as its recorder names it. */
  continues: z.nullish(z.string()),
  commitments: z.array(Commitment),
  closings: z.array(Closing),
  settles: z.optional(z.array(Settled)),
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
      /** Numbers of the windows that were read, as inclusive ranges. */
      windows: z.optional(z.array(z.tuple([z.int(), z.int()]))),
      /** The highest number at the end of an id that a promise of this row has ever had. */
      lastNumber: z.optional(z.int()),
      /** Ids of the promises and matters that the analyst was given. */
      given: z.optional(z.array(z.string())),
      usage: z.nullable(AnalysisUsage),
      costUsd: z.nullable(z.number().check(z.minimum(0))),
      /** Number of findings refused because their evidence did not hold. */
      dropped: z.int().check(z.minimum(0)),
      flags: z.array(z.string()),
    }),
  ),
});
export type CallAnalytics = z.infer<typeof CallAnalytics>;

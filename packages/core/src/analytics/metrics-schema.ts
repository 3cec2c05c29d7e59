import * as z from 'zod/mini';

const Speakers = z.lazy(() => z.object({ agent: z.nullable(z.number()), customer: z.nullable(z.number()) }));

/** Figures computed from the turns. docs/metrics.md defines each; null if unknown. */
export const Metrics = z.lazy(() =>
  z.object({
    basis: z.enum(['measured', 'estimated', 'words']),
    totalConversationDurationMillis: z.nullable(z.number()),
    talkTime: z.object({
      agent: z.object({ millis: z.nullable(z.number()), percent: z.nullable(z.number()) }),
      customer: z.object({ millis: z.nullable(z.number()), percent: z.nullable(z.number()) }),
    }),
    nonTalkTime: z.nullable(
      z.object({
        millis: z.number(),
        percent: z.nullable(z.number()),
        count: z.int(),
        instances: z.array(z.object({ beginMs: z.number(), endMs: z.number() })),
      }),
    ),
    interruptions: z.nullable(
      z.object({ count: z.int(), byAgent: z.int(), byCustomer: z.int(), millis: z.number() }),
    ),
    talkSpeed: Speakers,
    agentResponseLatency: z.nullable(
      z.object({ medianMs: z.number(), p90Ms: z.number(), maxMs: z.number(), count: z.int() }),
    ),
    /** Each agent in the order of their first words; absent in a row of an earlier version. */
    agents: z.optional(
      z.array(
        z.object({
          agent_id: z.nullable(z.string()),
          label: z.string(),
          talkTimeMillis: z.nullable(z.number()),
          responseLatencyMedianMs: z.nullable(z.number()),
        }),
      ),
    ),
    completeness: z.object({
      windows: z.int(),
      missingWindows: z.array(z.tuple([z.int(), z.int()])),
      missingWindowCount: z.int(),
      duplicateTurns: z.int(),
      unreadableWindows: z.array(z.int()),
      unreadableWindowCount: z.int(),
      turnsWithoutTime: z.int(),
      outOfOrderTurns: z.int(),
      partials: z.optional(z.int()),
      repeats: z.optional(z.int()),
      carriedOver: z.optional(z.int()),
      noiseTurns: z.optional(z.int()),
    }),
  }),
);
export type Metrics = z.infer<typeof Metrics>;

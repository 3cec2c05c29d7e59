import * as z from 'zod/mini';

/** A score of an analyst: a whole number from 0 to 100. */
export const Score = z.int().check(z.minimum(0), z.maximum(100));

/** At most two emotions, the stronger one first. */
export const Emotions = z.lazy(() =>
  z
    .array(
      z.object({ emotion: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)), intensity: Score }),
    )
    .check(z.maxLength(2)),
);

/** How the customer felt towards the end; null if that was not judged, and then the label is null as well. */
export const Sentiment = z.lazy(() =>
  z.object({ score: z.nullable(Score), label: z.nullable(z.enum(['Positive', 'Neutral', 'Negative'])) }),
);
export type Sentiment = z.infer<typeof Sentiment>;

/** How satisfied the customer left; null if that was not judged, and then the prediction is null as well. */
export const Satisfaction = z.lazy(() =>
  z.object({
    score: z.nullable(Score),
    prediction: z.nullable(z.enum(['Satisfied', 'Neutral', 'Dissatisfied'])),
  }),
);
export type Satisfaction = z.infer<typeof Satisfaction>;

/** How the matter of the call ended; all null if that was not judged. `resolutionTimeMinutes` is null if unknown. */
export const IssueResolution = z.lazy(() =>
  z.object({
    resolved: z.nullable(z.boolean()),
    category: z.nullable(z.string()),
    resolutionTimeMinutes: z.nullable(z.int().check(z.minimum(0))),
    escalationRisk: z.nullable(Score),
  }),
);

/** The scores of the agent; null if they were not judged, and for a reader without the scope `coaching:read`. */
export const AgentPerformance = z.lazy(() =>
  z.nullable(
    z.object({
      professionalismScore: Score,
      empathyScore: Score,
      knowledgeScore: Score,
      avgResponseLatencySeconds: z.nullable(z.int().check(z.minimum(0))),
    }),
  ),
);

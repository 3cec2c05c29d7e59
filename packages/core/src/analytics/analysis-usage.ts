import * as z from 'zod/mini';

/** Tokens that a model was paid for. */
export const AnalysisUsage = z.lazy(() =>
  z.object({
    inputTokens: z.int().check(z.minimum(0)),
    cachedInputTokens: z.int().check(z.minimum(0)),
    outputTokens: z.int().check(z.minimum(0)),
  }),
);
export type AnalysisUsage = z.infer<typeof AnalysisUsage>;

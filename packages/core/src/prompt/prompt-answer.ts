import * as z from 'zod/mini';
import { IMPROVEMENT_AREAS } from '../analytics/improvement-areas.ts';
import { TOLD_STATUSES } from '../shared/commitment-status.ts';

/** The categories that a model may choose for a call. A closed list, so that no words of a call become a heading. */
export const CATEGORIES = [
  'account-access',
  'account-change',
  'appointment',
  'billing',
  'booking-change',
  'cancellation',
  'card',
  'claim',
  'complaint',
  'contract',
  'delivery',
  'fraud',
  'general-enquiry',
  'information',
  'installation',
  'insurance',
  'new-booking',
  'order',
  'outage',
  'payment',
  'product-fault',
  'refund',
  'return',
  'sales',
  'service-quality',
  'subscription',
  'technical-support',
  'transfer',
  'travel',
  'warranty',
] as const;

/** The emotions that a model may choose for a customer. */
export const EMOTIONS = [
  'anger',
  'anxiety',
  'confusion',
  'disappointment',
  'frustration',
  'gratitude',
  'impatience',
  'joy',
  'relief',
  'sadness',
  'satisfaction',
  'surprise',
] as const;

type Area = keyof typeof IMPROVEMENT_AREAS;
const AREAS = Object.keys(IMPROVEMENT_AREAS) as [Area, ...Area[]];

/**
 * The answer of a model. It names lines of the prompt, never windows, ids or dates. All keys are required, all lists
 * are bounded, and a strict JSON Schema can express all of it; code bounds the texts.
 */
export const ModelAnswer = z.lazy(() => {
  const Score = z.int().check(z.minimum(0), z.maximum(100));
  const Line = z.int().check(z.minimum(0), z.maximum(99_999));

  const Quotes = {
    quotes: z
      .array(z.object({ line: Line, speaker: z.enum(['agent', 'customer', 'other']), quote: z.string() }))
      .check(z.maxLength(2)),
    tools: z.array(Line).check(z.maxLength(1)),
  };
  const Statement = z.object({ text: z.string(), ...Quotes });

  return z.object({
    category: z.enum(CATEGORIES),
    about: z.array(Statement).check(z.maxLength(1)),
    resolved: z.boolean(),
    resolvedAtLine: z.nullable(Line),
    sentimentScore: Score,
    satisfactionScore: Score,
    escalationRisk: Score,
    professionalismScore: Score,
    empathyScore: Score,
    knowledgeScore: Score,
    emotions: z.array(z.object({ emotion: z.enum(EMOTIONS), intensity: Score })).check(z.maxLength(2)),
    keyInsights: z.array(Statement).check(z.maxLength(3)),
    actionItems: z.array(Statement).check(z.maxLength(3)),
    deliverables: z.array(Statement).check(z.maxLength(3)),
    commitments: z
      .array(
        z.object({
          text: z.string(),
          owner: z.enum(['agent', 'customer']),
          due: z.nullable(z.string()),
          conditional: z.boolean(),
          /** Place in this list of the promise of the other side for which it waits. */
          waitsFor: z.nullable(Line),
          recurring: z.boolean(),
          ...Quotes,
        }),
      )
      .check(z.maxLength(20)),
    closings: z
      .array(
        z.object({
          promise: Line,
          status: z.enum(TOLD_STATUSES),
          /** Place in `commitments` of the promise that takes its place. */
          by: z.nullable(Line),
          now: z.boolean(),
          when: z.nullable(z.string()),
          ...Quotes,
        }),
      )
      .check(z.maxLength(20)),
    settles: z.array(z.object({ matter: Line, ...Quotes })).check(z.maxLength(5)),
    improvementAreas: z.array(z.object({ area: z.enum(AREAS), ...Quotes })).check(z.maxLength(3)),
  });
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

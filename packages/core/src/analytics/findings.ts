import * as z from 'zod/mini';
import type * as plain from './evidence-types.ts';

/** Longest text kept anywhere in an analysis, in UTF-16 units. */
export const MAX_TEXT = 500;

/** A text of an analysis: trimmed, 1 to {@link MAX_TEXT} UTF-16 units. */
export const ShortText = z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_TEXT));

/** A quote as evidence: one turn, and the quoted words in it. `turn` is 0-based in its window. */
export const TurnEvidence = z.object({
  window_number: z.int(),
  turn: z.int().check(z.minimum(0)),
  speaker: z.enum(['agent', 'customer', 'other']),
  quote: ShortText,
  /** Which of several agents said it, where that matters: of advice. */
  agent_id: z.optional(z.nullable(z.string())),
}) satisfies z.ZodMiniType<plain.TurnEvidence>;
export type TurnEvidence = plain.TurnEvidence;

/** A successful tool call as evidence. `activity` is 0-based in the feed of its window. */
export const ActivityEvidence = z.object({
  window_number: z.int(),
  activity: z.int().check(z.minimum(0)),
  name: z.string(),
}) satisfies z.ZodMiniType<plain.ActivityEvidence>;
export type ActivityEvidence = plain.ActivityEvidence;

/** A quote or a tool call that proves a finding. */
export const Evidence = z.union([TurnEvidence, ActivityEvidence]);
export type Evidence = plain.Evidence;

/** A statement of an analyst with its evidence. */
export const Finding = z.object({ text: ShortText, evidence: z.array(Evidence).check(z.maxLength(3)) });
export type Finding = z.infer<typeof Finding>;

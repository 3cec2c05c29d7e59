import * as z from 'zod/mini';
import { ModelAnswer } from './prompt-answer.ts';

/** Returns {@link ModelAnswer} as the strict JSON Schema for a provider. A running service reads it from a file. */
export function answerSchema(): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(ModelAnswer, { target: 'draft-7' });
  return schema;
}

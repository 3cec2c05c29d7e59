import * as z from 'zod/mini';
import { ModelAnswer } from './prompt-answer.ts';

/** {@link ModelAnswer} as the strict JSON Schema that a provider is sent. A running service reads it from a file. */
export function answerSchema(): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(ModelAnswer, { target: 'draft-7' });
  return schema;
}

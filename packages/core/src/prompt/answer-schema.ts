import * as z from 'zod/mini';
import { ModelAnswer, SHARED_SCHEMAS } from './prompt-answer.ts';

/** Returns {@link ModelAnswer} as the strict JSON Schema for a provider. A running service reads it from a file. */
export function answerSchema(): Record<string, unknown> {
  const options = { target: 'draft-2020-12', metadata: SHARED_SCHEMAS } as const;
  const { $schema: _, ...schema } = z.toJSONSchema(ModelAnswer, options);
  return schema;
}

import * as z from 'zod/mini';
import { ModelAnswer, SHARED_SCHEMAS } from './prompt-answer.ts';

/** Returns {@link ModelAnswer} as the strict JSON Schema for a provider. A running service reads it from a file. */
export function answerSchema(): Record<string, unknown> {
  // The parts are made with the schema.
  void ModelAnswer._zod.innerType;
  const metadata = z.registry<{ id: string }>();
  for (const [id, schema] of SHARED_SCHEMAS) metadata.add(schema, { id });
  const options = { target: 'draft-2020-12', metadata } as const;
  const { $schema: _, ...schema } = z.toJSONSchema(ModelAnswer, options);
  return schema;
}

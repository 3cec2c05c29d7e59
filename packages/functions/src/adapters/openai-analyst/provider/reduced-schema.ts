import type { Prompt } from '@live-assist/core/prompt/prompt';
import answerSchema from '../answer-schema.json' with { type: 'json' };

/** A JSON Schema, as far as {@link answerSchema} uses it. */
export interface Schema {
  type?: string | readonly string[] | undefined;
  enum?: readonly unknown[] | undefined;
  anyOf?: readonly Schema[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: readonly string[] | undefined;
  items?: Schema | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxItems?: number | undefined;
  maxLength?: number | undefined;
  description?: string | undefined;
  $ref?: string | undefined;
  $defs?: Record<string, Schema> | undefined;
  definitions?: Record<string, Schema> | undefined;
}

/** The schema of the answer, in full. */
export const ANSWER_SCHEMA: Schema = answerSchema;

/** {@link ANSWER_SCHEMA} with the names of these categories, if they are not the usual ones. */
export function answerSchemaWith(categories: Prompt['categories']): Schema {
  if (categories === undefined) return ANSWER_SCHEMA;
  const category: Schema = { type: 'string', enum: categories.map(({ name }) => name) };
  return { ...ANSWER_SCHEMA, properties: { ...ANSWER_SCHEMA.properties, category } };
}

/** Keywords that some providers refuse, or whose grammars do not know them. */
const BOUNDS = new Set([
  ...['minItems', 'maxItems', 'uniqueItems', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'minLength', 'maxLength', 'pattern', 'format', 'default'],
]);

/**
 * A schema without bounds. A bound that matters to a model stands in the description instead, so that it is still told;
 * the reader of the answer applies it.
 *
 * @example reducedSchema({ type: 'array', maxItems: 3 }) // { type: 'array', description: 'At most 3.' }
 */
export function reducedSchema(schema: Schema): Schema {
  const kept = Object.entries(schema).flatMap(([name, value]): [string, unknown][] => {
    if (BOUNDS.has(name)) return [];
    if (name === 'properties' || name === '$defs' || name === 'definitions') {
      const inner = Object.entries(value as Record<string, Schema>);
      return [[name, Object.fromEntries(inner.map(([key, part]) => [key, reducedSchema(part)]))]];
    }
    if (name === 'items') return [[name, reducedSchema(value as Schema)]];
    if (name === 'anyOf') return [[name, (value as Schema[]).map(reducedSchema)]];
    return [[name, value]];
  });
  const told = toldBounds(schema);
  const described =
    told === null ? {} : { description: [schema.description, told].filter(Boolean).join(' ') };
  return { ...Object.fromEntries(kept), ...described };
}

function toldBounds({ maxItems, minimum, maximum }: Schema): string | null {
  if (maxItems !== undefined) return `At most ${maxItems}.`;
  return minimum !== undefined && maximum !== undefined ? `From ${minimum} to ${maximum}.` : null;
}

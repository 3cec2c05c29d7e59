import type { Context } from 'hono';
import { validator } from 'hono/validator';
import type * as z from 'zod/mini';
import { invalidBody, issueMessage, MAX_ISSUES } from './error-response.ts';
import { unknownFields } from './unknown-fields.ts';

/** What becomes of a body with a field that is not known: it is refused, or the field is left out and counted. */
export type UnknownFields = 'refuse' | 'ignore';

/** How a body is read. */
export interface BodyOptions {
  /** @default 'refuse' */
  unknownFields?: UnknownFields | undefined;
  /** Names of fields at the top of the body that a later version takes. */
  notYet?: readonly string[];
}

/**
 * The check of a JSON body against its schema; the handler then has it as `c.req.valid('json')`.
 *
 * @throws {LiveAssistError} `invalid_request` with an issue for each field that is wrong or not known, in plain words.
 * @example app.post('/listCalls', jsonBody(ListCallsQuery), handler)
 */
export function jsonBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  { unknownFields: mode, notYet = [] }: BodyOptions = {},
) {
  return validator('json', async (value, c: Context): Promise<z.output<Schema>> => {
    if (unknownFields(schema, value).next().done) return valid(schema, value);
    // Loaded for such a body alone: a start should not wait for it.
    const { countedNames, unknownFieldReport } = await import('./unknown-field-issues.ts');
    if (mode === 'ignore') {
      c.set('unknownFields', countedNames(unknownFields(schema, value)));
      return valid(schema, value);
    }
    const report = unknownFieldReport(unknownFields(schema, value), { most: MAX_ISSUES, notYet });
    throw invalidBody(schema.safeParse(value, { error: issueMessage }).error, report);
  });
}

function valid<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: issueMessage });
  if (!parsed.success) throw invalidBody(parsed.error);
  return parsed.data;
}

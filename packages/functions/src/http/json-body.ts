import type { Context } from 'hono';
import { validator } from 'hono/validator';
import type * as z from 'zod/mini';
import { invalidBody, issueMessage, MAX_ISSUES } from './error-response.ts';
import { unknownFields } from './unknown-fields.ts';

/** How a body with an unknown field is handled: `refuse` rejects it, `ignore` drops the field and counts it. */
export type UnknownFields = 'refuse' | 'ignore';

/** Options for reading a body. */
export interface BodyOptions {
  /** @default 'refuse' */
  unknownFields?: UnknownFields | undefined;
}

/**
 * Middleware that validates a JSON body; the handler reads it with `c.req.valid('json')`.
 *
 * @param given - The schema, or what loads it with the first body.
 * @throws {LiveAssistError} `invalid_request` with an issue for each wrong or unknown field.
 * @example app.post('/listCalls', jsonBody(ListCallsQuery), handler)
 */
export function jsonBody<Schema extends z.ZodMiniType>(
  given: Schema | (() => Promise<Schema>),
  { unknownFields: mode }: BodyOptions = {},
) {
  return validator('json', async (value, c: Context): Promise<z.output<Schema>> => {
    const schema = typeof given === 'function' ? await given() : given;
    if (unknownFields(schema, value).next().done) return valid(schema, value);
    // Loaded only when needed, to keep cold starts short.
    const { countedNames, unknownFieldReport } = await import('./unknown-field-issues.ts');
    if (mode === 'ignore') {
      c.set('unknownFields', countedNames(unknownFields(schema, value)));
      return valid(schema, value);
    }
    const report = unknownFieldReport(unknownFields(schema, value), { most: MAX_ISSUES });
    throw invalidBody(schema.safeParse(value, { error: issueMessage }).error, report);
  });
}

function valid<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: issueMessage });
  if (!parsed.success) throw invalidBody(parsed.error);
  return parsed.data;
}

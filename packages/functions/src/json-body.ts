import { validator } from 'hono/validator';
import type * as z from 'zod/mini';
import { invalidBody, issueMessage } from './error-response.ts';

/**
 * The check of a JSON body against its schema; the handler then has it as `c.req.valid('json')`.
 *
 * @throws {LiveAssistError} `invalid_request` with an issue for each field that is wrong, in plain words.
 * @example app.post('/listCalls', jsonBody(ListCallsQuery), handler)
 */
export function jsonBody<Schema extends z.ZodMiniType>(schema: Schema) {
  return validator('json', (value): z.output<Schema> => {
    const parsed = schema.safeParse(value, { error: issueMessage });
    if (!parsed.success) throw invalidBody(parsed.error);
    return parsed.data;
  });
}

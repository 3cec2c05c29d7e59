import type * as z from 'zod';
import { invalidBody, issueMessage } from './error-response.ts';

/**
 * The hook for `zValidator`: the library's own answer to a bad body has another shape, and quotes patterns.
 *
 * @throws {LiveAssistError} `invalid_request` with an issue for each field that is wrong.
 * @example app.post('/listCalls', zValidator('json', ListCallsQuery, refuse, inOurWords), handler)
 */
export function refuse(result: { success: true } | { success: false; error: z.core.$ZodError }): void {
  if (!result.success) throw invalidBody(result.error);
}

/** Makes zod say what is wrong in plain sentences. */
export const inOurWords = {
  validationFunction: (schema: z.ZodType, value: unknown) =>
    schema.safeParseAsync(value, { error: issueMessage }),
};

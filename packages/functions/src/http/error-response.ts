import { type ErrorCode, type Issue, LiveAssistError } from '@live-assist/core';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type * as z from 'zod/mini';
import { STATUS } from '../telemetry/statuses.ts';

/** Most issues that one answer lists. */
export const MAX_ISSUES = 20;

/** The body of every answer that is not a success. */
export interface ErrorBody {
  /** A sentence that a person can act on. */
  error: string;
  code: ErrorCode;
  /** For 400 alone: which fields are wrong, at most {@link MAX_ISSUES}. */
  issues?: Issue[];
}

/** Answers a request that failed; `error` is whatever was thrown on the way. */
export function errorResponse(c: Context, error: Error): Response {
  const known = asLiveAssistError(error);
  if (known.code === 'unauthenticated') c.header('WWW-Authenticate', 'Bearer');
  if (known.retryAfterSeconds !== undefined) {
    c.header('Retry-After', String(Math.max(1, Math.ceil(known.retryAfterSeconds))));
  }
  const body: ErrorBody = { error: known.message, code: known.code };
  if (known.issues !== undefined) body.issues = known.issues.slice(0, MAX_ISSUES);
  return c.json(body, STATUS[known.code]);
}

/** The error as the caller is told of it: what nobody foresaw becomes a blank `internal`. */
export function asLiveAssistError(error: Error): LiveAssistError {
  if (error instanceof LiveAssistError) return error;
  // Hono's validator throws this when the body cannot be parsed.
  if (error instanceof HTTPException && error.status === 400) {
    return new LiveAssistError('invalid_request', 'The body is not valid JSON.', { cause: error });
  }
  return new LiveAssistError(
    'internal',
    'Something went wrong on our side. Try again; if it fails again, report the x-request-id of this answer.',
    { cause: error },
  );
}

/**
 * The refusal of a body that does not fit its schema. Neither its sentence nor its issues repeat a value that the caller
 * sent; of the names, the paths of the issues alone repeat those that are not known.
 *
 * @param unknown - What is said of fields that are not known. It comes first: a misspelt name is often why another one is
 *   missing.
 */
export function invalidBody(
  error: z.core.$ZodError | undefined,
  unknown?: { sentence: string; issues: readonly Issue[] },
): LiveAssistError {
  const wrong = error?.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const issues = [...(unknown?.issues ?? []), ...(wrong ?? [])];
  const first = issues[0];
  const subject = first === undefined || first.path === '' ? 'The body' : first.path;
  const sentence = unknown?.sentence ?? `${subject} ${first?.message ?? 'is not valid'}.`;
  return new LiveAssistError('invalid_request', sentence, { issues });
}

/**
 * What is wrong with a field, in words that follow its name: "must be text". Applies where the schema has
 * no message of its own.
 */
export function issueMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${TYPE_NAMES[issue.expected] ?? 'of another type'}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
    case 'unrecognized_keys':
      return 'holds a field that is not known here';
    default:
      return 'is not in the form that is asked for';
  }
}

const TYPE_NAMES: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a JSON object',
};

const UNITS: Partial<Record<string, string>> = { string: ' characters long', array: ' entries long' };

import { type ErrorCode, type Issue, LiveAssistError } from '@live-assist/core';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type * as z from 'zod/mini';
import { STATUS } from '../telemetry/statuses.ts';

/** Most issues in one answer. */
export const MAX_ISSUES = 20;

/** The body of every error answer. */
export interface ErrorBody {
  /** A sentence that says what to do. */
  error: string;
  code: ErrorCode;
  /** Only for 400: the wrong fields, at most {@link MAX_ISSUES}. */
  issues?: Issue[];
}

/** Builds the answer to a failed request from the thrown error. */
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

/** Maps an error to the one that the caller receives; an unexpected error becomes `internal` without details. */
export function asLiveAssistError(error: Error): LiveAssistError {
  if (error instanceof LiveAssistError) return error;
  // Hono's validator throws this for a body that is not JSON.
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
 * The error for a body that does not match its schema. It never repeats a value of the caller; unknown field names
 * occur only in the paths of its issues.
 *
 * @param unknown - Report about unknown fields. It comes first, because a misspelt name is often the reason for a
 *   missing one.
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

/** The message for a field, to follow its name: "must be text". Used where the schema has no message. */
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

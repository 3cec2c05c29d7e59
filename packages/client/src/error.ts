import type { Failure } from './service.d.ts';

/**
 * Why a request failed: a code of the service (docs/api.md), or one of the client.
 *
 * - `timeout`: no final answer came within `timeoutMs`.
 * - `unreachable`: no connection, or one that broke.
 * - `unexpected_answer`: what answered is not the service, such as the page of a proxy or a redirect.
 */
export type FailureCode = Failure['code'] | 'timeout' | 'unreachable' | 'unexpected_answer';

/** One wrong field: `path` names it (`turns.0.speaker`), `message` follows its name ("must be text"). */
export type Issue = NonNullable<Failure['issues']>[number];

/** What is known of a failure. */
export interface FailureDetails {
  status?: number | null;
  issues?: readonly Issue[];
  requestId?: string | null;
  retryAfterSeconds?: number | null;
  cause?: unknown;
}

/**
 * The one error of the client. Its message is a sentence for people; programs look at `code`. A request that the caller
 * aborts rejects with the reason of its signal instead.
 *
 * @example
 * if (error instanceof LiveAssistError && error.code === 'call_not_found') …
 */
export class LiveAssistError extends Error {
  override readonly name = 'LiveAssistError';
  readonly code: FailureCode;
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;
  /** The wrong fields of an `invalid_request`; otherwise empty. */
  readonly issues: readonly Issue[];
  /** The `x-request-id` of the answer, as the log of the service names it; null when there is none. */
  readonly requestId: string | null;
  /** Whole seconds after which the request may succeed; null when the service does not say. */
  readonly retryAfterSeconds: number | null;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status ?? null;
    this.issues = details.issues ?? [];
    this.requestId = details.requestId ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }
}

/** The error of an answer that is no success. */
export function errorOf(status: number, headers: Headers, body: unknown): LiveAssistError {
  const requestId = headers.get('x-request-id');
  const seconds = Number(headers.get('retry-after') || Number.NaN);
  const details = { status, requestId, retryAfterSeconds: Number.isNaN(seconds) ? null : seconds };
  if (!isFailure(body)) return new LiveAssistError('unexpected_answer', strange(status), details);
  return new LiveAssistError(body.code, body.error, { ...details, issues: body.issues ?? [] });
}

function strange(status: number): string {
  const what = `The endpoint answers ${status} without an answer of Live Assist.`;
  // A redirect has the status 0 in a browser.
  return status === 0 || (status >= 300 && status < 400)
    ? 'The endpoint redirects. Set `endpoint` to the address of the service itself.'
    : `${what} Check \`endpoint\`, and what stands in front of the service.`;
}

function isFailure(body: unknown): body is Failure {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'error' in body &&
    typeof body.error === 'string'
  );
}

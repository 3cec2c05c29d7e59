/**
 * Every way a request can fail, as the caller reads it in `code`. The union is closed: `STATUS` in `functions`
 * (`telemetry/statuses.ts`) maps each member to a status and `RETRY_OF` to a retry, so a new code without both does not compile.
 */
export type ErrorCode =
  | 'invalid_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'call_not_found'
  | 'analysis_not_found'
  | 'commitment_not_found'
  | 'matter_not_found'
  | 'customer_not_found'
  | 'customer_mismatch'
  | 'customer_erased'
  | 'window_conflict'
  | 'alias_taken'
  | 'analysis_in_progress'
  | 'erasure_misconfigured'
  | 'body_too_large'
  | 'transcript_too_long'
  | 'transcript_too_complex'
  | 'insufficient_conversation'
  | 'analyst_refused'
  | 'analyst_misconfigured'
  | 'analyst_unavailable'
  | 'analyst_bad_output'
  | 'analyst_rate_limited'
  | 'analyst_timeout'
  | 'rate_limited'
  | 'store_unavailable'
  | 'auth_unavailable'
  | 'events_not_taken'
  | 'internal';

/** One fault in a request: `path` names the field (`turns.0.speaker`), `message` gives the reason. */
export interface Issue {
  path: string;
  message: string;
}

/** The account whose limit was reached. */
export type LimitedAccount = 'call' | 'customer' | 'token';

/** Optional details of a {@link LiveAssistError}. */
export interface ErrorDetails {
  /** The underlying error. Kept for logs and debuggers, never shown to a caller. */
  cause?: unknown;
  /** Whole seconds to wait before a retry; becomes the header `Retry-After`. */
  retryAfterSeconds?: number;
  /** The invalid fields, for `invalid_request`. */
  issues?: Issue[];
}

/**
 * The one error that core and the adapters raise on purpose. Its message is a sentence that a person can act on. It
 * holds no private data: no words of a call, no address, no text of a provider.
 *
 * @example
 * throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
 */
export class LiveAssistError extends Error {
  override readonly name = 'LiveAssistError';
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly issues: Issue[] | undefined;
  /** Cost of a failed analysis in dollars, if known; set by the analyst. */
  costUsd: number | undefined;
  /**
   * For `rate_limited`: the account whose limit was reached; undefined for a limit of the whole service. Set by the
   * brake.
   */
  limitOf: LimitedAccount | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.issues = details.issues;
  }
}

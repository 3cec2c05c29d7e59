import type { ErrorCode } from './errors.ts';

/**
 * How a failed analysis is retried. `final`: the call was examined and holds nothing to analyse. `passing`: something
 * else is out of order, so waiting helps, however long the outage lasts. `suspect`: waiting may help, but not for ever.
 * `never`: the request itself is wrong, so a person has to look at it.
 */
export type Retry = 'final' | 'passing' | 'suspect' | 'never';

/** The retry rule of every code; a new code without an entry does not compile. */
export const RETRY_OF = {
  alias_taken: 'never',
  analysis_in_progress: 'passing',
  analysis_not_found: 'never',
  analyst_bad_output: 'suspect',
  analyst_misconfigured: 'passing',
  analyst_rate_limited: 'passing',
  analyst_refused: 'final',
  analyst_timeout: 'passing',
  analyst_unavailable: 'passing',
  auth_unavailable: 'never',
  body_too_large: 'never',
  call_not_found: 'never',
  commitment_not_found: 'never',
  customer_erased: 'final',
  customer_mismatch: 'never',
  customer_not_found: 'never',
  erasure_misconfigured: 'never',
  events_not_taken: 'passing',
  forbidden: 'never',
  insufficient_conversation: 'final',
  internal: 'suspect',
  invalid_request: 'never',
  matter_not_found: 'never',
  method_not_allowed: 'never',
  not_found: 'never',
  rate_limited: 'passing',
  store_unavailable: 'passing',
  transcript_too_complex: 'final',
  transcript_too_long: 'final',
  unauthenticated: 'never',
  window_conflict: 'never',
} as const satisfies Record<ErrorCode, Retry>;

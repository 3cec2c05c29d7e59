import type { Call } from '@live-assist/core';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';

/** What a fault happened under. */
export interface Circumstances {
  /** Has the time of the analysis run out? */
  timedOut: boolean;
  /** Status of the last answer that came, if any did. */
  lastStatus: number | null;
  /** What that answer said of when to come again, in whole seconds. */
  retryAfterSeconds: number | null;
}

/**
 * What the `openai` package throws, as the caller is told of it. The text of a provider stays in `cause`: it may be HTML
 * or quote the request.
 */
export function faultOf(error: unknown, circumstances: Circumstances): LiveAssistError {
  const { timedOut, lastStatus, retryAfterSeconds } = circumstances;
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds };
  // Out of time while waiting to ask again: why it had to wait is the better answer.
  if (timedOut && lastStatus === 429) return rateLimited(error, wait);
  if (timedOut || error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) {
    return timeout(error);
  }
  if (error instanceof APIConnectionError) return unavailable(error);
  if (error instanceof APIError) {
    const { status, code } = error;
    if (status === 429) return rateLimited(error, code === 'insufficient_quota' ? {} : wait);
    if (status === 413 || TOO_LONG.has(String(code))) {
      return new LiveAssistError(
        'transcript_too_long',
        'This call is too long for the model that is set up.',
        { cause: error },
      );
    }
    if (WORDS_REFUSED.has(String(code))) return refused(error);
    if (status === 408 || status === 409 || status === undefined || status >= 500)
      return unavailable(error, wait);
    return new LiveAssistError(
      'analyst_misconfigured',
      'The analyst is not set up correctly: its provider refuses the request. Check OPENAI_API_KEY, OPENAI_MODEL and OPENAI_BASE_URL.',
      { cause: error },
    );
  }
  return isBrokenOff(error) ? unavailable(error) : badOutput(error);
}

/** Of what people say, by `tokenBound`: about a token for two characters. */
const TOKENS_PER_CHARACTER = 0.6;

/**
 * A call of more tokens than are asked about. Where ordinary words of its length would have been few enough, it is not its
 * length: it holds runs of marks, or letters in no order of any language, and nothing would be gained by sending less.
 */
export function beyondBounds({ turns, tips, activities }: Call, mostTokens: number): LiveAssistError {
  const characters = [
    ...turns.map(({ text }) => text.length),
    ...tips.map(({ content }) => content.length),
    ...activities.map(({ input, output }) => input.length + output.length),
  ].reduce((sum, length) => sum + length, 0);
  return characters * TOKENS_PER_CHARACTER > mostTokens
    ? new LiveAssistError('transcript_too_long', 'This call is too long to be analysed.')
    : new LiveAssistError(
        'transcript_too_complex',
        'This call holds text that no model reads at its length, and is not analysed. Check what records it.',
      );
}

/** Did the connection break while the answer was coming? The `openai` package does not try again then. */
export function isBrokenOff(error: unknown): boolean {
  return error instanceof TypeError && (error.message === 'terminated' || error.cause !== undefined);
}

export function timeout(cause?: unknown): LiveAssistError {
  return new LiveAssistError('analyst_timeout', 'The analysis took too long. Try again.', { cause });
}

export function badOutput(cause?: unknown): LiveAssistError {
  return new LiveAssistError(
    'analyst_bad_output',
    'The analyst gave an answer that cannot be read. Try again.',
    { cause },
  );
}

export function refused(cause?: unknown): LiveAssistError {
  return new LiveAssistError('analyst_refused', 'The analyst declined to judge this call.', { cause });
}

const TOO_LONG = new Set(['context_length_exceeded', 'string_above_max_length']);

/** What was said in the call, which is no fault of the configuration: the next call may be judged. */
const WORDS_REFUSED = new Set(['invalid_prompt', 'content_filter', 'content_policy_violation']);

function unavailable(cause: unknown, wait: { retryAfterSeconds?: number } = {}): LiveAssistError {
  const sentence = 'The analyst could not be reached. Try again in a minute.';
  return new LiveAssistError('analyst_unavailable', sentence, { cause, ...wait });
}

function rateLimited(cause: unknown, wait: { retryAfterSeconds?: number }): LiveAssistError {
  const sentence = 'The analyst has too much to do. Try again in a minute.';
  return new LiveAssistError('analyst_rate_limited', sentence, { cause, ...wait });
}

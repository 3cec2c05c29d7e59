import type { Call } from '@live-assist/core';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  OpenAIError,
} from 'openai';
import type { Refusal } from './provider/refusal.ts';

/** The circumstances of a fault. */
export interface Circumstances {
  /** True if the time of the analysis has run out. */
  timedOut: boolean;
  /** Status of the last response, if any. */
  lastStatus: number | null;
  /** `Retry-After` of that response, in whole seconds. */
  retryAfterSeconds: number | null;
  /** What that response refused, if anything. */
  refusal: Refusal | null;
}

/**
 * Maps an error of the `openai` package to `LiveAssistError`. The provider's text stays in `cause`: it may be HTML or
 * quote the request.
 */
export function faultOf(error: unknown, circumstances: Circumstances): LiveAssistError {
  const { timedOut, lastStatus, retryAfterSeconds, refusal } = circumstances;
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds };
  // When time runs out before a retry, the reason for the wait is more useful than `timeout`.
  if (timedOut && lastStatus === 429) return rateLimited(error, wait);
  if (timedOut || error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) {
    return timeout(error);
  }
  if (error instanceof APIConnectionError) return unavailable(error);
  if (error instanceof APIError) {
    const { status, code } = error;
    // With 402 nothing is left to pay with.
    if (status === 402) return rateLimited(error, {});
    if (status === 429) return rateLimited(error, code === 'insufficient_quota' ? {} : wait);
    if (refusal?.kind === 'context') return tooLong(error);
    if (refusal?.kind === 'words') return refused(error);
    if (status === 408 || status === 409 || status === undefined || status >= 500)
      return unavailable(error, wait);
    return misconfigured(error);
  }
  // The package could not make the request, for example without credentials of AWS.
  if (error instanceof OpenAIError) return misconfigured(error);
  return isBrokenOff(error) ? unavailable(error) : badOutput(error);
}

/** Tokens of a character of speech, as `tokenBound` counts them. */
const TOKENS_PER_CHARACTER = 0.6;

/**
 * The error for a call that needs more parts than are sent. If ordinary speech of that length would fit, the length is
 * not the reason: the call holds runs of punctuation, or letters in no order of any language.
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

/** True if the connection broke during the response; the `openai` package does not retry then. */
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

/** The model reads less than it was sent. */
export function tooLong(cause?: unknown): LiveAssistError {
  return new LiveAssistError('transcript_too_long', 'This call is too long for the model that is set up.', {
    cause,
  });
}

/** Faults after which another provider may still answer. */
export function isOfLoad({ code }: LiveAssistError): boolean {
  return LOAD.has(code);
}

const LOAD: ReadonlySet<string> = new Set(['analyst_unavailable', 'analyst_rate_limited', 'analyst_timeout']);

function misconfigured(cause: unknown): LiveAssistError {
  return new LiveAssistError(
    'analyst_misconfigured',
    'The analyst is not set up correctly: its provider refuses the request. Check OPENAI_API_KEY (for Bedrock the role of this service), OPENAI_MODEL and OPENAI_BASE_URL.',
    { cause },
  );
}

function unavailable(cause: unknown, wait: { retryAfterSeconds?: number } = {}): LiveAssistError {
  const sentence = 'The analyst could not be reached. Try again in a minute.';
  return new LiveAssistError('analyst_unavailable', sentence, { cause, ...wait });
}

function rateLimited(cause: unknown, wait: { retryAfterSeconds?: number }): LiveAssistError {
  const sentence = 'The analyst has too much to do. Try again in a minute.';
  return new LiveAssistError('analyst_rate_limited', sentence, { cause, ...wait });
}

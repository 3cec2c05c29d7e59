import type { Bill } from '../bill.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/** A `fetch` that keeps what the last response tells beside its body. */
export interface PatientFetch {
  fetch: typeof fetch;
  lastStatus(): number | null;
  /** Whole seconds from the last response's `Retry-After`; null without one. */
  retryAfterSeconds(): number | null;
  /** What the last response refused; null if it refused nothing. */
  refusal(): Refusal | null;
  /** The provider's name of the last request; null if it gives none. */
  requestId(): string | null;
}

const LONGEST_WAIT_SECONDS = 3600;

interface Last {
  status: number;
  seconds: number | null;
  refusal: Refusal | null;
  requestId: string | null;
}

/**
 * Wraps `fetch` for one question. The `openai` package waits as long as a provider asks, even past the end of the
 * analysis; here a response that asks for more time than is left is final. Redirects are refused: a transcript may only
 * go to the configured address.
 *
 * @param remaining - Milliseconds left for the analysis.
 * @param bill - Receives every request, including the package's own retries.
 */
export function boundedRetryFetch(remaining: () => number, bill: Bill): PatientFetch {
  let last: Last | null = null;
  return {
    async fetch(input, init) {
      last = null;
      bill.sent();
      // Not every runtime supports the mode "error".
      const answer = await fetch(input, { ...init, redirect: 'manual' }).catch((error: unknown) => {
        if (neverArrived(error)) bill.free();
        throw error;
      });
      if (!answer.ok) bill.free();
      const { status, headers } = answer;
      if (status >= 300 && status < 400) throw new TypeError('The provider redirects.');
      const seconds = secondsIn(headers);
      const noted: Last = { status, seconds, refusal: null, requestId: requestIdIn(headers) };
      last = noted;
      if (answer.ok) return answer;
      // The package reads the body of a refusal too, so it gets a copy.
      const body = REFUSALS.has(status) ? await answer.text() : answer.body;
      if (typeof body === 'string') noted.refusal = readRefusal(status, body);
      const copied = new Headers(headers);
      for (const name of ['content-encoding', 'content-length']) copied.delete(name);
      // The same request would be refused again.
      const isUseless = status === 500 && noted.refusal?.kind === 'unknown field or value';
      if (isUseless || (seconds !== null && seconds * 1000 >= remaining())) {
        copied.set('x-should-retry', 'false');
      }
      return new Response(body, { status, headers: copied });
    },
    lastStatus: () => last?.status ?? null,
    retryAfterSeconds: () => last?.seconds ?? null,
    refusal: () => last?.refusal ?? null,
    requestId: () => last?.requestId ?? null,
  };
}

/** Statuses with which a provider refuses what is in a request. */
const REFUSALS = new Set([400, 413, 422, 500]);

/** OpenAI, Azure and Bedrock in turn. */
const REQUEST_IDS = ['x-request-id', 'apim-request-id', 'x-amzn-requestid', 'request-id'];

function requestIdIn(headers: Headers): string | null {
  for (const name of REQUEST_IDS) {
    const id = headers.get(name);
    if (id !== null && /^[\w-]{1,100}$/.test(id)) return id;
  }
  return null;
}

function secondsIn(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_WAIT_SECONDS) : null;
}

const NO_CONNECTION = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function neverArrived(error: unknown): boolean {
  const cause = error instanceof TypeError ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && NO_CONNECTION.has(String(cause.code));
}

import type { Bill } from './bill.ts';

/** A `fetch` that keeps the status and `Retry-After` of the last response. */
export interface PatientFetch {
  fetch: typeof fetch;
  lastStatus(): number | null;
  /** Whole seconds from the last response's `Retry-After`; null without one. */
  retryAfterSeconds(): number | null;
}

const LONGEST_WAIT_SECONDS = 3600;

/**
 * Wraps `fetch` for one question. The `openai` package waits as long as a provider asks, even past the end of the
 * analysis; here a response that asks for more time than is left is final. Redirects are refused: a transcript may only
 * go to the configured address.
 *
 * @param remaining - Milliseconds left for the analysis.
 * @param bill - Receives every request, including the package's own retries.
 */
export function boundedRetryFetch(remaining: () => number, bill: Bill): PatientFetch {
  let last: { status: number; seconds: number | null } | null = null;
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
      if (answer.status >= 300 && answer.status < 400) throw new TypeError('The provider redirects.');
      last = { status: answer.status, seconds: secondsIn(answer.headers) };
      if (answer.ok || last.seconds === null || last.seconds * 1000 < remaining()) return answer;
      const headers = new Headers(answer.headers);
      headers.set('x-should-retry', 'false');
      return new Response(answer.body, { status: answer.status, headers });
    },
    lastStatus: () => last?.status ?? null,
    retryAfterSeconds: () => last?.seconds ?? null,
  };
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

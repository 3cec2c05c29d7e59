import type { Bill } from './bill.ts';

/** A `fetch` that remembers what the last answer said of coming again. */
export interface PatientFetch {
  fetch: typeof fetch;
  lastStatus(): number | null;
  /** Whole seconds, when the last answer named a time. */
  retryAfterSeconds(): number | null;
}

const LONGEST_WAIT_SECONDS = 3600;

/**
 * Wraps `fetch` for one question. The `openai` package waits as long as a provider asks for, even past the end of the
 * analysis; here an answer that asks for more time than is left counts as final. Redirects are refused: a transcript goes
 * nowhere but to the address that was set.
 *
 * @param remaining - Milliseconds that are left for the analysis.
 * @param bill - Told of every request, also of those that the package repeats by itself.
 */
export function boundedRetryFetch(remaining: () => number, bill: Bill): PatientFetch {
  let last: { status: number; seconds: number | null } | null = null;
  return {
    async fetch(input, init) {
      last = null;
      bill.sent();
      // Not every runtime knows the mode "error".
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

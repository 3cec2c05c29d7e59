import type { LiveAssistError } from './error.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;
const FIRST_LOOK_MS = 500;
const LONGEST_LOOK_MS = 5_000;

/** Failures that pass by themselves: a limit, a store or a model that cannot answer now, a gateway, the network. */
const PASSING = new Set([429, 502, 503, 504]);

/** True if the same request may succeed later. */
export function mayPass({ code, status }: LiveAssistError): boolean {
  return (
    code === 'analysis_in_progress' || code === 'unreachable' || (status !== null && PASSING.has(status))
  );
}

/** True if the request was refused before it began, so that a repetition does nothing twice. */
export function didNothing({ code, status }: LiveAssistError): boolean {
  return code === 'analysis_in_progress' || status === 429 || status === 503;
}

/**
 * Milliseconds to wait before the next try: at least what the service asks for, and somewhat more, so that many clients
 * do not come back at the same moment.
 *
 * @param tries - How many repetitions there were before.
 */
export function pauseBeforeRetry({ retryAfterSeconds }: LiveAssistError, tries: number): number {
  if (retryAfterSeconds !== null) return retryAfterSeconds * 1000 + Math.random() * 500;
  return someOf(Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS));
}

/** Milliseconds to wait before the next look at a running analysis. */
export function pauseBeforeLook(looks: number): number {
  return someOf(Math.min(FIRST_LOOK_MS * 2 ** looks, LONGEST_LOOK_MS));
}

function someOf(ms: number): number {
  return ms / 2 + (Math.random() * ms) / 2;
}

/** Waits; rejects with the reason of the signal when that aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return orAbort(
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    }),
    signal,
  );
}

/** The value of a promise; rejects with the reason of the signal when that aborts first. */
export function orAbort<T>(promise: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

import type { FailureCode, LiveAssistError } from './error.ts';

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

/** Refusals before anything was done: a repetition does nothing twice. */
const REFUSED: ReadonlySet<FailureCode> = new Set([
  'analysis_in_progress',
  'rate_limited',
  'analyst_rate_limited',
  'auth_unavailable',
]);

/** True if the request was refused before an analysis began that costs money. */
export function didNothing({ code }: LiveAssistError): boolean {
  return REFUSED.has(code);
}

/**
 * Milliseconds to wait before the next try: at least what the service asks for, and somewhat more, so that many clients
 * do not come back at the same moment.
 *
 * @param pauses - How many there were before.
 */
export function pauseBeforeRetry({ retryAfterSeconds }: LiveAssistError, pauses: number): number {
  if (retryAfterSeconds !== null) return retryAfterSeconds * 1000 + Math.random() * 500;
  return someOf(Math.min(FIRST_PAUSE_MS * 2 ** pauses, LONGEST_PAUSE_MS));
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
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** The value of a promise; rejects with the reason of the signal when that aborts first. */
export function orAbort<T>(promise: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

import { MemoryBoxFailure } from './contract.ts';

/**
 * Runs an action for at most so many milliseconds, and no longer than an outer signal lives. An action that
 * does not heed its signal is left behind all the same.
 *
 * @throws MemoryBoxFailure `timeout`; what the action throws; the reason of the outer signal
 */
export function within<T>(
  milliseconds: number,
  outer: AbortSignal | null,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = new AbortController();
    const stop = (reason: unknown) => {
      reject(reason);
      limit.abort(reason);
    };
    const timeout = new MemoryBoxFailure('timeout', 'No answer.');
    const timer = setTimeout(stop, milliseconds, timeout);
    outer?.addEventListener('abort', () => stop(outer.reason));
    (async () => action(limit.signal))()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

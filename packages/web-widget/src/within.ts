import { MemoryBoxFailure } from './contract.ts';

/**
 * Runs an action for at most so many milliseconds, and no longer than an outer signal lives. An action that
 * does not heed its signal is left behind all the same.
 *
 * @throws MemoryBoxFailure `timeout`; what the action throws; the reason of the outer signal
 */
export async function within<T>(
  milliseconds: number,
  outer: AbortSignal | null,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const limit = new AbortController();
  const stop = () => limit.abort(outer?.reason);
  const timer = setTimeout(() => {
    limit.abort(new MemoryBoxFailure('timeout', `No answer within ${milliseconds / 1000} seconds.`));
  }, milliseconds);
  outer?.addEventListener('abort', stop);
  const ended = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason));
  });
  try {
    return await Promise.race([action(limit.signal), ended]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', stop);
  }
}

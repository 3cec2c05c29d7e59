import type { JobOptions } from '../../jobs/handle-message.ts';
import { lookAtWaiting } from '../../jobs/look-at-waiting.ts';

const HOUR_MS = 3_600_000;

/**
 * Looks every hour for calls whose end was missed.
 *
 * @param log - Receives one line a look.
 * @returns a function that stops it.
 */
export function sweepHourly(
  options: Pick<JobOptions, 'ports' | 'ending'>,
  log: (line: object) => void,
): () => Promise<void> {
  const timer = setInterval(() => {
    // A look that fails is repeated by the next one.
    lookAtWaiting(options).then(log, () => undefined);
  }, HOUR_MS);
  timer.unref();
  return async () => clearInterval(timer);
}

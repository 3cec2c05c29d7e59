import type { EndingSettings, Ports } from '@live-assist/core';
import { sweepWaiting } from '@live-assist/core/ingest/sweep-waiting';

const HOUR_MS = 3_600_000;

/**
 * Looks every hour for calls whose end was missed.
 *
 * @param log - Receives one line a sweep.
 * @returns a function that stops it.
 */
export function sweepHourly(
  ports: Ports,
  ending: EndingSettings,
  log: (line: object) => void,
  everyMs = HOUR_MS,
): () => void {
  const timer = setInterval(async () => {
    try {
      const sweep = await sweepWaiting(ports, ending);
      log({ time: new Date().toISOString(), level: 'info', job: 'sweep-waiting', ...sweep });
    } catch {
      // The next sweep repeats it.
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

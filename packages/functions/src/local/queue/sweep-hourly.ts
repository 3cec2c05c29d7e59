import type { JobOptions } from '../../jobs/handle-message.ts';
import { lookAtWaiting } from '../../jobs/look-at-waiting.ts';
import { loggedError } from '../../telemetry/logged-error.ts';

const HOUR_MS = 3_600_000;
const FIRST_MS = 60_000;

/**
 * Looks for calls whose end was missed, and for promises whose day has ended: a minute after the start, and then every hour.
 *
 * @param log - Receives one line a look, also of a failed one.
 * @returns a function that stops it.
 */
export function sweepHourly(
  options: Pick<JobOptions, 'ports' | 'ending'>,
  log: (line: object) => void,
): () => Promise<void> {
  const { queue, events } = options.ports;
  const look = () => {
    // What was told of before is not told again; a look that is lost is made up for by the next one.
    if (events !== undefined) queue?.send({ job: 'overdue-day' }).catch(() => undefined);
    // A look that fails is repeated by the next one.
    lookAtWaiting(options).then(log, (error: Error) =>
      log({ level: 'error', job: 'waiting', error: loggedError(error) }),
    );
  };
  const timers = [setTimeout(look, FIRST_MS), setInterval(look, HOUR_MS)];
  for (const timer of timers) timer.unref();
  return async () => {
    for (const timer of timers) clearTimeout(timer);
  };
}

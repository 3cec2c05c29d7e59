import type { Ports } from '../ports/ports.ts';
import type { PromisesJob } from '../ports/promises-job.ts';
import { writePromises } from '../promises/write-promises.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { PATIENCE_MS } from './patience.ts';
import type { Delivery, JobOutcome } from './run-job.ts';

const PAUSE_MS = 60_000;

/**
 * Handles one job of the ledger: what an analysis could not write into it, or may have left out. It may be delivered again at any time.
 *
 * @throws never on purpose; every failure of a port is an outcome.
 */
export async function runPromises(
  ports: Ports,
  { client_email, created_at, call_id, notBefore }: PromisesJob,
  { firstTriedAt, failed }: Delivery,
): Promise<JobOutcome> {
  if (ports.clock.now() < (notBefore ?? 0)) return { outcome: 'later', at: notBefore ?? 0 };
  try {
    await writePromises(ports, { client_email, created_at, call_id });
    return { outcome: 'done' };
  } catch (error) {
    failed?.(error);
    const code = error instanceof LiveAssistError ? error.code : 'internal';
    const now = ports.clock.now();
    return now - firstTriedAt < PATIENCE_MS
      ? { outcome: 'later', at: now + PAUSE_MS, code }
      : { outcome: 'dead', code };
  }
}

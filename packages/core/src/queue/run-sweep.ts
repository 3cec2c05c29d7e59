import { sweepErased } from '../erasure/erase-customer.ts';
import type { Ports } from '../ports/ports.ts';
import type { SweepJob } from '../ports/sweep-job.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { PATIENCE_MS } from './patience.ts';
import type { Delivery, JobOutcome } from './run-job.ts';

const PAUSE_MS = 60_000;

/**
 * Handles one second sweep of an erasure. It may be delivered again at any time.
 *
 * @throws never on purpose; every failure of a port is an outcome.
 */
export async function runSweep(
  ports: Ports,
  { client_email, call_ids, notBefore }: SweepJob,
  { firstTriedAt, failed }: Delivery,
): Promise<JobOutcome> {
  const now = ports.clock.now();
  if (now < notBefore) return { outcome: 'later', at: notBefore };
  try {
    await sweepErased(ports, client_email, call_ids);
    return { outcome: 'done' };
  } catch (error) {
    failed?.(error);
    const code = error instanceof LiveAssistError ? error.code : 'internal';
    return now - firstTriedAt < PATIENCE_MS
      ? { outcome: 'later', at: now + PAUSE_MS, code }
      : { outcome: 'dead', code };
  }
}

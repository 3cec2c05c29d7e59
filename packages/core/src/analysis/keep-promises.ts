import type { CallAnalytics } from '../analytics/analytics.ts';
import { concernsPromises, type ReadBefore, writePromises } from '../promises/write-promises.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Writes what a stored analysis made and told into the ledger of promises; without any of that it asks no store. What
 * fails is left to a job of the queue. The analysis does not fail with it.
 *
 * @returns false if it failed and there is no job: then the next reader of the unfinished claim does it.
 */
export async function keepPromises(ports: Ports, row: CallAnalytics, before: ReadBefore): Promise<boolean> {
  if (!concernsPromises(row, before)) return true;
  const { client_email, created_at, call_id } = row;
  try {
    await writePromises(ports, { client_email, created_at, call_id }, before);
    return true;
  } catch {
    const job = { job: 'promises', client_email, created_at, call_id } as const;
    const sent = ports.queue?.send(job).then(
      () => true,
      () => false,
    );
    return (await sent) ?? false;
  }
}

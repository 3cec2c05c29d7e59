import type { Ports } from '../ports/ports.ts';
import { type LedgerPorts, type ReadBefore, type RowKey, writePromises } from './write-promises.ts';

/** Longer than a request takes from here to its end. */
const LONGEST_WRITE_MS = 30_000;

/**
 * Has a worker look whether the ledger is in line with a row that is about to be changed: the process may end between the
 * two. It never throws, because the change stands without it, and does nothing without a queue.
 */
export async function keepPromisesLater(
  { queue, clock }: Pick<Ports, 'queue' | 'clock'>,
  { client_email, created_at, call_id }: RowKey,
): Promise<void> {
  const notBefore = clock.now() + LONGEST_WRITE_MS;
  await queue?.send({ job: 'promises', client_email, created_at, call_id, notBefore }).catch(() => undefined);
}

/**
 * Writes what a stored row made and told, and what was changed in it by hand, into the ledger of promises. What fails is
 * left to a job of the queue; the work that wrote the row does not fail with it.
 *
 * @returns false if it failed and there is no job: then the next reader does it.
 */
export async function keepPromises(
  ports: LedgerPorts & Pick<Ports, 'queue'>,
  { client_email, created_at, call_id }: RowKey,
  before?: ReadBefore,
): Promise<boolean> {
  const key = { client_email, created_at, call_id };
  try {
    await writePromises(ports, key, before);
    return true;
  } catch {
    if (ports.queue === undefined) return false;
    return ports.queue.send({ job: 'promises', ...key }).then(
      () => true,
      () => false,
    );
  }
}

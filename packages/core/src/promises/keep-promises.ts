import type { Ports } from '../ports/ports.ts';
import { type LedgerPorts, type ReadBefore, type RowKey, writePromises } from './write-promises.ts';

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

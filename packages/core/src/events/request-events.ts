import type { Ports } from '../ports/ports.ts';

/**
 * Asks for the events of a call to be sent. It never throws: the call waits until they are handed over, so the hourly look
 * finds it.
 */
export async function requestEvents(
  { queue, events }: Pick<Ports, 'queue' | 'events'>,
  call_id: string,
): Promise<void> {
  if (events !== undefined) await queue?.send({ job: 'events', call_id }).catch(() => undefined);
}

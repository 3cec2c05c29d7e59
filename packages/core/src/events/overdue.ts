import type { EventsPort, OutgoingEvent } from '../ports/events/events-port.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { rowOfPromise } from '../promises/promise-items.ts';
import { toIso } from '../shared/timestamps.ts';
import { outgoingEvent } from './outgoing-event.ts';

/** A promise, and the day that has ended without it. */
export interface OverduePromise {
  client_email: string;
  commitment_id: string;
  /** `YYYY-MM-DD`. */
  due_at: string;
}

/**
 * The event that a promise is overdue; null if it is not any more: it was closed, has another day, or is gone.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function overdueEvent(
  ports: Pick<Ports, 'promises' | 'claims' | 'analytics' | 'clock'> & { events: EventsPort },
  { client_email, commitment_id, due_at }: OverduePromise,
): Promise<OutgoingEvent | null> {
  const item = await ports.promises.get(client_email, commitment_id);
  if (item === null || !isDueOn(item, due_at)) return null;
  const row = await rowOfPromise(ports, client_email, commitment_id);
  if (row?.outbox?.silent === true) return null;
  const { owner, madeIn } = item.made;
  return outgoingEvent(
    ports.events,
    { call_id: madeIn.call_id, client_email },
    {
      type: 'promise.overdue',
      at: toIso(ports.clock.now()),
      cause: due_at,
      commitment_id,
      data: { owner, agent_id: madeIn.agent_id, status: 'open', dueAt: due_at },
    },
  );
}

/** True if a promise is open and due on this day; what recurs is never overdue. */
function isDueOn({ made, bucket, sort }: PromiseItem, day: string): boolean {
  return made.recurring !== true && /^(?:open|missed)#/.test(bucket) && sort.startsWith(`${day}#`);
}

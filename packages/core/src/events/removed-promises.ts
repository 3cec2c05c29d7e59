import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { toIso } from '../shared/timestamps.ts';
import { outgoingEvent } from './outgoing-event.ts';

/** A message holds at most 256 KB. */
const EVENTS_A_JOB = 200;

/**
 * Has it told that promises of an erased customer are gone, before they are removed: nothing is left afterwards from which
 * it could be told. A repetition tells the same under the same ids.
 *
 * @throws LiveAssistError `store_unavailable`; then nothing may be removed.
 */
export async function tellRemoved(
  { events, queue, clock }: Pick<Ports, 'events' | 'queue' | 'clock'>,
  gone: readonly PromiseItem[],
): Promise<void> {
  if (events === undefined || queue === undefined) return;
  const at = toIso(clock.now());
  const told = await Promise.all(
    gone.map(({ client_email, commitment_id, made }) =>
      outgoingEvent(
        events,
        { call_id: made.madeIn.call_id, client_email },
        {
          type: 'promise.closed',
          at,
          cause: 'removed',
          commitment_id,
          data: { owner: made.owner, status: 'removed' },
        },
      ),
    ),
  );
  for (let from = 0; from < told.length; from += EVENTS_A_JOB) {
    await queue.send({ job: 'removed', events: told.slice(from, from + EVENTS_A_JOB) });
  }
}

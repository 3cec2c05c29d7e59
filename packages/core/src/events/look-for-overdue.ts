import type { EventsPort } from '../ports/events/events-port.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { addDays, dayInZone } from '../shared/calendar.ts';
import { mapLimit } from '../shared/map-limit.ts';

/** A week without a look loses nothing. */
const DAYS_BACK = 8;
/** Days for which it is known that a promise was told of. */
const MARK_DAYS = 400;
const PAGE = 100;
/** Most pages of one job; the next job goes on. */
const MOST_PAGES = 10;
const PROMISES_AT_A_TIME = 8;

/** Where a look has ended: a part of the promises, and the last one of it that was read. */
interface Place {
  bucket: string;
  after: Pick<PromiseItem, 'client_email' | 'commitment_id' | 'sort'> | null;
}

/**
 * Looks for open promises whose day has ended within the last days, and has each told of once for each day. May be repeated at any time.
 *
 * @param from - Where the last part of this look has ended, as it was sent; null to begin.
 * @throws LiveAssistError `store_unavailable`; the job is repeated.
 */
export async function lookForOverdue(
  ports: Pick<Ports, 'promises' | 'queue' | 'clock'> & { events: EventsPort },
  { timeZone }: { timeZone: string },
  from: string | null,
): Promise<void> {
  const today = dayInZone(ports.clock.now(), timeZone);
  const [first, last] = [addDays(today, -DAYS_BACK), addDays(today, -1)];
  const months = [...new Set([first, last].map((day) => day.slice(0, 7)))];
  const buckets = months.flatMap((month) => [`open#${month}`, `missed#${month}`]);
  const begun: Place | null = from === null ? null : JSON.parse(from);
  let after = begun?.after ?? null;
  let pages = 0;
  for (const bucket of buckets.slice(Math.max(0, buckets.indexOf(begun?.bucket ?? '')))) {
    for (;;) {
      if (pages === MOST_PAGES) {
        const place: Place = { bucket, after };
        await ports.queue?.send({ job: 'overdue-day', from: JSON.stringify(place) });
        return;
      }
      pages += 1;
      const items = await ports.promises.due({ bucket, first, last, after, most: PAGE });
      await mapLimit(PROMISES_AT_A_TIME, items, (item) => tellOnce(ports, item));
      const end = items.at(-1);
      if (end === undefined || items.length < PAGE) break;
      const { client_email, commitment_id, sort } = end;
      after = { client_email, commitment_id, sort };
    }
    after = null;
  }
}

async function tellOnce(
  { events, queue, clock }: Pick<Ports, 'queue' | 'clock'> & { events: EventsPort },
  { client_email, commitment_id, sort, made }: PromiseItem,
): Promise<void> {
  if (made.recurring === true) return;
  const due_at = sort.slice(0, sort.indexOf('#'));
  const id = `overdue#${await events.hash(JSON.stringify(['overdue', commitment_id, due_at]))}`;
  if ((await events.marks.standing(id)) > 0) return;
  // The job first: a process that ends in between sends it once more, and its event has the same id.
  await queue?.send({ job: 'overdue', client_email, commitment_id, due_at });
  const expires_at = Math.ceil(clock.now() / 1000) + MARK_DAYS * 86_400;
  await events.marks.count({ id, expires_at }, 1);
}

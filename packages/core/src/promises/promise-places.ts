import type { RememberedCommitment } from '../analytics/memory-box.ts';
import { CLOSED, MISSED, OPEN, type PromiseItem } from '../ports/promise-store.ts';
import { addDays } from '../shared/calendar.ts';

/** Days for which a promise is read after it was closed, and after which an open one is stale. */
const DAYS = 90;
const DAY_SECONDS = 86_400;

/** The state of a promise, as far as its places in the indexes follow from it. */
export type StateOfPromise = Pick<RememberedCommitment, 'id' | 'status' | 'dueAt' | 'closing' | 'missed'>;

/** The attributes of an item by which it is found, and its expiry. */
export type PlacesOfPromise = Pick<PromiseItem, 'bucket' | 'sort' | 'recall' | 'expires_at'>;

/**
 * Places a promise by its state. `bucket` is `missed`, `open`, `undated` or `closed` with the month of its day, or
 * without a day of the call that made it. `recall` puts the freshest of a customer last: closed ones by the day until
 * which they are read, open ones by the day on which they become stale, missed ones after the others. An open promise
 * lives at least until 90 days after its day.
 *
 * @param state - Folded from the item.
 */
export function placesOf(
  { made, rowExpiresAt }: Pick<PromiseItem, 'made' | 'rowExpiresAt'>,
  state: StateOfPromise,
): PlacesOfPromise {
  const { id, status, dueAt, closing, missed } = state;
  const madeAt = made.madeAt.slice(0, 10);
  const isOpen = status === 'open' || closing === null;
  const kind = !isOpen ? 'closed' : missed !== null ? 'missed' : dueAt === null ? 'undated' : 'open';
  const lastDay = [dueAt ?? madeAt, ...(missed === null ? [] : [missed.lastAt.slice(0, 10)])].sort().at(-1);
  const stale = plusDays(lastDay ?? madeAt);
  return {
    bucket: `${kind}#${(dueAt ?? madeAt).slice(0, 7)}`,
    sort: `${dueAt ?? ''}#${id}`,
    recall: isOpen
      ? `${missed === null ? OPEN : MISSED}${stale}`
      : `${CLOSED}${plusDays((closing?.at ?? madeAt).slice(0, 10))}`,
    ...expiryOf(rowExpiresAt, isOpen && dueAt !== null ? plusDays(dueAt) : null),
  };
}

function expiryOf(rowExpiresAt: number | undefined, atLeastUntil: string | null): { expires_at?: number } {
  if (rowExpiresAt === undefined) return {};
  const least = atLeastUntil === null ? 0 : Date.parse(atLeastUntil) / 1000 + DAY_SECONDS;
  return { expires_at: Math.max(rowExpiresAt, least) };
}

// A row of another system may hold a time that is none.
function plusDays(day: string): string {
  return Number.isNaN(Date.parse(day)) ? day : addDays(day, DAYS);
}

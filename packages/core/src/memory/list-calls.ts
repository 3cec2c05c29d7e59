import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { latestRowPerCall, newestFirst, rowsOfCustomer } from '../customer/customer-rows.ts';
import { publicRow, withoutEvidence } from '../customer/public-row.ts';
import type { Ports } from '../ports/ports.ts';
import { type Cursor, cursorOf, type ListCallsQuery } from './list-calls-query.ts';

/**
 * Lists the analysed calls of a customer, newest first by their end, without their `evidence`; empty for an unknown
 * customer. `next` is the cursor of the following page, or null.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function listCalls(
  ports: Pick<Ports, 'analytics'>,
  query: ListCallsQuery,
): Promise<{ calls: StoredAnalytics[]; next: string | null }> {
  const limit = query.limit ?? 20;
  const { before } = query;
  const rows = latestRowPerCall(await rowsOfCustomer(ports.analytics, query.client_email)).toSorted(byEnd);
  const cursor = before == null ? null : cursorOf(before);
  const rest = cursor === null ? rows : rows.filter((row) => byEnd(cursor, row) < 0);
  const page = rest.slice(0, limit);
  const calls = (await Promise.all(page.map(publicRow))).map(withoutEvidence);
  const last = page.at(-1);
  return { calls, next: rest.length > limit && last !== undefined ? nextOf(last) : null };
}

function byEnd(a: Cursor, b: Cursor): number {
  const end = ({ created_at, endedAt }: Cursor) => ({
    created_at: typeof endedAt === 'string' ? endedAt : created_at,
  });
  return newestFirst(end(a), end(b)) || newestFirst(a, b);
}

/** The end of a call, and the key of its row where that is another time. */
function nextOf({ created_at, endedAt }: Cursor): string {
  return typeof endedAt === 'string' && endedAt !== created_at ? `${endedAt}/${created_at}` : created_at;
}

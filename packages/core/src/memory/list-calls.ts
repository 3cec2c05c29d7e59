import * as z from 'zod/mini';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { ClientEmail } from '../call/identifiers.ts';
import { latestRowPerCall, newestFirst, rowsOfCustomer } from '../customer/customer-rows.ts';
import { publicRow, withoutEvidence } from '../customer/public-row.ts';
import type { Ports } from '../ports/ports.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/** `before` is the `next` of the previous answer; `limit` counts calls, default 20. */
export const ListCallsQuery = z.lazy(() =>
  z.object({
    client_email: ClientEmail,
    before: z.nullish(
      z.string().check(
        z.maxLength(64, 'must be at most 64 characters'),
        z.refine((text) => parseAbsolute(text) !== null, 'must be the `next` of an earlier answer'),
      ),
    ),
    limit: z.nullish(
      z
        .int('must be a whole number')
        .check(z.minimum(1, 'must be at least 1'), z.maximum(100, 'must be at most 100')),
    ),
  }),
);
export type ListCallsQuery = z.infer<typeof ListCallsQuery>;

/**
 * Lists the analysed calls of a customer, newest first, without their `evidence`; empty for an unknown customer. `next`
 * is the cursor of the following page, or null.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function listCalls(
  ports: Pick<Ports, 'analytics'>,
  query: ListCallsQuery,
): Promise<{ calls: StoredAnalytics[]; next: string | null }> {
  const limit = query.limit ?? 20;
  const { before } = query;
  const rows = latestRowPerCall(await rowsOfCustomer(ports.analytics, query.client_email));
  const rest = before == null ? rows : rows.filter((row) => newestFirst({ created_at: before }, row) < 0);
  const page = await Promise.all(rest.slice(0, limit).map(publicRow));
  const calls = page.map(withoutEvidence);
  const last = calls.at(-1);
  return { calls, next: rest.length > limit && last !== undefined ? last.created_at : null };
}

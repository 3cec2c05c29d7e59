import * as z from 'zod/mini';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { ClientEmail } from '../call/identifiers.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/** `before` is the `next` of the previous answer; `limit` counts calls, default 20. */
export const ListCallsQuery = z.lazy(() =>
  z.object({
    client_email: ClientEmail,
    before: z.nullish(
      z.string().check(
        z.maxLength(100, 'must be at most 100 characters'),
        z.refine((text) => cursorOf(text) !== null, 'must be the `next` of an earlier answer'),
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

/** What orders a call in a list: its end, then the key of its row, which no other call of the customer has. */
export type Cursor = Pick<StoredAnalytics, 'created_at'> & { endedAt?: unknown };

/** Reads a `next`; null if it is none. */
export function cursorOf(next: string): Cursor | null {
  const [endedAt = '', created_at = endedAt, ...more] = next.split('/');
  const isTold = more.length === 0 && [endedAt, created_at].every((time) => parseAbsolute(time) !== null);
  return isTold ? { endedAt, created_at } : null;
}

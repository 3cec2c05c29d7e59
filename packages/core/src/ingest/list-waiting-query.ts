import * as z from 'zod/mini';

/** Asks for a page of the calls that wait. */
export const ListWaitingCallsQuery = z.lazy(() =>
  z.object({
    next: z.nullish(z.string().check(z.regex(PLACE, 'must be "next" of the page before'))),
    limit: z.nullish(
      z
        .int('must be a whole number')
        .check(z.minimum(1, 'must be at least 1'), z.maximum(200, 'must be at most 200')),
    ),
  }),
);
export type ListWaitingCallsQuery = z.infer<typeof ListWaitingCallsQuery>;

/** `since` and the name of the call. */
const PLACE = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z .+$/s;

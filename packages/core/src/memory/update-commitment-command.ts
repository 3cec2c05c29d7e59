import * as z from 'zod/mini';
import { ClientEmail } from '../call/identifiers.ts';
import { isDay } from '../shared/calendar.ts';
import { MANUAL_STATUSES } from '../shared/commitment-status.ts';

const Day = z.lazy(() => z.string().check(z.refine(isDay, 'must be a day such as "2026-11-27"')));

/**
 * `dismissed` means that it was no promise; `open` that whatever had closed it does not count. `on` is the day on which it
 * was kept, today unless told. `due_at` changes the day alone: null takes it away.
 */
export const UpdateCommitmentCommand = z.lazy(() =>
  z
    .object({
      client_email: ClientEmail,
      commitment_id: z
        .string()
        .check(z.minLength(1, 'must not be empty'), z.maxLength(320, 'must be at most 320 characters')),
      status: z.nullish(z.enum(MANUAL_STATUSES, 'must be "kept", "withdrawn", "dismissed" or "open"')),
      on: z.nullish(Day),
      due_at: z.nullish(Day),
    })
    .check(
      z.refine(({ status, due_at }) => status != null || due_at !== undefined, {
        path: ['status'],
        error: 'must be given, unless due_at is',
      }),
      z.refine(({ status, on }) => on == null || status === 'kept', {
        path: ['on'],
        error: 'goes with the status "kept" alone',
      }),
    ),
);
export type UpdateCommitmentCommand = z.infer<typeof UpdateCommitmentCommand>;

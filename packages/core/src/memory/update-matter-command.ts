import * as z from 'zod/mini';
import { CallId, ClientEmail } from '../call/identifiers.ts';

/** `call_id` is any call of the matter. */
export const UpdateMatterCommand = z.lazy(() =>
  z.object({
    client_email: ClientEmail,
    call_id: CallId,
    status: z.enum(['settled', 'open'], 'must be "settled" or "open"'),
  }),
);
export type UpdateMatterCommand = z.infer<typeof UpdateMatterCommand>;

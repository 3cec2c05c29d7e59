import * as z from 'zod/mini';
import { ErasedEmail } from '../call/identifiers.ts';

/** Names the customer to erase; accepts any spelling that {@link ErasedEmail} does. */
export const EraseCustomerCommand = z.lazy(() => z.object({ client_email: ErasedEmail }));
export type EraseCustomerCommand = z.infer<typeof EraseCustomerCommand>;

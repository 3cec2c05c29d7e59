import * as z from 'zod/mini';
import { AgentId, ClientEmail } from '../call/identifiers.ts';
import { MAX_KEY_BYTES } from './sweep-job.ts';

/** A job of the settle queue: look whether a call has ended, and have it analysed then. */
export const SettleJob = z.lazy(() =>
  z.object({
    job: z.literal('settle'),
    call_id: z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES)),
    /** Milliseconds since 1970 at which it was sent. */
    sentAt: z.int().check(z.minimum(0)),
    /** True if the sender knows that the call has ended. */
    ended: z.nullish(z.boolean()),
    /** True for a message that follows another one: the call goes on. */
    followsUp: z.nullish(z.boolean()),
    /** The customer, as the contact centre names them; used where no window names one. */
    client_email: z.nullish(ClientEmail),
    /** The agent, as the contact centre names them. */
    agent_id: z.nullish(AgentId),
  }),
);
export type SettleJob = z.infer<typeof SettleJob>;

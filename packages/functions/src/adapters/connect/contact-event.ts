import * as z from 'zod/mini';

/** What is read of an event of a contact of Amazon Connect. */
const ContactEvent = z.object({
  'detail-type': z.literal('Amazon Connect Contact Event'),
  source: z.literal('aws.connect'),
  detail: z.object({
    eventType: z.string(),
    contactId: z.string().check(z.minLength(1), z.maxLength(256)),
    instanceArn: z.string(),
    agentInfo: z.nullish(z.unknown()),
  }),
});

/** A contact whose agent is gone. */
export interface EndedContact {
  contactId: string;
  instanceArn: string;
}

/** True for an event of a contact, whatever it tells. */
export function isContactEvent(body: unknown): boolean {
  return ContactEvent.safeParse(body).success;
}

/**
 * The contact that has ended: the leg of its agent is disconnected. Null for every other event; a leg without an agent, such
 * as one that is transferred, goes on.
 */
export function endedContact(body: unknown): EndedContact | null {
  const parsed = ContactEvent.safeParse(body);
  if (!parsed.success) return null;
  const { eventType, contactId, instanceArn, agentInfo } = parsed.data.detail;
  return eventType === 'DISCONNECTED' && agentInfo != null ? { contactId, instanceArn } : null;
}

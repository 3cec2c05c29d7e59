import { AgentId, type AnalysisQueue, ClientEmail } from '@live-assist/core';

/** The names of the attributes of a contact that tell whose call it was, where the contact centre sets them. */
export interface ContactNames {
  email: string | undefined;
  agent: string | undefined;
}

/**
 * Has a worker look at the call of a contact that has ended. What the attributes tell of the customer counts where no window
 * names one.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function endContact(
  queue: AnalysisQueue,
  contactId: string,
  attributes: Record<string, string>,
  { email, agent }: ContactNames,
  now: number,
): Promise<void> {
  const client = ClientEmail.safeParse(email === undefined ? undefined : attributes[email]);
  const of = AgentId.safeParse(agent === undefined ? undefined : attributes[agent]);
  await queue.send({
    job: 'settle',
    call_id: contactId,
    sentAt: now,
    ended: true,
    ...(client.success && { client_email: client.data }),
    ...(of.success && { agent_id: of.data }),
  });
}

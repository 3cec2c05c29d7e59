import type { OutboxEvent } from '../analytics/outbox.ts';
import { customerKey } from '../call/identifiers.ts';
import type { EventsPort, OutgoingEvent } from '../ports/events/events-port.ts';
import { callOfPromise } from '../promises/promise-items.ts';

/** The call of an event, and its customer if one is known. */
export interface Subject {
  call_id: string;
  client_email: string | null;
}

/**
 * Puts an event into the form in which it is sent. Its id is a keyed hash of call, kind, promise and cause, so it is the
 * same each time; without the call where several may tell the same. A customer is a keyed hash, and so is a call whose name
 * holds an address.
 */
export async function outgoingEvent(
  { hash }: Pick<EventsPort, 'hash'>,
  { call_id, client_email }: Subject,
  { type, at, cause, sameForAll, commitment_id, data }: OutboxEvent,
): Promise<OutgoingEvent> {
  const told = sameForAll === true ? null : call_id;
  const id = await hash(JSON.stringify(['event', told, type, commitment_id ?? null, cause]));
  return {
    id: `evt_${id}`,
    type,
    timestamp: at,
    data: {
      call_id: await nameOf(hash, call_id),
      customer: client_email === null ? null : await hash(customerKey(client_email)),
      ...(commitment_id !== undefined && { commitment_id: await promiseName(hash, commitment_id) }),
      ...data,
    },
  };
}

type Hash = EventsPort['hash'];

async function nameOf(hash: Hash, callId: string): Promise<string> {
  return callId.includes('@') ? hash(`call ${callId}`) : callId;
}

async function promiseName(hash: Hash, id: string): Promise<string> {
  const call = callOfPromise(id);
  return call === null ? nameOf(hash, id) : `${await nameOf(hash, call)}${id.slice(call.length)}`;
}

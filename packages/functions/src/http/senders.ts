import type { Ports } from '@live-assist/core';

/** A system that delivers its calls by a webhook. */
export type Sender = 'elevenlabs' | 'retell' | 'vapi' | 'vcon';

/** A call of a delivery, and how far its analysis is. */
export interface TakenCall {
  call_id: string;
  /** `none`: it is recorded, and waits for its customer or its turn. */
  status: 'none' | 'queued' | 'running' | 'done' | 'failed';
  /** Null while it is not known whose call it is. */
  client_email: string | null;
}

/** How deliveries of other systems are taken. */
export interface Deliveries {
  /** The secret of each sender; a sender without one has no route. */
  secrets: Partial<Record<Sender, string>>;
  /** Records the calls of a delivery, and queues them; `body` is what was signed. */
  take(ports: Ports, sender: Sender, body: string): Promise<TakenCall[]>;
}

/** Largest delivery, in bytes: Lambda takes requests of at most 6 MB. */
export const MAX_DELIVERY_BYTES = 5 * 1_048_576;

import type { EventsPort, OutgoingEvent } from '@live-assist/core';
import { Webhook } from 'standardwebhooks';

/** A receiver that does not answer in this time has not taken the event, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** The options of a webhook. */
export interface WebhookOptions {
  /** `https:`, or an address of this machine. */
  url: string;
  /** `whsec_` and the key in base64. */
  secret: string;
  /** Milliseconds until a receiver has to answer. @default 10000 */
  timeoutMs?: number;
  /** Milliseconds since 1970. @default Date.now */
  now?: () => number;
}

/**
 * Sends each event in a request of its own, signed as the Standard Webhooks specification says. An answer with a status of
 * 200 to 299 takes it; what the answer holds is never read, and no redirect is followed, because the next address may be any.
 * The events after one that is not taken stay as well.
 *
 * @example webhook({ url: 'https://hooks.example.com/calls', secret: 'whsec_…' })
 */
export function webhook({
  url,
  secret,
  timeoutMs = TIMEOUT_MS,
  now = Date.now,
}: WebhookOptions): Pick<EventsPort, 'publish'> {
  const signer = new Webhook(secret);
  const send = async ({ id, ...event }: OutgoingEvent): Promise<void> => {
    const sentAt = new Date(now());
    const body = JSON.stringify({ type: event.type, timestamp: event.timestamp, data: event.data });
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'live-assist',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': signer.sign(id, sentAt, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`The webhook answered with status ${answer.status}.`);
  };
  return {
    async publish(events) {
      const taken = new Set<string>();
      try {
        for (const event of events) {
          await send(event);
          taken.add(event.id);
        }
        return { taken };
      } catch (failure) {
        return { taken, failure };
      }
    },
  };
}

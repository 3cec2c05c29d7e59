import { matching, type Reader } from './config-values.ts';
import type { Environment } from './environment.ts';

/** Where events go. */
export type EventsTarget =
  | { kind: 'bus'; name: string }
  /** Signed with the secret, as the Standard Webhooks specification says. */
  | { kind: 'webhook'; url: string; secret: string };

/** The events that this service sends. */
export interface EventsSettings {
  /** The queue of jobs that send them; undefined means the queue of analyses. */
  queueUrl: string | undefined;
  /** Undefined for a function that only writes events down. */
  target: EventsTarget | undefined;
}

/** The secret of a webhook: 24 to 64 bytes in base64 after `whsec_`. */
export const webhookSecret: Reader<string> = (text) => {
  const base64 = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/.exec(text.trim())?.[1];
  const bytes = base64 === undefined ? 0 : Math.floor((base64.replace(/={1,2}$/, '').length * 3) / 4);
  if (bytes >= 24 && bytes <= 64) return text.trim();
  throw new Error(
    'must be "whsec_" and 24 to 64 bytes in base64; make one with: echo whsec_$(openssl rand -base64 32)',
  );
};

/** The name of an event bus. */
export const busName = matching(/^[\w./-]{1,256}$/, 'must be the name of an event bus');

/**
 * The events that are set; undefined if no receiver is.
 *
 * @param production - True if jobs that send events need a queue of their own.
 * @throws {Error} with one line, when variables do not fit each other.
 */
export function eventsFrom(
  {
    EVENTS_BUS: bus,
    EVENTS_WEBHOOK_URL: url,
    EVENTS_WEBHOOK_SECRET: secret,
    EVENTS_QUEUE_URL: queueUrl,
    ANALYSIS_QUEUE_URL: analyses,
    ERASURE_KEY: key,
  }: Environment,
  production: boolean,
): EventsSettings | undefined {
  if (bus === undefined && url === undefined && queueUrl === undefined) return undefined;
  if (bus !== undefined && url !== undefined) {
    throw new Error(
      'EVENTS_BUS and EVENTS_WEBHOOK_URL are both set: events go to one of them. Remove the other.',
    );
  }
  if (url !== undefined && secret === undefined) {
    throw new Error('EVENTS_WEBHOOK_SECRET is missing: each event for EVENTS_WEBHOOK_URL is signed with it.');
  }
  if (production && (queueUrl === undefined || analyses === undefined)) {
    throw new Error(
      'EVENTS_QUEUE_URL is missing: set it with ANALYSIS_QUEUE_URL, so that a receiver that is down delays no analysis.',
    );
  }
  if (production && key === undefined) {
    throw new Error('ERASURE_KEY is missing: events name customers by hashes with this key.');
  }
  const webhook =
    url !== undefined && secret !== undefined ? { kind: 'webhook' as const, url, secret } : undefined;
  return { queueUrl, target: bus !== undefined ? { kind: 'bus', name: bus } : webhook };
}

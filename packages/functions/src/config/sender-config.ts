import { readWorkerConfig, type WorkerConfig } from './config.ts';
import type { EventsSettings, EventsTarget } from './events-config.ts';

/** The settings of the function that sends events. */
export type SenderConfig = WorkerConfig & {
  events: EventsSettings & { queueUrl: string; target: EventsTarget };
};

/**
 * Reads the environment of that function. It asks no model and serves no requests.
 *
 * @throws {Error} as `readWorkerConfig` does, and when the receiver is missing.
 */
export function readSenderConfig(env: Record<string, string | undefined>): SenderConfig {
  const config = readWorkerConfig(env);
  const { queueUrl, target } = config.events ?? {};
  if (queueUrl === undefined || target === undefined) {
    throw new Error('EVENTS_BUS is missing: set it, or EVENTS_WEBHOOK_URL, with EVENTS_QUEUE_URL.');
  }
  return { ...config, events: { queueUrl, target } };
}

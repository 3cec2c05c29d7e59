import { readWorkerConfig, type WorkerConfig } from './config.ts';

/** The settings of the function that imports what lands in the inbox. */
export type InboxConfig = WorkerConfig & { bucket: string };

/**
 * Reads the environment of that function. It asks no model and serves no requests.
 *
 * @throws {Error} as `readWorkerConfig` does, and when the bucket is missing or is none.
 */
export function readInboxConfig(env: Record<string, string | undefined>): InboxConfig {
  // No other function reads it, so it is none of the variables of all.
  const bucket = env.INBOX_BUCKET?.trim() ?? '';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new Error('INBOX_BUCKET must be the name of the bucket of the inbox.');
  return { ...readWorkerConfig(env), bucket };
}

import { readWorkerConfig, type WorkerConfig } from './config.ts';
import { readEnvironment } from './environment.ts';

/** The settings of the function that imports what lands in the inbox. */
export type InboxConfig = WorkerConfig & { bucket: string };

/**
 * Reads the environment of that function. It asks no model and serves no requests.
 *
 * @throws {Error} as `readWorkerConfig` does, and when the bucket is missing.
 */
export function readInboxConfig(env: Record<string, string | undefined>): InboxConfig {
  const { INBOX_BUCKET: bucket } = readEnvironment(env);
  if (bucket === undefined) throw new Error('INBOX_BUCKET is missing: set it to the bucket of the inbox.');
  return { ...readWorkerConfig(env), bucket };
}

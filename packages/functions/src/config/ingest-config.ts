import { readWorkerConfig, type WorkerConfig } from './config.ts';
import { readEnvironment } from './environment.ts';

/** The settings of the function that learns when calls end. */
export type IngestConfig = WorkerConfig & {
  /** The instance of Amazon Connect whose contacts count, and the attributes that name its customers and agents. */
  connect:
    | { instanceArn: string; names: { email: string | undefined; agent: string | undefined } }
    | undefined;
};

/**
 * Reads the environment of that function. It asks no model and serves no requests.
 *
 * @throws {Error} as `readWorkerConfig` does.
 */
export function readIngestConfig(env: Record<string, string | undefined>): IngestConfig {
  const values = readEnvironment(env);
  const { CONNECT_INSTANCE_ARN: instanceArn } = values;
  const names = { email: values.CONNECT_EMAIL_ATTRIBUTE, agent: values.CONNECT_AGENT_ATTRIBUTE };
  return {
    ...readWorkerConfig(env),
    connect: instanceArn === undefined ? undefined : { instanceArn, names },
  };
}

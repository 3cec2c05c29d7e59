import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ports } from '@live-assist/core';
import { dynamoClient } from '../adapters/dynamodb/client.ts';
import { createTables, dropTables } from '../adapters/dynamodb/tables.ts';
import { type Config, readConfig } from '../config.ts';
import { portsOf } from '../wiring.ts';
import { secretOf } from './dev-token.ts';
import { type Engine, startEngine } from './engine.ts';

/** The service on one machine: its settings, its ports, and the engine beneath them. */
export interface LocalService {
  config: Config;
  ports: Ports;
  engine: Engine;
  dataFolder: string;
}

/** Top of the repository, where `.data/` and `samples/` are. */
export const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * Starts the engine (or finds the one that runs), makes the tables, and reads the configuration. Beside the
 * variables of a deployment it knows `DYNAMODB_PORT` (8000) and `DATA_FOLDER` (`.data`).
 *
 * @param fresh - Empties the tables first.
 * @throws {Error} with one line that names the variable that is wrong, or the port that is taken.
 */
export async function startLocalService(
  env: Record<string, string | undefined>,
  { fresh = false } = {},
): Promise<LocalService> {
  const dataFolder = resolve(REPOSITORY, env.DATA_FOLDER || '.data');
  const port = portFrom(env, 'DYNAMODB_PORT', 8000);
  const secrets = {
    ...(env.AUTH_JWKS_URL || env.AUTH_SECRET ? {} : { AUTH_SECRET: secretOf(dataFolder, 'auth-secret') }),
    ...(env.ERASURE_KEY ? {} : { ERASURE_KEY: secretOf(dataFolder, 'erasure-key') }),
  };
  // Read before anything is started, so that a wrong value leaves nothing behind.
  const settings = readConfig({ ...env, ...secrets }, { production: false });
  const engine = env.DYNAMODB_ENDPOINT
    ? { endpoint: env.DYNAMODB_ENDPOINT, started: false, stop: async () => {} }
    : await startEngine({ port, path: join(dataFolder, 'dynamodb') });
  try {
    const config = { ...settings, dynamodbEndpoint: engine.endpoint };
    const client = dynamoClient({ endpoint: engine.endpoint });
    if (fresh) await dropTables(client, config.tables);
    await createTables(client, config.tables);
    client.destroy();
    return { config, ports: portsOf(config), engine, dataFolder };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/**
 * A port from the environment; 0 lets the system choose.
 *
 * @throws {Error} with one line when it is no port.
 */
export function portFrom(env: Record<string, string | undefined>, name: string, fallback: number): number {
  const value = env[name];
  if (!value) return fallback;
  if (/^\d{1,5}$/.test(value) && Number(value) < 65_536) return Number(value);
  throw new Error(`${name} must be a port from 0 to 65535.`);
}

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisQueue, Ports } from '@live-assist/core';
import { customerHash } from '../adapters/customer-hash.ts';
import { dynamoClient } from '../adapters/dynamodb/client.ts';
import { createTables, dropTables } from '../adapters/dynamodb/tables.ts';
import { type Config, readConfig } from '../config.ts';
import { portsOf } from '../wiring.ts';
import { secretOf } from './dev-token.ts';
import { type Engine, startEngine } from './engine.ts';
import { type LocalQueue, localQueue, QUEUE_TABLE, REDACTION_QUEUE_TABLE } from './local-queue.ts';

/** The service on one machine: its settings, its ports, and the engine beneath them. */
export interface LocalService {
  config: Config;
  ports: Ports & { queue: AnalysisQueue };
  /** Where calls wait for the worker; `ports.queue` is this one, unless the environment names one of SQS. */
  queue: LocalQueue;
  /** Where redactions wait for their time, apart from the calls: some wait for a day. */
  redactionQueue: LocalQueue;
  engine: Engine;
  dataFolder: string;
}

/** How much longer than an analysis a job belongs to its worker: the claim of a worker that died has ended by then. */
const HOLD_MARGIN_MS = 15_000;

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
  const { erasureKey = '', ...settings } = readConfig({ ...env, ...secrets }, { production: false });
  const engine = env.DYNAMODB_ENDPOINT
    ? { endpoint: env.DYNAMODB_ENDPOINT, started: false, stop: async () => {} }
    : await startEngine({ port, path: join(dataFolder, 'dynamodb') });
  try {
    const config = { ...settings, erasureKey, dynamodbEndpoint: engine.endpoint };
    const client = dynamoClient({ endpoint: engine.endpoint });
    const tables = { ...config.tables, analysisQueue: QUEUE_TABLE, redactionQueue: REDACTION_QUEUE_TABLE };
    if (fresh) await dropTables(client, tables);
    await createTables(client, tables);
    const kept = {
      client,
      groupOf: customerHash(erasureKey),
      holdMs: config.settings.analysisTimeoutMs + HOLD_MARGIN_MS,
    };
    const queue = localQueue(kept);
    const redactionQueue = localQueue({ ...kept, table: REDACTION_QUEUE_TABLE });
    const both: AnalysisQueue = {
      send: (job) => ('job' in job && job.job === 'redact' ? redactionQueue : queue).send(job),
    };
    const ports = portsOf(config);
    return {
      config,
      ports: { ...ports, queue: ports.queue ?? both },
      queue,
      redactionQueue,
      engine,
      dataFolder,
    };
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
  return wholeNumberFrom(env, name, fallback, { what: 'a port', min: 0, max: 65_535 });
}

/**
 * How many analyses of the queue run at a time: `ANALYSIS_CONCURRENCY`.
 *
 * @throws {Error} with one line when it is no number from 1 to 1,000.
 */
export function concurrencyFrom(env: Record<string, string | undefined>): number {
  return wholeNumberFrom(env, 'ANALYSIS_CONCURRENCY', 2, { what: 'a whole number', min: 1, max: 1000 });
}

function wholeNumberFrom(
  env: Record<string, string | undefined>,
  name: string,
  fallback: number,
  { what, min, max }: { what: string; min: number; max: number },
): number {
  const value = env[name];
  if (!value) return fallback;
  if (/^\d{1,5}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new Error(`${name} must be ${what} from ${min} to ${max}.`);
}

import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisQueue, Ports } from '@live-assist/core';
import { customerHash } from '../../adapters/customer-hash.ts';
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { createTables, dropTables } from '../../adapters/dynamodb/tables.ts';
import { type Config, readConfig } from '../../config/config.ts';
import { portsOf } from '../../doors/wiring.ts';
import { compactEngine, type Engine, startEngine } from '../engine/engine.ts';
import { engineKeyOf } from '../engine/engine-key.ts';
import { type LocalQueue, localQueue, QUEUE_TABLE, REDACTION_QUEUE_TABLE } from '../queue/local-queue.ts';
import { makePrivateFolder, secretOf } from './private-folder.ts';

/** The service on one machine: its settings, its ports, and the engine beneath them. */
export interface LocalService {
  config: Config;
  ports: Ports & { queue: AnalysisQueue };
  /** Where calls wait for the worker; `ports.queue` is this one, unless the environment names one of SQS. */
  queue: LocalQueue;
  /** Where redactions wait for their time, apart from the calls: some wait for a day. */
  redactionQueue: LocalQueue;
  /** Its key is left out where an engine of others takes those of the environment. */
  engine: Omit<Engine, 'credentials'> & Partial<Pick<Engine, 'credentials'>>;
  dataFolder: string;
  /**
   * Removes from the files of the engine what was deleted or replaced until now: for after an erasure, and without
   * `wait` for after each redaction in place, which is then done within a minute, once for however many ask. It does
   * nothing where the engine is none of ours.
   *
   * @throws {Error} when the engine cannot be reached or could not do it; it tries again by itself, each minute.
   */
  compact(options?: { wait?: boolean }): Promise<void>;
}

/** How much longer than an analysis a job belongs to its worker: the claim of a worker that died has ended by then. */
const HOLD_MARGIN_MS = 15_000;

/** Top of the repository, where `.data/` and `samples/` are. */
export const REPOSITORY = fileURLToPath(new URL('../../../../../', import.meta.url));

/**
 * Starts the engine (or finds the one that runs), makes the tables, and reads the configuration. Beside the
 * variables of a deployment it knows `DYNAMODB_PORT` (8000) and `DATA_FOLDER` (`.data`), and with `DYNAMODB_ENDPOINT` the
 * key of that engine: `DYNAMODB_ACCESS_KEY_ID` and `DYNAMODB_SECRET_ACCESS_KEY`.
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
  makePrivateFolder(dataFolder);
  const secrets = {
    ...(env.AUTH_JWKS_URL || env.AUTH_SECRET ? {} : { AUTH_SECRET: secretOf(dataFolder, 'auth-secret') }),
    ...(env.ERASURE_KEY ? {} : { ERASURE_KEY: secretOf(dataFolder, 'erasure-key') }),
  };
  // Read before anything is started, so that a wrong value leaves nothing behind.
  const { erasureKey = '', ...settings } = readConfig({ ...env, ...secrets }, { production: false });
  const engine = env.DYNAMODB_ENDPOINT
    ? { ...namedEngine(env.DYNAMODB_ENDPOINT, env), started: false, stop: async () => {} }
    : await startEngine({
        port,
        path: join(dataFolder, 'dynamodb'),
        credentials: engineKeyOf(dataFolder),
      });
  const { endpoint, credentials } = engine;
  const compact: LocalService['compact'] = async (options) => {
    if (credentials !== undefined) await compactEngine({ endpoint, credentials }, options);
  };
  try {
    const config = {
      ...settings,
      erasureKey,
      dynamodbEndpoint: endpoint,
      dynamodbCredentials: credentials ?? settings.dynamodbCredentials,
    };
    const client = dynamoClient({ endpoint, credentials: config.dynamodbCredentials });
    const tables = {
      ...config.tables,
      analysisQueue: queueTableOf(config.tables, QUEUE_TABLE),
      redactionQueue: queueTableOf(config.tables, REDACTION_QUEUE_TABLE),
    };
    if (fresh) await dropTables(client, tables);
    await createTables(client, tables);
    if (fresh) await compact();
    const kept = {
      client,
      groupOf: customerHash(erasureKey),
      holdMs: config.settings.analysisTimeoutMs + HOLD_MARGIN_MS,
    };
    const queue = localQueue({ ...kept, table: tables.analysisQueue });
    const redactionQueue = localQueue({ ...kept, table: tables.redactionQueue });
    const both: AnalysisQueue = {
      send: (job, sameAs) =>
        ('job' in job && job.job === 'redact' ? redactionQueue : queue).send(job, sameAs),
    };
    const ports = portsOf(config);
    return {
      config,
      ports: { ...ports, queue: ports.queue ?? both },
      queue,
      redactionQueue,
      engine,
      dataFolder,
      compact,
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** An engine that runs already, with its key where one is given. */
function namedEngine(endpoint: string, env: Record<string, string | undefined>) {
  const { DYNAMODB_ACCESS_KEY_ID: accessKeyId, DYNAMODB_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return accessKeyId && secretAccessKey
    ? { endpoint, credentials: { accessKeyId, secretAccessKey } }
    : { endpoint };
}

const USUAL_TABLES = ['call-records', 'call-analytics', 'analysis-claims', 'service-state'];

/**
 * The table of the queue: a service with other tables has another queue, so that two services on one engine do not work
 * off each other's calls.
 */
export function queueTableOf(tables: Config['tables'], name: string): string {
  const { callRecords, callAnalytics, analysisClaims, serviceState } = tables;
  const names = [callRecords, callAnalytics, analysisClaims, serviceState];
  if (names.every((name, index) => name === USUAL_TABLES[index])) return name;
  return `${name}-${createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16)}`;
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

import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisQueue, Ports } from '@live-assist/core';
import { customerHash, keyedHash } from '../../adapters/customer-hash.ts';
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { checkKeyMark } from '../../adapters/dynamodb/key-mark.ts';
import { createTables, dropTables } from '../../adapters/dynamodb/tables.ts';
import { publisherOf } from '../../adapters/events/publisher.ts';
import { type Config, readConfig } from '../../config/config.ts';
import { portsOf } from '../../doors/wiring.ts';
import { compactEngine, type Engine, startEngine } from '../engine/engine.ts';
import { feedOf } from '../engine/engine-feed.ts';
import { engineKeyOf } from '../engine/engine-key.ts';
import {
  EVENTS_QUEUE_TABLE,
  type LocalQueue,
  localQueue,
  QUEUE_TABLE,
  REDACTION_QUEUE_TABLE,
  SETTLE_QUEUE_TABLE,
} from '../queue/local-queue.ts';
import { analyzeSince } from './analyze-since.ts';
import { makePrivateFolder, secretOf } from './private-folder.ts';
import { aloneInFolder } from './set-up-lock.ts';

/** The local service: its settings, its ports and its engine. */
export interface LocalService {
  config: Config;
  ports: Ports & { queue: AnalysisQueue };
  /** The analysis queue; `ports.queue` is this one, unless the environment names an SQS queue. */
  queue: LocalQueue;
  /** The queue for redactions, which may wait for a day. */
  redactionQueue: LocalQueue;
  /** The queue of calls that may have ended. */
  settleQueue: LocalQueue;
  /** The queue of events that are to be sent. */
  eventsQueue: LocalQueue;
  /** No key when another engine uses the credentials of the environment. */
  engine: Omit<Engine, 'credentials'> & Partial<Pick<Engine, 'credentials'>>;
  dataFolder: string;
  /**
   * Removes deleted and replaced data from the files of the engine, after an erasure. With `wait: false`, after a
   * redaction, it is done within a minute, combined with other requests. It does nothing for an engine of another
   * product.
   *
   * @throws {Error} when the engine cannot be reached, or failed; it then retries every minute.
   */
  compact(options?: { wait?: boolean }): Promise<void>;
}

/**
 * How much longer than an analysis a job stays with its worker, in milliseconds: the claim of a crashed worker has
 * expired by then.
 */
const HOLD_MARGIN_MS = 15_000;

/** The root of the repository, with `.data/` and `samples/`. */
export const REPOSITORY = fileURLToPath(new URL('../../../../../', import.meta.url));

/**
 * Reads the configuration, starts the engine or uses a running one, and creates the tables. Besides the variables of a
 * deployment it reads `DYNAMODB_PORT` (8000) and `DATA_FOLDER` (`.data`), and with `DYNAMODB_ENDPOINT` the key of that
 * engine: `DYNAMODB_ACCESS_KEY_ID` and `DYNAMODB_SECRET_ACCESS_KEY`.
 *
 * @param fresh - True empties the tables first.
 * @throws {Error} with one line that names the wrong variable, or the port in use.
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
  // The configuration is read first, so that a wrong value starts nothing.
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
      settleQueue: queueTableOf(config.tables, SETTLE_QUEUE_TABLE),
      eventsQueue: queueTableOf(config.tables, EVENTS_QUEUE_TABLE),
      windowFeed: feedOf(config.tables.callRecords),
    };
    await aloneInFolder(dataFolder, async () => {
      if (fresh) await dropTables(client, tables);
      await createTables(client, tables);
    });
    if (fresh) await compact();
    const { formerErasureKey } = config;
    await checkKeyMark({
      client,
      table: tables.serviceState,
      hash: keyedHash(erasureKey),
      formerHash: formerErasureKey ? keyedHash(formerErasureKey) : undefined,
    });
    config.ending.analyzeSince ??= await analyzeSince(client, tables.serviceState);
    const kept = {
      client,
      groupOf: customerHash(erasureKey),
      holdMs: config.settings.analysisTimeoutMs + HOLD_MARGIN_MS,
    };
    const queue = localQueue({ ...kept, table: tables.analysisQueue });
    const redactionQueue = localQueue({ ...kept, table: tables.redactionQueue });
    const settleQueue = localQueue({ ...kept, table: tables.settleQueue });
    const eventsQueue = localQueue({ ...kept, table: tables.eventsQueue });
    const ofEvents = {
      events: eventsQueue,
      overdue: eventsQueue,
      'overdue-day': eventsQueue,
      removed: eventsQueue,
    };
    const others = {
      redact: redactionQueue,
      settle: settleQueue,
      sweep: queue,
      promises: queue,
      ...ofEvents,
    };
    const all: AnalysisQueue = {
      send: (job, sameAs) => ('job' in job ? others[job.job] : queue).send(job, sameAs),
    };
    const target = config.events?.target;
    const ports = portsOf(config, {}, target && publisherOf(target));
    return {
      config,
      ports: { ...ports, queue: ports.queue ?? all },
      queue,
      redactionQueue,
      settleQueue,
      eventsQueue,
      engine,
      dataFolder,
      compact,
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** A running engine, with its key if one is set. */
function namedEngine(endpoint: string, env: Record<string, string | undefined>) {
  const { DYNAMODB_ACCESS_KEY_ID: accessKeyId, DYNAMODB_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return accessKeyId && secretAccessKey
    ? { endpoint, credentials: { accessKeyId, secretAccessKey } }
    : { endpoint };
}

const USUAL_TABLES = ['call-records', 'call-analytics', 'analysis-claims', 'service-state'];

/**
 * The name of the queue's table. It depends on the other tables, so that two services on one engine do not share a
 * queue.
 */
export function queueTableOf(tables: Config['tables'], name: string): string {
  const { callRecords, callAnalytics, analysisClaims, serviceState } = tables;
  const names = [callRecords, callAnalytics, analysisClaims, serviceState];
  if (names.every((name, index) => name === USUAL_TABLES[index])) return name;
  return `${name}-${createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16)}`;
}

/**
 * Reads a port from the environment; 0 lets the system choose.
 *
 * @throws {Error} with one line when it is not a port.
 */
export function portFrom(env: Record<string, string | undefined>, name: string, fallback: number): number {
  return wholeNumberFrom(env, name, fallback, { what: 'a port', min: 0, max: 65_535 });
}

/**
 * Reads `ANALYSIS_CONCURRENCY`, the number of queued analyses in parallel.
 *
 * @throws {Error} with one line when it is not a number from 1 to 1,000.
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

import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type {
  AnalysisClaims,
  AnalyticsStore,
  CallRecords,
  Counters,
  CustomerAlias,
  CustomerAliases,
  Erasures,
  PromiseStore,
} from '@live-assist/core';
import { customerAliases } from '../../src/adapters/customer-aliases.ts';
import { keyedHash } from '../../src/adapters/customer-hash.ts';
import { dynamoAnalysisClaims } from '../../src/adapters/dynamodb/analysis-claims.ts';
import { dynamoAnalyticsStore } from '../../src/adapters/dynamodb/analytics-store.ts';
import { dynamoCallRecords } from '../../src/adapters/dynamodb/call-records.ts';
import { dynamoCounters } from '../../src/adapters/dynamodb/counters.ts';
import { dynamoClient } from '../../src/adapters/dynamodb/dynamodb-client.ts';
import { dynamoErasures } from '../../src/adapters/dynamodb/erasures.ts';
import { dynamoPromiseStore } from '../../src/adapters/dynamodb/promise-store.ts';
import { storeParts } from '../../src/adapters/dynamodb/store-parts.ts';
import { type TableNames, tableDefinitions } from '../../src/adapters/dynamodb/tables.ts';
import { type Engine, startEngine } from '../../src/local/engine/engine.ts';

/** The stores over one set of tables, and access to the tables. */
export interface TestTables {
  records: CallRecords;
  analytics: AnalyticsStore;
  claims: AnalysisClaims;
  promises: PromiseStore;
  aliases: CustomerAliases;
  counters: Counters;
  erasures: Erasures;
  names: TableNames;
  /** To write rows as other writers do, and to read the tables directly. */
  client: DynamoDBDocumentClient;
}

/** A DynamoDB engine for tests: in memory, on a free port, in its own process. */
export interface TestEngine {
  endpoint: string;
  /** The key that signs its requests. */
  credentials: Engine['credentials'];
  /** Environment variables with its address and key. */
  env: Record<string, string>;
  /** A fresh set of empty tables, untouched by any other test. */
  newTables(options?: { retentionDays?: number }): Promise<TestTables>;
  /** The same tables reached through another address, such as a proxy that fails on purpose. */
  reachedAt(endpoint: string, names: TableNames, attemptTimeoutMs?: number): TestTables;
  stop(): Promise<void>;
}

/** The key of another engine: it takes any. */
const ANY_KEY = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Where an engine of another make answers that this process of tests is to use: of several in `TEST_ENGINE_URLS`, separated
 * by spaces, each process has its own. Undefined: the embedded one.
 */
export function engineElsewhere(): string | undefined {
  const { TEST_ENGINE_URLS: urls, VITEST_POOL_ID: worker = 1 } = process.env;
  return urls?.split(' ')[Number(worker) - 1];
}

/**
 * Starts an engine, or uses {@link engineElsewhere}; call `stop` when the tests are done.
 *
 * @example
 * const engine = await startTestEngine();
 * const { records } = await engine.newTables();
 */
export async function startTestEngine(): Promise<TestEngine> {
  if (engineElsewhere() !== undefined) return sharedEngine();
  const engine = await startEngine({ port: 0 });
  return overEngine(engine, 'set', () => engine.stop());
}

let shared: Promise<Engine> | undefined;

/**
 * The one engine of all test files of this worker, which ends with it: a start takes half a second of the processor, and an
 * engine that has worked is faster. For files whose tables are all from `newTables`; `stop` leaves it running.
 */
export async function sharedEngine(): Promise<TestEngine> {
  const prefix = `set-${crypto.randomUUID()}`;
  const endpoint = engineElsewhere();
  if (endpoint !== undefined) return overEngine({ endpoint, credentials: ANY_KEY }, prefix, async () => {});
  shared ??= startEngine({ port: 0 });
  return overEngine(await shared, prefix, async () => {});
}

function overEngine(
  { endpoint, credentials }: Pick<Engine, 'endpoint' | 'credentials'>,
  prefix: string,
  stop: () => Promise<void>,
): TestEngine {
  // Long, because a machine that is busy with other tests is slow.
  const client = dynamoClient({ endpoint, credentials, attemptTimeoutMs: 30_000 });
  let sets = 0;
  return {
    endpoint,
    credentials,
    env: {
      DYNAMODB_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    async newTables(options) {
      const names = tableNames(`${prefix}-${++sets}`);
      await createNewTables(client, names);
      return overTables(client, names, options);
    },
    reachedAt: (endpoint, names, attemptTimeoutMs) =>
      overTables(dynamoClient({ endpoint, credentials, attemptTimeoutMs }), names),
    async stop() {
      client.destroy();
      await stop();
    },
  };
}

/** What `createTables` does, without its look at each table for what an earlier version has left: many tests make many sets. */
async function createNewTables(client: DynamoDBDocumentClient, names: TableNames): Promise<void> {
  const definitions = tableDefinitions(names);
  await Promise.all(definitions.map((definition) => client.send(new CreateTableCommand(definition))));
  // An engine makes tables in their order, so the last one is ready last.
  const TableName = definitions.at(-1)?.TableName;
  for (let status: string | undefined; status !== 'ACTIVE'; await sleep(2)) {
    status = (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  }
}

function tableNames(prefix: string): TableNames {
  return {
    callRecords: `${prefix}-call-records`,
    callAnalytics: `${prefix}-call-analytics`,
    analysisClaims: `${prefix}-analysis-claims`,
    serviceState: `${prefix}-service-state`,
    promises: `${prefix}-promises`,
    customerAliases: `${prefix}-customer-aliases`,
  };
}

export function overTables(
  client: DynamoDBDocumentClient,
  names: TableNames,
  options: { retentionDays?: number } = {},
): TestTables {
  return {
    records: dynamoCallRecords({ client, table: names.callRecords, ...options }),
    analytics: dynamoAnalyticsStore({ client, table: names.callAnalytics, ...options }),
    claims: dynamoAnalysisClaims({ client, table: names.analysisClaims, ...options }),
    promises: dynamoPromiseStore({ client, table: names.promises }),
    aliases: customerAliases({
      ...storeParts<CustomerAlias>({ client, table: names.customerAliases, ...options }),
      hash: keyedHash('a key of the tests'),
      phones: { country: 'GB', shared: ['+442079460999'] },
    }),
    counters: dynamoCounters({ client, table: names.serviceState }),
    erasures: dynamoErasures({ client, table: names.serviceState, hash: keyedHash('a key of the tests') }),
    names,
    client,
  };
}

import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { analyzeCall, type Claim, type Ports, type StoredAnalytics } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { dynamoClient } from '../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { createTables } from '../packages/functions/src/adapters/dynamodb/tables.ts';
import { readConfig } from '../packages/functions/src/config/config.ts';
import { portsOf } from '../packages/functions/src/doors/wiring.ts';
import { startEngine } from '../packages/functions/src/local/engine/engine.ts';
import { devToken } from '../packages/functions/src/local/server/dev-token.ts';
import { pastCall } from './sample-calls.ts';

const SECRET = 'a secret of the benchmarks that is long enough';

/** A DynamoDB engine in a separate process with the tables of the service, and the access to it. */
export interface Store {
  /** Settings of the service as on AWS, except for the address of the engine. */
  env: Record<string, string>;
  client: DynamoDBDocumentClient;
  ports: Ports;
  tables: ReturnType<typeof readConfig>['tables'];
  /** A token for all customers. */
  token: string;
  stop(): Promise<void>;
}

/** Starts an engine in memory and creates the tables. */
export async function startStore(): Promise<Store> {
  const engine = await startEngine({ port: 0 });
  const env = {
    // The SDK finds engine, region and credentials in the environment, as on Lambda.
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: engine.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: engine.credentials.secretAccessKey,
    AUTH_SECRET: SECRET,
    ERASURE_KEY: SECRET,
    ANALYST: 'local',
  };
  const { endpoint, credentials } = engine;
  const config = {
    ...readConfig({ ...env, DYNAMODB_ENDPOINT: endpoint }, { production: true }),
    dynamodbCredentials: credentials,
  };
  const client = dynamoClient({ endpoint, credentials });
  await createTables(client, config.tables);
  return {
    env,
    client,
    ports: portsOf(config),
    tables: config.tables,
    token: await devToken(SECRET, { scope: 'memory:read analytics:write customers:any' }),
    async stop() {
      client.destroy();
      await engine.stop();
    },
  };
}

/** The rows of one customer. */
export interface History {
  rows: StoredAnalytics[];
  claims: Claim[];
}

// Earlier than the new calls.
const FIRST_PAST_CALL = 40;

/** Analyses a number of past calls of one customer by the rules. */
export async function makeHistory({ ports }: Store, calls: number): Promise<History> {
  const world = { ...inMemoryPorts({ analyst: ports.analyst }), clock: ports.clock };
  const client_email = 'history@example.com';
  const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
  for (let n = 0; n < calls; n += 1) {
    const { call_id, windows } = pastCall(FIRST_PAST_CALL + n);
    for (const window of windows) await world.records.add(window);
    await analyzeCall(world, settings, { call_id, client_email });
  }
  return { rows: world.analytics.rows(), claims: world.claims.rows() };
}

/** Writes a history for an address, with its own call ids. */
export async function writeHistory(
  store: Store,
  client_email: string,
  { rows, claims }: History,
): Promise<void> {
  const own = <Row extends { call_id: string }>(row: Row) => ({
    ...row,
    client_email,
    call_id: `${row.call_id} of ${client_email}`,
  });
  await put(store, store.tables.callAnalytics, rows.map(own));
  await put(store, store.tables.analysisClaims, claims.map(own));
}

/** Writes the windows and the claim of a new call, as a recorder does. */
export async function writeCall(store: Store, call_id: string, client_email: string, n = 0): Promise<void> {
  const windows = pastCall(n).windows.map((window) => ({ ...window, call_id, client_email }));
  await put(store, store.tables.callRecords, windows);
  await put(store, store.tables.analysisClaims, [{ call_id, client_email }]);
}

/** Writes rows unconditionally. */
async function put({ client }: Store, table: string, rows: object[]): Promise<void> {
  for (let n = 0; n < rows.length; n += 25) {
    const requests = rows.slice(n, n + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  type GlobalSecondaryIndex,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BY_CUSTOMER } from './by-customer.ts';
import { storeFailure } from './dynamodb-client.ts';
import { BY_STATE } from './late/due-promises.ts';
import { RECALLED } from './promise-store.ts';
import { withAliasIndex, withWaitingIndex } from './setup/claims-indexes.ts';
import { besides, finishRebuild, rebuildTable } from './setup/rebuild-table.ts';

/** The names of the tables. */
export interface TableNames {
  callRecords: string;
  callAnalytics: string;
  analysisClaims: string;
  serviceState: string;
  promises: string;
  customerAliases: string;
  /** The local replacement for SQS; a deployment has no such table. */
  analysisQueue?: string;
  redactionQueue?: string;
  settleQueue?: string;
  eventsQueue?: string;
  /** What the embedded engine notes of windows that are put; a deployment has a stream. */
  windowFeed?: string;
}

/**
 * The definitions of the tables, without the TTL of `expires_at`: local engines do not support it, so the deployment
 * sets it.
 */
export function tableDefinitions(names: TableNames): CreateTableCommandInput[] {
  return [
    table(names.callRecords, ['call_id', 'S'], ['window_number', 'N'], { ProjectionType: 'KEYS_ONLY' }),
    table(names.callAnalytics, ['client_email', 'S'], ['created_at', 'S']),
    claimsTable(names.analysisClaims),
    table(names.serviceState, ['id', 'S']),
    promisesTable(names.promises),
    table(names.customerAliases, ['alias', 'S'], undefined, { ProjectionType: 'ALL' }),
    ...[names.analysisQueue, names.redactionQueue, names.settleQueue, names.eventsQueue].flatMap((name) =>
      name ? [table(name, ['state', 'S'], ['position', 'S'])] : [],
    ),
    ...(names.windowFeed ? [table(names.windowFeed, ['feed', 'S'], ['position', 'S'])] : []),
  ];
}

/**
 * Creates missing tables and waits until all are active. A table of an earlier version that lacks an index is copied; that
 * may be ended at any time, and the next start goes on. For local engines and tests; a deployment creates its own tables.
 *
 * @throws LiveAssistError `store_unavailable` when the engine does not answer
 * @throws Error when a table has other keys, or is not active after 10 seconds
 */
export async function createTables(client: DynamoDBDocumentClient, names: TableNames): Promise<void> {
  await Promise.all(tableDefinitions(names).map((definition) => createTable(client, definition)));
}

/**
 * Deletes the tables with their rows, and what a rebuild that was ended has left beside them, and waits until they are
 * gone.
 *
 * @throws LiveAssistError `store_unavailable` when the engine does not answer
 */
export async function dropTables(client: DynamoDBDocumentClient, names: TableNames): Promise<void> {
  await Promise.all(
    Object.values(names)
      .flatMap((name: string) => [name, besides(name)])
      .map(async (TableName) => {
        try {
          // A table that is being deleted reports that it is in use; wait for its end.
          await client.send(new DeleteTableCommand({ TableName })).catch((error: unknown) => {
            if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
          });
          for (let tries = 0; tries < 200; tries += 1) {
            await client.send(new DescribeTableCommand({ TableName }));
            await sleep(50);
          }
          throw new Error(`The table "${TableName}" is not gone after 10 seconds. Start again.`);
        } catch (error) {
          if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) {
            throw storeFailure(error, TableName);
          }
        }
      }),
  );
}

async function createTable(
  client: DynamoDBDocumentClient,
  definition: CreateTableCommandInput,
): Promise<void> {
  const name = String(definition.TableName);
  try {
    await client.send(new CreateTableCommand(definition)).catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
    });
    const found = await whenActive(client, name);
    if (shape(found) === shape(definition)) return await finishRebuild(client, definition, whenActive);
    // A table of an earlier version has fewer indexes.
    if (keysOf(found.KeySchema) === keysOf(definition.KeySchema)) {
      return await rebuildTable(client, definition, whenActive);
    }
  } catch (error) {
    throw storeFailure(error, name);
  }
  throw new Error(`The table "${name}" exists with other keys. Remove it, or choose another name for it.`);
}

async function whenActive(client: DynamoDBDocumentClient, TableName: string): Promise<TableDescription> {
  for (let pause = 5, waited = 0; waited < 10_000; waited += pause, pause = Math.min(2 * pause, 250)) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === 'ACTIVE') return Table;
    await sleep(pause);
  }
  throw new Error(`The table "${TableName}" is not ready after 10 seconds. Remove it and start again.`);
}

type KeyAttribute = [name: string, type: 'S' | 'N'];

function table(
  TableName: string,
  hash: KeyAttribute,
  range?: KeyAttribute,
  byCustomer?: NonNullable<GlobalSecondaryIndex['Projection']>,
): CreateTableCommandInput {
  const customer: KeyAttribute = ['client_email', 'S'];
  const attributes = [hash, ...(range ? [range] : []), ...(byCustomer ? [customer] : [])];
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes.map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: keySchema(hash, range),
    // Sorted by call, so that a reader can skip the windows of a call.
    ...(byCustomer && {
      GlobalSecondaryIndexes: [
        { IndexName: BY_CUSTOMER, KeySchema: keySchema(customer, hash), Projection: byCustomer },
      ],
    }),
  };
}

/** The claims, with the indexes of the calls that wait and of those that are known by an alias alone. */
function claimsTable(TableName: string): CreateTableCommandInput {
  const claims = table(TableName, ['call_id', 'S'], undefined, {
    ProjectionType: 'INCLUDE',
    // These attributes show which calls of a customer are not analysed yet, without one read per call.
    NonKeyAttributes: ['status', 'created_at', 'attempt', 'leaseUntil', 'updatedAt', 'expires_at'],
  });
  return withAliasIndex(withWaitingIndex(claims));
}

/** The ledger of promises: its local index makes consistent reads of what is worth reading. */
function promisesTable(TableName: string): CreateTableCommandInput {
  const customer: KeyAttribute = ['client_email', 'S'];
  const { AttributeDefinitions = [], ...definition } = table(TableName, customer, ['commitment_id', 'S']);
  return {
    ...definition,
    AttributeDefinitions: [
      ...AttributeDefinitions,
      ...['recall', 'bucket', 'sort'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: BY_STATE,
        KeySchema: keySchema(['bucket', 'S'], ['sort', 'S']),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: RECALLED,
        KeySchema: keySchema(customer, ['recall', 'S']),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  };
}

function keySchema(
  hash: KeyAttribute,
  range?: KeyAttribute,
): NonNullable<CreateTableCommandInput['KeySchema']> {
  return [
    { AttributeName: hash[0], KeyType: 'HASH' },
    ...(range ? [{ AttributeName: range[0], KeyType: 'RANGE' as const }] : []),
  ];
}

/** The parts of a table description that must match: the keys of the table and of its indexes. */
function shape({
  KeySchema = [],
  GlobalSecondaryIndexes = [],
  LocalSecondaryIndexes = [],
}: CreateTableCommandInput | TableDescription): string {
  return [
    keysOf(KeySchema),
    ...[...GlobalSecondaryIndexes, ...LocalSecondaryIndexes]
      .map((index) => `${index.IndexName} ${keysOf(index.KeySchema)}`)
      .sort(),
  ].join('; ');
}

function keysOf(schema: CreateTableCommandInput['KeySchema']): string | undefined {
  return schema?.map((key) => key.AttributeName).join();
}

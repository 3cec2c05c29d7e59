import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mapLimit } from '@live-assist/core';

/** Waits until a table is active; throws `ResourceNotFoundException` if there is none. */
type WhenActive = (client: DynamoDBDocumentClient, table: string) => Promise<TableDescription>;

const WRITES_AT_A_TIME = 16;

/**
 * Gives a table further indexes: copies its rows to a table beside it, makes it anew, and copies them back. Each step may be
 * repeated, and at each moment one of the two tables has every row. Nothing else may write meanwhile.
 */
export async function rebuildTable(
  client: DynamoDBDocumentClient,
  definition: CreateTableCommandInput,
  whenActive: WhenActive,
): Promise<void> {
  const name = String(definition.TableName);
  await create(client, { ...definition, TableName: besides(name) }, whenActive);
  await copy(client, name, besides(name));
  await client.send(new DeleteTableCommand({ TableName: name }));
  await gone(client, name, whenActive);
  await create(client, definition, whenActive);
  await finishRebuild(client, definition, whenActive);
}

/** Copies what a rebuild that was ended has left beside the table; does nothing without. */
export async function finishRebuild(
  client: DynamoDBDocumentClient,
  { TableName }: CreateTableCommandInput,
  whenActive: WhenActive,
): Promise<void> {
  const name = String(TableName);
  try {
    await whenActive(client, besides(name));
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await copy(client, besides(name), name);
  await client.send(new DeleteTableCommand({ TableName: besides(name) }));
}

/** The name of the table that holds the rows in between. */
export function besides(name: string): string {
  return `${name}-rebuilt`;
}

async function create(
  client: DynamoDBDocumentClient,
  definition: CreateTableCommandInput,
  whenActive: WhenActive,
): Promise<void> {
  await client.send(new CreateTableCommand(definition)).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
  });
  await whenActive(client, String(definition.TableName));
}

async function copy(client: DynamoDBDocumentClient, from: string, to: string): Promise<void> {
  let next: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: from, ExclusiveStartKey: next }));
    await mapLimit(WRITES_AT_A_TIME, page.Items ?? [], (Item) =>
      client.send(new PutCommand({ TableName: to, Item })),
    );
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
}

async function gone(client: DynamoDBDocumentClient, name: string, whenActive: WhenActive): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await whenActive(client, name);
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}

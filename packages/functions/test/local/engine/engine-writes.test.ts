import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DynamoDBDocumentClient, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { THOROUGH } from '../../../../core/test/support/thorough.ts';
import { dynamoClient } from '../../../src/adapters/dynamodb/dynamodb-client.ts';
import { RECALLED } from '../../../src/adapters/dynamodb/promise-store.ts';
import { createTables, tableDefinitions } from '../../../src/adapters/dynamodb/tables.ts';
import { newEngineKey } from '../../../src/local/engine/engine-key.ts';
import { loadOperations, openStore } from '../../../src/local/engine/engine-store.ts';
import { TABLE_NAMES } from '../../support/table-names.ts';
import { startEngineProcess } from './engine-alone.ts';

const ANA = 'ana@example.com';
const TableName = TABLE_NAMES.promises;
const KILLS = THOROUGH ? 20 : 3;
const ITEMS = 40;

describe('a write of the embedded engine', () => {
  it.each([
    ['PutItem', { TableName, Item: item(1, 'open#2026-11-30') }, 1],
    ['UpdateItem', { ...key(0), ...moved('closed#2026-12-31') }, 1],
    ['DeleteItem', key(0), 1],
    [
      'BatchWriteItem',
      {
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: item(0, 'missed#2026-11-01') } },
            { PutRequest: { Item: item(2, 'open#2026-11-30') } },
            { PutRequest: { Item: item(3, 'open#2026-11-30') } },
          ],
        },
      },
      3,
    ],
  ])('%s stores an item and its entries in the indexes at once', async (operation, request, items) => {
    const store = await openStore(undefined);
    onTestFinished(() => store.db.close());
    const operate = await loadOperations();
    const run = (name: string, data: object) =>
      operate(store, `DynamoDB_20120810.${name}`, Buffer.from(JSON.stringify(data)));
    expect((await run('CreateTable', tableOfPromises())).status).toBe(200);
    await vi.waitFor(async () => {
      const { body } = await run('DescribeTable', { TableName });
      expect(JSON.parse(body).Table.TableStatus).toBe('ACTIVE');
    });
    expect((await run('PutItem', { TableName, Item: item(0, 'open#2026-11-30') })).status).toBe(200);
    const writes: string[][] = [];
    store.db.on('write', (changes) => writes.push(changes.map(({ key }) => key)));

    expect((await run(operation, request)).status).toBe(200);

    expect(writes).toHaveLength(items);
    for (const keys of writes) {
      expect(keys.filter((key) => key.startsWith('item-'))).toHaveLength(1);
      expect(keys.filter((key) => key.startsWith('index-')).length).toBeGreaterThan(0);
    }
  });

  it('a write is whole or not there when the engine is killed meanwhile, in the table as in its index', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'live-assist-writes-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const credentials = newEngineKey();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, endpoint } = await startEngineProcess(join(folder, 'dynamodb'), credentials);
      const client = dynamoClient({ endpoint, credentials });
      await createTables(client, TABLE_NAMES);
      if (kill > 0) expect(await inIndex(client)).toEqual(await inTable(client));
      const writers = Array.from({ length: ITEMS }, (_, n) => moveForEver(client, n));
      await sleep(300 + 37 * kill);
      child.kill('SIGKILL');
      await once(child, 'exit');
      client.destroy();
      await Promise.all(writers);
    }
  }, 120_000);
});

function item(n: number, recall: string) {
  return { client_email: { S: ANA }, commitment_id: { S: `call-${n}:1:1:0` }, recall: { S: recall } };
}

function key(n: number) {
  const { client_email, commitment_id } = item(n, '');
  return { TableName, Key: { client_email, commitment_id } };
}

function moved(recall: string) {
  return {
    UpdateExpression: 'SET recall = :recall',
    ExpressionAttributeValues: { ':recall': { S: recall } },
  };
}

function tableOfPromises() {
  const definition = tableDefinitions(TABLE_NAMES).find((table) => table.TableName === TableName);
  if (definition === undefined) throw new Error('There is no such table.');
  return definition;
}

/** Moves one item from place to place in the index until the engine is gone. */
async function moveForEver(client: DynamoDBDocumentClient, n: number): Promise<void> {
  const Key = { client_email: ANA, commitment_id: `call-${n}:1:1:0` };
  try {
    for (let move = 0; ; move += 1) {
      const place = { ':recall': `open#${move % 2}#${n}`, ':move': move };
      const UpdateExpression = 'SET recall = :recall, moves = :move';
      await client.send(
        new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues: place }),
      );
    }
  } catch {}
}

type Rows = Map<string, unknown>;

async function inTable(client: DynamoDBDocumentClient): Promise<Rows> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  return byId(Items);
}

async function inIndex(client: DynamoDBDocumentClient): Promise<Rows> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: RECALLED,
      ConsistentRead: true,
      KeyConditionExpression: 'client_email = :ana',
      ExpressionAttributeValues: { ':ana': ANA },
    }),
  );
  expect(Items).toHaveLength(byId(Items).size);
  return byId(Items);
}

function byId(items: Record<string, unknown>[]): Rows {
  const sorted = items.toSorted((a, b) => (String(a.commitment_id) < String(b.commitment_id) ? -1 : 1));
  return new Map(sorted.map((row) => [String(row.commitment_id), row]));
}

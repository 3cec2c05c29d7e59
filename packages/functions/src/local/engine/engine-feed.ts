import { randomUUID } from 'node:crypto';
import type { DynaliteStore } from 'dynalite/db/index.js';
import type { Answer } from './engine-answer.ts';
import type { Operate } from './engine-store.ts';

/** The name of the table that is told of the puts on another one, if it exists. */
export function feedOf(table: string): string {
  return `${table}-feed`;
}

/** The one partition of a feed. */
export const FEED = 'windows';

type Item = Record<string, unknown>;
type Run = (operation: string, data: object) => Promise<Answer>;

/** An item that is about to be put. */
interface Put {
  table: string;
  item: Item;
}

/**
 * Notes the keys of the items that are put into a table with a feed, as a stream of DynamoDB does: before an item is
 * stored, so that none is lost when the engine is killed. A reader may therefore meet a note before its item, or without
 * one. An update notes an item that it makes.
 */
export function withFeed(operate: Operate): Operate {
  const fed = new Map<string, boolean>();
  let notes = 0;
  return async (store, target, body) => {
    const name = target.slice(target.indexOf('.') + 1);
    if (name === 'CreateTable' || name === 'DeleteTable') fed.clear();
    const puts = WRITES.has(name) ? await fedPuts(store, name, body) : [];
    if (puts.length === 0) return operate(store, target, body);
    const noted = [];
    for (const put of puts) noted.push(await note(store, put));
    const answer = await operate(store, target, body);
    if (answer.status !== 200) for (const { table, key } of noted) await forget(store, table, key);
    return answer;
  };

  function running(store: DynaliteStore): Run {
    return (operation, data) =>
      operate(store, `DynamoDB_20120810.${operation}`, Buffer.from(JSON.stringify(data)));
  }

  async function fedPuts(store: DynaliteStore, name: string, body: Buffer): Promise<Put[]> {
    const run = running(store);
    const found = [];
    for (const put of putsOf(name, body)) {
      if (!(await isFed(run, put.table))) continue;
      if (name === 'UpdateItem' && (await exists(run, put))) continue;
      found.push(put);
    }
    return found;
  }

  async function isFed(run: Run, table: string): Promise<boolean> {
    const known = fed.get(table);
    if (known !== undefined) return known;
    const { status } = await run('DescribeTable', { TableName: feedOf(table) });
    fed.set(table, status === 200);
    return status === 200;
  }

  async function note(store: DynaliteStore, { table, item }: Put): Promise<{ table: string; key: Item }> {
    const now = Date.now();
    notes += 1;
    const order = String(notes).padStart(9, '0');
    const key = { feed: { S: FEED }, position: { S: `${now}-${order}-${randomUUID()}` } };
    const { call_id, window_number } = item;
    const Item = { ...key, call_id, window_number, storedAt: { N: String(now) } };
    const { status } = await running(store)('PutItem', { TableName: feedOf(table), Item });
    if (status !== 200) throw new Error('The feed of the engine could not be written.');
    return { table, key };
  }

  async function forget(store: DynaliteStore, table: string, Key: Item): Promise<void> {
    await running(store)('DeleteItem', { TableName: feedOf(table), Key });
  }
}

const WRITES = new Set(['PutItem', 'BatchWriteItem', 'UpdateItem']);

async function exists(run: Run, { table, item }: Put): Promise<boolean> {
  const { status, body } = await run('GetItem', { TableName: table, Key: item, ConsistentRead: true });
  return status === 200 && 'Item' in JSON.parse(body);
}

/** What a request would put; nothing where the engine will refuse it. */
function putsOf(name: string, body: Buffer): Put[] {
  const data = parsed(body);
  const puts =
    name === 'BatchWriteItem'
      ? Object.entries(recordOf(data.RequestItems)).flatMap(([table, requests]) =>
          (Array.isArray(requests) ? requests : []).map((request) => ({
            table,
            item: recordOf(recordOf(request?.PutRequest).Item),
          })),
        )
      : [{ table: String(data.TableName), item: recordOf(name === 'PutItem' ? data.Item : data.Key) }];
  return puts.filter(({ item }) => 'call_id' in item && 'window_number' in item);
}

function parsed(body: Buffer): Item {
  try {
    return recordOf(JSON.parse(body.toString()));
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Item {
  return typeof value === 'object' && value !== null ? (value as Item) : {};
}

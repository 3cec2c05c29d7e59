import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { LiveAssistError, type ReadOptions } from '@live-assist/core';
import { storeFailure } from './dynamodb-client.ts';
import {
  type Attributes,
  aliases,
  type Change,
  deleteCommand,
  type EntryChange,
  entryCommand,
  type Times,
  updateCommand,
} from './update-command.ts';

const SECONDS_OF_DAY = 86_400;

/** What every store over DynamoDB is made of. */
export interface TableOptions {
  client: DynamoDBDocumentClient;
  /** Name of the table. */
  table: string;
  /** Milliseconds since 1970, for rows that have expired. @default Date.now */
  now?: (() => number) | undefined;
  /** For how many days a row is kept from its first write on; undefined means for ever. */
  retentionDays?: number | undefined;
}

type Query = Omit<QueryCommandInput, 'TableName'>;

/** How a conditional write ended: done, or not because of the row that lies there (null: there is none). */
export type Outcome<Row> = { done: true } | { done: false; stored: Row | null };

/** The commands that the stores need, on one table, with one reading of failures and of rows that have expired. */
export function dynamoTable<Row extends object>(options: TableOptions) {
  const { client, table, now = Date.now, retentionDays } = options;
  const TableName = table;
  const seconds = () => Math.floor(now() / 1000);
  const times = (): Times => ({
    now: seconds(),
    expiresAt: retentionDays === undefined ? undefined : seconds() + retentionDays * SECONDS_OF_DAY,
  });
  const isExpired = (row: Attributes) => typeof row.expires_at === 'number' && row.expires_at <= seconds();

  const reach = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      throw storeFailure(error, table);
    }
  };

  const read = async (Key: Attributes): Promise<Attributes | undefined> =>
    (await reach(client.send(new GetCommand({ TableName, Key, ConsistentRead: true })))).Item;

  const write = async (send: () => Promise<unknown>): Promise<boolean> => {
    try {
      await reach(send());
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  };

  // What stood in the way of a write may be gone when it is looked at: then the write is sent again, unless it needs
  // a row. A row that has expired but still lies there must not stand in the way of a new one. It is removed first,
  // whole, so that nothing of it lives on; again when another writer left one meanwhile.
  const settle = async (
    key: Attributes,
    send: () => Promise<unknown>,
    needsRow = false,
  ): Promise<Outcome<Row>> => {
    for (let attempt = 1; ; attempt++) {
      if (await write(send)) return { done: true };
      const stored = await read(key);
      if (stored && !isExpired(stored)) return { done: false, stored: stored as Row };
      if ((!stored && needsRow) || attempt === 3) return { done: false, stored: null };
      if (stored) {
        await write(() => client.send(deleteCommand(TableName, key, { expires_at: stored.expires_at })));
      }
    }
  };

  const rows = async function* (query: Query, { expired = false }: ReadOptions = {}): AsyncGenerator<Row> {
    // An index cannot be read consistently.
    let page: QueryCommandInput = { ...query, TableName, ConsistentRead: query.IndexName === undefined };
    for (;;) {
      const { Items = [], LastEvaluatedKey } = await reach(client.send(new QueryCommand(page)));
      for (const row of Items) if (expired || !isExpired(row)) yield row as Row;
      if (!LastEvaluatedKey) return;
      page = { ...page, Limit: undefined, ExclusiveStartKey: LastEvaluatedKey };
    }
  };

  return {
    /** The row at this key, read consistently, or null. */
    async get(key: Attributes, { expired = false }: ReadOptions = {}): Promise<Row | null> {
      const row = await read(key);
      return row && (expired || !isExpired(row)) ? (row as Row) : null;
    },

    /** Every row of a query, all pages. */
    async queryAll(query: Query, options?: ReadOptions): Promise<Row[]> {
      const all: Row[] = [];
      for await (const row of rows(query, options)) all.push(row);
      return all;
    },

    /** The rows of a query one by one; a page is read when its first row is asked for. `Limit` sizes the first page. */
    query: rows,

    /** Puts a row on condition that none lies at its key. */
    add(key: Attributes, row: Row): Promise<Outcome<Row>> {
      const names = Object.keys(key);
      return settle(key, () =>
        client.send(
          new PutCommand({
            TableName,
            Item: { ...row, expires_at: times().expiresAt },
            ConditionExpression: names.map((name) => `attribute_not_exists(#${name})`).join(' AND '),
            ExpressionAttributeNames: aliases(names),
          }),
        ),
      );
    },

    /** Changes a row, or makes it, on a condition; a row that has expired counts as none. */
    change: (change: Change): Promise<Outcome<Row>> =>
      settle(change.key, () => client.send(updateCommand(TableName, change, times())), change.needsRow),

    /** Sets one entry of the map `attribute` of a row, which is made when it is missing, on a condition. */
    async changeEntry(change: EntryChange): Promise<Outcome<Row>> {
      const { key, attribute, entry, value, condition, values = {} } = change;
      const first = {
        key,
        set: { [attribute]: { [entry]: value } },
        condition: [condition, `attribute_not_exists(#${attribute})`],
        values,
      };
      const made = await settle(key, () => client.send(updateCommand(TableName, first, times())), true);
      if (made.done || made.stored === null) return made;
      return settle(key, () => client.send(entryCommand(TableName, change, times())), true);
    },

    /** Removes a row on condition that these attributes are as given, undefined meaning absent. True when it is gone. */
    async removeIf(key: Attributes, as: Attributes): Promise<boolean> {
      const removed = await write(() => client.send(deleteCommand(TableName, key, as)));
      return removed || (await read(key)) === undefined;
    },

    /** Removes the row at this key, if there is one. */
    async remove(Key: Attributes): Promise<void> {
      await reach(client.send(new DeleteCommand({ TableName, Key })));
    },
  };
}

/** For a row that stood in the way of a write and was gone again each time that it was read. */
export function contended(): never {
  throw new LiveAssistError(
    'store_unavailable',
    'The same record is being changed elsewhere. Try again in a moment.',
  );
}

function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

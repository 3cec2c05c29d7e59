import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { LiveAssistError, type ReadBounds, type ReadOptions } from '@live-assist/core';
import { queryWithin } from './bounded-query.ts';
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

/** The options of every DynamoDB store. */
export interface TableOptions {
  client: DynamoDBDocumentClient;
  /** Name of the table. */
  table: string;
  /** Milliseconds since 1970, to detect expired rows. @default Date.now */
  now?: (() => number) | undefined;
  /** Days for which a row is kept after its first write; undefined means forever. */
  retentionDays?: number | undefined;
}

type Query = Omit<QueryCommandInput, 'TableName'>;

/**
 * The result of a conditional write: done (with the row as it was before, where that was asked for), or not done because
 * of the stored row (null: no row).
 */
export type Outcome<Row> = { done: true; former?: Row | null } | { done: false; stored: Row | null };

/** The commands on one table that the stores need, with common handling of failures and of expired rows. */
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

  const write = async (send: () => Promise<unknown>): Promise<boolean> => (await written(send)) !== null;

  // The answer of a write; null if its condition failed.
  const written = async (send: () => Promise<unknown>): Promise<{ Attributes?: Attributes } | null> => {
    try {
      return (await reach(send())) as { Attributes?: Attributes };
    } catch (error) {
      if (isConditionFailure(error)) return null;
      throw error;
    }
  };

  // The row that blocked a write may be gone when it is read; then the write is repeated, unless it needs a row. An
  // expired row must not block a new one, nor leave parts in it, so it is deleted first; again if another writer left
  // one meanwhile.
  const settle = async (
    key: Attributes,
    send: () => Promise<unknown>,
    needsRow = false,
  ): Promise<Outcome<Row>> => {
    for (let attempt = 1; ; attempt++) {
      const answer = await written(send);
      if (answer !== null) return { done: true, former: (answer.Attributes as Row | undefined) ?? null };
      const stored = await read(key);
      if (stored && !isExpired(stored)) return { done: false, stored: stored as Row };
      if ((!stored && needsRow) || attempt === 3) return { done: false, stored: null };
      if (stored) {
        await write(() => client.send(deleteCommand(TableName, key, { expires_at: stored.expires_at })));
      }
    }
  };

  const rows = async function* (
    query: Query,
    { expired = false, most }: ReadOptions & { most?: number | undefined } = {},
  ): AsyncGenerator<Row> {
    let yielded = 0;
    // DynamoDB has no consistent reads of a global index.
    let page: QueryCommandInput = {
      ConsistentRead: query.IndexName === undefined,
      ...(most !== undefined && { Limit: most }),
      ...query,
      TableName,
    };
    for (;;) {
      const { Items = [], LastEvaluatedKey } = await reach(client.send(new QueryCommand(page)));
      for (const row of Items) {
        if (!expired && isExpired(row)) continue;
        yielded += 1;
        yield row as Row;
        if (yielded === most) return;
      }
      if (!LastEvaluatedKey) return;
      page = { ...page, Limit: most && most - yielded, ExclusiveStartKey: LastEvaluatedKey };
    }
  };

  return {
    /** When a row that is written now expires, in seconds since 1970. */
    expiryOfNew: () => times().expiresAt,

    /** The row at this key, read consistently, or null. */
    async get(key: Attributes, { expired = false }: ReadOptions = {}): Promise<Row | null> {
      const row = await read(key);
      return row && (expired || !isExpired(row)) ? (row as Row) : null;
    },

    /** Every row of a query, all pages, or the first `most` of them. */
    async queryAll(query: Query, options?: ReadOptions & { most?: number | undefined }): Promise<Row[]> {
      const all: Row[] = [];
      for await (const row of rows(query, options)) all.push(row);
      return all;
    },

    /** The first rows of a query, within bounds: {@link queryWithin}. */
    async queryWithin(query: Query, bounds: ReadBounds): Promise<{ rows: Row[]; hasMore: boolean }> {
      const send = (page: Omit<QueryCommandInput, 'TableName'>) =>
        reach(client.send(new QueryCommand({ ...query, ...page, TableName, ConsistentRead: true })));
      const { rows, hasMore } = await queryWithin(send, bounds, (row) => !isExpired(row));
      return { rows: rows as Row[], hasMore };
    },

    /** Yields the rows of a query; each page is read on demand. `Limit` sets the size of the first page. */
    query: rows,

    /** Adds a row if its key has none. Without `expiresAt`, in seconds since 1970, it lives as long as any other. */
    add(key: Attributes, row: Row, expiresAt = times().expiresAt): Promise<Outcome<Row>> {
      const names = Object.keys(key);
      return settle(key, () =>
        client.send(
          new PutCommand({
            TableName,
            Item: { ...row, expires_at: expiresAt },
            ConditionExpression: names.map((name) => `attribute_not_exists(#${name})`).join(' AND '),
            ExpressionAttributeNames: aliases(names),
          }),
        ),
      );
    },

    /** Changes or creates a row on a condition; an expired row counts as missing. */
    change: (change: Change): Promise<Outcome<Row>> =>
      settle(change.key, () => client.send(updateCommand(TableName, change, times())), change.needsRow),

    /** Sets one entry of the map `attribute` of a row on a condition; a missing map is created. */
    async changeEntry(change: EntryChange): Promise<Outcome<Row>> {
      const { key, attribute, entry, value, counter, replaces, condition, values = {} } = change;
      const first = {
        key,
        set: { [attribute]: { [entry]: value } },
        add: { [counter]: 1 },
        condition: [condition, `attribute_not_exists(#${attribute})`],
        values,
      };
      // What replaces an entry needs the map.
      if (replaces == null) {
        const made = await settle(key, () => client.send(updateCommand(TableName, first, times())), true);
        if (made.done || made.stored === null) return made;
      }
      return settle(key, () => client.send(entryCommand(TableName, change, times())), true);
    },

    /** Removes a row if these attributes have the given values; undefined means absent. True when it is gone. */
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

/** Fails when a row blocked a write, but was gone each time it was read. */
export function contended(): never {
  throw new LiveAssistError(
    'store_unavailable',
    'The same record is being changed elsewhere. Try again in a moment.',
  );
}

function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Outbox, StoredAnalytics } from '@live-assist/core';
import { storeFailure } from '../dynamodb-client.ts';
import type { TableOptions } from '../table.ts';

type Key = Pick<StoredAnalytics, 'client_email' | 'created_at'>;

/** Replaces the outbox of a row; see `AnalyticsStore.keepOutbox`. */
export function keepOutbox(table: TableOptions, row: Key, outbox: Outbox): Promise<void> {
  return changed(table, row, {
    UpdateExpression: 'SET #outbox = :outbox',
    ConditionExpression: '#outbox.#count = :count',
    ExpressionAttributeNames: { '#outbox': 'outbox', '#count': 'count' },
    ExpressionAttributeValues: { ':outbox': outbox, ':count': outbox.count },
  });
}

/** Removes the outbox of a change by hand; see `AnalyticsStore.clearChange`. */
export function clearChange(table: TableOptions, row: Key, commitmentId: string, at: string): Promise<void> {
  return changed(table, row, {
    UpdateExpression: 'REMOVE #changes.#id.#outbox',
    ConditionExpression: '#changes.#id.#at = :at',
    ExpressionAttributeNames: {
      '#changes': 'commitmentChanges',
      '#id': commitmentId,
      '#outbox': 'outbox',
      '#at': 'at',
    },
    ExpressionAttributeValues: { ':at': at },
  });
}

async function changed(
  { client, table }: TableOptions,
  { client_email, created_at }: Key,
  change: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key'>,
): Promise<void> {
  try {
    await client.send(new UpdateCommand({ ...change, TableName: table, Key: { client_email, created_at } }));
  } catch (error) {
    // What is newer is told of later.
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return;
    throw storeFailure(error, table);
  }
}

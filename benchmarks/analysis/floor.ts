import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }), {
  marshallOptions: { removeUndefinedValues: true },
});

/**
 * The minimum store calls of an analysis: read the claim, the customer's rows, the windows and the erasure; take the
 * claim, write the row, check for an erasure again, and mark the claim as done.
 *
 * @param row - The row to write instead of a result.
 * @param judge - Awaited after the reads.
 */
export function floorAnalysis(
  row: object,
  judge: () => Promise<unknown> = async () => {},
): (call_id: string, client_email: string) => Promise<void> {
  let written = 0;
  return async (call_id, client_email) => {
    const token = randomUUID();
    const created_at = new Date(Date.UTC(2026, 10, 22) + written++).toISOString();
    const tombstone = { id: `erased#customer#${client_email}` };
    await get('analysis-claims', { call_id });
    await read('call-analytics', { client_email });
    await Promise.all([read('call-records', { call_id }), get('service-state', tombstone)]);
    const leaseUntil = Date.now() + 70_000;
    const held = { created_at, attempt: 1, token, leaseUntil, updatedAt: Date.now(), status: 'running' };
    await update('analysis-claims', { call_id }, held, 'attribute_not_exists(#attempt)');
    await judge();
    const found = { ...row, call_id, client_email: undefined, created_at: undefined };
    await update('call-analytics', { client_email, created_at }, found, 'attribute_not_exists(#analysis)');
    await get('service-state', tombstone);
    const done = { token, status: 'done', updatedAt: Date.now() };
    await update('analysis-claims', { call_id }, done, 'attribute_exists(#token)');
  };
}

async function get(TableName: string, Key: Record<string, string>): Promise<void> {
  await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
}

async function read(TableName: string, key: Record<string, string>): Promise<void> {
  const [[name, value] = ['', '']] = Object.entries(key);
  const query: QueryCommandInput = {
    TableName,
    ConsistentRead: true,
    KeyConditionExpression: '#key = :key',
    ExpressionAttributeNames: { '#key': name },
    ExpressionAttributeValues: { ':key': value },
  };
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: start }));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

async function update(
  TableName: string,
  Key: Record<string, string>,
  set: Record<string, unknown>,
  ConditionExpression: string,
): Promise<void> {
  const names = Object.keys(set).filter((name) => set[name] !== undefined);
  await client.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
    }),
  );
}

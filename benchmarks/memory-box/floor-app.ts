/**
 * The floor of a memory box: one route that checks the token, reads the same rows in the same pages, and returns the
 * product's answer without computing it.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { Hono } from 'hono';
import { verify } from 'hono/jwt';

const { FLOOR_ANSWERS = '', AUTH_SECRET = '' } = process.env;
const answers: Record<string, object> = JSON.parse(readFileSync(FLOOR_ANSWERS, 'utf8'));
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }));

const key = await crypto.subtle.importKey(
  'raw',
  new TextEncoder().encode(AUTH_SECRET),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['verify'],
);

export const app = new Hono().post('/getMemoryBox', async (c) => {
  await verify(c.req.header('authorization')?.slice('Bearer '.length) ?? '', key, 'HS256');
  const { client_email } = await c.req.json();
  const ofCustomer = {
    KeyConditionExpression: '#client_email = :client_email',
    ExpressionAttributeNames: { '#client_email': 'client_email' },
    ExpressionAttributeValues: { ':client_email': client_email },
  };
  await Promise.all([
    all({ TableName: 'call-analytics', ConsistentRead: true, ScanIndexForward: false, ...ofCustomer }),
    all({ TableName: 'analysis-claims', IndexName: 'byCustomer', ...ofCustomer }),
  ]);
  return c.json(answers[client_email]);
});

async function all(query: QueryCommandInput): Promise<object[]> {
  const rows: object[] = [];
  for (let page: QueryCommandInput | undefined = query; page !== undefined; ) {
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await client.send(new QueryCommand(page));
    rows.push(...Items);
    page = LastEvaluatedKey && { ...query, ExclusiveStartKey: LastEvaluatedKey };
  }
  return rows;
}

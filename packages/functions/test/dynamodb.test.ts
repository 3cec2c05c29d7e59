import { PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  describeAnalysisClaims,
  describeAnalyticsStore,
  describeCallRecords,
  describeCounters,
} from '@live-assist/core/contracts';
import { afterAll, beforeAll } from 'vitest';
import { startTestEngine, type TestEngine, type TestTables } from './with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

describeCallRecords('DynamoDB', async () => {
  const tables = await engine.newTables();
  return { store: tables.records, put: (row) => put(tables, tables.names.callRecords, row) };
});

describeAnalyticsStore('DynamoDB', async () => {
  const tables = await engine.newTables();
  return { store: tables.analytics, put: (row) => put(tables, tables.names.callAnalytics, row) };
});

describeAnalysisClaims('DynamoDB', async () => {
  const tables = await engine.newTables();
  return { store: tables.claims, put: (row) => put(tables, tables.names.analysisClaims, row) };
});

describeCounters('DynamoDB', async () => (await engine.newTables()).counters);

async function put({ client }: TestTables, TableName: string, Item: Record<string, unknown>): Promise<void> {
  await client.send(new PutCommand({ TableName, Item }));
}

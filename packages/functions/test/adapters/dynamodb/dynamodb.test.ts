import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AnalysisClaims, AnalyticsStore, CallRecords } from '@live-assist/core';
import {
  describeAliasClaims,
  describeAnalysisClaims,
  describeAnalyticsStore,
  describeCallRecords,
  describeCounters,
  describeCustomerAliases,
  describeErasures,
  describeHiddenNumbers,
  describeMovedRows,
  describePromiseStore,
  describeRetention,
  type MakeStore,
} from '@live-assist/core/contracts';
import { afterAll, beforeAll } from 'vitest';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

const records: MakeStore<CallRecords> = async (options) => {
  const tables = await engine.newTables(options);
  return { store: tables.records, put: (row) => put(tables, tables.names.callRecords, row) };
};
const analytics: MakeStore<AnalyticsStore> = async (options) => {
  const tables = await engine.newTables(options);
  return { store: tables.analytics, put: (row) => put(tables, tables.names.callAnalytics, row) };
};
const claims: MakeStore<AnalysisClaims> = async (options) => {
  const tables = await engine.newTables(options);
  return { store: tables.claims, put: (row) => put(tables, tables.names.analysisClaims, row) };
};

describeCallRecords('DynamoDB', records);
describeAnalyticsStore('DynamoDB', analytics);
describeAnalysisClaims('DynamoDB', claims);
describeAliasClaims('DynamoDB', claims);
describeMovedRows('DynamoDB', analytics);
describeHiddenNumbers('DynamoDB', records);
describeRetention('DynamoDB', { records, analytics, claims });
describeCounters('DynamoDB', async () => (await engine.newTables()).counters);
describePromiseStore('DynamoDB', async () => {
  const tables = await engine.newTables();
  return { store: tables.promises, put: (row) => put(tables, tables.names.promises, row) };
});
describeCustomerAliases('DynamoDB', async (options) => {
  const tables = await engine.newTables(options);
  return { store: tables.aliases, put: (row) => put(tables, tables.names.customerAliases, row) };
});
describeErasures('DynamoDB', async () => (await engine.newTables()).erasures);

async function put({ client }: TestTables, TableName: string, Item: Record<string, unknown>): Promise<void> {
  await client.send(new PutCommand({ TableName, Item }));
}

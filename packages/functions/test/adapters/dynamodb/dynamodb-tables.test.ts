import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { callAnalytics, callWindow, heldClaim } from '@live-assist/core/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BY_CUSTOMER } from '../../../src/adapters/dynamodb/by-customer.ts';
import { besides } from '../../../src/adapters/dynamodb/setup/rebuild-table.ts';
import { createTables, dropTables } from '../../../src/adapters/dynamodb/tables.ts';
import { startTestEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

describe('createTables', () => {
  it('createTables leaves existing tables and their rows unchanged', async () => {
    const { client, names, records } = await engine.newTables();
    await records.add(callWindow(0));
    await Promise.all([createTables(client, names), createTables(client, names)]);

    expect(await records.list('call-1')).toEqual([callWindow(0)]);
  });

  it('createTables creates the tables once when two processes start at the same time', async () => {
    const { client, names } = await engine.newTables();
    const fresh = { ...names, callRecords: 'at-the-same-time' };
    await Promise.all([createTables(client, fresh), createTables(client, fresh)]);

    expect(await engine.reachedAt(engine.endpoint, fresh).records.list('call-1')).toEqual([]);
  });

  it('createTables refuses a table of that name with other keys', async () => {
    const { client, names } = await engine.newTables();
    const mixedUp = { ...names, callRecords: names.callAnalytics };

    await expect(createTables(client, mixedUp)).rejects.toThrow(
      `The table "${names.callAnalytics}" exists with other keys.`,
    );
  });

  it('dropTables takes along what a rebuild that was ended has left beside a table', async () => {
    const { client, names } = await engine.newTables();
    const leftTable = besides(names.analysisClaims);
    await createTables(client, { ...names, analysisClaims: leftTable });
    await client.send(new PutCommand({ TableName: leftTable, Item: { call_id: 'call-1' } }));
    await dropTables(client, names);
    await createTables(client, names);

    expect(await engine.reachedAt(engine.endpoint, names).claims.get('call-1')).toBeNull();
  });

  it('createTables makes a table for the state of the service, by id', async () => {
    const { client, names } = await engine.newTables();
    const put = new PutCommand({ TableName: names.serviceState, Item: { id: 'a', expires_at: 1 } });

    await expect(client.send(put)).resolves.toBeDefined();
  });
});

describe('the index by customer', () => {
  it('the index by customer has the keys of the recorded windows, and no window without an address', async () => {
    const tables = await engine.newTables();
    const client_email = 'jane@example.com';
    await tables.records.add(callWindow(0));
    await tables.records.add(callWindow(1, { client_email }));
    await tables.records.add(callWindow(0, { call_id: 'call-2', client_email }));
    await tables.records.add(callWindow(0, { call_id: 'call-3', client_email: 'joe@example.com' }));

    expect(await byCustomer(tables, tables.names.callRecords, client_email)).toEqual([
      { client_email, call_id: 'call-1', window_number: 1 },
      { client_email, call_id: 'call-2', window_number: 0 },
    ]);
  });

  it('the index by customer has the claims with their state', async () => {
    const tables = await engine.newTables();
    const { token, client_email, ...rest } = heldClaim({ call_id: 'call-2' });
    await tables.claims.bind('call-1', client_email);
    await tables.claims.take({ token, client_email, ...rest });

    expect(await byCustomer(tables, tables.names.analysisClaims, client_email)).toEqual([
      { client_email, call_id: 'call-1' },
      { client_email, ...rest },
    ]);
  });

  it('the index by customer follows a claim as it changes', async () => {
    const tables = await engine.newTables();
    await tables.claims.take(heldClaim());
    await tables.claims.update(heldClaim(), { status: 'done' });
    await tables.analytics.write(callAnalytics());

    const found = await byCustomer(tables, tables.names.analysisClaims, 'jane@example.com');
    expect(found).toMatchObject([{ call_id: 'call-1', status: 'done' }]);
  });
});

async function byCustomer({ client }: TestTables, TableName: string, customer: string) {
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: BY_CUSTOMER,
      KeyConditionExpression: 'client_email = :customer',
      ExpressionAttributeValues: { ':customer': customer },
    }),
  );
  return Items;
}

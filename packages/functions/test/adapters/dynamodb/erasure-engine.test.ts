import { randomBytes } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { analyzeCall, eraseCustomer, type Ports, recordCallWindow } from '@live-assist/core';
import { callWindow } from '@live-assist/core/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scriptedAnalyst } from '../../../../core/test/support/story.ts';
import { dynamoCallRecords } from '../../../src/adapters/dynamodb/call-records.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { raceOnEngine, rowsIn } from '../../http/erasure-races.ts';
import { conversation } from '../../support/app.ts';
import { sharedEngine, type TestEngine } from '../../support/with-engine.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const ANA = { client_email: 'ana@example.com' };

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

it('an erasure only leaves a tombstone with keyed hashes, a time and an expiry', async () => {
  const tables = await engine.newTables();
  const ports: Ports = {
    ...tables,
    analyst: scriptedAnalyst(),
    clock: systemClock,
    newToken: () => crypto.randomUUID(),
  };
  await recordCallWindow(ports, { call_id: 'call-1', window_num: 1, turns: conversation, ...ANA });
  await recordCallWindow(ports, { call_id: 'call-1', window_num: 2, turns: conversation });
  await analyzeCall(ports, SETTINGS, { call_id: 'call-1', ...ANA });

  const { erasedAt, deleted } = await eraseCustomer(ports, SETTINGS, ANA);

  expect(deleted).toEqual({
    callRecords: 2,
    callAnalytics: 1,
    analysisClaims: 1,
    promises: 0,
    customerAliases: 0,
  });
  const at = Date.parse(erasedAt);
  const left = (await rowsIn(tables)).map((row) => JSON.parse(row));
  const tombstone = (name: string, days: number) => ({
    id: expect.stringMatching(new RegExp(`^erased#${name}#[0-9a-f]{64}$`)),
    erasedAt: at,
    expires_at: Math.ceil(at / 1000) + days * 86_400,
  });
  expect(left).toHaveLength(2);
  expect(left).toEqual(
    expect.arrayContaining([
      tombstone('customer', 400),
      // Keeps the owner of the call, so that no other customer can claim its next windows.
      { ...tombstone('call', 1), owner: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]),
  );
});

it('a table of windows without the index reports no calls of a customer, and does not fail', async () => {
  const { client } = await engine.newTables();
  const table = `adopted-${randomBytes(4).toString('hex')}`;
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'call_id', AttributeType: 'S' },
        { AttributeName: 'window_number', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'call_id', KeyType: 'HASH' },
        { AttributeName: 'window_number', KeyType: 'RANGE' },
      ],
    }),
  );
  const records = dynamoCallRecords({ client, table });
  await expect.poll(() => records.add(callWindow(1, ANA))).toBeNull();

  expect(await records.callsOf(ANA.client_email)).toEqual([]);
});

it('an erasure that races every writer on a real engine leaves no trace', async () => {
  let over = 0;
  await raceOnEngine(engine, 5, 20261122, (races) => {
    over = races;
  });
  expect(over).toBe(5);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { recallMemory } from '@live-assist/core';
import { callAnalytics } from '@live-assist/core/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoClient } from '../../../src/adapters/dynamodb/dynamodb-client.ts';
import { tableDefinitions } from '../../../src/adapters/dynamodb/tables.ts';
import { startEngine } from '../../../src/local/engine/engine.ts';
import { engineKeyOf } from '../../../src/local/engine/engine-key.ts';
import { fillPromises } from '../../../src/local/server/fill-promises.ts';
import { type LocalService, startLocalService } from '../../../src/local/server/local-service.ts';
import { makePrivateFolder } from '../../../src/local/server/private-folder.ts';
import { freePort } from '../../support/free-port.ts';
import { TABLE_NAMES } from '../../support/table-names.ts';

const JANE = 'jane@example.com';
const JOE = 'joe@example.com';
const SETTINGS = { timeZone: 'UTC', sharedAddresses: [] };

const folder = mkdtempSync(join(tmpdir(), 'live-assist-former-'));
let service: LocalService;

/** The rows of the version before: no end, no label, a day of the deed is not known, and `broken` for missed. */
function formerRows(): object[] {
  const made = (call_id: string, dueAt: string | null) => ({
    id: `${call_id}:1:1:0`,
    text: 'I will send you the form',
    owner: 'agent' as const,
    dueAt,
    evidence: [{ window_number: 1, turn: 1, speaker: 'agent' as const, quote: 'I will send you the form' }],
  });
  const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`;
  const told = (commitment_id: string, status: string, day: number) => ({
    commitment_id,
    status,
    at: at(day),
  });
  const row = (call_id: string, day: number, more: object) => ({
    ...callAnalytics({ call_id, created_at: at(day) }),
    ...more,
  });
  return [
    row('a', 2, { commitments: [made('a', '2026-11-06')] }),
    row('b', 3, { commitments: [made('b', null)] }),
    row('c', 4, {
      closings: [
        { ...told('a:1:1:0', 'broken', 4), evidence: [] },
        { ...told('b:1:1:0', 'kept', 4), evidence: [] },
      ],
    }),
    row('d', 5, {
      client_email: JOE,
      commitments: [made('d', null)],
      commitmentChanges: { 'd:1:1:0': { status: 'kept', at: at(6), by: null } },
    }),
    {
      call_id: 'old',
      client_email: 'Jane@Example.com',
      created_at: '2025-06-28T10:20:08.979455+00:00',
      tags: [],
    },
  ];
}

/** A data folder as that version left it: four tables, and no ledger. */
beforeAll(async () => {
  makePrivateFolder(folder);
  const engine = await startEngine({
    port: 0,
    path: join(folder, 'dynamodb'),
    credentials: engineKeyOf(folder),
  });
  const client = dynamoClient({ endpoint: engine.endpoint, credentials: engine.credentials });
  const tables = tableDefinitions(TABLE_NAMES).filter(({ TableName }) => TableName !== TABLE_NAMES.promises);
  for (const definition of tables) await client.send(new CreateTableCommand(definition));
  await waitUntilTableExists(
    { client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
    { TableName: TABLE_NAMES.callAnalytics },
  );
  for (const Item of formerRows()) {
    await client.send(new PutCommand({ TableName: TABLE_NAMES.callAnalytics, Item }));
  }
  client.destroy();
  await engine.stop();
  service = await startLocalService({ DATA_FOLDER: folder, DYNAMODB_PORT: String(await freePort()) });
});
afterAll(async () => {
  await service.engine.stop();
  rmSync(folder, { recursive: true });
});

it('a data folder of the version before keeps its calls and its promises, and its ledger is filled once', async () => {
  const box = () => recallMemory(service.ports, SETTINGS, { client_email: 'Jane@Example.com' }, false);
  const before = await box();
  // A start that was ended half-way left a part of the ledger.
  expect(await service.ports.promises.all(JOE)).toEqual([]);

  expect(before).toMatchObject({ calls: 4, commitments: [{ id: 'a:1:1:0', status: 'open' }, {}] });
  await fillPromises(service);
  expect(await service.ports.promises.all(JOE)).toMatchObject([
    { commitment_id: 'd:1:1:0', change: { status: 'kept' } },
  ]);
  const items = await service.ports.promises.all(JANE);
  expect(items.map(({ commitment_id, said }) => [commitment_id, said.c?.told[0]?.status])).toEqual([
    ['a:1:1:0', 'missed'],
    ['b:1:1:0', 'kept'],
  ]);
  expect(await box()).toEqual(before);

  expect(await fillPromises(service)).toBe(0);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dynamoClient } from '../../../src/adapters/dynamodb/dynamodb-client.ts';
import { appOptionsOf } from '../../../src/doors/wiring.ts';
import { QUEUE_TABLE } from '../../../src/local/queue/local-queue.ts';
import { workQueue } from '../../../src/local/queue/work-queue.ts';
import { devToken } from '../../../src/local/server/dev-token.ts';
import { type LocalService, startLocalService } from '../../../src/local/server/local-service.ts';
import { type LocalServer, serve } from '../../../src/local/server/serve.ts';
import { findInFiles } from '../../support/leveldb-files.ts';

const ANA = 'ana.of.the.files@example.com';
const BEN = 'ben.of.the.files@example.com';
const CARD = '4111 1111 1111 1111';
const PASSWORD = 'blue-harvest-77';
const SAID = 'marzipan harvest';
/** The turns of a call, with a unique word that is not a secret. */
const turnsOf = (address: string, said: string, secret: string) =>
  [
    ['Agent', `Good morning, how can I help? I see ${address} here.`],
    ['Customer', `The ${said} has not arrived. ${secret}`],
    ['Agent', `I'll send the ${said} again by Friday.`],
  ].map(([speaker, transcript], n) => ({ speaker, transcript, timestamp: `2026-11-02T10:00:0${n}Z` }));
const SECRETS = [ANA, CARD, CARD.replaceAll(' ', ''), PASSWORD, SAID];

let dataFolder: string;
let service: LocalService;
let server: LocalServer;
beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-erased-'));
  service = await startLocalService({
    DATA_FOLDER: dataFolder,
    DYNAMODB_PORT: '0',
    AUTH_SECRET: 'a secret of the tests that is long enough',
    ANALYST: 'local',
  });
});
afterEach(async () => {
  await server.close();
  await service.engine.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

it('an erased customer leaves nothing in any table, and after the compaction nothing in any file', async () => {
  // Collects the compactions, so that the test can search the files before each one.
  const compactions: Promise<void>[] = [];
  let mayCompact = false;
  const compact = async () => {
    if (!mayCompact) return;
    compactions.push(service.compact());
    await compactions.at(-1);
  };
  server = await serve({ ...service, compact }, 0, () => {});
  const stopWorker = workQueue({
    ...appOptionsOf(service.config),
    // This clock runs ahead, so the second sweep is due at once.
    ports: { ...service.ports, clock: { ...service.ports.clock, now: () => Date.now() + 600_000 } },
    queue: service.queue,
    compact,
    concurrency: 1,
    log: () => {},
  });
  try {
    const secret = `My card is ${CARD}, and my password is ${PASSWORD}.`;
    for (const call_id of ['call-1', 'call-2']) {
      const turns = turnsOf(ANA, SAID, secret);
      await post('/recordCallWindow', { call_id, client_email: ANA, window_num: 1, turns });
    }
    const turns = turnsOf(BEN, 'almond harvest', 'It is late.');
    await post('/recordCallWindow', { call_id: 'call-3', client_email: BEN, window_num: 1, turns });
    expect(wordsInFiles()).toEqual(expect.arrayContaining([ANA, CARD, PASSWORD, SAID]));
    await post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    await post('/getCallAnalytics', { call_id: 'call-2', client_email: ANA, async: true }, 202);
    await post('/getCallAnalytics', { call_id: 'call-3', client_email: BEN });
    await expect.poll(() => service.queue.size(), { timeout: 20_000 }).toBe(0);
    // Moves the words from the log to compressed tables as well.
    await service.compact();
    expect(wordsInFiles()).toEqual(expect.arrayContaining([ANA, SAID]));
    expect(await wordsInTables()).toEqual(expect.arrayContaining([ANA, SAID]));

    await post('/eraseCustomer', { client_email: ANA });
    await expect.poll(() => service.queue.size(), { timeout: 20_000 }).toBe(0);
    expect(await wordsInTables()).toEqual([]);
    expect(wordsInFiles()).toEqual(expect.arrayContaining([ANA, SAID]));

    mayCompact = true;
    await post('/eraseCustomer', { client_email: ANA });
    // One compaction follows the answer, and one the second sweep.
    await expect.poll(() => compactions.length, { timeout: 20_000 }).toBe(2);
    await Promise.all(compactions);
    expect(wordsInFiles()).toEqual([]);
    expect(await wordsInTables()).toEqual([]);
    const box = await post('/getMemoryBox', { client_email: BEN });
    expect(JSON.stringify(box)).toContain('almond harvest');
  } finally {
    await stopWorker();
  }
});

function wordsInFiles(): string[] {
  return [...new Set(findInFiles(dataFolder, SECRETS).map(({ word }) => word))];
}

async function wordsInTables(): Promise<string[]> {
  const { endpoint, credentials } = service.engine;
  const client = dynamoClient({ endpoint, credentials });
  const tables = [...Object.values(service.config.tables), QUEUE_TABLE];
  const rows = await Promise.all(tables.map((TableName) => client.send(new ScanCommand({ TableName }))));
  client.destroy();
  const text = JSON.stringify(rows.map(({ Items }) => Items));
  return SECRETS.filter((word) => text.includes(word));
}

async function post(path: string, body: object, status = 200): Promise<unknown> {
  const { keys } = service.config.auth;
  if (!('secret' in keys)) throw new Error('The service has no secret.');
  const scope = 'records:write analytics:write memory:read customer:erase customers:any';
  const token = await devToken(keys.secret, { scope });
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  expect([answer.status, text]).toEqual([status, expect.anything()]);
  return JSON.parse(text);
}

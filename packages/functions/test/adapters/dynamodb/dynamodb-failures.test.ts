import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { callAnalytics, callWindow, heldClaim } from '@live-assist/core/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError, operations, startFaultyProxy, tablesBehindFaults } from '../../support/faulty-proxy.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

const EVERY_METHOD: [string, (tables: TestTables) => Promise<unknown>][] = [
  ['records.list', ({ records }) => records.list('call-1')],
  ['records.newestWindow', ({ records }) => records.newestWindow('call-1')],
  ['records.add', ({ records }) => records.add(callWindow(0))],
  ['analytics.get', ({ analytics }) => analytics.get('jane@example.com', '2026-01-15T10:30:00.000Z')],
  ['analytics.list', ({ analytics }) => analytics.list('jane@example.com')],
  ['analytics.write', ({ analytics }) => analytics.write(callAnalytics())],
  ['analytics.remove', ({ analytics }) => analytics.remove('jane@example.com', '2026-01-15T10:30:00.000Z')],
  ['claims.get', ({ claims }) => claims.get('call-1')],
  ['claims.bind', ({ claims }) => claims.bind('call-1', 'jane@example.com')],
  ['claims.take', ({ claims }) => claims.take(heldClaim())],
  ['claims.update', ({ claims }) => claims.update(heldClaim(), { status: 'done' })],
];

describe('a store that fails', () => {
  it.each(EVERY_METHOD)('%s fails with store_unavailable when nothing listens', async (_, call) => {
    const { names } = await engine.newTables();
    const nowhere = await startFaultyProxy(engine);
    await nowhere.stop();

    await expect(call(engine.reachedAt(nowhere.endpoint, names))).rejects.toMatchObject({
      name: 'LiveAssistError',
      code: 'store_unavailable',
      message: 'The data store does not answer. Try again in a moment.',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it.each([
    ['breaks off', 'answer lost', 'does not answer'],
    ['is at fault', awsError(500, 'InternalServerError'), 'does not answer'],
    ['is at fault in words of its own', awsError(503, 'UnheardOfException'), 'does not answer'],
    ['refuses in words of its own', awsError(400, 'UnheardOfException'), 'does not answer'],
    ['hides behind a proxy with a page of its own', { status: 502, body: '<html>' }, 'does not answer'],
    ['hides behind a proxy that has enough', { status: 429, body: '{}' }, 'overloaded'],
    ['hides behind a proxy that forbids it', { status: 403, body: '{}' }, 'rights'],
    ['answers half', 'short answer', 'does not answer'],
    ['answers without a word', 'empty answer', 'does not answer'],
    ['is overloaded', awsError(400, 'ThrottlingException'), 'overloaded'],
    ['forbids it', awsError(400, 'AccessDeniedException'), 'rights'],
    ['does not know our credentials', awsError(400, 'UnrecognizedClientException'), 'credentials'],
  ] as const)('a store fails with store_unavailable when it %s', async (_, fault, words) => {
    const { proxied } = await tablesBehindFaults(engine, () => fault);

    await expect(proxied.records.list('call-1')).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining(words),
    });
  });

  it.each(['silence', 'patience', 'stalled answer'] as const)(
    'a store fails with store_unavailable within its time limit: %s',
    async (fault) => {
      const { endpoint, direct, requests } = await tablesBehindFaults(engine, () => fault);
      const { records } = engine.reachedAt(endpoint, direct.names, 250);

      await expect(records.list('call-1')).rejects.toMatchObject({
        code: 'store_unavailable',
        cause: { name: 'TimeoutError' },
      });
      expect(requests).toHaveLength(3);
    },
  );

  it('a store that fails now and then still serves every request', async () => {
    const { proxied } = await tablesBehindFaults(engine, (_, count) =>
      count % 2 === 1 ? awsError(500, 'InternalServerError') : undefined,
    );

    expect(await proxied.records.add(callWindow(0))).toBeNull();
    expect(await proxied.records.list('call-1')).toEqual([callWindow(0)]);
  });

  it.each(['cut answer', 'short answer', 'empty answer'] as const)(
    'a store retries after an incomplete answer: %s',
    async (fault) => {
      const { direct, proxied } = await tablesBehindFaults(engine, (_, count) =>
        count === 1 ? fault : undefined,
      );
      await direct.claims.take(heldClaim());

      expect(await proxied.claims.get('call-1')).toEqual(heldClaim());
      expect(await proxied.claims.take(heldClaim({ token: 'token-2' }))).toBe(false);
    },
  );

  it('a store that fails names the missing table', async () => {
    const { names } = await engine.newTables();
    const { records } = engine.reachedAt(engine.endpoint, { ...names, callRecords: 'no-such-table' });

    await expect(records.list('call-1')).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('"no-such-table" does not exist'),
    });
  });
});

describe('a number above 2^53', () => {
  it('a number above 2^53 is read as a number, whichever client wrote it', async () => {
    const { client, names, records } = await engine.newTables();
    const large = { ...callWindow(1), turns: [{ timestamp: 1_768_473_000_000_000_000n }] };
    await client.send(new PutCommand({ TableName: names.callRecords, Item: large }));
    await records.add(callWindow(0, { turns: [{ timestamp: 1_768_473_000_000_000_000 }] }));

    const turns = (await records.list('call-1')).map((window) => window.turns);
    expect(turns).toEqual(Array.from({ length: 2 }, () => [{ timestamp: 1_768_473_000_000_000_000 }]));
  });
});

describe('a programming error', () => {
  it('a programming error keeps its type: a row that no table can hold', async () => {
    const { records } = await engine.newTables();

    await expect(records.add(callWindow(0, { turns: 'x'.repeat(410_000) }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('a programming error keeps its type: a value that no table can hold', async () => {
    const { records } = await engine.newTables();

    await expect(records.add(callWindow(0, { turns: [Number.NaN] }))).rejects.not.toHaveProperty('code');
  });
});

describe('what the stores ask of DynamoDB', () => {
  it('the stores use five operations of DynamoDB, without scans, batches and transactions, and read consistently', async () => {
    const { proxied, requests } = await tablesBehindFaults(engine);
    for (const [, call] of EVERY_METHOD) {
      await call(proxied);
      await call(proxied);
    }

    const used = new Set(operations(requests));
    expect([...used].sort()).toEqual(['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']);
    const reads = requests.filter(({ operation }) => operation === 'GetItem' || operation === 'Query');
    expect(reads.every(({ input }) => input.ConsistentRead === true)).toBe(true);
  });

  it('the stores read only one row for the newest window, even of a long call', async () => {
    const { proxied, requests } = await tablesBehindFaults(engine);
    for (let number = 0; number < 5; number++) await proxied.records.add(callWindow(number));
    await proxied.records.newestWindow('call-1');

    expect(requests.filter(({ operation }) => operation === 'Query').map(({ input }) => input.Limit)).toEqual(
      [1],
    );
  });
});

import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { callAnalytics, callWindow, heldClaim } from '@live-assist/core/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

type Step = (tables: TestTables) => Promise<unknown>;
type Table = keyof typeof KEYS;

const KEYS = {
  callRecords: ['call_id', 'window_number'],
  callAnalytics: ['client_email', 'created_at'],
  analysisClaims: ['call_id'],
  serviceState: ['id'],
} as const;

const DAY = { id: 'spent#2100-01-01', expires_at: Date.UTC(2100, 0, 2) / 1000 };

const KEPT = { status: 'kept', at: '2026-01-16T09:00:00.000Z', by: null } as const;

/** The row of another writer, the write that it blocks, and the result once the row is gone. */
const REFUSED: { what: string; table: Table; other: Step; write: Step; done: unknown }[] = [
  {
    what: 'records.add',
    table: 'callRecords',
    other: ({ records }) => records.add(callWindow(0, { turns: [] })),
    write: ({ records }) => records.add(callWindow(0)),
    done: null,
  },
  {
    what: 'analytics.write',
    table: 'callAnalytics',
    other: ({ analytics }) => analytics.write(callAnalytics({ call_id: 'call-2' })),
    write: ({ analytics }) => analytics.write(callAnalytics()),
    done: 'written',
  },
  {
    what: 'claims.bind',
    table: 'analysisClaims',
    other: ({ claims }) => claims.bind('call-1', 'ben@example.com'),
    write: ({ claims }) => claims.bind('call-1', 'jane@example.com'),
    done: 'jane@example.com',
  },
  {
    what: 'claims.take',
    table: 'analysisClaims',
    other: ({ claims }) => claims.take(heldClaim()),
    write: ({ claims }) => claims.take(heldClaim({ token: 'token-2' })),
    done: true,
  },
  {
    what: 'counters.reserve',
    table: 'serviceState',
    other: ({ counters }) => counters.reserve({ counter: DAY, token: 'token-1', amount: 9 }, 10),
    write: ({ counters }) => counters.reserve({ counter: DAY, token: 'token-2', amount: 9 }, 10),
    done: 'reserved',
  },
  {
    what: 'erasures.mark',
    table: 'serviceState',
    other: ({ erasures }) => erasures.mark({ call_id: 'call-1' }, Date.now()),
    write: ({ erasures }) => erasures.mark({ call_id: 'call-1' }, Date.now() - 5000),
    done: expect.any(Number),
  },
];

/** New tables, and stores over them whose client runs a hook before each read and write. */
async function disturbed(before: { read: Step; write?: Step }) {
  const tables = await engine.newTables();
  const reached = engine.reachedAt(engine.endpoint, tables.names);
  const writes: string[] = [];
  reached.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'GetItemCommand') await before.read(tables);
        else {
          writes.push(commandName ?? '');
          await before.write?.(tables);
        }
        return next(args);
      },
    { step: 'initialize' },
  );
  return { tables, reached, writes };
}

async function empty({ client, names }: TestTables, table: Table): Promise<void> {
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: names[table], ConsistentRead: true }),
  );
  for (const row of Items) {
    const Key = Object.fromEntries(KEYS[table].map((name) => [name, row[name]]));
    await client.send(new DeleteCommand({ TableName: names[table], Key }));
  }
}

describe('a row that blocked a write and is gone when it is read', () => {
  it.each(REFUSED)(
    'a write succeeds if the row that blocked it is gone when it is read: $what',
    async ({ table, other, write, done }) => {
      const { tables, reached } = await disturbed({ read: (tables) => empty(tables, table) });
      await other(tables);

      expect(await write(reached)).toEqual(done);
    },
  );

  it.each(REFUSED)(
    'a write that is blocked on every attempt fails as busy: $what',
    async ({ what, table, other, write }) => {
      const { reached, writes } = await disturbed({ read: (tables) => empty(tables, table), write: other });

      const said = write(reached);
      if (what === 'claims.take') expect(await said).toBe(false);
      else {
        await expect(said).rejects.toMatchObject({
          code: 'store_unavailable',
          message: 'The same record is being changed elsewhere. Try again in a moment.',
        });
      }
      expect(writes).toHaveLength(3);
    },
  );
});

describe('a change of a missing row', () => {
  it.each<[string, Step]>([
    ['claims.take of a later attempt', ({ claims }) => claims.take(heldClaim({ attempt: 2 }))],
    [
      'claims.giveUp',
      ({ claims }) =>
        claims.giveUp({
          call_id: 'call-1',
          client_email: 'jane@example.com',
          code: 'call_not_found',
          updatedAt: 1,
        }),
    ],
    ['claims.update', ({ claims }) => claims.update(heldClaim(), { status: 'done' })],
    ['counters.settle', ({ counters }) => counters.settle({ counter: DAY, token: 'token-1', amount: 9 }, 3)],
    ['erasures.keepOwner', ({ erasures }) => erasures.keepOwner('call-1', 'jane@example.com')],
    [
      'analytics.changeCommitment',
      ({ analytics }) => analytics.changeCommitment(callAnalytics(), 'c1', KEPT),
    ],
  ])('a change of a missing row is sent once: %s', async (_, change) => {
    const { reached, writes } = await disturbed({ read: async () => {} });

    await change(reached);
    expect(writes).toHaveLength(1);
  });
});

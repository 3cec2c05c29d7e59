import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTables } from '../../../src/adapters/dynamodb/tables.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { type LocalQueue, localQueue } from '../../../src/local/queue/local-queue.ts';
import { workQueue } from '../../../src/local/queue/work-queue.ts';
import { scriptedAnalyst, window } from '../../support/app.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
let engine: TestEngine;
let tables: TestTables;
let queue: LocalQueue;
let sets = 0;

const groupOf = async (email: string) => createHash('sha256').update(email).digest('hex');
const job = (customer: string, call: string) => ({
  call_id: call,
  client_email: `${customer}@example.com`,
  queuedAt: 1,
});
const callOf = (received: { body: string } | null) => received && JSON.parse(received.body).call_id;

/** Another queue over the same table, as in another process, optionally with a different hold. */
const opened = (holdMs = 60_000) =>
  localQueue({ client: tables.client, groupOf, holdMs, table: `queue-${sets}` });

beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  sets += 1;
  await createTables(tables.client, { ...tables.names, analysisQueue: `queue-${sets}` });
  queue = opened();
});

describe('the queue on one machine', () => {
  it('the queue on one machine hands out one call of a customer at a time, in the order in which they were sent', async () => {
    for (const [customer, call] of [
      ['ana', 'a1'],
      ['ana', 'a2'],
      ['ben', 'b1'],
    ] as const) {
      await queue.send(job(customer, call));
    }
    const a1 = await queue.receive();
    const b1 = await queue.receive();

    expect([callOf(a1), callOf(b1), await queue.receive()]).toEqual(['a1', 'b1', null]);
    if (a1) await queue.done(a1);
    expect(callOf(await queue.receive())).toBe('a2');
  });

  it('the queue on one machine gives a message to only one of many workers', async () => {
    await queue.send(job('ana', 'a1'));
    const received = await Promise.all(Array.from({ length: 20 }, () => opened().receive()));

    expect(received.filter((message) => message !== null)).toHaveLength(1);
  });

  it('the queue on one machine delivers a message again if its worker neither finished nor returned it', async () => {
    queue = opened(50);
    await queue.send(job('ana', 'a1'));
    const first = await queue.receive();
    await sleep(60);
    const again = await opened().receive();

    expect(again).toMatchObject({ body: first?.body, tries: 2, firstTriedAt: first?.firstTriedAt });
    // The worker whose hold has expired can no longer change the message.
    if (first) await queue.later(first, 0);
    expect(await opened().receive()).toBeNull();
  });

  it('the queue on one machine delays a message, and those behind it, until it is due', async () => {
    await queue.send(job('ana', 'a1'));
    await queue.send(job('ana', 'a2'));
    const first = await queue.receive();
    if (first) await queue.later(first, Date.now() + 60_000);
    expect(await queue.receive()).toBeNull();

    if (first) await queue.later(first, Date.now());
    expect(callOf(await queue.receive())).toBe('a1');
  });

  it('the queue on one machine keeps dead letters with their reason, and can put them back', async () => {
    await queue.send(job('ana', 'a1'));
    const received = await queue.receive();
    if (received) await queue.bury(received, 'call_not_found');

    expect([await queue.size(), await queue.receive()]).toEqual([0, null]);
    expect(await queue.deadLetters()).toMatchObject([
      { body: received?.body, reason: 'call_not_found', tries: 1 },
    ]);
    expect(await queue.redrive()).toHaveLength(1);
    expect(await queue.deadLetters()).toEqual([]);
    expect(callOf(await queue.receive())).toBe('a1');
  });

  it('the queue on one machine loses no message and keeps the order of every customer, whatever its workers do', async () => {
    const customers = ['ana', 'ben', 'eve'];
    const step = fc.oneof(
      fc.record({ send: fc.constantFrom(...customers) }),
      fc.record({ end: fc.constantFrom('done', 'later', 'bury'), worker: fc.nat(3) }),
      fc.record({ receive: fc.constant(true) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        sets += 1;
        await createTables(tables.client, { ...tables.names, analysisQueue: `queue-${sets}` });
        queue = opened();
        const waiting = new Map<string, string[]>(customers.map((name) => [name, []]));
        const held: NonNullable<Awaited<ReturnType<LocalQueue['receive']>>>[] = [];
        let dead = 0;
        let calls = 0;
        for (const next of steps) {
          if ('send' in next) {
            const call = `${next.send}-${++calls}`;
            await queue.send(job(next.send, call));
            waiting.get(next.send)?.push(call);
          } else if ('receive' in next) {
            const free = customers.filter(
              (name) =>
                waiting.get(name)?.length && !held.some((message) => callOf(message).startsWith(name)),
            );
            const received = await queue.receive();
            expect(received === null).toBe(free.length === 0);
            if (received === null) continue;
            const name = callOf(received).split('-')[0];
            expect(free).toContain(name);
            expect(callOf(received)).toBe(waiting.get(name)?.[0]);
            held.push(received);
          } else {
            const [message] = held.splice(next.worker, 1);
            if (message === undefined) continue;
            const ofCustomer = waiting.get(callOf(message).split('-')[0]);
            if (next.end === 'later') await queue.later(message, 0);
            else ofCustomer?.shift();
            if (next.end === 'done') await queue.done(message);
            if (next.end === 'bury') {
              await queue.bury(message, 'internal');
              dead += 1;
            }
          }
        }
        expect(await queue.size()).toBe([...waiting.values()].flat().length);
        expect(await queue.deadLetters()).toHaveLength(dead);
      }),
      { numRuns: 40, seed: 20261122 },
    );
  });
});

describe('its worker', () => {
  it('the worker of the local queue analyses jobs, moves invalid messages to the dead letters, and logs no words of either', async () => {
    const { records, analytics, claims } = tables;
    const analyst = scriptedAnalyst();
    const ports = {
      ...inMemoryPorts(),
      records,
      analytics,
      claims,
      analyst,
      clock: systemClock,
      newToken: () => crypto.randomUUID(),
    };
    for (const call of ['w1', 'w2', 'w3']) {
      const { window_num, turns, ...rest } = window({ call_id: call });
      await records.add({ ...rest, window_number: window_num, turns: JSON.stringify(turns) } as never);
      await queue.send(job('ana', call));
    }
    await queue.send({ call_id: '', client_email: 'no-address', queuedAt: -1 });
    const lines: object[] = [];
    const stop = workQueue({
      ports,
      settings: SETTINGS,
      queue,
      concurrency: 4,
      log: (line) => lines.push(line),
    });
    await expect.poll(() => lines.length).toBe(4);
    await stop();

    expect([await queue.size(), analyst.asked]).toEqual([0, 3]);
    expect(await queue.deadLetters()).toMatchObject([{ reason: 'invalid_request' }]);
    const rows = await analytics.list('ana@example.com');
    expect(rows.map((row) => row.call_id)).toEqual(['w3', 'w2', 'w1']);
    expect(JSON.stringify(lines)).not.toMatch(/ana@|parcel|w1/);
    expect(lines).toContainEqual(
      expect.objectContaining({ job: 'analysis', outcome: 'dead', code: 'invalid_request' }),
    );
  });
});

import type { AnalystAnswer, CostLimits } from '@live-assist/core';
import { braked } from '@live-assist/core/analysis/cost-brake';
import { inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoCounters } from '../../src/adapters/dynamodb/counters.ts';
import { modelSettings } from '../../src/config/models.ts';
import { portsOf } from '../../src/doors/wiring.ts';
import { ANA, bodyOf, scriptedAnalyst, testApp, token, window } from '../support/app.ts';
import { fakeModel, plainAnswer } from '../support/fake-model-server.ts';
import { operations, tablesBehindFaults } from '../support/faulty-proxy.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const COUNTER = { id: 'analyses#2026-11-22T16:14', expires_at: 4_102_444_800 };
const DAY = { ...COUNTER, id: 'dollars#2026-11-22' };

/** The start of the current minute: the tables expire rows by real time. */
const NOW = Math.floor(Date.now() / 60_000) * 60_000;

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

/** Five instances over the same tables, each with its own ports, as separate processes have. */
function fiveInstances(tables: TestTables, limits: CostLimits, costUsd = 0.01) {
  const judge = scriptedAnalyst();
  const instances = Array.from({ length: 5 }, () => {
    const { records, analytics, claims, counters } = engine.reachedAt(engine.endpoint, tables.names, 30_000);
    const clock = manualClock(NOW);
    const newToken = () => crypto.randomUUID();
    const analyst = {
      engine: 'openai' as const,
      analyze: async (...asked: Parameters<typeof judge.analyze>): Promise<AnalystAnswer> => ({
        ...(await judge.analyze(...asked)),
        costUsd,
      }),
      costBound: () => 0.05,
    };
    const ports = { ...inMemoryPorts({ clock, newToken }), records, analytics, claims };
    return testApp({ ...ports, analyst: braked(analyst, limits, { counters, clock, newToken }) } as object);
  });
  return { judge, instances };
}

/** Analyses 50 calls concurrently, ten per instance. */
async function fiftyAtOnce(tables: TestTables, instances: ReturnType<typeof testApp>[]) {
  const by = await token({ iat: NOW / 1000, exp: NOW / 1000 + 3600 });
  const calls = Array.from({ length: 50 }, (_, index) => `call-${index}`);
  const [first] = instances;
  await Promise.all(calls.map((call_id) => first?.post('/recordCallWindow', window({ call_id }), by)));
  const answers = await Promise.all(
    calls.map((call_id, index) =>
      instances[index % instances.length]?.post('/getCallAnalytics', { call_id, client_email: ANA }, by),
    ),
  );
  const statuses = answers.map((answer) => answer?.status);
  return {
    analysed: statuses.filter((status) => status === 200).length,
    refused: statuses.filter((status) => status === 429).length,
    waits: [...new Set(answers.map((answer) => answer?.headers.get('retry-after') ?? null))].sort(),
    stored: (await tables.analytics.list(ANA)).length,
  };
}

describe('50 calls at once over 5 instances', () => {
  it('50 calls at once over 5 instances make 10 analyses with a limit of 10 per minute', async () => {
    const tables = await engine.newTables();
    const { judge, instances } = fiveInstances(tables, { analysesPerMinute: 10 });

    const { waits, ...outcome } = await fiftyAtOnce(tables, instances);
    expect(outcome).toEqual({ analysed: 10, refused: 40, stored: 10 });
    expect([judge.asked, waits]).toEqual([10, ['60', null]]);
  });

  it('50 calls at once over 5 instances do not exceed the dollars per day', async () => {
    const tables = await engine.newTables();
    const limit = 0.25;
    const cost = 0.03;
    const { judge, instances } = fiveInstances(tables, { dollarsPerDay: limit }, cost);

    const { analysed, refused, stored } = await fiftyAtOnce(tables, instances);
    expect([analysed + refused, stored, judge.asked]).toEqual([50, analysed, analysed]);
    expect(analysed * cost).toBeLessThanOrEqual(limit);
    expect(analysed).toBeGreaterThanOrEqual(5);
  });
});

describe('the ports of a deployment', () => {
  it('the ports of a deployment apply ANALYSES_PER_MINUTE', async () => {
    const { names } = await engine.newTables();
    const model = await fakeModel(() => ({ content: JSON.stringify(plainAnswer()) }));
    const ports = portsOf({
      tables: names,
      dynamodbEndpoint: engine.endpoint,
      dynamodbCredentials: engine.credentials,
      analyst: { engine: 'openai', apiKey: 'key-of-the-tests', ...modelSettings({ baseUrl: model.url }) },
      limits: { analysesPerMinute: 1 },
    });
    const app = testApp(ports as object);
    const now = Date.now() / 1000;
    const by = await token({ iat: now, exp: now + 3600 });
    const statuses: number[] = [];
    // Three calls, because a new minute may begin between two of them.
    for (const call_id of ['call-1', 'call-2', 'call-3']) {
      await app.post('/recordCallWindow', window({ call_id }), by);
      const answer = await app.post('/getCallAnalytics', { call_id, client_email: ANA }, by);
      statuses.push(answer.status);
    }

    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 200)).toHaveLength(model.requests.length);
    expect(model.requests.length).toBeGreaterThan(0);
  });
});

describe('a count whose answer is lost', () => {
  const firstAnswer = (operation: string, count: number) =>
    operation === 'UpdateItem' && count === 1 ? ('answer lost' as const) : undefined;

  it('a count whose answer is lost may count one too many, never one too few', async () => {
    const { proxied } = await tablesBehindFaults(engine, firstAnswer);

    expect(await proxied.counters.count(COUNTER, 3)).toBe(true);
    expect(await proxied.counters.count(COUNTER, 3)).toBe(true);
    expect(await proxied.counters.count(COUNTER, 3)).toBe(false);
  });

  it('a reservation whose answer is lost is made once, and reported as reserved', async () => {
    const { direct, proxied, requests } = await tablesBehindFaults(engine, firstAnswer);

    expect(await proxied.counters.reserve({ counter: DAY, token: 'a', amount: 60 }, 100)).toBe('reserved');
    expect(operations(requests)).toEqual(['UpdateItem', 'UpdateItem', 'GetItem']);
    expect(await direct.counters.reserve({ counter: DAY, token: 'b', amount: 40 }, 100)).toBe('reserved');
  });

  it('a settlement whose answer is lost is made once', async () => {
    const { direct, proxied } = await tablesBehindFaults(engine, firstAnswer);
    const reservation = { counter: DAY, token: 'a', amount: 60 };
    await direct.counters.reserve(reservation, 100);
    await proxied.counters.settle(reservation, 10);

    expect(await direct.counters.reserve({ counter: DAY, token: 'b', amount: 91 }, 100)).toBe('spent');
    expect(await direct.counters.reserve({ counter: DAY, token: 'c', amount: 90 }, 100)).toBe('reserved');
  });
});

describe('a missing table of counters', () => {
  it.each([{ analysesPerMinute: 5 }, { dollarsPerDay: 5 }])(
    'a missing table of counters stops paid analyses: %j',
    async (limits) => {
      const { client, ...tables } = await engine.newTables();
      const judge = { ...scriptedAnalyst(), engine: 'openai' as const, costBound: () => 0.01 };
      const ports = inMemoryPorts();
      const counters = dynamoCounters({ client, table: `${tables.names.serviceState}-gone` });
      const app = testApp({ ...ports, analyst: braked(judge, limits, { ...ports, counters }) });
      await app.post('/recordCallWindow', window());
      const answer = await app.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });

      expect([answer.status, (await bodyOf(answer)).code]).toEqual([503, 'store_unavailable']);
      expect(judge.asked).toBe(0);
    },
  );
});

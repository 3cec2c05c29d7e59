import { BatchWriteCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import {
  type AnalyzeCallCommand,
  type AnalyzeCallContext,
  analysisStatus,
  analyzeCall,
  type Judgement,
  LiveAssistError,
  mapLimit,
  type Ports,
} from '@live-assist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promiseCall, scriptedAnalyst, windowOf } from '../../../../core/test/support/story.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

const ANA = 'ana@example.com';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

type Answer = Parameters<typeof scriptedAnalyst>[0];

/** The use case on the real engine, with a clock that a test can advance. */
async function service(answer?: Answer, windows = promiseCall()) {
  const tables = await engine.newTables();
  return over(tables, answer, windows);
}

async function over(tables: TestTables, answer?: Answer, windows = promiseCall()) {
  for (const window of windows) await tables.records.add(window);
  const analyst = scriptedAnalyst(answer);
  let ahead = 0;
  const ports: Ports = {
    ...tables,
    analyst,
    clock: { ...systemClock, now: () => systemClock.now() + ahead },
    newToken: () => crypto.randomUUID(),
  };
  const ask = (more: Partial<AnalyzeCallCommand> = {}, context: AnalyzeCallContext = {}) =>
    analyzeCall(ports, SETTINGS, { call_id: 'call-1', client_email: ANA, ...more }, context);
  const rows = async (table = tables.names.callAnalytics) =>
    (await tables.client.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ?? [];
  const setAhead = (ms: number) => {
    ahead += ms;
  };
  return { tables, ports, analyst, ask, rows, setAhead };
}

const outcome = (promise: Promise<{ analytics: unknown }>) =>
  promise.then(
    ({ analytics }) => JSON.stringify(analytics),
    (error: unknown) => (error instanceof LiveAssistError ? error.code : Promise.reject(error)),
  );

/** A promise that a test resolves. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('fifty requests for one call at the same time', () => {
  const together = (ask: (more?: object) => Promise<{ analytics: unknown }>, more: object = {}) =>
    Promise.all(Array.from({ length: 50 }, () => outcome(ask(more))));
  const slowly = async (): Promise<Partial<Judgement>> => {
    await pause(200);
    return {};
  };

  it('fifty requests for one call at the same time make one analysis and one row, and get the same answer', async () => {
    const { ask, analyst, rows } = await service(slowly);
    const answers = await together(ask);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"call_id":"call-1"');
    expect(analyst.runs).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  it('fifty requests for one call at the same time make one new analysis with force', async () => {
    const { ask, analyst, rows } = await service(slowly);
    await ask();
    await pause(5);
    const answers = await together(ask, { force: true });
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"attempt":2');
    expect(analyst.runs).toHaveLength(2);
    expect(await rows()).toHaveLength(1);
  });

  it('fifty requests for one call at the same time all get the same error when the analysis fails, and a later request succeeds', async () => {
    const { ask, analyst, rows } = await service(async (_, run) => {
      await pause(200);
      if (run === 1) throw new LiveAssistError('analyst_unavailable', 'No answer.');
      return {};
    });
    expect(new Set(await together(ask))).toEqual(new Set(['analyst_unavailable']));
    expect(analyst.runs).toHaveLength(1);
    expect(await rows()).toEqual([]);
    await pause(5);
    expect(await outcome(ask())).toContain('"attempt":2');
  });
});

describe('a holder past its lease', () => {
  it('a holder past its lease that wakes up after another has finished overwrites nothing, and returns the row of the other', async () => {
    const first = gate();
    const { ask, analyst, rows, setAhead } = await service(async (_, run) => {
      if (run === 1) await first.opened;
      return { sentimentScore: run };
    });
    const sleeper = outcome(ask());
    await expect.poll(() => analyst.runs.length).toBe(1);
    setAhead(SETTINGS.analysisTimeoutMs + 11_000);
    const taken = await outcome(ask());
    expect(taken).toContain('"sentiment":{"score":2');
    first.open();
    expect(await sleeper).toBe(taken);
    expect(await rows()).toMatchObject([{ sentiment: { score: 2 }, analysis: { attempt: 2 } }]);
  });

  it('a holder past its lease that wakes up while another is at work does not end that claim, and its own row is replaced', async () => {
    const [first, second] = [gate(), gate()];
    const { ask, analyst, rows, ports, setAhead } = await service(async (_, run) => {
      await (run === 1 ? first : second).opened;
      return { sentimentScore: run };
    });
    const sleeper = outcome(ask());
    await expect.poll(() => analyst.runs.length).toBe(1);
    setAhead(SETTINGS.analysisTimeoutMs + 11_000);
    const taker = outcome(ask());
    await expect.poll(() => analyst.runs.length).toBe(2);
    first.open();
    await sleeper;
    expect(await ports.claims.get('call-1')).toMatchObject({ attempt: 2, status: 'running' });
    second.open();
    expect(await taker).toContain('"score":2');
    expect(await rows()).toMatchObject([{ sentiment: { score: 2 } }]);
  });

  it('a holder past its lease that failed late does not mark the attempt of another as failed', async () => {
    const first = gate();
    const { ask, analyst, ports, setAhead } = await service(async (_, run) => {
      if (run > 1) return {};
      await first.opened;
      throw new LiveAssistError('analyst_unavailable', 'No answer.');
    });
    const sleeper = outcome(ask());
    await expect.poll(() => analyst.runs.length).toBe(1);
    setAhead(SETTINGS.analysisTimeoutMs + 11_000);
    await ask();
    first.open();
    expect(await sleeper).toBe('analyst_unavailable');
    expect(await ports.claims.get('call-1')).toMatchObject({ attempt: 2, status: 'done' });
  });
});

describe('a holder that is gone', () => {
  const crashed = { call_id: 'call-1', client_email: ANA, attempt: 1, token: 'dead', status: 'running' };

  it('a holder that is gone keeps others waiting until its lease runs out; then the next request succeeds, with one row', async () => {
    const { ask, tables, rows, ports, setAhead } = await service();
    const now = Date.now();
    const claim = {
      ...crashed,
      created_at: '2026-11-02T10:02:00.000Z',
      leaseUntil: now + 1000,
      updatedAt: now,
    };
    await tables.client.send(new PutCommand({ TableName: tables.names.analysisClaims, Item: claim }));
    expect(await outcome(ask())).toBe('analysis_in_progress');
    setAhead(1500);
    expect((await analysisStatus(ports, { call_id: 'call-1' })).status).toMatchObject({
      status: 'failed',
      code: 'analyst_timeout',
    });
    expect(await outcome(ask())).toContain('"attempt":2');
    expect(await rows()).toHaveLength(1);
  });

  it('a crash between row and claim leaves one row for a call without times, also after a second analysis', async () => {
    const timeless = [
      {
        ...windowOf('call-1', 1, [
          { speaker: 'agent', transcript: 'Hello' },
          { speaker: 'customer', transcript: 'Hi there' },
        ]),
        created_at: undefined,
      },
    ];
    const { ask, tables, rows, setAhead } = await service(undefined, timeless);
    const { analytics } = await ask();
    // Simulates a crash between writing the row and completing the claim.
    const [claim] = await rows(tables.names.analysisClaims);
    await tables.client.send(
      new PutCommand({ TableName: tables.names.analysisClaims, Item: { ...claim, status: 'running' } }),
    );
    expect((await ask()).analytics).toEqual(analytics);
    setAhead(SETTINGS.analysisTimeoutMs + 11_000);
    const again = await ask({ force: true });
    expect(again.analytics).toMatchObject({ created_at: analytics.created_at, analysis: { attempt: 2 } });
    expect(await rows()).toHaveLength(1);
  });
});

describe('a window that comes late', () => {
  it('a window that comes late during the analysis is not in it, and the next request analyses again', async () => {
    const first = gate();
    const { ask, analyst, tables, rows } = await service(async (_, run) => {
      if (run === 1) await first.opened;
      return {};
    });
    const early = outcome(ask());
    await expect.poll(() => analyst.runs.length).toBe(1);
    await tables.records.add(windowOf('call-1', 2, [{ speaker: 'customer', transcript: 'One more thing.' }]));
    first.open();
    expect(await early).toContain('"lastWindow":1');
    await pause(5);
    expect(await outcome(ask())).toContain('"lastWindow":2');
    expect(await rows()).toHaveLength(1);
  });
});

describe('two calls of a customer that end on the same millisecond', () => {
  it('two calls of a customer that end on the same millisecond get separate rows, also in concurrent analyses', async () => {
    const ids = Array.from({ length: 6 }, (_, n) => `call-${n}`);
    const { ask, rows, tables } = await service(
      undefined,
      ids.flatMap((id) => promiseCall(id)),
    );
    await Promise.all(ids.map((call_id) => ask({ call_id })));
    const stored = await rows();
    expect(stored.map((row) => row.call_id).sort()).toEqual(ids);
    expect(new Set(stored.map((row) => row.created_at)).size).toBe(ids.length);
    for (const { call_id, created_at } of stored) {
      expect(await tables.claims.get(call_id)).toMatchObject({ created_at, status: 'done' });
    }
  });
});

describe('a very long call', () => {
  it('a call of 4,000 windows and more than 3 MB is read completely, and its row stays small', async () => {
    const tables = await engine.newTables();
    const words = 'and then the light on the router went from green to orange again '.repeat(6);
    const windows = Array.from({ length: 4000 }, (_, n) =>
      windowOf('call-1', n + 1, [
        { speaker: 'customer', transcript: `${n}: ${words}`, timestamp: n * 10 },
        { speaker: 'agent', transcript: `${n}: ${words}`, timestamp: n * 10 + 5 },
      ]),
    );
    const batches = Array.from({ length: windows.length / 25 }, (_, n) => windows.slice(n * 25, n * 25 + 25));
    await mapLimit(8, batches, async (batch) => {
      const puts = batch.map((Item) => ({ PutRequest: { Item } }));
      const RequestItems = { [tables.names.callRecords]: puts };
      const { UnprocessedItems } = await tables.client.send(new BatchWriteCommand({ RequestItems }));
      expect(UnprocessedItems).toEqual({});
    });
    const { ask, analyst } = await over(tables, undefined, []);
    const { analytics } = await ask();
    expect(JSON.stringify(windows).length).toBeGreaterThan(3 * 1024 * 1024);
    expect(analytics).toMatchObject({
      callMetrics: { duration: '666:35' },
      metrics: {
        totalConversationDurationMillis: 39_995_000,
        agentResponseLatency: { medianMs: 5000, count: 4000 },
        completeness: { windows: 4000, missingWindowCount: 0 },
      },
      analysis: { lastWindow: 4000 },
    });
    expect(analyst.runs[0]?.call.turns).toHaveLength(8000);
    const row = await tables.client.send(
      new QueryCommand({
        TableName: tables.names.callAnalytics,
        KeyConditionExpression: 'client_email = :e',
        ExpressionAttributeValues: { ':e': ANA },
      }),
    );
    expect(JSON.stringify(row.Items).length).toBeLessThan(20_000);
  });
});

import type { AnalystAnswer } from '@live-assist/core';
import { type InMemoryPorts, inMemoryPorts, type ManualClock } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { customerHash } from '../../src/adapters/customer-hash.ts';
import { ANA, BEN, scriptedAnalyst, testApp, window } from '../support/app.ts';

const KEY = 'a key of this test that is long enough';
const ASK = { call_id: 'call-ana', client_email: ANA };

/** A store that answers after this time. Calls that begin together overlap and end together. */
function slow<Store extends object>(store: Store, clock: ManualClock, ms: number): Store {
  let together: Promise<void> | undefined;
  const answered = () =>
    new Promise<void>((resolve) => {
      setImmediate(async () => {
        together = undefined;
        await clock.advance(ms);
        resolve();
      });
    });
  return new Proxy(store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        together ??= answered();
        await together;
        return method.apply(target, given);
      };
    },
  });
}

/** In-memory ports with an analytics table that takes 30 ms per call. */
function slowPorts(): InMemoryPorts {
  const ports = inMemoryPorts({ analyst: scriptedAnalyst() });
  return { ...ports, analytics: slow(ports.analytics, ports.clock, 30) };
}

describe('the phases of a request', () => {
  it('the phases of a request count overlapping calls to the stores once', async () => {
    const { post, lines } = testApp(slowPorts());
    // The two spellings of the address are read concurrently.
    await post('/getMemoryBox', { client_email: 'Ana@example.com' });
    expect(lines).toMatchObject([{ ms: 30, storeMs: 30, modelMs: 0, ownMs: 0 }]);
  });

  it('the phases of a request distinguish stores, analyst and the rest', async () => {
    const ports = slowPorts();
    const { clock } = ports;
    const { analyze } = scriptedAnalyst();
    const { post, lines } = testApp(
      {
        ...ports,
        analyst: {
          engine: 'local',
          async analyze(request) {
            await clock.advance(1_250);
            return analyze.call({ asked: 0 }, request);
          },
        },
      },
      {
        async hashCustomer() {
          await clock.advance(7);
          return '0'.repeat(64);
        },
      },
    );
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    const { ms, storeMs, modelMs, ownMs } = lines[1] ?? {};
    expect({ modelMs, ownMs }).toEqual({ modelMs: 1_250, ownMs: 7 });
    // The reads and writes of the row take 30 ms each, one after another.
    expect(storeMs).toBeGreaterThan(30);
    expect((storeMs ?? 0) % 30).toBe(0);
    expect(ms).toBe((storeMs ?? 0) + 1_250 + 7);
  });

  it('the phases of a request count an analyst that never answers until the request ends', async () => {
    const ports = inMemoryPorts();
    const { post, lines } = testApp({
      ...ports,
      analyst: {
        engine: 'openai',
        async analyze() {
          await ports.clock.advance(60_000);
          return new Promise(() => {});
        },
      },
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    expect(lines[1]).toMatchObject({ code: 'analyst_timeout', engine: 'openai', modelMs: 60_000, ownMs: 0 });
    expect(lines[1]).not.toHaveProperty('model');
  });

  it('the phases of a request do not include the time of concurrent requests', async () => {
    const ports = slowPorts();
    const { list } = ports.analytics;
    const { post, request, lines } = testApp({
      ...ports,
      analytics: {
        ...ports.analytics,
        async list(...given) {
          await request('/healthz');
          return list(...given);
        },
      },
    });
    await post('/listCalls', { client_email: ANA });
    expect(lines).toMatchObject([
      { route: '/healthz', storeMs: 0 },
      { route: '/listCalls', storeMs: 30 },
    ]);
  });

  it('the phases of a request are in Server-Timing of every answer, including failures', async () => {
    const { post, request } = testApp(slowPorts(), { cors: ['https://desktop.example.com'] });
    const timing = async (answer: Promise<Response>) => (await answer).headers.get('server-timing');
    expect(await timing(post('/listCalls', { client_email: ANA }))).toBe(
      'store;dur=30, model;dur=0, own;dur=0, total;dur=30',
    );
    for (const answer of [
      request('/healthz'),
      request('/nowhere'),
      request('/listCalls', { method: 'POST' }),
      post('/listCalls', {}),
      request('/listCalls', { method: 'OPTIONS', headers: { origin: 'https://desktop.example.com' } }),
    ]) {
      expect(await timing(answer)).toBe('store;dur=0, model;dur=0, own;dur=0, total;dur=0');
    }
  });
});

describe('the effort of an analysis', () => {
  const withAnswer = (answer: Partial<AnalystAnswer>) => {
    const { analyze } = scriptedAnalyst();
    return testApp({
      analyst: {
        engine: 'openai',
        analyze: async (request) => ({ ...(await analyze.call({ asked: 0 }, request)), ...answer }),
      },
    });
  };

  it('the effort of an analysis is only logged with the request that made it', async () => {
    const { post, lines } = withAnswer({
      model: 'gpt-6-luna',
      usage: { inputTokens: 1_800, cachedInputTokens: 1_024, outputTokens: 640 },
      costUsd: 0.000_71,
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    await post('/getCallAnalytics', ASK);
    const took = {
      engine: 'openai',
      model: 'gpt-6-luna',
      inputTokens: 1_800,
      cachedInputTokens: 1_024,
      outputTokens: 640,
      costUsd: 0.000_71,
    };
    expect(lines[1]).toMatchObject({ source: 'computed', ...took });
    expect(lines[2]).toMatchObject({ source: 'stored' });
    for (const name of Object.keys(took)) {
      expect(lines[0]).not.toHaveProperty(name);
      expect(lines[2]).not.toHaveProperty(name);
    }
  });

  it('the effort of an analysis is logged if the answer was paid for but unusable', async () => {
    const { post, lines } = withAnswer({
      judgement: {} as AnalystAnswer['judgement'],
      usage: { inputTokens: 1_800, cachedInputTokens: 0, outputTokens: 3 },
      costUsd: 0.000_2,
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    expect(lines[1]).toMatchObject({ code: 'analyst_bad_output', inputTokens: 1_800, costUsd: 0.000_2 });
  });

  it('the effort of an analysis omits unknown counts', async () => {
    const { post, lines } = withAnswer({ usage: null, costUsd: null });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    expect(lines[1]).toMatchObject({ engine: 'openai', model: 'scripted' });
    expect(lines[1]).not.toHaveProperty('inputTokens');
    expect(lines[1]).not.toHaveProperty('costUsd');
  });
});

describe('the customer in the log', () => {
  const app = () => testApp({}, { hashCustomer: customerHash(KEY) });
  const digits = async (address: string) => (await customerHash(KEY)(address)).slice(0, 16);

  it('the customer in the log is the start of the keyed hash, for any spelling of the address', async () => {
    const { post, lines } = app();
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    await post('/getMemoryBox', { client_email: ' ANA@example.com' });
    await post('/listCalls', { client_email: BEN });
    const [ana, ben] = await Promise.all([digits(ANA), digits(BEN)]);
    expect(ana).toMatch(/^[\da-f]{16}$/);
    expect(lines.map(({ customer }) => customer)).toEqual([ana, ana, ana, ben]);
  });

  it('the customer in the log comes from the token if the body names none', async () => {
    const { post, lines } = app();
    await post('/getAnalysisStatus', { call_id: 'call-ana' }, { client_email: ANA });
    await post('/recordCallWindow', window({ client_email: undefined }), { client_email: ANA });
    expect(lines.map(({ customer }) => customer)).toEqual([await digits(ANA), await digits(ANA)]);
  });

  it('the customer in the log comes from the call if neither body nor token names one', async () => {
    const { post, lines } = app();
    await post('/recordCallWindow', window());
    await post('/getAnalysisStatus', { call_id: 'call-ana' });
    await post('/getAnalysisStatus', { call_id: 'call-ana' }, { client_email: BEN });
    expect(lines.slice(1).map(({ customer }) => customer)).toEqual([await digits(ANA), await digits(BEN)]);
  });

  it('the customer in the log of a refused request is the requested one', async () => {
    const { post, lines } = app();
    await post('/listCalls', { client_email: BEN }, { client_email: ANA });
    expect(lines).toMatchObject([{ status: 403, customer: await digits(BEN) }]);
  });

  it('the log has no customer if none is named, or without a key', async () => {
    const named = app();
    await named.post('/getAnalysisStatus', { call_id: 'call-ana' });
    await named.post('/listCalls', { client_email: 'no address' });
    await named.request('/healthz');
    expect(named.lines).toHaveLength(3);
    for (const line of named.lines) expect(line).not.toHaveProperty('customer');

    const keyless = testApp();
    await keyless.post('/listCalls', { client_email: ANA });
    expect(keyless.lines[0]).not.toHaveProperty('customer');
  });
});

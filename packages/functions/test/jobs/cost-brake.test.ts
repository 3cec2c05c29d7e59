import { type Analyst, type AnalystAnswer, type CostLimits, LiveAssistError } from '@live-assist/core';
import { braked } from '@live-assist/core/analysis/cost-brake';
import { type InMemoryCounters, inMemoryCounters, inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import {
  ANA,
  bodyOf,
  conversation,
  scriptedAnalyst,
  type TestApp,
  testApp,
  token,
  window,
} from '../support/app.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TODAY = 'dollars#2026-01-15';

type CountingAnalyst = Analyst & { asked: number };

interface BrakedApp extends TestApp {
  analyst: CountingAnalyst;
  counters: InMemoryCounters;
  /** Starts an analysis that does not end; resolves when the analyst has been called. */
  begin(callId: string): Promise<{ ended: ReturnType<BrakedApp['analyze']> }>;
  /** Records and analyses a call; returns status, code and Retry-After. */
  analyze(callId: string): Promise<[number, string | undefined, string | null]>;
}

/** The app at noon, with an analyst that costs money; `cost` returns the cost of each answer, or throws. */
function brakedApp(
  limits: CostLimits,
  cost: () => Promise<number | null> = async () => 0.01,
  analyst: CountingAnalyst = paidAnalyst(cost),
): BrakedApp {
  const ports = inMemoryPorts();
  const counters = inMemoryCounters();
  const brake = { counters, clock: ports.clock, newToken: ports.newToken };
  const app = testApp({ ...ports, analyst: braked(analyst, limits, brake) });
  return {
    ...app,
    analyst,
    counters,
    async begin(callId) {
      const before = analyst.asked;
      const ended = this.analyze(callId);
      while (analyst.asked === before) await new Promise(setImmediate);
      return { ended };
    },
    async analyze(call_id) {
      const now = ports.clock.now() / 1000;
      const by = { iat: now, exp: now + 3600 };
      await app.post('/recordCallWindow', window({ call_id }), by);
      const answer = await app.post('/getCallAnalytics', { call_id, client_email: ANA }, by);
      return [answer.status, (await bodyOf(answer)).code, answer.headers.get('retry-after')];
    },
  };
}

/** An analyst that reserves 0.05 dollars for each analysis. */
function paidAnalyst(cost: () => Promise<number | null>): CountingAnalyst {
  const judge = scriptedAnalyst();
  return {
    engine: 'openai',
    get asked() {
      return judge.asked;
    },
    analyze: async (request): Promise<AnalystAnswer> => {
      const answer = await judge.analyze(request);
      return { ...answer, costUsd: await cost() };
    },
    costBound: () => 0.05,
  };
}

const done = [200, undefined, null];

describe('a limit of analyses per minute', () => {
  it('a limit of analyses per minute refuses further analyses until the next minute, without calling the analyst', async () => {
    const app = brakedApp({ analysesPerMinute: 2 });
    await app.ports.clock.advance(15_000);
    expect(await app.analyze('call-1')).toEqual(done);
    expect(await app.analyze('call-2')).toEqual(done);
    expect(await app.analyze('call-3')).toEqual([429, 'rate_limited', '45']);
    await app.ports.clock.advance(44_999);
    expect(await app.analyze('call-4')).toEqual([429, 'rate_limited', '1']);
    expect(app.analyst.asked).toBe(2);

    await app.ports.clock.advance(1);
    expect(await app.analyze('call-3')).toEqual(done);
    expect(app.analyst.asked).toBe(3);
  });

  it('a limit of analyses per minute stores nothing of a refused call, and sets its status', async () => {
    const app = brakedApp({ analysesPerMinute: 1 });
    await app.analyze('call-1');
    await app.analyze('call-2');

    expect(app.ports.analytics.rows().map(({ call_id }) => call_id)).toEqual(['call-1']);
    const status = await app.post('/getAnalysisStatus', { call_id: 'call-2' });
    expect(await bodyOf(status)).toMatchObject({ status: 'failed', code: 'rate_limited', attempts: 1 });
  });

  it('a limit of analyses per minute does not count requests without an analyst', async () => {
    const app = brakedApp({ analysesPerMinute: 1 });
    await app.analyze('call-1');
    const again = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect([again.status, again.headers.get('x-analysis-source')]).toEqual([200, 'stored']);
    await app.post('/recordCallWindow', window({ call_id: 'call-2', turns: [conversation[0]] }));
    const wordless = await app.post('/getCallAnalytics', { call_id: 'call-2', client_email: ANA });
    expect(wordless.status).toBe(422);

    expect(app.counters.total('analyses#2026-01-15T12:00')).toBe(1);
  });

  it('a limit of analyses per minute gives the same answer to requests that waited for a refused attempt', async () => {
    const app = brakedApp({ analysesPerMinute: 1 });
    await app.analyze('call-1');
    await app.post('/recordCallWindow', window({ call_id: 'call-2' }));
    // Delays the count, so that all requests arrive before the first refusal.
    const counted = app.counters.count;
    app.counters.count = async (...asked) => {
      await app.ports.clock.advance(5);
      return counted(...asked);
    };
    const by = await token();
    const ask = () => app.post('/getCallAnalytics', { call_id: 'call-2', client_email: ANA }, by);
    const answers = await Promise.all(Array.from({ length: 5 }, ask));

    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      Array(5).fill([429, '60']),
    );
    expect(await app.ports.claims.get('call-2')).toMatchObject({ status: 'failed', attempt: 1 });
  });

  it('a limit of analyses per minute does not apply to an analyst that costs nothing', async () => {
    const local = scriptedAnalyst();
    const limits = { analysesPerMinute: 1, dollarsPerDay: 0.000001 };
    const app = brakedApp(limits, undefined, local);
    for (const call of ['call-1', 'call-2', 'call-3']) expect(await app.analyze(call)).toEqual(done);

    expect(local.asked).toBe(3);
    expect(app.counters.total('analyses#2026-01-15T12:00')).toBe(0);
  });

  it('a limit of analyses per minute does not apply unless it is set', async () => {
    const analyst = paidAnalyst(async () => 1);
    const counters = inMemoryCounters();
    const { clock, newToken } = inMemoryPorts();
    expect(braked(analyst, {}, { counters, clock, newToken })).toBe(analyst);
  });
});

describe('a limit of dollars per day', () => {
  it('a limit of dollars per day counts the actual costs, and is reset at midnight (UTC)', async () => {
    const app = brakedApp({ dollarsPerDay: 0.07 });
    await app.ports.clock.advance(DAY / 2 - 30 * MINUTE);
    expect(await app.analyze('call-1')).toEqual(done);
    expect(await app.analyze('call-2')).toEqual(done);
    expect(app.counters.total(TODAY)).toBe(20_000);
    expect(await app.analyze('call-3')).toEqual(done);
    expect(await app.analyze('call-4')).toEqual([429, 'rate_limited', '1800']);
    expect([app.analyst.asked, app.counters.total(TODAY)]).toEqual([3, 30_000]);

    await app.ports.clock.advance(30 * MINUTE);
    expect(await app.analyze('call-4')).toEqual(done);
    expect(app.counters.total('dollars#2026-01-16')).toBe(10_000);
  });

  it('a limit of dollars per day holds for concurrent calls, because their maximum cost is reserved first', async () => {
    const finish = Promise.withResolvers<void>();
    const app = brakedApp({ dollarsPerDay: 0.12 }, () => finish.promise.then(() => 0.01));
    const underWay = [await app.begin('call-1'), await app.begin('call-2')];
    expect(app.counters.total(TODAY)).toBe(100_000);
    expect(await app.analyze('call-3')).toEqual([429, 'rate_limited', '60']);
    finish.resolve();

    expect(await Promise.all(underWay.map(({ ended }) => ended))).toEqual([done, done]);
    expect(app.counters.total(TODAY)).toBe(20_000);
    expect(await app.analyze('call-3')).toEqual(done);
  });

  it('a limit of dollars per day counts only the actual cost of a failed analysis', async () => {
    let costUsd: number | undefined = 0;
    const app = brakedApp({ dollarsPerDay: 0.1 }, async () => {
      const failure = new LiveAssistError('analyst_unavailable', 'The analyst could not be reached.');
      throw Object.assign(failure, { costUsd });
    });
    const failed = [502, 'analyst_unavailable', null];
    expect(await app.analyze('call-1')).toEqual(failed);
    expect(app.counters.total(TODAY)).toBe(0);
    costUsd = 0.002;
    expect(await app.analyze('call-1')).toEqual(failed);
    expect(app.counters.total(TODAY)).toBe(2_000);
    costUsd = undefined;
    expect(await app.analyze('call-1')).toEqual(failed);
    expect(app.counters.total(TODAY)).toBe(52_000);
  });

  it('a limit of dollars per day counts the reserved amount as spent if the cost is unknown', async () => {
    const app = brakedApp({ dollarsPerDay: 0.06 }, async () => null);
    expect(await app.analyze('call-1')).toEqual(done);
    expect(app.counters.total(TODAY)).toBe(50_000);
    expect(await app.analyze('call-2')).toEqual([429, 'rate_limited', String(DAY / 2 / 1000)]);
  });

  it.each([
    ['an error of ours', () => new LiveAssistError('analyst_timeout', 'The analysis took too long.')],
    ['an error of another library', () => new Error('unexpected')],
  ])(
    'a limit of dollars per day leaves nothing reserved after %s that does not tell the cost',
    async (_, failure) => {
      const app = brakedApp({ dollarsPerDay: 0.06 }, () => Promise.reject(failure()));
      await app.analyze('call-1');
      expect(app.counters.total(TODAY)).toBe(50_000);
      expect(await app.analyze('call-2')).toEqual([429, 'rate_limited', String(DAY / 2 / 1000)]);
    },
  );

  it('a limit of dollars per day keeps the reservation of a crashed analysis until the day ends', async () => {
    const app = brakedApp({ dollarsPerDay: 0.05 }, () => new Promise(() => {}));
    await app.begin('call-1');
    expect(await app.analyze('call-2')).toEqual([429, 'rate_limited', '60']);

    await app.ports.clock.advance(DAY);
    await app.begin('call-2');
    expect(app.analyst.asked).toBe(2);
  });

  it('a limit of dollars per day does not block an answer whose cost cannot be stored', async () => {
    const app = brakedApp({ dollarsPerDay: 0.1 });
    app.counters.settle = unreachable;
    expect(await app.analyze('call-1')).toEqual(done);
    expect(app.counters.total(TODAY)).toBe(50_000);
  });

  it('a limit of dollars per day needs an analyst that knows its prices', () => {
    const { costBound, ...analyst } = paidAnalyst(async () => 1);
    const { clock, newToken } = inMemoryPorts();
    const brake = { counters: inMemoryCounters(), clock, newToken };
    expect(() => braked(analyst, { dollarsPerDay: 1 }, brake)).toThrow('knows its prices');
    expect(() => braked(analyst, { analysesPerMinute: 1 }, brake)).not.toThrow();
  });
});

describe('counters that cannot be reached', () => {
  it.each([{ analysesPerMinute: 5 }, { dollarsPerDay: 5 }])(
    'counters that cannot be reached stop paid analyses: %j',
    async (limits) => {
      const app = brakedApp(limits);
      app.counters.count = unreachable;
      app.counters.reserve = unreachable;
      expect(await app.analyze('call-1')).toEqual([503, 'store_unavailable', null]);
      expect(app.analyst.asked).toBe(0);
    },
  );
});

async function unreachable(): Promise<never> {
  throw new LiveAssistError('store_unavailable', 'The data store does not answer. Try again in a moment.');
}

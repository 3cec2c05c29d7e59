import {
  type AnalysisJob,
  type Analyst,
  type CostLimits,
  type ErrorCode,
  isShared,
  type JobOutcome,
  LiveAssistError,
  type QueuedJob,
  runJob,
} from '@live-assist/core';
import { accountGate } from '@live-assist/core/analysis/account-limits';
import { braked } from '@live-assist/core/analysis/cost-brake';
import { type InMemoryCounters, inMemoryCounters, inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { counterHash, senderHash } from '../../src/adapters/customer-hash.ts';
import { analyzeLater, analyzeNow } from '../../src/import/import-lines.ts';
import { ANA, BEN, bodyOf, scriptedAnalyst, type TestApp, testApp, window } from '../support/app.ts';

const KEY = 'a key of this test that is long enough';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const HOUR = 3_600_000;
const SCOPE = 'analytics:write records:write';
const GENEROUS = {
  analysesPerCallPerDay: 6,
  analysesPerCustomerPerDay: 40,
  analysesPerTokenPerHour: 600,
  analysesPerTokenPerDay: 5_000,
};

interface LimitedApp extends TestApp {
  counters: InMemoryCounters;
  jobs: AnalysisJob[];
  asked(): number;
  fail(code: ErrorCode, costUsd?: number): void;
  /** Requests the analysis of a call, and records the call first if necessary; returns status, code and error. */
  analyze(
    call_id: string,
    more?: object,
    claims?: Record<string, unknown>,
  ): Promise<{ status: number; code?: string; error?: string; retryAfter: number; source: string | null }>;
  work(): Promise<JobOutcome[]>;
}

/** The app at noon (UTC), with an analyst that costs 0.01 dollars per call and reserves 0.05. */
function limitedApp(limits: CostLimits, engine: Analyst['engine'] = 'openai'): LimitedApp {
  const judge = scriptedAnalyst();
  let failure: LiveAssistError | null = null;
  const paid: Analyst = {
    engine,
    async analyze(request) {
      expect(request).not.toHaveProperty('account');
      const answer = await judge.analyze(request);
      if (failure !== null) throw failure;
      return { ...answer, costUsd: 0.01 };
    },
    costBound: () => 0.05,
  };
  const ports = inMemoryPorts();
  const counters = inMemoryCounters();
  const { clock, newToken } = ports;
  const hash = counterHash(KEY);
  const brake = { counters, clock, newToken, hash, isShared: (key: string) => isShared([key], ['info@']) };
  const jobs: AnalysisJob[] = [];
  const world = {
    ...ports,
    analyst: braked(paid, limits, brake),
    allowance: engine === 'local' ? undefined : accountGate(limits, brake),
    // Redactions have a separate queue.
    queue: { send: async (job: QueuedJob) => void ('job' in job || jobs.push(job)) },
  };
  const app = testApp(world, { hashSender: senderHash(KEY) });
  const recorded = new Set<string>();
  return {
    ...app,
    counters,
    jobs,
    asked: () => judge.asked,
    fail(code, costUsd) {
      failure = Object.assign(new LiveAssistError(code, 'Told by the test.'), { costUsd });
    },
    async analyze(call_id, more = {}, claims = {}) {
      const client_email = (claims.client_email as string) ?? ANA;
      const now = clock.now() / 1000;
      const times = { iat: now, exp: now + 3600 };
      if (!recorded.has(call_id)) {
        await app.post('/recordCallWindow', window({ call_id, client_email }), times);
        recorded.add(call_id);
      }
      const by = { scope: SCOPE, client_email, ...claims, ...times };
      const answer = await app.post('/getCallAnalytics', { call_id, client_email, ...more }, by);
      return {
        ...(await bodyOf<{ code?: string; error?: string }>(answer)),
        status: answer.status,
        retryAfter: Number(answer.headers.get('retry-after')),
        source: answer.headers.get('x-analysis-source'),
      };
    },
    async work() {
      const outcomes: JobOutcome[] = [];
      for (const job of jobs.splice(0)) {
        const delivery = { tries: 1, firstTriedAt: clock.now() };
        outcomes.push(await runJob(app.ports, SETTINGS, job, delivery));
        await clock.advance(1);
      }
      return outcomes;
    },
  };
}

const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status);
async function times<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let index = 0; index < count; index += 1) all.push(await work(index));
  return all;
}

describe('a bound token that repeatedly requests one call', () => {
  it('gets six analyses a day, then an error that names the limit, and can still read the stored analysis', async () => {
    const app = limitedApp(GENEROUS);
    const answers = await times(30, () => app.analyze('call-1', { force: true }));
    expect(statuses(answers)).toEqual([...Array(6).fill(200), ...Array(24).fill(429)]);
    expect(app.asked()).toBe(6);
    expect(answers[29]).toMatchObject({
      code: 'rate_limited',
      error: expect.stringMatching(/^This call has been analysed 6 times today/),
      retryAfter: 12 * 3600,
    });
    expect(await app.analyze('call-1')).toMatchObject({ status: 200, source: 'stored' });
    // The refusal does not change the claim.
    expect(await app.ports.claims.get('call-1')).toMatchObject({ status: 'done', attempt: 6 });

    await app.ports.clock.advance(12 * HOUR);
    expect(await app.analyze('call-1', { force: true })).toMatchObject({ status: 200, source: 'computed' });
  });

  it('gets six analyses a day even if new windows arrive each time', async () => {
    const app = limitedApp(GENEROUS);
    const answers = await times(10, async (index) => {
      await app.post('/recordCallWindow', window({ call_id: 'call-1', window_num: index + 1 }));
      return app.analyze('call-1');
    });
    expect(statuses(answers).filter((status) => status === 200)).toHaveLength(6);
    expect(app.asked()).toBe(6);
  });

  it('gets six analyses a day through the queue in any order of requests, and is then refused at once', async () => {
    const app = limitedApp(GENEROUS);
    const rounds = await times(12, async () => {
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => app.analyze('call-1', { async: true, force: true })),
      );
      await app.ports.clock.advance(1);
      await app.work();
      return new Set(statuses(answers));
    });
    expect(rounds.map((round) => [...round])).toEqual([...Array(6).fill([202]), ...Array(6).fill([429])]);
    expect(app.asked()).toBe(6);
  });

  it('does not limit another call of the same customer', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCallPerDay: 1 });
    await app.analyze('call-1');
    expect(await app.analyze('call-1', { force: true })).toMatchObject({ status: 429 });
    expect(await app.analyze('call-2')).toMatchObject({ status: 200 });
  });

  it('cannot exceed the limit with concurrent requests', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCustomerPerDay: 3 });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => app.analyze(`call-${index}`)));
    expect(statuses(answers).filter((status) => status === 200)).toHaveLength(3);
    expect(app.asked()).toBe(3);
  });
});

describe('an analysis that was not paid for', () => {
  it.each(['analyst_unavailable', 'analyst_rate_limited', 'analyst_misconfigured'] as const)(
    'an analysis that was not paid for does not count: %s',
    async (code) => {
      const app = limitedApp({ ...GENEROUS, analysesPerCallPerDay: 1, analysesPerTokenPerHour: 1 });
      app.fail(code);
      const answers = await times(4, () => app.analyze('call-1'));
      expect(answers.every((answer) => answer.code === code)).toBe(true);
    },
  );

  it('a call of one side, about which nothing is asked, does not count', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCallPerDay: 1, analysesPerTokenPerHour: 1 });
    // What was recorded is not replaced, so the window that is sent before each request changes nothing.
    await app.post(
      '/recordCallWindow',
      window({ call_id: 'call-2', turns: [{ speaker: 'agent', transcript: 'Hello?' }] }),
    );
    const answers = await times(3, () => app.analyze('call-2'));
    expect(answers.map(({ code }) => code)).toEqual(Array(3).fill('insufficient_conversation'));
    expect(await app.analyze('call-1')).toMatchObject({ status: 200 });
  });

  it('an analysis that timed out counts, because it may have been paid for', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCallPerDay: 2 });
    app.fail('analyst_timeout');
    expect((await times(3, () => app.analyze('call-1'))).map(({ code }) => code)).toEqual([
      'analyst_timeout',
      'analyst_timeout',
      'rate_limited',
    ]);
  });

  it('an analysis that the limit of the service refused does not count', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerMinute: 1, analysesPerTokenPerHour: 2 });
    await app.analyze('call-1');
    expect((await times(3, () => app.analyze('call-2'))).map(({ error }) => error?.slice(0, 14))).toEqual(
      Array(3).fill('So many calls '),
    );
    await app.ports.clock.advance(60_000);
    expect(await app.analyze('call-2')).toMatchObject({ status: 200 });
  });
});

describe('a customer', () => {
  it('a customer has a daily limit over all tokens', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCustomerPerDay: 3 });
    const answers = await times(5, (index) => app.analyze(`call-${index}`, {}, { sub: `agent-${index}` }));
    expect(statuses(answers)).toEqual([200, 200, 200, 429, 429]);
    expect(answers[4]?.error).toMatch(/^Calls of this customer have been analysed 3 times today/);
    expect(await app.analyze('call-b', {}, { client_email: BEN })).toMatchObject({ status: 200 });
  });

  it('a shared address has no daily limit of a customer', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCustomerPerDay: 1 });
    const by = { client_email: 'info@example.com' };
    const answers = await times(4, (index) => app.analyze(`call-${index}`, {}, by));
    expect(statuses(answers)).toEqual([200, 200, 200, 200]);
  });
});

describe('a token', () => {
  const limits = { ...GENEROUS, analysesPerTokenPerHour: 2, analysesPerTokenPerDay: 3 };

  it('a token is limited per hour and per day by its subject, over all tokens of that subject', async () => {
    const app = limitedApp(limits);
    const ask = (call: string, sub: string, client_email: string) =>
      app.analyze(call, {}, { sub, client_email });
    expect(await ask('call-1', 'agent-7', ANA)).toMatchObject({ status: 200 });
    expect(await ask('call-2', 'agent-7', BEN)).toMatchObject({ status: 200 });
    const refused = await ask('call-3', 'agent-7', 'eve@example.com');
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited', retryAfter: 3600 });
    expect(refused.error).toMatch(/2 analyses within this hour/);
    expect(await ask('call-3', 'agent-8', 'eve@example.com')).toMatchObject({ status: 200 });

    await app.ports.clock.advance(HOUR);
    expect(await ask('call-4', 'agent-7', ANA)).toMatchObject({ status: 200 });
    expect(await ask('call-5', 'agent-7', ANA)).toMatchObject({
      status: 429,
      error: expect.stringMatching(/3 analyses today/),
      retryAfter: 11 * 3600,
    });
  });

  it('a token without a subject is limited by its customer', async () => {
    const app = limitedApp(limits);
    await times(2, (index) => app.analyze(`call-${index}`, {}, { client_email: ANA }));
    expect(await app.analyze('call-3', {}, { client_email: ` ${ANA.toUpperCase()}` })).toMatchObject({
      status: 429,
    });
    expect(await app.analyze('call-4', {}, { client_email: BEN })).toMatchObject({ status: 200 });
  });

  it('a token counts when it queues a call, but not again in the worker or for a job that already waits', async () => {
    const app = limitedApp(limits);
    const queue = (call: string) => app.analyze(call, { async: true }, { sub: 'agent-7' });
    expect(
      statuses([await queue('call-1'), await queue('call-1'), await queue('call-2'), await queue('call-3')]),
    ).toEqual([202, 202, 202, 429]);
    expect((await app.work()).map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(app.asked()).toBe(2);
  });

  it('a token cannot queue more than its limit at once, so its retries do not delay the jobs of others', async () => {
    const app = limitedApp(limits);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        app.analyze(
          `call-${index}`,
          { async: true },
          { sub: 'agent-7', client_email: `c${index}@example.com` },
        ),
      ),
    );
    await app.analyze('call-of-another', { async: true }, { sub: 'agent-8', client_email: BEN });
    expect(app.jobs).toHaveLength(3);
    expect((await app.work()).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
  });

  it('a token, customer or call is not named in any counter or job', async () => {
    const app = limitedApp(limits);
    const ids: string[] = [];
    for (const method of ['reserve', 'standing'] as const) {
      const real = app.counters[method].bind(app.counters) as (...given: unknown[]) => Promise<never>;
      Object.assign(app.counters, {
        [method]: (asked: string | { counter: { id: string } }, ...rest: unknown[]) => {
          ids.push(typeof asked === 'string' ? asked : asked.counter.id);
          return real(asked, ...rest);
        },
      });
    }
    await app.analyze('call-secret', { async: true }, { sub: 'agent-seven' });
    await app.work();
    expect(ids.length).toBeGreaterThan(6);
    expect(ids.join(' ')).not.toMatch(/secret|agent|example|@/);
  });

  it('a token can only spend its share of the daily dollars', async () => {
    const app = limitedApp({ ...GENEROUS, dollarsPerDay: 0.2, dollarsPerTokenPerDay: 0.1 });
    const greedy = await times(12, (index) =>
      app.analyze(`call-${index}`, {}, { sub: 'greedy', client_email: `c${index}@example.com` }),
    );
    // Each analysis reserves 0.05 dollars and spends 0.01.
    expect(statuses(greedy)).toEqual([...Array(6).fill(200), ...Array(6).fill(429)]);
    expect(greedy[11]?.error).toMatch(/share of this token's subject in today's budget/);
    expect(app.counters.total('dollars#2026-01-15')).toBe(60_000);
    expect(await app.analyze('call-x', {}, { sub: 'modest', client_email: BEN })).toMatchObject({
      status: 200,
    });
  });

  it('a token can only spend its share through the queue, too', async () => {
    const app = limitedApp({ ...GENEROUS, dollarsPerDay: 1, dollarsPerTokenPerDay: 0.06 });
    const queue = (index: number) =>
      app.analyze(`call-${index}`, { async: true }, { sub: 'greedy', client_email: `c${index}@example.com` });
    await times(5, queue);
    expect((await app.work()).map(({ outcome }) => outcome)).toEqual([
      'done',
      'done',
      'failed',
      'failed',
      'failed',
    ]);
    expect(app.counters.total('dollars#2026-01-15')).toBe(20_000);
    await times(5, (index) =>
      app.analyze(`again-${index}`, {}, { sub: 'modest', client_email: `d${index}@example.com` }),
    );
    expect(app.counters.total('dollars#2026-01-15')).toBe(40_000);
  });

  it('a token does not count for polling a running analysis', async () => {
    const app = limitedApp({ ...limits, analysesPerCallPerDay: 1 });
    const claims = { sub: 'agent-7' };
    await app.analyze('call-1', { async: true }, claims);
    const now = app.ports.clock.now();
    const held = { call_id: 'call-1', client_email: ANA, created_at: '2026-01-15T12:00:00.000Z', attempt: 1 };
    await app.ports.claims.take({ ...held, token: 't', leaseUntil: now + 70_000, updatedAt: now });
    const polls = await times(5, () => app.analyze('call-1', { async: true }, claims));
    expect(statuses(polls)).toEqual(Array(5).fill(202));
    expect(await app.analyze('call-2', {}, claims)).toMatchObject({ status: 200 });
  });

  it('a token keeps its share when the budget of the service is used up', async () => {
    const app = limitedApp({ ...GENEROUS, dollarsPerDay: 0.06, dollarsPerTokenPerDay: 0.06 });
    await times(2, (index) => app.analyze(`call-${index}`, {}, { sub: 'first', client_email: BEN }));
    const later = await times(3, (index) => app.analyze(`later-${index}`, {}, { sub: 'second' }));
    expect(later.map(({ error }) => error?.slice(0, 26))).toEqual(
      Array(3).fill("Today's budget for analyse"),
    );
    const subject = await senderHash(KEY)({ subject: 'second', clientEmail: ANA, callId: null });
    expect(app.counters.total(`dollars#2026-01-15#token#${subject}`)).toBe(0);
  });
});

describe('a job that meets a limit', () => {
  it('a job ends with a reason in its claim if its own limit is only reset tomorrow', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCallPerDay: 1 });
    await app.analyze('call-1');
    // This job skips the limit at the door, as a job of the operator does.
    const job = { call_id: 'call-1', client_email: ANA, force: true, queuedAt: app.ports.clock.now() + 1 };
    app.jobs.push(job);
    expect(await app.work()).toEqual([{ outcome: 'failed', code: 'rate_limited' }]);
    expect(await app.analyze('call-1')).toMatchObject({ status: 200, source: 'stored' });
  });

  it('a job waits for the next day if that is near', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerCallPerDay: 1 });
    await app.ports.clock.advance(11.5 * HOUR);
    await app.analyze('call-1');
    app.jobs.push({ call_id: 'call-1', client_email: ANA, force: true, queuedAt: app.ports.clock.now() + 1 });
    const midnight = Date.UTC(2026, 0, 16);
    expect(await app.work()).toEqual([{ outcome: 'later', at: midnight, code: 'rate_limited' }]);
  });

  it('a job waits as before for a limit of the whole service', async () => {
    const app = limitedApp({ ...GENEROUS, analysesPerMinute: 1 });
    await app.analyze('call-1');
    await app.analyze('call-2', { async: true });
    expect(await app.work()).toMatchObject([{ outcome: 'later', code: 'rate_limited' }]);
  });
});

describe('an import', () => {
  it('an import is not stopped by the limits of customers and tokens', async () => {
    const app = limitedApp({
      ...GENEROUS,
      analysesPerCustomerPerDay: 1,
      analysesPerTokenPerHour: 1,
      analysesPerTokenPerDay: 1,
    });
    const calls = Array.from({ length: 5 }, (_, index) => `call-${index}`);
    for (const call_id of calls) await app.post('/recordCallWindow', window({ call_id }));
    const now = analyzeNow(app.ports, SETTINGS, () => expect.fail('It waits.'));
    for (const call_id of calls.slice(0, 3)) await now({ call_id, client_email: ANA });
    const later = analyzeLater(app.ports as never);
    for (const call_id of calls.slice(3)) await later({ call_id, client_email: ANA });
    expect(await app.work()).toEqual([{ outcome: 'done' }, { outcome: 'done' }]);
    expect(app.asked()).toBe(5);
  });
});

describe('the local analyst', () => {
  it('the local analyst costs nothing and has no limits', async () => {
    const one = { analysesPerCallPerDay: 1, analysesPerCustomerPerDay: 1, analysesPerTokenPerHour: 1 };
    const app = limitedApp({ ...one, analysesPerMinute: 1 }, 'local');
    expect(statuses(await times(8, () => app.analyze('call-1', { force: true })))).toEqual(
      Array(8).fill(200),
    );
  });
});

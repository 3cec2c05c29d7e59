import {
  type AnalysisJob,
  type AnalysisStatus,
  type CallAnalytics,
  type Delivery,
  type ErrorCode,
  LiveAssistError,
  type MemoryBox,
  runJob,
} from '@live-assist/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ANA, BEN, bodyOf, scriptedAnalyst, type TestApp, testApp, window } from '../support/app.ts';

const CALL = { call_id: 'call-ana', client_email: ANA };
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const HOUR = 3_600_000;

let sent: AnalysisJob[];
let analyst: ReturnType<typeof scriptedAnalyst>;
let app: TestApp;

beforeEach(async () => {
  sent = [];
  analyst = scriptedAnalyst();
  app = testApp({ analyst, queue: { send: async (job) => void ('job' in job || sent.push(job)) } });
  await app.post('/recordCallWindow', window());
});

const ask = (more: object = {}, by?: object) =>
  app.post('/getCallAnalytics', { ...CALL, async: true, ...more }, { ...by });
// Hours pass in these tests, but a token is only valid for one.
const fresh = () => ({ exp: app.ports.clock.now() / 1000 + 60 });
const status = async () =>
  bodyOf<AnalysisStatus>(await app.post('/getAnalysisStatus', { call_id: CALL.call_id }, fresh()));
const pending = async () =>
  (await bodyOf<MemoryBox>(await app.post('/getMemoryBox', { client_email: ANA }, fresh()))).pending;

/** Handles a job as the worker does; by default the oldest one. */
function work(delivery: Partial<Delivery> = {}, job = sent[0]) {
  if (job === undefined) throw new Error('Nothing was sent.');
  const firstTriedAt = delivery.firstTriedAt ?? app.ports.clock.now();
  return runJob(app.ports, SETTINGS, job, { tries: 1, ...delivery, firstTriedAt });
}

function failing(code: ErrorCode, retryAfterSeconds?: number): void {
  analyst.analyze = async () => {
    throw new LiveAssistError(
      code,
      'Told by the test.',
      retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
    );
  };
}

describe('an asynchronous analysis', () => {
  it('an asynchronous analysis is reported as queued at once, until the worker has handled it', async () => {
    const answer = await ask({ agent_id: 'agent-7' });

    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ call_id: 'call-ana', status: 'queued' });
    expect(analyst.asked).toBe(0);
    const queuedAt = app.ports.clock.now();
    expect(sent).toEqual([{ ...CALL, agent_id: 'agent-7', queuedAt }]);
    const since = new Date(queuedAt).toISOString();
    expect(await status()).toEqual({ call_id: 'call-ana', status: 'queued', attempts: 0, updatedAt: since });
    expect(await pending()).toEqual([{ call_id: 'call-ana', since, state: 'queued' }]);

    await app.ports.clock.advance(5_000);
    expect(await work()).toEqual({ outcome: 'done' });
    expect(await status()).toMatchObject({ status: 'done', attempts: 1 });
    expect(await pending()).toEqual([]);
    const stored = await ask();
    expect([stored.status, stored.headers.get('x-analysis-source')]).toEqual([200, 'stored']);
    expect(await stored.json()).toMatchObject({ ...CALL, agent_id: 'agent-7' });
    expect([sent.length, analyst.asked]).toEqual([1, 1]);
  });

  it('an asynchronous analysis is paid for once, however often it is requested and its job delivered', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask({ force: true })));
    expect(sent.length).toBeGreaterThan(0);

    await app.ports.clock.advance(1);
    for (const job of [...sent, ...sent]) expect(await work({}, job)).toEqual({ outcome: 'done' });
    expect(analyst.asked).toBe(1);

    await app.ports.clock.advance(1);
    expect((await ask({ force: true })).status).toBe(202);
    await app.ports.clock.advance(1);
    await work({}, sent.at(-1));
    expect(analyst.asked).toBe(2);
  });

  it('an asynchronous analysis has one job however often its status is read, and is queued again after about an hour', async () => {
    for (let minute = 0; minute < 65; minute += 1) {
      const answer = await ask({}, fresh());
      expect([answer.status, await answer.json()]).toEqual([202, { call_id: 'call-ana', status: 'queued' }]);
      await app.ports.clock.advance(60_000);
    }
    expect(sent).toHaveLength(1);

    await ask({}, fresh());
    expect(sent).toHaveLength(2);
  });

  it('an asynchronous analysis runs again if a window arrived during it and a second request followed', async () => {
    await ask();
    const { analyze } = analyst;
    analyst.analyze = async (request) => {
      await app.ports.clock.advance(1_000);
      await app.post('/recordCallWindow', window({ window_num: 2 }));
      expect((await ask()).status).toBe(202);
      await app.ports.clock.advance(1_000);
      return analyze.call(analyst, request);
    };
    expect(await work()).toEqual({ outcome: 'done' });
    analyst.analyze = analyze;

    expect(sent).toHaveLength(2);
    expect(await work({}, sent[1])).toEqual({ outcome: 'done' });
    expect(analyst.asked).toBe(2);
    const stored = await bodyOf<CallAnalytics>(await app.post('/getCallAnalytics', CALL));
    expect(stored.analysis.lastWindow).toBe(2);
  });

  it('an asynchronous analysis shares its result with a caller who waits', async () => {
    await ask();
    await app.ports.clock.advance(1);
    const waiting = await app.post('/getCallAnalytics', CALL);
    expect(waiting.headers.get('x-analysis-source')).toBe('computed');

    expect(await work()).toEqual({ outcome: 'done' });
    expect(analyst.asked).toBe(1);
  });

  it('an asynchronous analysis of a call that can never be analysed is refused at once, and nothing is queued', async () => {
    const refusals = [
      { more: { call_id: 'unknown-call' }, status: 404, code: 'call_not_found' },
      { more: { client_email: BEN }, status: 409, code: 'customer_mismatch' },
      { more: {}, by: { scope: 'analytics:read customers:any' }, status: 404, code: 'analysis_not_found' },
      { more: {}, by: { client_email: BEN }, status: 403, code: 'forbidden' },
      { more: { async: 'yes' }, status: 400, code: 'invalid_request' },
    ];
    for (const { more, by, status: expected, code } of refusals) {
      const answer = await ask(more, by);
      expect([answer.status, (await bodyOf(answer)).code]).toEqual([expected, code]);
    }
    expect(sent).toEqual([]);
    expect(await status()).toMatchObject({ status: 'none' });
  });

  it('an asynchronous analysis is refused to the second of two customers who name an unclaimed call', async () => {
    await app.post('/recordCallWindow', window({ call_id: 'unbound', client_email: undefined }));
    const answers = await Promise.all([
      ask({ call_id: 'unbound' }),
      ask({ call_id: 'unbound', client_email: BEN }),
    ]);

    expect(answers.map((answer) => answer.status).sort()).toEqual([202, 409]);
    expect(sent).toHaveLength(1);
  });

  it('an asynchronous analysis does not have the status "queued" if the queue cannot be reached', async () => {
    app = testApp({
      analyst,
      records: app.ports.records,
      queue: {
        async send() {
          throw new LiveAssistError('store_unavailable', 'The analysis queue cannot be reached.');
        },
      },
    });

    expect((await ask()).status).toBe(503);
    expect(await status()).toMatchObject({ status: 'none' });
    expect(await pending()).toEqual([]);
  });
});

describe('a worker', () => {
  beforeEach(async () => {
    await ask();
    await app.ports.clock.advance(1);
  });

  it('a worker retries when the lease of a crashed holder has run out', async () => {
    const now = app.ports.clock.now();
    const held = {
      ...CALL,
      created_at: '2026-01-15T12:00:00.000Z',
      attempt: 1,
      token: 'gone',
      leaseUntil: now + 70_000,
    };
    await app.ports.claims.take({ ...held, updatedAt: now });

    expect(await work()).toEqual({ outcome: 'later', at: now + 70_000, code: 'analysis_in_progress' });
    await app.ports.clock.advance(70_000);
    expect(await work({ tries: 2 })).toEqual({ outcome: 'done' });
    expect(await status()).toMatchObject({ status: 'done', attempts: 2 });
  });

  it('a worker reports done for a job whose previous worker stopped after it had stored the analysis', async () => {
    await work();
    const claim = await app.ports.claims.get(CALL.call_id);
    if (claim) app.ports.claims.put({ ...claim, status: 'running' });
    expect(await status()).toMatchObject({ status: 'running' });
    await app.ports.clock.advance(70_000);

    expect(await status()).toMatchObject({ status: 'done', attempts: 1 });
    expect(await work({ tries: 2 })).toEqual({ outcome: 'done' });
    expect(analyst.asked).toBe(1);
  });

  it.each([
    ['analyst_misconfigured', 12],
    ['analyst_rate_limited', 12],
    ['analyst_timeout', 12],
    ['analyst_unavailable', 12],
    ['rate_limited', 36],
  ] as const)(
    'a worker retries %s with growing delays for %i hours, and then gives up',
    async (code, hours) => {
      failing(code);
      const firstTriedAt = app.ports.clock.now();
      const delays: number[] = [];
      for (let tries = 1; ; tries += 1) {
        const outcome = await work({ tries, firstTriedAt });
        if (outcome.outcome !== 'later') {
          expect(outcome).toEqual({ outcome: 'dead', code });
          break;
        }
        expect(outcome.code).toBe(code);
        // The job still waits, and its status gives the reason; waiting callers receive the same code.
        expect(await status()).toMatchObject({ status: 'queued', code, attempts: tries });
        expect(await pending()).toMatchObject([{ state: 'queued' }]);
        delays.push((outcome.at - app.ports.clock.now()) / 1000);
        await app.ports.clock.advance(outcome.at - app.ports.clock.now());
      }

      expect(delays.slice(0, 9)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
      expect(Math.max(...delays)).toBe(3600);
      // The queue of a deployment moves a message to the dead letters after 50 deliveries.
      expect(delays.length).toBeLessThan(49);
      const gaveUpAfter = app.ports.clock.now() - firstTriedAt;
      expect(gaveUpAfter).toBeGreaterThanOrEqual(hours * HOUR);
      expect(gaveUpAfter).toBeLessThan((hours + 1) * HOUR);
      expect(await status()).toMatchObject({ status: 'failed', code });
    },
  );

  it('a worker waits as long as the provider asks, but at most an hour', async () => {
    const now = app.ports.clock.now();
    failing('analyst_rate_limited', 95);
    expect(await work()).toMatchObject({ at: now + 95_000 });
    failing('analyst_rate_limited', 86_400);
    expect(await work()).toMatchObject({ at: now + HOUR });
  });

  it('a worker analyses the call once the outage is over', async () => {
    const { analyze } = analyst;
    failing('analyst_unavailable');
    await work();
    await app.ports.clock.advance(30_000);
    analyst.analyze = analyze;

    expect(await work({ tries: 2 })).toEqual({ outcome: 'done' });
    expect(await status()).toMatchObject({ status: 'done', attempts: 2 });
    expect(await status()).not.toHaveProperty('code');
  });

  it.each(['analyst_bad_output', 'internal'] as const)(
    'a worker gives up after %s five times',
    async (code) => {
      failing(code);
      const outcomes = [];
      for (let tries = 1; tries <= 5; tries += 1) {
        outcomes.push((await work({ tries })).outcome);
        await app.ports.clock.advance(HOUR);
      }

      expect(outcomes).toEqual(['later', 'later', 'later', 'later', 'dead']);
    },
  );

  it('a worker drops a call without content, without a dead letter', async () => {
    for (const code of [
      'insufficient_conversation',
      'analyst_refused',
      'transcript_too_long',
      'transcript_too_complex',
    ] as const) {
      failing(code);
      expect(await work()).toEqual({ outcome: 'failed', code });
      expect(await status()).toMatchObject({ status: 'failed', code });
      await app.ports.clock.advance(1);
    }
  });

  it('a worker moves a job that can never succeed to the dead letters', async () => {
    const queuedAt = app.ports.clock.now();
    await app.ports.claims.queue({ call_id: 'gone', client_email: ANA, updatedAt: queuedAt });
    const unknown = await work({}, { call_id: 'gone', client_email: ANA, queuedAt });
    const mixedUp = await work({}, { ...CALL, client_email: BEN, queuedAt });

    expect(unknown).toEqual({ outcome: 'dead', code: 'call_not_found' });
    expect(mixedUp).toEqual({ outcome: 'dead', code: 'customer_mismatch' });
    expect(await app.ports.claims.get('gone')).toMatchObject({ status: 'failed', code: 'call_not_found' });
    // The job of another customer does not affect the job of the right one.
    expect(await status()).toMatchObject({ status: 'queued' });
  });

  it('a worker never throws, however the stores fail', async () => {
    const broken = async () => {
      throw new LiveAssistError('store_unavailable', 'Told by the test.');
    };
    const claims = { ...app.ports.claims, get: broken, queue: broken, giveUp: broken };
    const job = sent[0] as AnalysisJob;
    const first = { tries: 1, firstTriedAt: app.ports.clock.now() };

    expect(await runJob({ ...app.ports, claims }, SETTINGS, job, first)).toMatchObject({
      outcome: 'later',
      code: 'store_unavailable',
    });
    expect(await runJob({ ...app.ports, claims }, SETTINGS, job, { ...first, firstTriedAt: 0 })).toEqual({
      outcome: 'dead',
      code: 'store_unavailable',
    });
  });
});

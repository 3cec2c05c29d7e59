import type { AnalysisJob, Analyst, ErrorCode, QueuedJob } from '@live-assist/core';
import { LiveAssistError, runJob } from '@live-assist/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ANA, BEN, bodyOf, scriptedAnalyst, type TestApp, testApp, token, window } from '../support/app.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const CALL = { call_id: 'call-ana', client_email: ANA };
const EDGE_MS = 60_000;

let analyst: ReturnType<typeof scriptedAnalyst>;
let jobs: AnalysisJob[];
let app: TestApp;
beforeEach(async () => {
  analyst = scriptedAnalyst();
  jobs = [];
  app = behindEdge(EDGE_MS);
  await app.post('/recordCallWindow', window());
});

function behindEdge(edgeTimeoutMs: number, analysisTimeoutMs = 60_000): TestApp {
  // Redactions have a separate queue.
  const queue = { send: async (job: QueuedJob) => void ('job' in job || jobs.push(job)) };
  const settings = { ...SETTINGS, analysisTimeoutMs, sharedAddresses: [] };
  return testApp({ analyst, queue }, { edgeTimeoutMs, settings });
}

const ask = async (more: object = {}, claims: object = {}) => {
  const now = app.ports.clock.now() / 1000;
  const by = await token({ iat: now, exp: now + 600, ...claims });
  const answer = await app.post('/getCallAnalytics', { ...CALL, ...more }, by);
  const source = answer.headers.get('x-analysis-source');
  const body = await bodyOf<{ status?: string; code?: string; call_id?: string }>(answer);
  return { status: answer.status, source, body };
};

/** Handles the sent jobs as a worker does. */
async function work(): Promise<void> {
  await expect.poll(() => jobs.length).toBeGreaterThan(0);
  for (const job of jobs.splice(0)) {
    await runJob(app.ports, SETTINGS, job, { tries: 1, firstTriedAt: app.ports.clock.now() });
  }
}

/** Advances the clock second by second until the promise settles. */
async function inTime<T>(promise: Promise<T>): Promise<T> {
  let settled = false;
  void promise.finally(() => {
    settled = true;
  });
  while (!settled) {
    await new Promise((resume) => setTimeout(resume, 2));
    await app.ports.clock.advance(1_000);
  }
  return promise;
}

/** Makes the analyst wait until `finish` is called. */
function hanging(): { finish(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const judge: Analyst['analyze'] = analyst.analyze.bind(analyst);
  analyst.analyze = (request) => promise.then(() => judge(request));
  return { finish: resolve };
}

function failing(code: ErrorCode): void {
  analyst.analyze = async () => {
    throw new LiveAssistError(code, 'Told by the test.');
  };
}

describe('behind an edge with a timeout', () => {
  it('answers with the analysis if a worker finishes it in time', async () => {
    const answer = ask();
    await work();
    expect(await inTime(answer)).toMatchObject({ status: 200, source: 'computed', body: CALL });
    expect(analyst.asked).toBe(1);
    expect(await ask()).toMatchObject({ status: 200, source: 'stored' });
  });

  it('answers 202 before the edge gives up, and the analysis goes on and is paid for once', async () => {
    const slow = hanging();
    const began = app.ports.clock.now();
    let took = Number.POSITIVE_INFINITY;
    const answer = ask().finally(() => {
      took = app.ports.clock.now() - began;
    });
    const working = work();
    expect(await inTime(answer)).toEqual({
      status: 202,
      source: null,
      body: { call_id: CALL.call_id, status: 'running' },
    });
    expect(took).toBeLessThan(EDGE_MS - 3_000);

    // A second request during the analysis shares it.
    const again = ask();
    slow.finish();
    await working;
    await inTime(again);
    for (const job of jobs.splice(0)) {
      await runJob(app.ports, SETTINGS, job, { tries: 1, firstTriedAt: app.ports.clock.now() });
    }
    expect(analyst.asked).toBe(1);
    expect(await ask()).toMatchObject({ status: 200, source: 'stored', body: CALL });
  });

  it('answers 202 with status queued if no worker has started the job', async () => {
    expect(await inTime(ask())).toMatchObject({ status: 202, body: { status: 'queued' } });
    expect(jobs).toHaveLength(1);
    await work();
    expect(await ask()).toMatchObject({ status: 200, source: 'stored' });
  });

  it('waits for a running analysis without queuing a job, and queues one if its holder is gone', async () => {
    const now = app.ports.clock.now();
    const held = { ...CALL, created_at: '2026-01-15T12:00:00.000Z', attempt: 1, token: 'of-another' };
    await app.ports.claims.bind(CALL.call_id, ANA);
    await app.ports.claims.take({ ...held, leaseUntil: now + 20_000, updatedAt: now });
    const answer = ask();
    await new Promise((resume) => setTimeout(resume, 50));
    await app.ports.clock.advance(15_000);
    expect(jobs).toEqual([]);
    const answered = inTime(answer);
    await work();
    expect(await answered).toMatchObject({ status: 200, source: 'computed' });
    expect(analyst.asked).toBe(1);
  });

  it.each([
    ['analyst_refused', 422],
    ['insufficient_conversation', 422],
    ['transcript_too_long', 413],
  ] as const)('reports a permanent failure of the analysis at once: %s', async (code, status) => {
    failing(code);
    const answer = ask();
    await work();
    expect(await inTime(answer)).toMatchObject({ status, body: { code } });
  });

  it('answers 202 at once if the provider is down, because the worker retries', async () => {
    failing('analyst_unavailable');
    const answer = ask();
    await work();
    expect(await inTime(answer)).toMatchObject({ status: 202, body: { status: 'queued' } });
  });

  it('makes one analysis for many concurrent requests, also with force', async () => {
    for (const force of [false, true]) {
      const answers = Array.from({ length: 10 }, () => ask({ force }));
      await work();
      expect((await inTime(Promise.all(answers))).map(({ status }) => status)).toEqual(Array(10).fill(200));
    }
    expect(analyst.asked).toBe(2);
  });

  it('refuses the same requests as without an edge', async () => {
    expect(await ask({ call_id: 'unknown' })).toMatchObject({
      status: 404,
      body: { code: 'call_not_found' },
    });
    expect(await ask({ client_email: BEN })).toMatchObject({
      status: 409,
      body: { code: 'customer_mismatch' },
    });
    const reader = { scope: 'analytics:read customers:any' };
    expect(await ask({}, reader)).toMatchObject({ status: 404, body: { code: 'analysis_not_found' } });
    expect(jobs).toEqual([]);
  });

  it('analyses within the request if the edge waits longer than any analysis takes', async () => {
    for (const patient of [behindEdge(60_000, 40_000), behindEdge(75_000), behindEdge(180_000)]) {
      app = patient;
      await app.post('/recordCallWindow', window());
      expect(await ask()).toMatchObject({ status: 200, source: 'computed' });
    }
    expect(jobs).toEqual([]);
  });
});

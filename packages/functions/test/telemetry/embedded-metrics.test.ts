import { type JobOutcome, LiveAssistError } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { withMetrics } from '../../src/telemetry/embedded-metrics.ts';
import { jobLogLine } from '../../src/telemetry/job-log.ts';
import { ANA, scriptedAnalyst, type TestApp, testApp, window } from '../support/app.ts';
import { type Datapoint, datapointsOf } from '../support/cloudwatch.ts';

const NAMESPACE = 'LiveAssist/test';
const ASK = { call_id: 'call-ana', client_email: ANA };
const PAID = {
  model: 'gpt-6-luna',
  usage: { inputTokens: 1_800, cachedInputTokens: 1_024, outputTokens: 640 },
  costUsd: 0.000_71,
};

/** An analyst with a model that takes some time. */
function model(clock: () => TestApp['ports']['clock']) {
  const { analyze } = scriptedAnalyst();
  return {
    engine: 'openai' as const,
    analyze: async (request: Parameters<typeof analyze>[0]) => {
      await clock().advance(900);
      return { ...(await analyze.call({ asked: 0 }, request)), ...PAID };
    },
  };
}

/** The metrics of a log line, such as `requests {"route":"/listCalls","class":"2xx"}` → 1. */
function metricsOf(line: Parameters<typeof withMetrics>[0] | undefined): Record<string, number> {
  if (line === undefined) throw new Error('There is no such line.');
  return byName(datapointsOf(JSON.stringify(withMetrics(line, NAMESPACE))));
}

function byName(points: Datapoint[]): Record<string, number> {
  return Object.fromEntries(
    points.map(({ name, dimensions, value }) => [`${name} ${JSON.stringify(dimensions)}`, value]),
  );
}

describe('the metrics of a request', () => {
  it('the metrics of a request count it by route and class, and time its phases by route', async () => {
    const { post, lines } = testApp();
    await post('/listCalls', { client_email: ANA });
    expect(metricsOf(lines[0])).toEqual({
      'requests {"route":"/listCalls","class":"2xx"}': 1,
      'ms {"route":"/listCalls"}': 0,
      'storeMs {"route":"/listCalls"}': 0,
      'ownMs {"route":"/listCalls"}': 0,
    });
  });

  it('the metrics of a request count an analysis with its tokens and dollars once, by engine', async () => {
    const { post, lines, ports } = testApp({ analyst: model(() => ports.clock) });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    await post('/getCallAnalytics', ASK);
    const requests = { 'requests {"route":"/getCallAnalytics","class":"2xx"}': 1 };
    const times = (ms: number) => ({
      'ms {"route":"/getCallAnalytics"}': ms,
      'storeMs {"route":"/getCallAnalytics"}': 0,
      'ownMs {"route":"/getCallAnalytics"}': 0,
    });
    expect(metricsOf(lines[1])).toEqual({
      ...requests,
      ...times(900),
      'modelMs {"route":"/getCallAnalytics"}': 900,
      'analyses {"engine":"openai"}': 1,
      'inputTokens {"engine":"openai"}': 1_800,
      'cachedInputTokens {"engine":"openai"}': 1_024,
      'outputTokens {"engine":"openai"}': 640,
      'costUsd {"engine":"openai"}': 0.000_71,
    });
    expect(metricsOf(lines[2])).toEqual({ ...requests, ...times(0) });
  });

  it.each([
    ['analyst_unavailable', '5xx', { 'analystFaults {}': 1 }],
    ['analyst_refused', '4xx', {}],
    ['store_unavailable', '5xx', {}],
  ] as const)('the metrics of a request count a failure by its code: %s', async (code, status, more) => {
    const { post, lines } = testApp({
      analyst: {
        engine: 'openai',
        async analyze() {
          throw new LiveAssistError(code, 'It has failed.');
        },
      },
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    expect(metricsOf(lines[1])).toEqual({
      [`requests {"route":"/getCallAnalytics","class":"${status}"}`]: 1,
      'ms {"route":"/getCallAnalytics"}': 0,
      'storeMs {"route":"/getCallAnalytics"}': 0,
      'modelMs {"route":"/getCallAnalytics"}': 0,
      'ownMs {"route":"/getCallAnalytics"}': 0,
      [`failures {"code":"${code}"}`]: 1,
      ...more,
    });
  });

  it('the metrics of a request count paid tokens even if the answer was unusable', async () => {
    const { post, lines } = testApp({
      analyst: {
        engine: 'openai',
        analyze: async () => ({ ...PAID, judgement: {} as never, promptVersion: '1' }),
      },
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    const metrics = metricsOf(lines[1]);
    expect(metrics).toMatchObject({
      'costUsd {"engine":"openai"}': 0.000_71,
      'failures {"code":"analyst_bad_output"}': 1,
    });
    expect(metrics).not.toHaveProperty('analyses {"engine":"openai"}');
  });

  it('the metrics of a request only have known routes and codes as values, whatever is requested', async () => {
    const { request, lines } = testApp();
    await request('/a/path?of=another', { method: 'PROPFIND' });
    await request('/listCalls/', { method: 'POST' });
    for (const line of lines) {
      expect(Object.keys(metricsOf(line))).toContain('requests {"route":"unknown","class":"4xx"}');
    }
  });

  it('the metrics of a request have a time, units and the namespace of the stage, next to the unchanged line', async () => {
    const { post, lines, ports } = testApp({ analyst: model(() => ports.clock) });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', ASK);
    const [, line] = lines;
    if (line === undefined) throw new Error('There is no such line.');
    const told = withMetrics(line, NAMESPACE);
    expect(told).toMatchObject({ ...line, _aws: { Timestamp: Date.parse(line.time) } });
    const points = datapointsOf(JSON.stringify(told));
    expect(new Set(points.map(({ namespace }) => namespace))).toEqual(new Set([NAMESPACE]));
    const units = new Map(points.map(({ name, unit }) => [name, unit]));
    expect(units.get('modelMs')).toBe('Milliseconds');
    expect(units.get('inputTokens')).toBe('Count');
    expect(units.get('costUsd')).toBe('None');
  });
});

describe('the metrics of a job', () => {
  const job = JSON.stringify({ ...ASK, queuedAt: 1 });

  async function deal(app: TestApp, body: string) {
    const { ports } = app;
    const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
    const delivery = { tries: 1, firstTriedAt: ports.clock.now() };
    const dealt = await handleMessage(
      { ports, settings, hashCustomer: async () => 'f'.repeat(64) },
      body,
      delivery,
    );
    return jobLogLine(dealt, { requestId: 'invocation-1', now: ports.clock.now() });
  }

  it('the metrics of a job count it by outcome, time its phases, and count its analysis', async () => {
    const app = testApp({ analyst: model(() => app.ports.clock) });
    await app.post('/recordCallWindow', window());
    const line = await deal(app, job);
    expect(line).toEqual({
      time: new Date(app.ports.clock.now()).toISOString(),
      level: 'info',
      requestId: 'invocation-1',
      job: 'analysis',
      outcome: 'done' satisfies JobOutcome['outcome'],
      tries: 1,
      customer: 'f'.repeat(16),
      ms: 900,
      storeMs: 0,
      modelMs: 900,
      ownMs: 0,
      engine: 'openai',
      model: 'gpt-6-luna',
      inputTokens: 1_800,
      cachedInputTokens: 1_024,
      outputTokens: 640,
      costUsd: 0.000_71,
    });
    expect(metricsOf(line)).toEqual({
      'jobs {"job":"analysis","outcome":"done"}': 1,
      'ms {"job":"analysis"}': 900,
      'storeMs {"job":"analysis"}': 0,
      'modelMs {"job":"analysis"}': 900,
      'ownMs {"job":"analysis"}': 0,
      'analyses {"engine":"openai"}': 1,
      'inputTokens {"engine":"openai"}': 1_800,
      'cachedInputTokens {"engine":"openai"}': 1_024,
      'outputTokens {"engine":"openai"}': 640,
      'costUsd {"engine":"openai"}': 0.000_71,
    });
  });

  it('the metrics of a job count no analysis for a call that already has one', async () => {
    const app = testApp({ analyst: model(() => app.ports.clock) });
    await app.post('/recordCallWindow', window());
    await deal(app, job);
    expect(metricsOf(await deal(app, job))).toEqual({
      'jobs {"job":"analysis","outcome":"done"}': 1,
      'ms {"job":"analysis"}': 0,
      'storeMs {"job":"analysis"}': 0,
      'ownMs {"job":"analysis"}': 0,
    });
  });

  it('the metrics of a job count paid tokens, but no analysis, if the answer was unusable', async () => {
    const app = testApp({
      analyst: {
        engine: 'openai',
        analyze: async () => ({ ...PAID, judgement: {} as never, promptVersion: '1' }),
      },
    });
    await app.post('/recordCallWindow', window());
    const metrics = metricsOf(await deal(app, job));
    expect(metrics).toMatchObject({
      'costUsd {"engine":"openai"}': 0.000_71,
      'jobs {"job":"analysis","outcome":"later"}': 1,
    });
    expect(metrics).not.toHaveProperty('analyses {"engine":"openai"}');
  });

  it('the metrics of a job count a failure by its code, whether it is retried or given up', async () => {
    const app = testApp({
      analyst: {
        engine: 'openai',
        async analyze() {
          throw new LiveAssistError('analyst_unavailable', 'It is gone.');
        },
      },
    });
    await app.post('/recordCallWindow', window());
    expect(metricsOf(await deal(app, job))).toMatchObject({
      'jobs {"job":"analysis","outcome":"later"}': 1,
      'failures {"code":"analyst_unavailable"}': 1,
    });
    const line = await deal(app, 'no job');
    expect(line).not.toHaveProperty('customer');
    expect(metricsOf(line)).toMatchObject({
      'jobs {"job":"analysis","outcome":"dead"}': 1,
      'failures {"code":"invalid_request"}': 1,
    });
  });
});

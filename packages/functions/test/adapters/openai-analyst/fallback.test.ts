import { analyzeCall, type CallAnalytics } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { handleMessage } from '../../../src/jobs/handle-message.ts';
import { bodyOf } from '../../support/app.ts';
import { fakeModel, plainAnswer, type Script, type Scripted } from '../../support/fake-model-server.ts';
import { freePort } from '../../support/free-port.ts';
import { ANA, appOfSettings, GOOD, hostOf } from '../../support/provider-app.ts';
import { openAi, refusal } from '../../support/provider-hosts.ts';

const OPENAI_API_KEY = 'key-of-the-tests';
const MINUTE = 60_000;
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: MINUTE, sharedAddresses: [] };
/** Without the package's own second try, which waits. */
const failing = (status: number, headers = {}): Scripted => ({
  status,
  body: JSON.stringify({ error: { message: 'no', type: 'error', param: null, code: null } }),
  headers: { 'retry-after-ms': '5', ...headers },
});

/** The app with two providers that answer as scripted. */
async function withFallback(first: Script, second: Script, env: Record<string, string> = {}) {
  const [one, two] = [await fakeModel(first), await fakeModel(second)];
  const app = appOfSettings({
    OPENAI_API_KEY,
    OPENAI_BASE_URL: one.url,
    OPENAI_MODEL: 'first-model',
    OPENAI_FALLBACK_BASE_URL: two.url,
    OPENAI_FALLBACK_MODEL: 'second-model',
    OPENAI_FALLBACK_API_KEY: 'key-of-the-second',
    ...env,
  });
  const asked = () => [one.requests.length, two.requests.length];
  return { ...app, one, two, asked };
}

async function told(answer: Response) {
  const { analysis, code } = await bodyOf<CallAnalytics & { code?: string }>(answer);
  return { status: answer.status, model: analysis?.model, flags: analysis?.flags, code };
}

describe('a second provider', () => {
  it.each<[string, Scripted]>([
    ['500', failing(500)],
    ['503', failing(503)],
    ['429', failing(429)],
    ['402, when nothing is left to pay with', failing(402)],
    ['429 with a long wait', failing(429, { 'retry-after': '600' })],
    ['a connection that is reset', { reset: 'before the head' }],
  ])('a second provider judges when the first answers with %s', async (_, fault) => {
    const { analyze, asked, two } = await withFallback(() => fault, GOOD);
    expect(await told(await analyze('call-1'))).toEqual({
      status: 200,
      model: 'second-model',
      flags: ['by_fallback_model'],
    });
    // The first is not asked twice while another one can stand in.
    expect(asked()).toEqual([1, 1]);
    expect(two.requests[0]?.headers.authorization).toBe('Bearer key-of-the-second');
  });

  it('a second provider judges when the first cannot be reached', async () => {
    const { analyze } = await withFallback(GOOD, GOOD, {
      OPENAI_BASE_URL: `http://127.0.0.1:${await freePort()}/v1`,
    });
    expect(await told(await analyze('call-1'))).toMatchObject({ status: 200, model: 'second-model' });
  });

  it.each<[string, Scripted, number, string]>([
    ['a wrong key', failing(401), 500, 'analyst_misconfigured'],
    ['words of the call', refusal('no', { code: 'content_filter' }), 422, 'analyst_refused'],
    ['a refusal of the model', { content: '', more: { refusal: 'No.' } }, 422, 'analyst_refused'],
    ['an answer that cannot be read', { content: 'no' }, 502, 'analyst_bad_output'],
  ])('a second provider is not asked where the first has decided: %s', async (_, fault, status, code) => {
    const { analyze, asked } = await withFallback(() => fault, GOOD);
    expect(await told(await analyze('call-1'))).toMatchObject({ status, code });
    expect(asked()[1]).toBe(0);
  });

  it('a second provider takes the calls of the next half minute, then the first is asked again', async () => {
    let isDown = true;
    const { analyze, asked, ports } = await withFallback(
      (...request) => (isDown ? failing(503) : GOOD(...request)),
      GOOD,
    );
    await analyze('call-1');
    await analyze('call-2');
    expect(asked()).toEqual([1, 2]);
    isDown = false;
    await ports.clock.advance(31_000);
    expect(await told(await analyze('call-3'))).toMatchObject({ model: 'first-model', flags: [] });
    expect(asked()).toEqual([2, 2]);
  });

  it('a second provider that fails in turn is followed by the first, even while it rests', async () => {
    let down = [true, false];
    const { analyze, asked } = await withFallback(
      (...request) => (down[0] ? failing(503) : GOOD(...request)),
      (...request) => (down[1] ? failing(503) : GOOD(...request)),
    );
    await analyze('call-1');
    down = [false, true];
    expect(await told(await analyze('call-2'))).toMatchObject({ status: 200, model: 'first-model' });
    expect(asked()).toEqual([2, 2]);
  });

  it('a second provider that is down as well leaves the call to be tried again', async () => {
    const { analyze, asked } = await withFallback(
      () => failing(503),
      () => failing(429, { 'retry-after': '600' }),
    );
    expect(await told(await analyze('call-1'))).toMatchObject({ status: 503, code: 'analyst_rate_limited' });
    expect(asked()).toEqual([1, 1]);
  });

  it('a second provider costs what its own price says', async () => {
    const { analyze } = await withFallback(() => failing(503), GOOD, {
      MODEL_PRICE: 'input=1, output=1',
      OPENAI_FALLBACK_PRICE: 'input=2, output=3',
    });
    const { analysis } = await bodyOf<CallAnalytics>(await analyze('call-1'));
    expect(analysis.costUsd).toBeCloseTo((1_000 * 2 + 100 * 3) / 1e6, 9);
  });

  it('a second provider may be another model at the same address, with the same key', async () => {
    const server = await fakeModel((request, count) =>
      request.body.model === 'first-model' ? failing(429) : GOOD(request, count),
    );
    const { analyze } = appOfSettings({
      OPENAI_API_KEY,
      OPENAI_BASE_URL: server.url,
      OPENAI_MODEL: 'first-model',
      OPENAI_FALLBACK_MODEL: 'second-model',
    });
    expect(await told(await analyze('call-1'))).toMatchObject({ status: 200, model: 'second-model' });
    expect(server.requests[1]?.headers.authorization).toBe(`Bearer ${OPENAI_API_KEY}`);
  });

  it('a second provider has time left when the first hangs, and both together no more than an analysis may take', async () => {
    for (const second of [GOOD, (() => ({ hang: 'before the head' })) satisfies Script]) {
      const { analyze, ports, asked } = await withFallback(() => ({ hang: 'before the head' }), second);
      const begun = ports.clock.now();
      let isOver = false;
      const asking = analyze('call-1').finally(() => {
        isOver = true;
      });
      while (!isOver && ports.clock.now() - begun < 2 * MINUTE) {
        await new Promise((resume) => setTimeout(resume, 5));
        // An answer that is on its way takes no time of this clock.
        if (second !== GOOD || asked()[1] === 0) await ports.clock.advance(500);
      }
      const answer = await told(await asking);
      expect(asked()).toEqual([1, 1]);
      expect(ports.clock.now() - begun).toBeLessThanOrEqual(MINUTE + 5_000);
      expect(answer).toMatchObject(
        second === GOOD ? { status: 200, model: 'second-model' } : { status: 504, code: 'analyst_timeout' },
      );
    }
  });
});

/** The app with the cheap tier switched on, at a host of OpenAI. */
async function withFlex(answer: Script = GOOD, hasFlex = true) {
  const server = await hostOf(openAi(OPENAI_API_KEY, 'gpt-6-luna', { hasFlex }), answer);
  const app = appOfSettings({ OPENAI_API_KEY, FLEX_PROCESSING: '1' }, { 'api.openai.com': server });
  const record = async (callId: string) => {
    for (const window of promiseCall(callId)) await app.ports.records.add(window);
  };
  return {
    ...app,
    server,
    tiers: () => server.requests.map(({ body }) => body.service_tier ?? null),
    /** Has a call analysed as the worker of the queue does. */
    async work(callId: string) {
      await record(callId);
      const now = app.ports.clock.now();
      const job = { call_id: callId, client_email: ANA, queuedAt: now };
      const delivery = { tries: 1, firstTriedAt: now };
      const dealt = await handleMessage(
        { ports: app.ports, settings: SETTINGS },
        JSON.stringify(job),
        delivery,
      );
      return dealt.outcome.outcome;
    },
    /** Has a call analysed as an import does. */
    async import(callId: string) {
      await record(callId);
      return analyzeCall(app.ports, SETTINGS, { call_id: callId, client_email: ANA }, { canWait: true });
    },
  };
}

describe('the cheap service tier', () => {
  it('the cheap service tier is asked for by the queue and by an import, and not while a caller waits', async () => {
    const { work, analyze, tiers, ...app } = await withFlex();
    expect(await work('call-1')).toBe('done');
    await app.import('call-2');
    await analyze('call-3');
    expect(tiers()).toEqual(['flex', 'flex', null]);
  });

  it('the cheap service tier is left out for good when the provider does not have it', async () => {
    const { work, tiers } = await withFlex(GOOD, false);
    expect(await work('call-1')).toBe('done');
    expect(await work('call-2')).toBe('done');
    expect(tiers()).toEqual(['flex', null, null]);
  });

  it('the cheap service tier is left out for one call when it has too much to do, and tried again with the next', async () => {
    const { work, tiers } = await withFlex((request, count) =>
      count === 1
        ? { status: 429, body: '{"error":{"message":"Resource unavailable","code":"resource_unavailable"}}' }
        : GOOD(request, count),
    );
    expect(await work('call-1')).toBe('done');
    expect(await work('call-2')).toBe('done');
    expect(tiers()).toEqual(['flex', null, 'flex']);
  });

  it('the cheap service tier costs half', async () => {
    const costOf = async (tier: string) => {
      const app = await withFlex(() => ({
        status: 200,
        body: JSON.stringify({
          ...{ id: 'x', object: 'chat.completion', created: 1, model: 'gpt-6-luna', service_tier: tier },
          choices: [
            {
              index: 0,
              finish_reason: 'stop',
              message: { role: 'assistant', content: JSON.stringify(plainAnswer()) },
            },
          ],
          usage: { prompt_tokens: 1_000, completion_tokens: 100 },
        }),
      }));
      return (await app.import('call-1')).analytics.analysis?.costUsd ?? Number.NaN;
    };
    expect((await costOf('flex')) / (await costOf('default'))).toBeCloseTo(0.5, 9);
  });
});

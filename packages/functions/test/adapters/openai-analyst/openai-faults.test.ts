import { describe, expect, it } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { bodyOf } from '../../support/app.ts';
import type { Scripted } from '../../support/fake-model-server.ts';
import { fakeModel, plainAnswer } from '../../support/fake-model-server.ts';
import { freePort } from '../../support/free-port.ts';
import { appWithModel } from '../../support/openai-app.ts';

const ANA = 'ana@example.com';
const MINUTE = 60_000;
const GOOD: Scripted = { content: JSON.stringify(plainAnswer()) };
/** A marker in the provider's error texts. */
const PRIVATE = 'words of the provider';

const failure = (code: string | null, message = PRIVATE) =>
  JSON.stringify({ error: { message, type: 'error', param: null, code } });
const raw = (body: string, type = 'application/json'): Scripted => ({
  status: 200,
  body,
  headers: { 'content-type': type },
});

interface Fault {
  name: string;
  script: Scripted | Scripted[];
  status: number;
  code: string;
  /** Number of requests to the provider. */
  tries: number;
  retryAfter?: string;
  /** The clock runs past the deadline once this many requests have come. */
  overAfter?: number;
}

// The faults that a provider is known to show, in the order in which they were measured.
const FAULTS: Fault[] = [
  {
    name: '429 with Retry-After: 1',
    script: { status: 429, body: failure('rate_limit_exceeded'), headers: { 'retry-after': '1' } },
    ...{ status: 503, code: 'analyst_rate_limited', tries: 2, retryAfter: '1' },
  },
  {
    name: '429 with Retry-After: 120, longer than the analysis may take',
    script: { status: 429, body: failure('rate_limit_exceeded'), headers: { 'retry-after': '120' } },
    ...{ status: 503, code: 'analyst_rate_limited', tries: 1, retryAfter: '120' },
  },
  {
    name: '429 because nothing is left to pay with',
    script: { status: 429, body: failure('insufficient_quota'), headers: { 'retry-after-ms': '5' } },
    ...{ status: 503, code: 'analyst_rate_limited', tries: 2 },
  },
  {
    name: '429 that says not to try again',
    script: { status: 429, body: failure(null), headers: { 'x-should-retry': 'false' } },
    ...{ status: 503, code: 'analyst_rate_limited', tries: 1 },
  },
  {
    name: '500',
    script: { status: 500, body: failure(null), headers: { 'retry-after-ms': '5' } },
    ...{ status: 502, code: 'analyst_unavailable', tries: 2 },
  },
  {
    name: '503 in HTML',
    script: { status: 503, body: `<html>${PRIVATE}</html>`, headers: { 'content-type': 'text/html' } },
    ...{ status: 502, code: 'analyst_unavailable', tries: 2 },
  },
  {
    name: 'a connection that is reset',
    script: { reset: 'before the head' },
    ...{ status: 502, code: 'analyst_unavailable', tries: 2 },
  },
  {
    name: 'a redirect to another host',
    script: { status: 307, headers: { location: 'http://127.0.0.1:9/v1/chat/completions' } },
    ...{ status: 502, code: 'analyst_unavailable', tries: 2 },
  },
  {
    name: 'no answer',
    script: { hang: 'before the head' },
    ...{ status: 504, code: 'analyst_timeout', tries: 1, overAfter: 1 },
  },
  {
    name: 'an answer that stops in the middle',
    script: { hang: 'in the body' },
    ...{ status: 504, code: 'analyst_timeout', tries: 1, overAfter: 1 },
  },
  {
    name: 'a reset in the middle of an answer',
    script: { reset: 'in the body' },
    ...{ status: 502, code: 'analyst_unavailable', tries: 2 },
  },
  {
    name: 'no answer at the second try',
    script: [{ reset: 'before the head' }, { hang: 'before the head' }],
    ...{ status: 504, code: 'analyst_timeout', tries: 2, overAfter: 2 },
  },
  {
    name: 'the end of the time while it waits to try again',
    script: { status: 429, body: failure(null), headers: { 'retry-after': '30' } },
    ...{ status: 503, code: 'analyst_rate_limited', tries: 1, retryAfter: '30', overAfter: 1 },
  },
  {
    name: 'half an envelope',
    script: raw('{"id":"chatcmpl-1","choices":[{"ind'),
    ...{ status: 502, code: 'analyst_bad_output', tries: 1 },
  },
  {
    name: 'half an answer',
    script: { content: JSON.stringify(plainAnswer()).slice(0, 100) },
    ...{ status: 502, code: 'analyst_bad_output', tries: 2 },
  },
  {
    name: 'an answer that does not follow the schema',
    script: { content: JSON.stringify({ ...plainAnswer(), sentimentScore: 101 }) },
    ...{ status: 502, code: 'analyst_bad_output', tries: 2 },
  },
  {
    name: 'a refusal',
    script: { content: '', more: { refusal: PRIVATE } },
    ...{ status: 422, code: 'analyst_refused', tries: 1 },
  },
  {
    name: 'an answer that is cut off, twice',
    script: { content: '{"category":', more: { finish_reason: 'length' } },
    ...{ status: 502, code: 'analyst_bad_output', tries: 2 },
  },
  {
    name: 'a filter of the provider',
    script: { content: '', more: { finish_reason: 'content_filter' } },
    ...{ status: 422, code: 'analyst_refused', tries: 1 },
  },
  {
    name: '200 with an error inside',
    script: raw(failure('server_error')),
    ...{ status: 502, code: 'analyst_bad_output', tries: 1 },
  },
  {
    name: '200 in plain text',
    script: raw(PRIVATE, 'text/plain'),
    ...{ status: 502, code: 'analyst_bad_output', tries: 1 },
  },
  {
    name: '200 in unknown bytes',
    script: raw(PRIVATE, 'application/octet-stream'),
    ...{ status: 502, code: 'analyst_bad_output', tries: 1 },
  },
  { name: '200 with nothing', script: raw(''), ...{ status: 502, code: 'analyst_bad_output', tries: 1 } },
  {
    name: 'no choices',
    script: raw(JSON.stringify({ id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [] })),
    ...{ status: 502, code: 'analyst_bad_output', tries: 1 },
  },
  {
    name: '400 about the schema',
    script: { status: 400, body: failure('invalid_json_schema') },
    ...{ status: 500, code: 'analyst_misconfigured', tries: 2 },
  },
  {
    name: '400 about the length',
    script: { status: 400, body: failure('context_length_exceeded') },
    ...{ status: 413, code: 'transcript_too_long', tries: 1 },
  },
  ...['invalid_prompt', 'content_filter', 'content_policy_violation'].map((code) => ({
    name: `400 about the words of the call: ${code}`,
    script: { status: 400, body: failure(code) },
    ...{ status: 422, code: 'analyst_refused', tries: 1 },
  })),
  ...[401, 403, 404].map((status) => ({
    name: String(status),
    script: { status, body: failure('invalid_api_key') },
    ...{ status: 500, code: 'analyst_misconfigured', tries: 1 },
  })),
];

describe('a provider that fails', () => {
  it.each(FAULTS)('$name: $code after $tries', async (fault) => {
    let broken = true;
    let arrived = (_: number): void => {};
    const { ports, post, server, lines } = await appWithModel((_, count) => {
      if (!broken) return GOOD;
      arrived(count);
      const scripts = [fault.script].flat();
      return scripts[Math.min(count, scripts.length) - 1] ?? GOOD;
    });
    for (const window of promiseCall()) await ports.records.add(window);
    const begun = ports.clock.now();
    const over = new Promise<void>((resolve) => {
      arrived = (count) => void (count === fault.overAfter && setTimeout(resolve, 50));
    });
    const ask = () => post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    const asked = ask();
    if (fault.overAfter !== undefined) await over.then(() => ports.clock.advance(MINUTE - 100));

    const answer = await asked;
    const body = await bodyOf(answer);
    expect([answer.status, body.code, server.requests.length]).toEqual([
      fault.status,
      fault.code,
      fault.tries,
    ]);
    expect(answer.headers.get('retry-after')).toBe(fault.retryAfter ?? null);
    expect(JSON.stringify([body, lines])).not.toContain(PRIVATE);
    expect(ports.clock.now() - begun).toBeLessThanOrEqual(MINUTE);

    expect(ports.analytics.rows()).toEqual([]);
    expect(await ports.claims.get('call-1')).toMatchObject({ status: 'failed', code: fault.code });
    broken = false;
    expect((await ask()).status).toBe(200);
  });

  it('a provider that fails is not reachable', async () => {
    const { ports, post } = await appWithModel(() => GOOD, {
      baseUrl: `http://127.0.0.1:${await freePort()}`,
    });
    for (const window of promiseCall()) await ports.records.add(window);
    const answer = await post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([502, 'analyst_unavailable']);
  });

  it('a provider that fails is never followed to another address', async () => {
    const other = await fakeModel(() => GOOD);
    const { ports, post } = await appWithModel(() => ({
      status: 307,
      headers: { location: `${other.url}/chat/completions` },
    }));
    for (const window of promiseCall()) await ports.records.add(window);
    await post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect(other.requests).toEqual([]);
  });
});

describe('a provider that recovers', () => {
  it.each<[string, Scripted]>([
    ['500', { status: 500, headers: { 'retry-after-ms': '5' } }],
    ['a reset in the middle of an answer', { reset: 'in the body' }],
    ['half an answer', { content: '{"category"' }],
    ['an answer that is cut off', { content: '{"category"', more: { finish_reason: 'length' } }],
  ])('after %s gives the analysis', async (_, fault) => {
    const { ports, post, server } = await appWithModel((__, count) => (count === 1 ? fault : GOOD));
    for (const window of promiseCall()) await ports.records.add(window);
    const answer = await post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect([answer.status, server.requests.length]).toEqual([200, 2]);
  });

  it('a provider that recovers is shown its answer and what was wrong in it', async () => {
    const unreadable = JSON.stringify({ ...plainAnswer(), empathyScore: PRIVATE });
    const { ports, post, server } = await appWithModel((_, count) =>
      count === 1 ? { content: unreadable } : GOOD,
    );
    for (const window of promiseCall()) await ports.records.add(window);
    const answer = await post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    const { analysis } = await bodyOf<{ analysis: { usage: object } }>(answer);
    const [answered, complained] = server.requests[1]?.body.messages.slice(-2) ?? [];
    expect(server.requests).toHaveLength(2);
    expect(answered).toEqual({ role: 'assistant', content: unreadable });
    expect(complained?.content).toContain('"empathyScore" does not follow the schema');
    expect(complained?.content).not.toContain(PRIVATE);
    expect(analysis.usage).toEqual({ inputTokens: 2_000, cachedInputTokens: 1_200, outputTokens: 200 });
  });

  it('a provider that recovers is given more room after a cut', async () => {
    const { ports, post, server } = await appWithModel((_, count) =>
      count === 1 ? { content: '{', more: { finish_reason: 'length' } } : GOOD,
    );
    for (const window of promiseCall()) await ports.records.add(window);
    await post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect(server.requests.map(({ body }) => body.max_tokens)).toEqual([6_000, 24_000]);
  });

  it('a provider that fails a second time, in another way, is not asked a third time', async () => {
    const { ports, post, server } = await appWithModel((_, count) =>
      count === 1 ? { content: '{' } : { content: '{', more: { finish_reason: 'length' } },
    );
    for (const window of promiseCall()) await ports.records.add(window);
    const answer = await post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([502, 'analyst_bad_output']);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.body.max_tokens).toBeGreaterThan(20_000);
  });
});

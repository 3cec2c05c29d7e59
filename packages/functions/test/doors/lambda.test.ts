import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { customerKey } from '@live-assist/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { promiseCall } from '../../../core/test/support/story.ts';
import { buildLambda } from '../../build.ts';
import { devToken } from '../../src/local/server/dev-token.ts';
import { datapointsOf } from '../support/cloudwatch.ts';
import { plainAnswer, startFakeModel } from '../support/fake-model-server.ts';
import { urlEvent } from '../support/url-event.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

const SECRET = 'a secret of the tests that is long enough';
const folder = mkdtempSync(join(tmpdir(), 'live-assist-lambda-'));
let engine: TestEngine;
let tables: TestTables;
let handler: Handler;
const written: string[] = [];
const onConsole: unknown[] = [];

beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
  const outfile = join(folder, 'index.mjs');
  await buildLambda(outfile);
  for (const [name, value] of Object.entries(engine.env)) vi.stubEnv(name, value);
  vi.stubEnv('CALL_RECORDS_TABLE', tables.names.callRecords);
  vi.stubEnv('CALL_ANALYTICS_TABLE', tables.names.callAnalytics);
  vi.stubEnv('ANALYSIS_CLAIMS_TABLE', tables.names.analysisClaims);
  vi.stubEnv('SERVICE_STATE_TABLE', tables.names.serviceState);
  vi.stubEnv('PROMISES_TABLE', tables.names.promises);
  vi.stubEnv('CUSTOMER_ALIASES_TABLE', tables.names.customerAliases);
  vi.stubEnv('AUTH_SECRET', SECRET);
  vi.stubEnv('ANALYST', 'local');
  vi.stubEnv('ERASURE_KEY', SECRET);
  vi.stubEnv('METRICS_NAMESPACE', 'LiveAssist/test');
  vi.spyOn(console, 'log').mockImplementation((line) => void onConsole.push(line));
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0);
  ({ handler } = await import(pathToFileURL(outfile).href));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  await engine.stop();
});

/** A function URL event with a raw body, which may be invalid JSON. */
function event(
  path: string,
  body: string | null,
  more: Pick<Partial<APIGatewayProxyEventV2>, 'headers' | 'isBase64Encoded'> = {},
): APIGatewayProxyEventV2 {
  const plain = urlEvent(body === null ? 'GET' : 'POST', path) as APIGatewayProxyEventV2;
  return {
    ...plain,
    headers: { ...plain.headers, ...more.headers },
    ...(body !== null && { body }),
    isBase64Encoded: more.isBase64Encoded ?? false,
  };
}

const context = (remaining = 60_000) =>
  ({ awsRequestId: 'lambda-request-1', getRemainingTimeInMillis: () => remaining }) as Context;

async function authorized(path: string, body: object, scope = 'analytics:write records:write customers:any') {
  const authorization = `Bearer ${await devToken(SECRET, { scope })}`;
  const answer = await handler(event(path, JSON.stringify(body), { headers: { authorization } }), context());
  return { ...answer, json: JSON.parse(String(answer.body)) };
}

describe('the bundle behind a Lambda function URL', () => {
  it('the bundle behind a Lambda function URL answers a health check with the request id of Lambda', async () => {
    const answer = await handler(event('/healthz', null), context());
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(String(answer.body))).toMatchObject({ status: 'ok' });
    expect(answer.headers).toMatchObject({
      'x-request-id': 'lambda-request-1',
      'content-type': 'application/json',
    });
  });

  it('the bundle behind a Lambda function URL records a window, analyses the call and returns what is stored', async () => {
    const window = {
      window_num: 2,
      turns: [{ speaker: 'customer', transcript: 'Bye now.', timestamp: '2026-11-02T10:03:00Z' }],
    };
    const ids = { call_id: 'call-1', client_email: 'Ana@example.com' };
    for (const stored of promiseCall()) await tables.records.add(stored);
    expect(await authorized('/recordCallWindow', { ...ids, ...window })).toMatchObject({
      statusCode: 200,
      json: { call_id: 'call-1', window_number: 2 },
    });
    const first = await authorized('/getCallAnalytics', ids);
    expect(first).toMatchObject({ statusCode: 200, headers: { 'x-analysis-source': 'computed' } });
    expect(first.json).toMatchObject({
      call_id: 'call-1',
      client_email: customerKey(ids.client_email),
      analysis: { engine: 'local' },
    });
    const second = await authorized('/getCallAnalytics', ids);
    expect(second).toMatchObject({ statusCode: 200, headers: { 'x-analysis-source': 'stored' } });
    expect(second.body).toBe(first.body);
  });

  it('the bundle behind a Lambda function URL logs one JSON line with metrics for CloudWatch per request', async () => {
    written.length = 0;
    await authorized('/getCallAnalytics', {
      call_id: 'call-1',
      client_email: 'Ana@example.com',
      force: true,
    });
    await handler(event('/getMemoryBox', '{}'), context());
    expect(written).toHaveLength(2);
    expect(onConsole).toEqual([]);
    const [analysis = '', refused = ''] = written;
    expect(analysis).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(analysis)).toMatchObject({
      requestId: 'lambda-request-1',
      route: '/getCallAnalytics',
      engine: 'local',
      customer: expect.stringMatching(/^[\da-f]{16}$/),
    });
    expect(analysis).not.toMatch(/ana@example/i);
    expect(datapointsOf(analysis)).toContainEqual({
      namespace: 'LiveAssist/test',
      name: 'analyses',
      dimensions: { engine: 'local' },
      unit: 'Count',
      value: 1,
    });
    expect(datapointsOf(refused)).toContainEqual(
      expect.objectContaining({ name: 'failures', dimensions: { code: 'unauthenticated' } }),
    );
  });

  it('the bundle behind a Lambda function URL answers with the time of each phase', async () => {
    const answer = await authorized(
      '/listCalls',
      { client_email: 'unknown@example.com' },
      'analytics:read customers:any',
    );
    expect(answer.headers?.['server-timing']).toMatch(
      /^store;dur=\d+, model;dur=0, own;dur=\d+, total;dur=\d+$/,
    );
  });

  it('the bundle behind a Lambda function URL reads a body that Lambda hands over in base64', async () => {
    const authorization = `Bearer ${await devToken(SECRET, { scope: 'analytics:read customers:any' })}`;
    const body = Buffer.from(JSON.stringify({ client_email: 'unknown@example.com' })).toString('base64');
    const answer = await handler(
      event('/listCalls', body, { headers: { authorization }, isBase64Encoded: true }),
      context(),
    );
    expect(answer).toMatchObject({ statusCode: 200, body: '{"calls":[],"next":null}' });
  });

  it('the bundle behind a Lambda function URL answers errors with a code in JSON', async () => {
    const refused = await handler(event('/getCallAnalytics', '{}'), context());
    expect(refused.statusCode).toBe(401);
    expect(JSON.parse(String(refused.body))).toMatchObject({
      code: 'unauthenticated',
      error: expect.any(String),
    });
    expect(await authorized('/nowhere', {})).toMatchObject({ statusCode: 404, json: { code: 'not_found' } });
    expect(await authorized('/getCallAnalytics', { call_id: 5 })).toMatchObject({
      statusCode: 400,
      json: { code: 'invalid_request', issues: expect.any(Array) },
    });
  });

  it('the bundle behind a Lambda function URL refuses an unknown field, and suggests the right name', async () => {
    const { statusCode, json } = await authorized('/recordCallWindow', {
      call_id: 'call-1',
      window_num: 9,
      turns: [{ speaker: 'agent', transcirpt: 'Hello.' }],
    });
    expect(statusCode).toBe(400);
    expect(json.issues[0]).toEqual({
      path: 'turns.0.transcirpt',
      message: 'is not known here, "transcript" may be meant',
    });
  });

  it('the bundle behind a Lambda function URL sends no CORS headers, because the function URL does', async () => {
    const answer = await handler(
      event('/healthz', null, { headers: { origin: 'https://desk.example.com' } }),
      context(),
    );
    expect(Object.keys(answer.headers ?? {}).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('the bundle behind a Lambda function URL asks a model, once more if it is overloaded', async () => {
    const model = await startFakeModel((_, count) =>
      count === 1
        ? { status: 429, headers: { 'retry-after-ms': '1' } }
        : { content: JSON.stringify(plainAnswer()) },
    );
    onTestFinished(() => model.stop());
    onTestFinished(() => void vi.stubEnv('ANALYST', 'local'));
    for (const [name, value] of Object.entries({
      ANALYST: 'openai',
      OPENAI_API_KEY: 'a-key',
      OPENAI_BASE_URL: model.url,
    })) {
      vi.stubEnv(name, value);
    }
    // Another query is another instance of the module, which reads the environment anew.
    const { handler: asking } = await import(`${pathToFileURL(join(folder, 'index.mjs')).href}?model`);
    const ids = { call_id: 'call-of-a-model', client_email: 'mia@example.com' };
    for (const window of promiseCall()) await tables.records.add({ ...window, call_id: ids.call_id });
    const authorization = `Bearer ${await devToken(SECRET, { scope: 'analytics:write customers:any' })}`;
    const answer = await asking(
      event('/getCallAnalytics', JSON.stringify(ids), { headers: { authorization } }),
      context(),
    );
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ ...ids, analysis: { engine: 'openai' } });
    expect(model.requests).toHaveLength(2);
  });
});

/** An event that the Fetch standard cannot represent. */
function oddEvent(
  change: Record<string, unknown>,
  method = 'GET',
  path = '/healthz',
): APIGatewayProxyEventV2 {
  const plain = urlEvent('GET', path) as APIGatewayProxyEventV2;
  const { requestContext } = plain;
  const http = { ...requestContext.http, method };
  return { ...plain, requestContext: { ...requestContext, http }, ...change };
}

const ODD: [name: string, event: APIGatewayProxyEventV2, status: number][] = [
  ['a GET with a body', oddEvent({ body: '{"a":1}' }), 200],
  ['a GET with a body in base64', oddEvent({ body: 'e30=', isBase64Encoded: true }), 200],
  ['a HEAD with a body', oddEvent({ body: 'x' }, 'HEAD'), 200],
  ['a GET of a route that takes none, with a body', oddEvent({ body: '{}' }, 'GET', '/getMemoryBox'), 405],
  ['a TRACE', oddEvent({}, 'TRACE'), 405],
  ['a CONNECT', oddEvent({ body: 'x' }, 'connect'), 405],
  ['a method that is none', oddEvent({}, 'G ET'), 405],
  ['a header that is none', oddEvent({ headers: { 'a b': 'c', host: 'here' } }), 200],
  ['a header with a line break', oddEvent({ headers: { host: 'here', x: 'a\nb' } }), 200],
  ['a header that is not ASCII', oddEvent({ headers: { host: 'here', x: 'Müller\u2028' } }), 200],
  [
    'a body that is no base64',
    oddEvent({ body: '%%%', isBase64Encoded: true }, 'POST', '/getMemoryBox'),
    401,
  ],
  ['an odd path', oddEvent({ rawPath: '//[' }), 404],
  ['a path that is none', oddEvent({ rawPath: 'healthz' }), 404],
];

describe('an event that is not a valid request', () => {
  it.each(ODD)('an event that is not a valid request is answered in JSON: %s', async (_, odd, status) => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
    const answer = await handler(odd, context());
    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.['content-type']).toBe('application/json');
    expect(complaints).not.toHaveBeenCalled();
  });

  it.each(ODD)(
    'an event that is not a valid request is answered in JSON in a stream: %s',
    async (_, odd, status) => {
      const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
      const answer = await streamedAnswerTo(odd);
      expect(answer).toMatchObject({ statusCode: status, headers: { 'content-type': 'application/json' } });
      expect(complaints).not.toHaveBeenCalled();
    },
  );
});

/** Returns the head of a streamed answer, with a stand-in for the global of Lambda's runtime that Hono uses. */
async function streamedAnswerTo(asked: APIGatewayProxyEventV2): Promise<unknown> {
  vi.stubEnv('INVOKE_MODE', 'RESPONSE_STREAM');
  let head: unknown = null;
  vi.stubGlobal('awslambda', {
    streamifyResponse: (streaming: unknown) => streaming,
    HttpResponseStream: {
      from(stream: unknown, metadata: unknown) {
        head = metadata;
        return stream;
      },
    },
  });
  const bundle = await import(`${pathToFileURL(join(folder, 'index.mjs')).href}?streamed`);
  await bundle.handler(asked, new PassThrough().resume(), context());
  return head;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promiseCall } from '../../packages/core/test/story.ts';
import { dynamoClient } from '../../packages/functions/src/adapters/dynamodb/client.ts';
import { createTables } from '../../packages/functions/src/adapters/dynamodb/tables.ts';
import { devToken } from '../../packages/functions/src/local/dev-token.ts';
import { type Engine, startEngine } from '../../packages/functions/src/local/engine.ts';
import { type Answer, type RunningFunction, startFunction, urlEvent } from './lambda-runtime.ts';
import { resourceOf, type Stack, synth } from './stack.ts';

/** The secret as SST has it; it reaches the function in `resource.enc` alone. */
const SECRET = 'a secret of the tests that is long enough';
const ANA = 'ana@example.com';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ port: 0 });
});
afterAll(() => engine.stop());

describe.each([
  ['streamed', {}],
  ['buffered', { STREAMING: '0' }],
])('the bundle that SST would deploy, %s', (mode, env) => {
  let api: RunningFunction;
  beforeAll(async () => {
    const stack = await synth('test', { env });
    await createTables(dynamoClient({ endpoint: engine.endpoint }), linkedTables(stack));
    api = await startApi(stack);
  });
  afterAll(() => api.stop());

  const ask = async (method: 'GET' | 'POST', path: string, body?: object, token?: string) =>
    read(await api.invoke(urlEvent(method, path, body, token)), mode === 'streamed');

  it('answers', async () => {
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } });
  });

  it('keeps the one shape of errors', async () => {
    expect(await ask('POST', '/getMemoryBox', { client_email: ANA })).toMatchObject({
      status: 401,
      json: { code: 'unauthenticated' },
    });
    expect(await ask('GET', '/nowhere')).toMatchObject({ status: 404, json: { code: 'not_found' } });
  });

  it('finds its tables and its secret through the links: a call is recorded, analysed and remembered', async () => {
    const token = await devToken(SECRET, {
      scope: 'records:write analytics:write memory:read customers:any',
    });
    const call_id = `call-${mode}`;
    for (const { window_number, turns } of promiseCall(call_id)) {
      const window = {
        call_id,
        client_email: ANA,
        window_num: window_number,
        turns: JSON.parse(String(turns)),
      };
      expect(await ask('POST', '/recordCallWindow', window, token)).toMatchObject({ status: 200 });
    }
    expect(await ask('POST', '/getCallAnalytics', { call_id, client_email: ANA }, token)).toMatchObject({
      status: 200,
      headers: { 'x-analysis-source': 'computed', 'x-request-id': expect.stringMatching(/^invocation-/) },
      json: { call_id, analysis: { engine: 'local' } },
    });
    const { json } = await ask('POST', '/getMemoryBox', { client_email: ANA }, token);
    expect(json).toMatchObject({ returning: true, lastCall: { call_id } });
  });
});

describe('the bundle', () => {
  it('that a start loads stays within its budget, and the client of the model is not in it', async () => {
    const { builds } = await synth('test');
    for (const { out } of builds) {
      const bundle = readFileSync(join(out, 'bundle.mjs'));
      expect(bundle.length / 1024).toBeLessThan(550);
      expect(gzipSync(bundle).length / 1024).toBeLessThan(185);
      // A header that only the client of the model sends.
      expect(bundle.includes('X-Stainless')).toBe(false);
      expect(readdirSync(out).filter((name) => /^openai-\w+\.mjs$/.test(name))).toHaveLength(1);
    }
  });
});

function linkedTables(stack: Stack) {
  const links = stack.builds.find(({ functionID }) => functionID === 'Api')?.links ?? {};
  const name = (link: string) => (links[link] as { name: string }).name;
  return {
    callRecords: name('CallRecords'),
    callAnalytics: name('CallAnalytics'),
    analysisClaims: name('AnalysisClaims'),
    serviceState: name('ServiceState'),
  };
}

function startApi(stack: Stack): Promise<RunningFunction> {
  const { inputs } = resourceOf(stack, 'lambda/function:Function', 'ApiFunction');
  const out = stack.builds.find(({ functionID }) => functionID === 'Api')?.out ?? '';
  return startFunction(out, inputs.handler, {
    ...inputs.environment.variables,
    DYNAMODB_ENDPOINT: engine.endpoint,
  });
}

function read(answer: Answer, streamed: boolean) {
  expect(answer.streamed).toBe(streamed);
  if (answer.streamed) return { ...answer, json: JSON.parse(answer.body) };
  const { statusCode, headers, body } = answer.payload as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  };
  return { status: statusCode, headers, json: JSON.parse(body) };
}

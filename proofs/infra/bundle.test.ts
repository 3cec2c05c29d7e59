import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promiseCall } from '../../packages/core/test/support/story.ts';
import { type Engine, startEngine } from '../../packages/functions/src/local/engine/engine.ts';
import { devToken } from '../../packages/functions/src/local/server/dev-token.ts';
import { datapointsOf } from '../../packages/functions/test/support/cloudwatch.ts';
import { urlEvent } from '../../packages/functions/test/support/url-event.ts';
import { makeTables, read, SECRET, startBundle } from './bundles.ts';
import type { RunningFunction } from './lambda-runtime.ts';
import { synth } from './stack.ts';

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
    const stack = await synth('test', { env, bundled: true });
    await makeTables(stack, engine);
    api = await startBundle(stack, 'Api', engine);
  });
  afterAll(() => api.stop());

  const ask = async (method: 'GET' | 'POST', path: string, body?: object, token?: string) =>
    read(await api.invoke(urlEvent(method, path, body, token)), mode === 'streamed');

  it('answers a health check', async () => {
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } });
  });

  it('sends the head first and the body in chunks if streamed, otherwise the whole answer', async () => {
    const answer = await api.invoke(urlEvent('GET', '/healthz'));
    expect(answer.streamed).toBe(mode === 'streamed');
    if (!answer.streamed) return;
    expect(answer.chunked).toBe(true);
    expect(answer.pieces.length).toBeGreaterThan(1);
    expect(JSON.parse(String(answer.pieces[0]))).toMatchObject({ statusCode: 200 });
    expect(answer.pieces.at(-1)).toContain('"status":"ok"');
  });

  it('answers errors with a code in JSON', async () => {
    expect(await ask('POST', '/getMemoryBox', { client_email: ANA })).toMatchObject({
      status: 401,
      json: { code: 'unauthenticated' },
    });
    expect(await ask('GET', '/nowhere')).toMatchObject({ status: 404, json: { code: 'not_found' } });
  });

  it('finds its tables and secret through the links: a call is recorded, analysed and remembered', async () => {
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

  it('logs metrics for CloudWatch in the namespace of its stage', () => {
    const points = api
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .flatMap(datapointsOf);
    const analysed = { name: 'analyses', dimensions: { engine: 'local' }, value: 1 };
    expect(points).toContainEqual(expect.objectContaining({ namespace: 'LiveAssist/test', ...analysed }));
  });
});

describe('the bundle', () => {
  it('the bundle is built with the plugins of the project, through the bridge of SST', async () => {
    const { builds } = await synth('test', { bundled: true });
    for (const { out } of builds) {
      const files = readdirSync(out).filter((name) => name.endsWith('.mjs'));
      const texts = files.map((name) => readFileSync(join(out, name), 'utf8'));
      // Each late entry is a single file, not a chunk per importer.
      expect(files.filter((name) => /^(?:run-attempt|build-analytics)-/.test(name))).toEqual([]);
      expect(files.filter((name) => /^(?:analysis|judgement)-/.test(name)).length).toBeGreaterThan(0);
      // A pattern with Unicode classes is compiled from a string at first use.
      expect(texts.some((text) => text.includes('new RegExp("[^\\\\p{L}\\\\p{N}]+","gu")'))).toBe(true);
    }
  });

  it('the files that a start loads stay within their budget and do not contain the client of the model', async () => {
    const { builds } = await synth('test', { bundled: true });
    for (const { out } of builds) {
      const bundle = readFileSync(join(out, 'bundle.mjs'));
      expect(bundle.length / 1024).toBeLessThan(550);
      expect(gzipSync(bundle).length / 1024).toBeLessThan(185);
      // This header only occurs in the client of the model.
      expect(bundle.includes('X-Stainless')).toBe(false);
      const files = readdirSync(out).filter((name) => name.endsWith('.mjs'));
      expect(files.filter((name) => readFileSync(join(out, name)).includes('X-Stainless'))).toHaveLength(1);
    }
  });
});

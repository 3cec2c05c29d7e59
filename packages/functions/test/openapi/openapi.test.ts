import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/config/version.ts';
import { routes } from '../../src/http/routes.ts';
import { openApiDocument } from '../../src/openapi/document.ts';
import { examples } from '../../src/openapi/examples.ts';
import { STATUS } from '../../src/telemetry/statuses.ts';
import { ANA, testApp, window } from '../support/app.ts';
import { requireDocumented } from '../support/documented-answer.ts';

interface Described {
  operationId: string;
  requestBody?: Shown;
  responses: Record<string, { 'x-codes'?: string[] } & Shown>;
}
interface Shown {
  content: { 'application/json': { example?: unknown } };
}
interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { headers: Record<string, unknown> };
}

const published = JSON.parse(
  readFileSync(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8'),
) as Document;
const HEADERS = {
  'x-request-id': '0d9f2a3e-5b0c-4f57-8f0e-3a1c2b4d5e6f',
  'cache-control': 'no-store',
  'server-timing': 'store;dur=0, model;dur=0, own;dur=1, total;dur=1',
};
const operations = Object.values(published.paths).flatMap((methods) => Object.values(methods));

describe('the OpenAPI document', () => {
  it('is what pnpm write-openapi writes: run it after a change of a route, a body, an answer or a code', async () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(openApiDocument(VERSION, await examples(VERSION)))));
  });

  it('has every route with its method, and no other', () => {
    const described = Object.entries(published.paths).map(([path, methods]) => [path, Object.keys(methods)]);
    expect(described).toEqual(
      Object.entries(routes).map(([path, { method }]) => [path, [method.toLowerCase()]]),
    );
  });

  it('has every error code under its status, and no other', () => {
    const described = operations.flatMap(({ responses }) =>
      Object.entries(responses).flatMap(([status, { 'x-codes': codes = [] }]) =>
        codes.map((code) => `${code} ${status}`),
      ),
    );
    // Only the log of jobs tells events_not_taken.
    const codes = Object.entries(STATUS).filter(([code]) => code !== 'events_not_taken');
    expect([...new Set(described)].sort()).toEqual(codes.map(([code, status]) => `${code} ${status}`).sort());
  });

  it('shows for every route but its own, and those of deliveries, a body that may be sent, and the real answer to it', async () => {
    for (const { operationId, requestBody, responses } of operations) {
      if (operationId === 'openapi.json' || operationId.startsWith('ingest')) continue;
      const shown = [requestBody, responses['200']].flatMap((part) =>
        part === undefined ? [] : [part.content['application/json'].example],
      );
      expect([operationId, shown]).toEqual([operationId, shown.map(() => expect.any(Object))]);
    }
  });

  it('is answered without a token', async () => {
    const answer = await testApp().request('/openapi.json');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(published);
  });

  it('has every header that an answer carries, and no other', async () => {
    const app = testApp();
    const call = { call_id: 'call-ana', client_email: ANA };
    await app.post('/recordCallWindow', window());
    const leased = { ...call, call_id: 'call-ben', attempt: 1, leaseUntil: app.ports.clock.now() + 70_000 };
    await app.post('/recordCallWindow', window({ call_id: 'call-ben' }));
    app.ports.claims.put({ ...leased, token: 'another', status: 'running' });
    const answers = [
      await app.post('/getCallAnalytics', call),
      await app.request('/getMemoryBox', { method: 'POST' }),
      await app.request('/getMemoryBox'),
      await app.post('/moveCall', { call_id: 'call-ben', client_email: 'ben@example.com' }),
    ];
    const carried = new Set(answers.flatMap(({ headers }) => [...headers.keys()]));
    carried.delete('content-type');
    expect([...carried].sort()).toEqual(Object.keys(published.components.headers).sort());
  });

  it.each([
    ['another status', 418, { error: 'A teapot.', code: 'internal' }, 'does not know this status'],
    ['a missing field', 200, { status: 'ok' }, "must have required property 'version'"],
    [
      'another code',
      500,
      { error: 'Try again.', code: 'analyst_timeout' },
      'it lists no code analyst_timeout',
    ],
    ['an unknown field', 200, { status: 'ok', version: '1', secret: 'x' }, 'must NOT have additional'],
  ])('is broken by an answer with %s', async (_, status, body, says) => {
    const answer = Response.json(body, { status, headers: HEADERS });
    const [path, method] = status === 200 ? ['/healthz', 'GET'] : ['/getMemoryBox', 'POST'];
    await expect(requireDocumented(path, method, answer)).rejects.toThrow(says);
  });

  it.each([
    ['a missing header', { 'server-timing': undefined }, 'the header server-timing is missing'],
    ['an unknown header', { 'x-trace': '1' }, 'it has no header x-trace'],
    ['a header in another form', { 'cache-control': 'public' }, 'the header cache-control is public'],
  ])('is broken by an answer with %s', async (_, others, says) => {
    const headers = Object.entries({ ...HEADERS, ...others }).filter(([, value]) => value !== undefined);
    const answer = Response.json({ status: 'ok', version: '1' }, { headers: headers as [string, string][] });
    await expect(requireDocumented('/healthz', 'GET', answer)).rejects.toThrow(says);
  });
});

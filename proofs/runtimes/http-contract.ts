import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemoryBox } from '../../packages/core/src/index.ts';
import { promiseCall } from '../../packages/core/test/support/story.ts';
import { routes } from '../../packages/functions/src/http/routes.ts';
import { devToken } from '../../packages/functions/src/local/server/dev-token.ts';
import { startTestEngine, type TestEngine } from '../../packages/functions/test/support/with-engine.ts';

export const SECRET = 'a secret of the tests that is long enough';
const ORIGIN = 'https://desktop.example.com';
const ANA = 'ana@example.com';
const EVERYTHING =
  'analytics:read analytics:write coaching:read records:write memory:read commitments:write customer:erase customers:any';

/** The app, served by one runtime. */
export interface Served {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** Starts a runtime with these settings. */
export type Serve = (env: Record<string, string>) => Promise<Served>;

/** Tests the HTTP contract of the app in one runtime, with the embedded engine on a socket. */
export function describeHttp(runtime: string, serve: Serve): void {
  describe(`the app on ${runtime}`, () => {
    let engine: TestEngine;
    let served: Served;
    beforeAll(async () => {
      engine = await startTestEngine();
      const { names } = await engine.newTables();
      served = await serve({
        ANALYST: 'local',
        AUTH_SECRET: SECRET,
        ERASURE_KEY: 'a key of the tests that is long enough',
        ALLOWED_ORIGINS: ORIGIN,
        ...engine.env,
        CALL_RECORDS_TABLE: names.callRecords,
        CALL_ANALYTICS_TABLE: names.callAnalytics,
        ANALYSIS_CLAIMS_TABLE: names.analysisClaims,
        SERVICE_STATE_TABLE: names.serviceState,
        PROMISES_TABLE: names.promises,
        CUSTOMER_ALIASES_TABLE: names.customerAliases,
      });
    });
    afterAll(async () => {
      await served.stop();
      await engine.stop();
    });

    const post = async (
      path: string,
      body: unknown,
      claims: { scope?: string; client_email?: string } = {},
    ) => {
      const token = await devToken(SECRET, { scope: EVERYTHING, ...claims });
      return served.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    };
    /** Records a call in which the agent promises a form by Friday. */
    const record = async (call_id: string, client_email = ANA) => {
      for (const { window_number, turns } of promiseCall(call_id)) {
        const window = { call_id, client_email, window_num: window_number, turns: JSON.parse(String(turns)) };
        expect((await post('/recordCallWindow', window)).status).toBe(200);
      }
    };

    it('answers a health check', async () => {
      const answer = await served.fetch('/healthz');
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ status: 'ok' });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
      expect(answer.headers.get('server-timing')).toMatch(
        /^store;dur=0, model;dur=0, own;dur=\d+, total;dur=\d+$/,
      );
    });

    it.each(Object.entries(routes).filter(([, { scopes }]) => scopes !== null))(
      '%s refuses a caller with no token, an invalid token, or a token without the scope',
      async (path) => {
        const anonymous = await served.fetch(path, { method: 'POST', body: '{}' });
        expect(anonymous.status).toBe(401);
        expect(await anonymous.json()).toMatchObject({ code: 'unauthenticated' });
        const headers = { authorization: `Bearer ${await devToken('x'.repeat(40), { scope: EVERYTHING })}` };
        expect((await served.fetch(path, { method: 'POST', headers, body: '{}' })).status).toBe(401);
        const stranger = await post(path, {}, { scope: 'something:else customers:any' });
        expect(await stranger.json()).toMatchObject({ code: 'forbidden' });
      },
    );

    it('names the invalid fields of a body', async () => {
      const wrong = await post('/getCallAnalytics', { call_id: 5, client_email: 'no-address' });
      expect(wrong.status).toBe(400);
      expect(await wrong.json()).toMatchObject({
        code: 'invalid_request',
        issues: [{ path: 'call_id' }, { path: 'client_email' }],
      });
      expect((await post('/getCallAnalytics', '{"call_id":')).status).toBe(400);
    });

    it('answers 404 for an unknown route and 405 for a wrong method', async () => {
      expect((await served.fetch('/nowhere')).status).toBe(404);
      const get = await served.fetch('/getMemoryBox');
      expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    });

    it('allows CORS for the configured origins', async () => {
      const preflight = (origin: string) =>
        served.fetch('/getMemoryBox', {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        });
      const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin');
      expect(allowed(await preflight(ORIGIN))).toBe(ORIGIN);
      expect(allowed(await preflight('https://elsewhere.example.com'))).toBeNull();
    });

    it('stores a window once, and refuses other content with its number', async () => {
      await record('call-once');
      await record('call-once');
      const other = { speaker: 'agent', transcript: 'Something else.' };
      const conflict = await post('/recordCallWindow', {
        call_id: 'call-once',
        window_num: 1,
        turns: [other],
      });
      expect(await conflict.json()).toMatchObject({ code: 'window_conflict' });
    });

    it('refuses a window that is too large', async () => {
      const turns = [{ speaker: 'agent', transcript: 'x'.repeat(400_000) }];
      const answer = await post('/recordCallWindow', { call_id: 'call-large', window_num: 1, turns });
      expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'body_too_large' }]);
    });

    it('analyses a call once for any number of concurrent requests', async () => {
      await record('call-burst');
      const ask = () => post('/getCallAnalytics', { call_id: 'call-burst', client_email: ANA });
      const answers = await Promise.all(Array.from({ length: 10 }, ask));
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
      const sources = answers.map(({ headers }) => headers.get('x-analysis-source')).sort();
      expect(sources).toEqual(['computed', ...Array(9).fill('stored')]);
      const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
      expect(bodies.size).toBe(1);
    });

    it('limits a token that is bound to a customer to that customer', async () => {
      await record('call-bound', 'ben@example.com');
      const body = { call_id: 'call-bound', client_email: 'ben@example.com' };
      expect((await post('/getCallAnalytics', body, { client_email: ANA })).status).toBe(403);
      expect((await post('/getCallAnalytics', body, { client_email: 'ben@example.com' })).status).toBe(200);
    });

    it('remembers a promise, and accepts a manual change', async () => {
      const client_email = 'cleo@example.com';
      await record('call-memory', client_email);
      await post('/getCallAnalytics', { call_id: 'call-memory', client_email });
      const box = async () => (await (await post('/getMemoryBox', { client_email })).json()) as MemoryBox;
      const before = await box();
      expect(before).toMatchObject({ returning: true, calls: 1, lastCall: { call_id: 'call-memory' } });
      const promise = before.commitments[0];
      expect(promise).toMatchObject({ status: 'open', dueAt: '2026-11-06' });
      const change = { client_email, commitment_id: promise?.id, status: 'kept' };
      expect(await (await post('/updateCommitment', change)).json()).toMatchObject({ status: 'kept' });
      expect((await box()).commitments[0]).toMatchObject({ status: 'kept', closing: { by: 'person' } });
      expect(await (await post('/getAnalysisStatus', { call_id: 'call-memory' })).json()).toMatchObject({
        status: 'done',
        attempts: 1,
      });
      expect(await (await post('/listCalls', { client_email })).json()).toMatchObject({
        calls: [{ call_id: 'call-memory' }],
        next: null,
      });
    });

    it('erases a customer, who can come back as a new one', async () => {
      const client_email = 'dora@example.com';
      await record('call-erased', client_email);
      await post('/getCallAnalytics', { call_id: 'call-erased', client_email });
      const receipt = await post('/eraseCustomer', { client_email });
      expect(receipt.status).toBe(200);
      expect(await receipt.json()).toMatchObject({
        deleted: { callAnalytics: 1, analysisClaims: 1 },
      });
      const box = async () => (await post('/getMemoryBox', { client_email })).json();
      expect(await box()).toMatchObject({ returning: false, calls: 0 });
      await record('call-after', client_email);
      expect((await post('/getCallAnalytics', { call_id: 'call-after', client_email })).status).toBe(200);
      expect(await box()).toMatchObject({ returning: true, calls: 1 });
    });
  });
}

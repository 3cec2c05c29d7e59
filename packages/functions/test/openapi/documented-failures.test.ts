import { readFileSync } from 'node:fs';
import { type Analyst, type ErrorCode, LiveAssistError } from '@live-assist/core';
import type { InMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { type RoutePath, routes } from '../../src/http/routes.ts';
import { STATUS } from '../../src/telemetry/statuses.ts';
import { ANA, BEN, bodyOf, conversation, hurriedClock, testApp, window } from '../support/app.ts';

type Provoke = () => Promise<Response>;
type Guarded = Exclude<RoutePath, '/healthz' | '/openapi.json' | `/ingest/${string}`>;

const { paths } = JSON.parse(
  readFileSync(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8'),
) as { paths: Record<RoutePath, Record<string, { responses: Record<string, { 'x-codes'?: ErrorCode[] }> }>> };

/** The codes that the document lists for a route. */
const documented = (path: RoutePath) =>
  Object.values(paths[path])
    .flatMap(({ responses }) => Object.entries(responses))
    .flatMap(([, response]) => response['x-codes'] ?? []);

const analyze = { call_id: 'call-ana', client_email: ANA };
const promise = { client_email: ANA, commitment_id: 'call-ana:1:2:0', status: 'kept' };
const matter = { client_email: ANA, call_id: 'call-ana', status: 'settled' };
const byPhone = { client_email: ANA, phone: '+44 20 7946 0958' };

/** A body of each route that is well-formed. */
const BODY: Record<Guarded, object> = {
  '/getCallAnalytics': analyze,
  '/getAnalysisStatus': { call_id: 'call-ana' },
  '/recordCallWindow': window(),
  '/listCalls': { client_email: ANA },
  '/listWaitingCalls': {},
  '/getMemoryBox': { client_email: ANA },
  '/updateCommitment': promise,
  '/updateMatter': matter,
  '/linkCustomer': byPhone,
  '/unlinkCustomer': byPhone,
  '/moveCall': { call_id: 'call-ana', client_email: BEN },
  '/eraseCustomer': { client_email: ANA },
};

/** Ports of which every store throws this. */
function throwing(error: unknown): Partial<InMemoryPorts> {
  const store = new Proxy({}, { get: () => async () => Promise.reject(error) });
  const names = ['records', 'analytics', 'claims', 'promises', 'aliases', 'erasures'];
  return Object.fromEntries(names.map((name) => [name, store]));
}

/** How to provoke the failures that any route with a token may answer. */
function common(path: Guarded): Partial<Record<ErrorCode, Provoke>> {
  const unavailable = new LiveAssistError('store_unavailable', 'The store cannot be reached.');
  return {
    invalid_request: () => testApp().post(path, { ...BODY[path], unheardOf: 1 }),
    unauthenticated: () => testApp().request(path, { method: 'POST' }),
    forbidden: () => testApp().post(path, BODY[path], { scope: 'customers:any' }),
    method_not_allowed: () => testApp().request(path),
    body_too_large: () => testApp().post(path, { padding: 'x'.repeat(1_100_000) }),
    internal: () => testApp(throwing(new TypeError('A bug.'))).post(path, BODY[path]),
    store_unavailable: () => testApp(throwing(unavailable)).post(path, BODY[path]),
    auth_unavailable: () => {
      // No server listens on this port.
      const auth = { keys: { jwksUrl: 'http://127.0.0.1:9/jwks.json' } };
      return testApp({}, { auth }).post(
        path,
        {},
        `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.AA`,
      );
    },
  };
}

/** The app with a recorded call of Ana, over these ports. */
async function recorded(ports: Partial<InMemoryPorts> = {}) {
  const app = testApp(ports);
  await app.post('/recordCallWindow', window());
  return app;
}

/** The app with a recorded call that names no customer, recorded before Ana was erased. */
async function erased() {
  const app = testApp();
  await app.post('/recordCallWindow', window({ client_email: undefined }));
  await app.post('/eraseCustomer', { client_email: ANA });
  return app;
}

/** The app with a call of Ana that another process is analysing. */
async function running() {
  const app = await recorded({ clock: hurriedClock() });
  const leaseUntil = app.ports.clock.now() + 70_000;
  app.ports.claims.put({ ...analyze, attempt: 1, token: 'another', leaseUntil, status: 'running' });
  return app;
}

/** An analysis whose analyst throws this code. */
const thrown = (code: ErrorCode): Record<string, Provoke> => ({
  [code]: async () => {
    const analyst: Analyst = {
      engine: 'local',
      async analyze() {
        throw new LiveAssistError(code, 'Something is the matter with the analyst.');
      },
    };
    return (await recorded({ analyst })).post('/getCallAnalytics', analyze);
  },
});

const noKey = { aliases: undefined, erasures: undefined };

/** How to provoke the failures of one route. */
const own: Record<Guarded, Partial<Record<ErrorCode, Provoke>>> = {
  '/getCallAnalytics': {
    call_not_found: () => testApp().post('/getCallAnalytics', analyze),
    analysis_not_found: async () =>
      (await recorded()).post('/getCallAnalytics', analyze, { scope: 'analytics:read customers:any' }),
    customer_mismatch: async () =>
      (await recorded()).post('/getCallAnalytics', { ...analyze, client_email: BEN }),
    customer_erased: async () => (await erased()).post('/getCallAnalytics', analyze),
    analysis_in_progress: async () => (await running()).post('/getCallAnalytics', analyze),
    insufficient_conversation: async () => {
      const { post } = testApp();
      await post('/recordCallWindow', window({ turns: conversation.slice(0, 1) }));
      return post('/getCallAnalytics', analyze);
    },
    rate_limited: async () => {
      const check = async () => {
        throw new LiveAssistError('rate_limited', 'The limit is reached.', { retryAfterSeconds: 60 });
      };
      const allowance = { check, countQueued: check };
      return (await recorded({ allowance })).post('/getCallAnalytics', analyze);
    },
    ...thrown('transcript_too_long'),
    ...thrown('transcript_too_complex'),
    ...thrown('analyst_refused'),
    ...thrown('analyst_misconfigured'),
    ...thrown('analyst_unavailable'),
    ...thrown('analyst_bad_output'),
    ...thrown('analyst_rate_limited'),
    ...thrown('analyst_timeout'),
  },
  '/getAnalysisStatus': {},
  '/recordCallWindow': {
    call_not_found: () => testApp().post('/recordCallWindow', { call_id: 'call-ana', final: true }),
    customer_not_found: () => {
      const named = window({ client_email: undefined, customer_id: 'crm-7' });
      return testApp().post('/recordCallWindow', named, { customer_id: 'crm-8' });
    },
    customer_mismatch: async () =>
      (await recorded()).post('/recordCallWindow', window({ window_num: 2, client_email: BEN })),
    window_conflict: async () =>
      (await recorded()).post('/recordCallWindow', window({ turns: conversation.slice(1) })),
    customer_erased: async () => {
      const started = { speaker: 'agent', transcript: 'Hello.', timestamp: '2026-01-15T11:00:00Z' };
      return (await erased()).post('/recordCallWindow', window({ window_num: 2, turns: [started] }));
    },
    transcript_too_long: async () => {
      const app = testApp();
      await app.post('/recordCallWindow', window({ client_email: undefined }));
      // The port answers so for more than 16 million characters.
      app.ports.records.list = async () => {
        throw new LiveAssistError('transcript_too_long', 'The call is too long.');
      };
      return app.post('/recordCallWindow', window({ window_num: 2 }));
    },
    erasure_misconfigured: () =>
      testApp(noKey).post('/recordCallWindow', window({ client_email: undefined, customer_id: 'crm-7' })),
  },
  '/listCalls': {},
  '/listWaitingCalls': {},
  '/getMemoryBox': {
    customer_not_found: () => testApp().post('/getMemoryBox', { customer_id: 'crm-7' }),
    erasure_misconfigured: () => testApp(noKey).post('/getMemoryBox', { customer_id: 'crm-7' }),
  },
  '/updateCommitment': {
    commitment_not_found: () => testApp().post('/updateCommitment', promise),
  },
  '/updateMatter': {
    matter_not_found: () => testApp().post('/updateMatter', matter),
  },
  '/linkCustomer': {
    alias_taken: async () => {
      const { post } = testApp();
      await post('/linkCustomer', byPhone);
      return post('/linkCustomer', { ...byPhone, client_email: BEN });
    },
    customer_erased: async () => {
      const app = testApp();
      const { aliases } = app.ports;
      if (aliases === undefined) throw new Error('There are no aliases.');
      const { link } = aliases;
      aliases.link = async (alias, settles) => {
        await app.post('/eraseCustomer', { client_email: ANA });
        return link.call(aliases, alias, settles);
      };
      return app.post('/linkCustomer', byPhone);
    },
    analysis_in_progress: async () =>
      (await running()).post('/linkCustomer', { client_email: BEN, former_email: ANA }),
    erasure_misconfigured: () => testApp(noKey).post('/linkCustomer', byPhone),
  },
  '/unlinkCustomer': {
    erasure_misconfigured: () => testApp(noKey).post('/unlinkCustomer', byPhone),
  },
  '/moveCall': {
    call_not_found: () => testApp().post('/moveCall', BODY['/moveCall']),
    analysis_in_progress: async () => (await running()).post('/moveCall', BODY['/moveCall']),
    customer_erased: async () => {
      const app = await recorded();
      await app.post('/recordCallWindow', window({ call_id: 'call-ben', client_email: BEN }));
      await app.post('/eraseCustomer', { client_email: BEN });
      return app.post('/moveCall', BODY['/moveCall']);
    },
  },
  '/eraseCustomer': {
    erasure_misconfigured: () => testApp(noKey).post('/eraseCustomer', { client_email: ANA }),
  },
};

describe('every failure that the document lists for a route can be provoked there', () => {
  it.each(Object.keys(own) as Guarded[])('%s', async (path) => {
    const provoke: Partial<Record<ErrorCode, Provoke>> = { ...common(path), ...own[path] };
    expect(documented(path).sort()).toEqual(Object.keys(provoke).sort());
    for (const [code, run] of Object.entries(provoke)) {
      const answer = await run();
      expect([path, answer.status, (await bodyOf(answer)).code]).toEqual([
        path,
        STATUS[code as ErrorCode],
        code,
      ]);
    }
  });

  it.each(['/healthz', '/openapi.json'] as const)('%s', async (path) => {
    expect(documented(path)).toEqual(['method_not_allowed']);
    expect((await testApp().request(path, { method: 'POST' })).status).toBe(405);
  });

  it('covers all routes, but those of deliveries, whose own test does the same', () => {
    const asked = Object.keys(routes).filter((path) => !path.startsWith('/ingest/'));
    expect([...Object.keys(own), '/openapi.json', '/healthz']).toEqual(asked);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../functions/src/http/routes.ts';
import { conversation } from '../../functions/test/support/app.ts';
import { type ClientOptions, createClient, type LiveAssistError } from '../src/index.ts';
import { type ServedApp, serveApp } from './support/served-app.ts';

const ANA = 'ana@example.com';

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp();
});
afterAll(() => app.stop());
beforeEach(() => {
  app.received.length = 0;
  app.faults.length = 0;
});

/** A client of the served app with a token of all scopes. */
const client = (options: Partial<ClientOptions> = {}) =>
  createClient({ endpoint: app.endpoint, token: app.token, ...options });

const record = (call_id: string) =>
  client().recordCallWindow({
    call_id,
    window_num: 1,
    client_email: ANA,
    turns: conversation,
  });

/** The failure of a request. */
const failureOf = (request: Promise<unknown>) =>
  request.then(
    () => expect.unreachable('the request has succeeded'),
    (error: LiveAssistError) => error,
  );
const unavailable = (seconds?: number) => ({
  status: 503,
  ...(seconds !== undefined && { headers: { 'retry-after': String(seconds) } }),
  body: { error: 'The store does not answer. Try again.', code: 'store_unavailable' },
});
const expired = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
  body: { error: 'The token has expired.', code: 'unauthenticated' },
};
const paths = () => app.received.map(({ path }) => path);

describe('the client, against the app on a socket', () => {
  it('records a call, has it analysed and reads the memory box', async () => {
    expect(await record('call-1')).toEqual({ call_id: 'call-1', window_number: 1 });
    const analytics = await client().getCallAnalytics({ call_id: 'call-1', client_email: ANA });
    // A row of a previous system has no `analysis`, and may lack any other field.
    if (analytics.analysis === undefined) return expect.unreachable();
    expect(analytics.summary.length).toBeGreaterThan(20);
    expect(await client().getAnalysisStatus({ call_id: 'call-1' })).toMatchObject({ status: 'done' });
    const box = await client().getMemoryBox({ client_email: ANA });
    expect(box.commitments[0]).toMatchObject({ owner: 'agent', status: 'open' });
    expect((await client().healthz()).status).toBe('ok');
  });

  it('has a method for every route but that of the document and those of deliveries, and each asks its route', async () => {
    const asked: string[] = [];
    const all = client({
      fetch: async (url) => {
        asked.push(new URL(url).pathname);
        return Response.json({});
      },
    });
    for (const method of Object.values(all)) await method({});
    expect(asked.sort()).toEqual(
      Object.keys(routes)
        .filter((path) => path !== '/openapi.json' && !path.startsWith('/ingest/'))
        .sort(),
    );
    expect(Object.keys(all).map((name) => `/${name}`)).toEqual(expect.arrayContaining(asked));
  });

  it('tells each answer, for its headers', async () => {
    await record('call-2');
    const sources: (string | null)[] = [];
    for (let n = 0; n < 2; n += 1) {
      await client().getCallAnalytics(
        { call_id: 'call-2', client_email: ANA },
        { onAnswer: ({ headers }) => sources.push(headers.get('x-analysis-source')) },
      );
    }
    expect(sources).toEqual(['computed', 'stored']);
  });
});

describe('a failure', () => {
  it('has the code, the status, the wrong fields and the id of the request', async () => {
    const error = await failureOf(client().getMemoryBox({ client_email: 'no-address' }));
    expect(error).toMatchObject({
      name: 'LiveAssistError',
      code: 'invalid_request',
      status: 400,
      issues: [{ path: 'client_email' }],
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      retryAfterSeconds: null,
    });
    expect(error.message).toMatch(/^client_email .*\.$/);
    expect(paths()).toEqual(['/getMemoryBox']);
  });

  it.each([
    ['a page of a proxy', { status: 200, text: '<html>Sign in</html>' }, 200],
    ['an error page', { status: 403, text: '<html>Forbidden</html>' }, 403],
    ['a redirect', { status: 302, headers: { location: 'http://elsewhere.example.com/' }, text: '' }, 302],
  ])('of %s is no answer of the service', async (_, fault, status) => {
    app.faults.push(fault);
    const error = await failureOf(client().getMemoryBox({ client_email: ANA }));
    expect(error).toMatchObject({
      code: 'unexpected_answer',
      status,
      message: expect.stringMatching(/`endpoint`/),
    });
    expect(app.received).toHaveLength(1);
  });

  it('of a service that is not there says that it cannot be reached, and keeps the cause', async () => {
    const nowhere = client({ endpoint: 'http://127.0.0.1:1', retries: 0 });
    expect(await failureOf(nowhere.healthz())).toMatchObject({
      code: 'unreachable',
      status: null,
      cause: expect.any(Error),
    });
  });
});

describe('a token', () => {
  it('is asked for again, once, when the service refuses it', async () => {
    app.faults.push(expired);
    const asked: { path: string; refused: boolean }[] = [];
    const token = ({ path, refused }: { path: string; refused: boolean }) => {
      asked.push({ path, refused });
      return app.token();
    };
    await client({ token }).getMemoryBox({ client_email: ANA });
    expect(asked).toEqual([
      { path: '/getMemoryBox', refused: false },
      { path: '/getMemoryBox', refused: true },
    ]);
    app.faults.push(expired, expired);
    expect(await failureOf(client({ token }).getMemoryBox({ client_email: ANA }))).toMatchObject({
      code: 'unauthenticated',
      status: 401,
    });
    expect(app.received).toHaveLength(4);
  });

  it('given as text is sent as it is, and not repeated after a refusal', async () => {
    app.faults.push(expired);
    const fixed = client({ token: 'my-token' });
    expect(await failureOf(fixed.getMemoryBox({ client_email: ANA }))).toMatchObject({ status: 401 });
    expect(app.received.map(({ authorization }) => authorization)).toEqual(['Bearer my-token']);
  });
});

describe('a passing failure', () => {
  it('is repeated after the seconds that the service asks for', async () => {
    app.faults.push(unavailable(1));
    const begun = performance.now();
    await client().getMemoryBox({ client_email: ANA });
    expect(performance.now() - begun).toBeGreaterThan(990);
    expect(app.received).toHaveLength(2);
  });

  it('is repeated three times at most, and as often as told', async () => {
    app.faults.push(...Array.from({ length: 4 }, () => unavailable()));
    expect(await failureOf(client().getMemoryBox({ client_email: ANA }))).toMatchObject({
      code: 'store_unavailable',
      status: 503,
    });
    expect(app.received).toHaveLength(4);
    app.faults.push(unavailable());
    expect(await failureOf(client({ retries: 0 }).getMemoryBox({ client_email: ANA }))).toMatchObject({
      status: 503,
    });
    expect(app.received).toHaveLength(5);
  });

  it('is not waited for when that takes longer than there is time', async () => {
    const body = { error: 'The limit of this call is reached.', code: 'rate_limited' };
    app.faults.push({ status: 429, headers: { 'retry-after': '3600' }, body });
    const failed = await failureOf(client().getCallAnalytics({ call_id: 'call-1', client_email: ANA }));
    expect(failed).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 3600 });
    expect(app.received).toHaveLength(1);
  });

  it('of the connection is repeated, but not for a new analysis that may have begun', async () => {
    await record('call-3');
    app.faults.push('broken');
    await client().getMemoryBox({ client_email: ANA });
    expect(paths()).toEqual(['/recordCallWindow', '/getMemoryBox', '/getMemoryBox']);
    app.faults.push('broken');
    const again = { call_id: 'call-3', client_email: ANA, force: true };
    expect(await failureOf(client().getCallAnalytics(again))).toMatchObject({ code: 'unreachable' });
    expect(app.received).toHaveLength(4);
  });

  it('of a running analysis is waiting, however often', async () => {
    await record('call-4');
    const body = { error: 'The call is being analysed.', code: 'analysis_in_progress' };
    app.faults.push(
      ...Array.from({ length: 2 }, () => ({ status: 409, headers: { 'retry-after': '1' }, body })),
    );
    const patient = client({ retries: 0 });
    expect(await patient.getCallAnalytics({ call_id: 'call-4', client_email: ANA })).toMatchObject({
      call_id: 'call-4',
    });
  });
});

describe('an analysis that goes on after the answer (202)', () => {
  const queued = { status: 202, body: { call_id: 'call-5', status: 'queued' } };
  const status = (status: string, code?: string) => ({
    status: 200,
    body: { call_id: 'call-5', status, code, attempts: 1, updatedAt: null },
  });
  const again = { call_id: 'call-5', client_email: ANA, force: true };

  it('is waited for, and then read without asking for a new one', async () => {
    await record('call-5');
    app.faults.push(queued, status('running'), status('done'));
    expect(await client().getCallAnalytics(again)).toMatchObject({ call_id: 'call-5' });
    expect(app.received.slice(1).map(({ path, body }) => [path, body])).toEqual([
      ['/getCallAnalytics', again],
      ['/getAnalysisStatus', { call_id: 'call-5' }],
      ['/getAnalysisStatus', { call_id: 'call-5' }],
      ['/getCallAnalytics', { call_id: 'call-5', client_email: ANA }],
    ]);
  });

  it('fails with its code when it has failed for good', async () => {
    app.faults.push(queued, status('failed', 'analyst_refused'));
    expect(await failureOf(client().getCallAnalytics(again))).toMatchObject({ code: 'analyst_refused' });
  });

  it('is not waited for with async', async () => {
    app.faults.push(queued);
    expect(await client().getCallAnalytics({ ...again, async: true })).toEqual(queued.body);
  });
});

describe('time', () => {
  it('ends a request without an answer, with the code timeout', async () => {
    app.faults.push('silent');
    const impatient = client({ timeoutMs: 60_000 });
    const error = await failureOf(impatient.getMemoryBox({ client_email: ANA }, { timeoutMs: 200 }));
    expect(error).toMatchObject({ code: 'timeout', status: null });
  });

  it('covers the token too', async () => {
    const hanging = client({ token: () => new Promise(() => {}), timeoutMs: 100 });
    expect(await failureOf(hanging.getMemoryBox({ client_email: ANA }))).toMatchObject({ code: 'timeout' });
  });

  it('is up when the caller aborts: the reason of the signal is thrown', async () => {
    app.faults.push('silent');
    const reason = new Error('The page was left.');
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 50);
    const left = client().getMemoryBox({ client_email: ANA }, { signal: abort.signal });
    expect(await failureOf(left)).toBe(reason);
  });
});

import { type CallAnalytics, LiveAssistError } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, bodyOf, scriptedAnalyst, testApp, token, window } from '../support/app.ts';

interface CallList {
  calls: CallAnalytics[];
  next: string | null;
}

describe('every answer', () => {
  it('every answer has an id and must not be cached', async () => {
    const { request, post } = testApp();
    const answers = await Promise.all([
      request('/healthz'),
      request('/nowhere'),
      request('/healthz', { method: 'POST' }),
      request('/listCalls', { method: 'POST' }),
      post('/listCalls', { client_email: ANA }),
      post('/listCalls', {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 401, 200, 400]);
    for (const { headers } of answers) {
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toBe('application/json');
    }
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(answers.length);
  });

  it('every answer carries the id of the platform when it gives one, and never an id that the caller made up', async () => {
    const onPlatform = testApp({}, { requestId: (c) => c.env?.id });
    const own = testApp();
    const headers = { 'x-request-id': 'made-up' };
    expect((await onPlatform.request('/healthz', { headers })).headers.get('x-request-id')).not.toBe(
      'made-up',
    );
    expect((await own.request('/healthz', { headers })).headers.get('x-request-id')).not.toBe('made-up');
    const named = testApp({}, { requestId: () => 'platform-7' });
    expect((await named.request('/healthz', { headers })).headers.get('x-request-id')).toBe('platform-7');
    expect(named.lines[0]?.requestId).toBe('platform-7');
  });
});

describe('GET /healthz', () => {
  it('GET /healthz tells the version without a token', async () => {
    const answer = await testApp().request('/healthz');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok', version: '1.2.3' });
  });

  it('GET /healthz answers HEAD without a body', async () => {
    const answer = await testApp().request('/healthz', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });
});

describe('POST /recordCallWindow', () => {
  it('POST /recordCallWindow stores a window, and accepts the same one again', async () => {
    const { post, ports } = testApp();
    for (let time = 0; time < 2; time++) {
      const answer = await post('/recordCallWindow', window());
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ call_id: 'call-ana', window_number: 1 });
    }
    expect(await ports.records.list('call-ana')).toHaveLength(1);
  });

  it('POST /recordCallWindow binds the call to the customer of the token when the body names none', async () => {
    const { post, ports } = testApp();
    const answer = await post('/recordCallWindow', window({ client_email: undefined }), {
      client_email: ANA,
    });
    expect(answer.status).toBe(200);
    expect((await ports.claims.get('call-ana'))?.client_email).toBe(ANA);
    expect((await ports.records.list('call-ana'))[0]?.client_email).toBe(ANA);
  });

  it('POST /recordCallWindow leaves the call unbound when neither body nor token names a customer', async () => {
    const { post, ports } = testApp();
    expect((await post('/recordCallWindow', window({ client_email: undefined }))).status).toBe(200);
    expect((await ports.claims.get('call-ana'))?.client_email).toBeUndefined();
  });
});

describe('POST /getCallAnalytics', () => {
  it('POST /getCallAnalytics analyses a call once, and returns what is stored from then on', async () => {
    const analyst = scriptedAnalyst();
    const { post } = testApp({ analyst });
    await post('/recordCallWindow', window());
    const body = { call_id: 'call-ana', client_email: ANA };

    const computed = await post('/getCallAnalytics', body);
    expect(computed.status).toBe(200);
    expect(computed.headers.get('x-analysis-source')).toBe('computed');
    const analytics = await computed.json();
    expect(analytics).toMatchObject({
      ...body,
      sentiment: { score: 70, label: 'Positive' },
      agentPerformance: { empathyScore: 70 },
      memory: { deliverables: ['A new parcel'], improvementAreas: ['Ask for the order number'] },
    });

    const stored = await post('/getCallAnalytics', body);
    expect(stored.headers.get('x-analysis-source')).toBe('stored');
    expect(await stored.json()).toEqual(analytics);
    expect(analyst.asked).toBe(1);
  });

  it('POST /getCallAnalytics never analyses for a reader', async () => {
    const analyst = scriptedAnalyst();
    const { post } = testApp({ analyst });
    await post('/recordCallWindow', window());
    const reader = { scope: 'analytics:read customers:any' };
    const body = { call_id: 'call-ana', client_email: ANA, force: true };

    const before = await post('/getCallAnalytics', body, reader);
    expect(before.status).toBe(404);
    expect(await before.json()).toMatchObject({ code: 'analysis_not_found' });
    expect(analyst.asked).toBe(0);

    await post('/getCallAnalytics', body);
    const after = await post('/getCallAnalytics', body, reader);
    expect(after.headers.get('x-analysis-source')).toBe('stored');
    expect(analyst.asked).toBe(1);
  });

  it.each([
    ['analytics:read customers:any', false],
    ['analytics:read coaching:read customers:any', true],
    ['analytics:write customers:any', true],
  ])('with the scopes "%s" shows coaching: %s', async (scope, shown) => {
    const { post } = testApp();
    await post('/recordCallWindow', window());
    const body = { call_id: 'call-ana', client_email: ANA };
    await post('/getCallAnalytics', body);

    const analytics = await bodyOf<CallAnalytics>(await post('/getCallAnalytics', body, { scope }));
    expect(analytics.agentPerformance !== null).toBe(shown);
    expect(analytics.memory.improvementAreas).toHaveLength(shown ? 1 : 0);
    expect(analytics.evidence.improvementAreas).toHaveLength(shown ? 1 : 0);
    expect(analytics.memory.deliverables).toHaveLength(1);
  });

  it('POST /getCallAnalytics passes the deadline of the platform to the analysis', async () => {
    const analyst = scriptedAnalyst();
    let deadline: number | undefined;
    const { post, ports } = testApp(
      {
        analyst: {
          engine: 'local',
          analyze: (request) => {
            deadline = request.deadline;
            return analyst.analyze(request);
          },
        },
      },
      { deadline: () => ports.clock.now() + 5_000 },
    );
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    expect(deadline).toBe(ports.clock.now() + 5_000);
  });

  it('POST /getCallAnalytics counts the arrival of a request from before its body', async () => {
    const analyst = scriptedAnalyst();
    const { post, request, ports } = testApp({ analyst });
    await post('/recordCallWindow', window());
    const body = { call_id: 'call-ana', client_email: ANA, force: true };

    const line = new TransformStream<Uint8Array, Uint8Array>();
    const slow = request('/getCallAnalytics', {
      method: 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: line.readable,
      duplex: 'half',
    });
    await ports.clock.advance(5_000);
    expect((await post('/getCallAnalytics', body)).headers.get('x-analysis-source')).toBe('computed');
    await ports.clock.advance(5_000);
    const writer = line.writable.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify(body)));
    await writer.close();

    // That analysis ended after this request arrived, so it also serves this one.
    expect((await slow).headers.get('x-analysis-source')).toBe('stored');
    expect(analyst.asked).toBe(1);
  });

  it('POST /getCallAnalytics accepts async: false, and gives the reason for refusing async: true', async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window());
    const body = { call_id: 'call-ana', client_email: ANA };
    expect((await post('/getCallAnalytics', { ...body, async: false })).status).toBe(200);
    const refused = await post('/getCallAnalytics', { ...body, async: true });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      error: 'async must be false or absent: this deployment has no queue.',
      code: 'invalid_request',
      issues: [{ path: 'async', message: 'must be false or absent: this deployment has no queue' }],
    });
  });
});

describe('POST /getAnalysisStatus', () => {
  it('POST /getAnalysisStatus follows an analysis', async () => {
    const { post } = testApp();
    const status = async () => (await post('/getAnalysisStatus', { call_id: 'call-ana' })).json();
    expect(await status()).toEqual({ call_id: 'call-ana', status: 'none', attempts: 0, updatedAt: null });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    expect(await status()).toEqual({
      call_id: 'call-ana',
      status: 'done',
      attempts: 1,
      updatedAt: '2026-01-15T12:00:00.000Z',
    });
  });

  it('POST /getAnalysisStatus gives the reason of a failed analysis', async () => {
    const { post } = testApp({
      analyst: {
        engine: 'local',
        async analyze() {
          throw new LiveAssistError('analyst_refused', 'The analyst will not judge this call.');
        },
      },
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    const answer = await post('/getAnalysisStatus', { call_id: 'call-ana' });
    expect(await answer.json()).toMatchObject({ status: 'failed', code: 'analyst_refused' });
  });
});

describe('POST /listCalls', () => {
  it('POST /listCalls lists the calls of a customer page by page, without evidence', async () => {
    const { post, ports } = testApp();
    for (const call_id of ['one', 'two', 'three']) {
      await ports.clock.advance(1_000);
      await post('/recordCallWindow', window({ call_id }));
      await post('/getCallAnalytics', { call_id, client_email: ANA });
    }
    const ids = ({ calls }: CallList) => calls.map(({ call_id }) => call_id);

    const first = await bodyOf<CallList>(await post('/listCalls', { client_email: ANA, limit: 2 }));
    expect(ids(first)).toEqual(['three', 'two']);
    expect(first.calls[0]?.evidence).toBeUndefined();
    const second = await bodyOf<CallList>(
      await post('/listCalls', { client_email: ANA, before: first.next }),
    );
    expect(ids(second)).toEqual(['one']);
    expect(second.next).toBeNull();
  });

  it('POST /listCalls hides coaching from a reader without the scope for it', async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    const list = async (scope: string) =>
      (await bodyOf<CallList>(await post('/listCalls', { client_email: ANA }, { scope }))).calls[0];
    expect((await list('analytics:read customers:any'))?.agentPerformance).toBeNull();
    expect((await list('analytics:read customers:any'))?.memory.improvementAreas).toEqual([]);
    expect((await list('analytics:read coaching:read customers:any'))?.memory.improvementAreas).toHaveLength(
      1,
    );
  });

  it('POST /listCalls returns no calls of an unknown customer', async () => {
    const answer = await testApp().post('/listCalls', { client_email: BEN });
    expect(await answer.json()).toEqual({ calls: [], next: null });
  });
});

describe('CORS', () => {
  const origin = 'https://desktop.example.com';
  const preflight = (from: string) => ({
    method: 'OPTIONS',
    headers: { origin: from, 'access-control-request-method': 'POST' },
  });

  it('CORS is allowed for exactly the configured origins', async () => {
    const { request } = testApp({}, { cors: [origin] });
    const allowed = await request('/listCalls', preflight(origin));
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    for (const other of ['https://desktop.example.com.evil.example', 'http://desktop.example.com', 'null']) {
      const refused = await request('/listCalls', preflight(other));
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('CORS lets pages read errors and the headers of the API', async () => {
    const { request } = testApp({}, { cors: [origin] });
    const answer = await request('/listCalls', { method: 'POST', headers: { origin } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toBe(
      'x-request-id,x-analysis-source,retry-after,server-timing',
    );
    expect(answer.headers.get('vary')).toBe('Origin');
    expect(answer.headers.get('x-request-id')).not.toBeNull();
  });

  it('CORS is off without configured origins', async () => {
    const { request } = testApp();
    const answer = await request('/listCalls', preflight(origin));
    expect(answer.status).toBe(405);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each(['*', 'null'])('CORS refuses to be opened to %s', (wide) => {
    expect(() => testApp({}, { cors: [origin, wide] })).toThrow(/one by one/);
  });
});

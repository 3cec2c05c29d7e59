import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type ErrorCode, LiveAssistError } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { STATUS } from '../../src/telemetry/statuses.ts';
import {
  ANA,
  BEN,
  bodyOf,
  conversation,
  hurriedClock,
  SECRET,
  scriptedAnalyst,
  testApp,
  token,
  window,
} from '../support/app.ts';
import { withoutUnknownNames } from './fuzzed-requests.ts';

const analyze = { call_id: 'call-ana', client_email: ANA };

/** The app with one call and an analyst that throws this. */
async function withFailingAnalyst(thrown: unknown) {
  const app = testApp({
    analyst: {
      engine: 'local',
      async analyze() {
        throw thrown;
      },
    },
  });
  await app.post('/recordCallWindow', window());
  return app;
}

// How to provoke each error code of these routes, over HTTP.
const provoked = {
  invalid_request: () => testApp().post('/getCallAnalytics', { call_id: 'call-ana' }),
  unauthenticated: () => testApp().request('/listCalls', { method: 'POST' }),
  forbidden: () => testApp().post('/listCalls', { client_email: BEN }, { client_email: ANA }),
  not_found: () => testApp().request('/nowhere'),
  method_not_allowed: () => testApp().request('/listCalls'),
  call_not_found: () => testApp().post('/getCallAnalytics', analyze),
  analysis_not_found: () =>
    testApp().post('/getCallAnalytics', analyze, { scope: 'analytics:read customers:any' }),
  customer_mismatch: async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window());
    return post('/getCallAnalytics', { ...analyze, client_email: BEN });
  },
  window_conflict: async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window());
    return post('/recordCallWindow', window({ turns: conversation.slice(1) }));
  },
  analysis_in_progress: async () => {
    const { post, ports } = testApp({ clock: hurriedClock() });
    await post('/recordCallWindow', window());
    const leaseUntil = ports.clock.now() + 70_000;
    ports.claims.put({ ...analyze, attempt: 1, token: 'another-worker', leaseUntil, status: 'running' });
    return post('/getCallAnalytics', analyze);
  },
  body_too_large: () => testApp().post('/recordCallWindow', { padding: 'x'.repeat(1_100_000) }),
  insufficient_conversation: async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window({ turns: conversation.slice(0, 1) }));
    return post('/getCallAnalytics', analyze);
  },
  store_unavailable: () => {
    const { post, ports } = testApp();
    ports.claims.get = async () => {
      throw new LiveAssistError('store_unavailable', 'The store cannot be reached.', {
        retryAfterSeconds: 2,
      });
    };
    return post('/getAnalysisStatus', { call_id: 'call-ana' });
  },
  auth_unavailable: async () => {
    // No server listens on this port.
    const auth = { keys: { jwksUrl: 'http://127.0.0.1:9/jwks.json' } };
    const rs256 = Buffer.from('{"alg":"RS256"}').toString('base64url');
    return testApp({}, { auth }).post('/listCalls', {}, `${rs256}.e30.AA`);
  },
  internal: async () =>
    (await withFailingAnalyst(new TypeError(`The words of ${ANA}`))).post('/getCallAnalytics', analyze),
  analyst_timeout: async () => {
    const { post } = testApp({
      analyst: { engine: 'local', analyze: () => new Promise(() => {}) },
      clock: hurriedClock(),
    });
    await post('/recordCallWindow', window());
    return post('/getCallAnalytics', analyze);
  },
  analyst_bad_output: async () => {
    const app = testApp({ analyst: scriptedAnalyst({ sentimentScore: 4_000 }) });
    await app.post('/recordCallWindow', window());
    return app.post('/getCallAnalytics', analyze);
  },
  ...thrownByAnalyst('transcript_too_long'),
  ...thrownByAnalyst('transcript_too_complex'),
  ...thrownByAnalyst('analyst_refused'),
  ...thrownByAnalyst('analyst_misconfigured'),
  ...thrownByAnalyst('analyst_unavailable'),
  ...thrownByAnalyst('analyst_rate_limited', 7.2),
  commitment_not_found: () =>
    testApp().post('/updateCommitment', { client_email: ANA, commitment_id: 'nobody:1:0:0', status: 'kept' }),
  matter_not_found: () =>
    testApp().post('/updateMatter', { client_email: ANA, call_id: 'call-ana', status: 'settled' }),
  customer_not_found: () => testApp().post('/getMemoryBox', { phone: '+44 20 7946 0958' }),
  alias_taken: async () => {
    const { post } = testApp();
    await post('/linkCustomer', { client_email: ANA, customer_id: 'crm-7' });
    return post('/linkCustomer', { client_email: BEN, customer_id: 'crm-7' });
  },
  customer_erased: async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window({ client_email: undefined }));
    await post('/eraseCustomer', { client_email: ANA });
    return post('/getCallAnalytics', analyze);
  },
  erasure_misconfigured: () => testApp({ erasures: undefined }).post('/eraseCustomer', { client_email: ANA }),
} satisfies Partial<Record<ErrorCode, () => Promise<Response>>>;

// A limit answers the first (its own tests provoke it), and only the log of jobs tells the second.
const unreachable: ErrorCode[] = ['rate_limited', 'events_not_taken'];

function thrownByAnalyst<Code extends ErrorCode>(code: Code, retryAfterSeconds?: number) {
  const details = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  const error = new LiveAssistError(code, 'Something is the matter with the analyst.', details);
  return {
    [code]: async () => (await withFailingAnalyst(error)).post('/getCallAnalytics', analyze),
  } as Record<Code, () => Promise<Response>>;
}

describe('a failure', () => {
  it('this file provokes every error code', () => {
    expect([...Object.keys(provoked), ...unreachable].sort()).toEqual(Object.keys(STATUS).sort());
  });

  it.each(Object.entries(provoked))(
    '%s has its status and the common shape of errors',
    async (code, provoke) => {
      const answer = await provoke();
      const body = await bodyOf(answer);
      expect(body).toMatchObject({ code, error: expect.stringMatching(/^[^\n]+\.$/) });
      expect(answer.status).toBe(STATUS[code as ErrorCode]);
      expect(Object.keys(body)).toEqual(
        code === 'invalid_request' ? ['error', 'code', 'issues'] : ['error', 'code'],
      );
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(answer.headers.get('x-request-id')).not.toBeNull();
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('a failure names the way to authenticate with 401, and the methods with 405', async () => {
    expect((await provoked.unauthenticated()).headers.get('www-authenticate')).toBe('Bearer');
    expect((await provoked.method_not_allowed()).headers.get('allow')).toBe('POST');
    const post = await testApp().request('/healthz', { method: 'POST' });
    expect(post.headers.get('allow')).toBe('GET, HEAD');
    expect((await provoked.forbidden()).headers.get('www-authenticate')).toBeNull();
  });

  it('a failure gives the time to retry in whole seconds', async () => {
    expect((await provoked.analyst_rate_limited()).headers.get('retry-after')).toBe('8');
    expect((await provoked.store_unavailable()).headers.get('retry-after')).toBe('2');
    expect((await provoked.analysis_in_progress()).headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect((await provoked.analyst_refused()).headers.get('retry-after')).toBeNull();
  });

  it('an unexpected failure is answered with a general sentence', async () => {
    for (const thrown of [new TypeError('private words'), 'a thrown text', undefined]) {
      const answer = await (await withFailingAnalyst(thrown)).post('/getCallAnalytics', analyze);
      expect(answer.status).toBe(500);
      expect(await answer.json()).toEqual({
        error:
          'Something went wrong on our side. Try again; if it fails again, report the x-request-id of this answer.',
        code: 'internal',
      });
    }
  });

  it('a failure leaves a call free to be analysed again', async () => {
    const { post, ports } = await withFailingAnalyst(new LiveAssistError('analyst_refused', 'It refuses.'));
    expect((await post('/getCallAnalytics', analyze)).status).toBe(422);
    expect(ports.analytics.rows()).toEqual([]);
    await ports.clock.advance(1);
    ports.analyst = scriptedAnalyst();
    expect((await post('/getCallAnalytics', analyze)).status).toBe(200);
  });
});

describe('a customer mismatch', () => {
  it('a customer mismatch is named for a token for any customer, and is a plain 403 for a token for one', async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window({ client_email: BEN }));
    const attempts = [
      (by: object) => post('/getCallAnalytics', analyze, { ...by }),
      (by: object) => post('/recordCallWindow', window({ window_num: 2 }), { ...by }),
    ];
    for (const attempt of attempts) {
      expect((await attempt({})).status).toBe(409);
      const bound = await attempt({ client_email: ANA });
      expect(bound.status).toBe(403);
      expect(await bound.json()).toEqual({
        error: 'The token is for another customer or call.',
        code: 'forbidden',
      });
    }
  });

  it('a customer mismatch keeps the status of a call from a token for another customer', async () => {
    const { post } = testApp();
    await post('/recordCallWindow', window({ client_email: BEN }));
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: BEN });
    const status = async (call_id: string, client_email: string) => {
      const answer = await post('/getAnalysisStatus', { call_id }, { client_email });
      return [answer.status, { ...(await bodyOf<object>(answer)), call_id: undefined }];
    };
    expect(await status('call-ana', ANA)).toEqual(await status('unknown', ANA));
    expect(await status('call-ana', ' BEN@example.com')).toMatchObject([200, { status: 'done' }]);
  });
});

describe('a body', () => {
  const send = async (body: RequestInit['body'], contentType: string | null) => {
    const headers = new Headers({ authorization: `Bearer ${await token()}` });
    if (contentType !== null) headers.set('content-type', contentType);
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const answer = await testApp().request('/listCalls', init);
    return { status: answer.status, body: await bodyOf(answer) };
  };
  const bytes = (text: string) => new TextEncoder().encode(text);
  const good = JSON.stringify({ client_email: ANA });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.api+json',
  ])('a body is read as %s', async (contentType) => {
    expect((await send(good, contentType)).status).toBe(200);
  });

  it.each([
    null,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'multipart/json',
  ])('a body sent as %s is refused with a hint', async (contentType) => {
    expect(await send(bytes(good), contentType)).toEqual({
      status: 400,
      body: {
        error: 'Send the body as JSON, with the header Content-Type: application/json.',
        code: 'invalid_request',
      },
    });
  });

  it.each(['', '{', '{"a":}', 'undefined', "{'a':1}", `${good}x`])(
    'a body %s is refused as invalid JSON',
    async (text) => {
      expect(await send(text, 'application/json')).toEqual({
        status: 400,
        body: { error: 'The body is not valid JSON.', code: 'invalid_request' },
      });
    },
  );

  it.each(['[]', 'null', '5', '"text"', 'true'])(
    'a body that is %s is refused, because it is not an object',
    async (text) => {
      expect(await send(text, 'application/json')).toEqual({
        status: 400,
        body: {
          error: 'The body must be a JSON object.',
          code: 'invalid_request',
          issues: [{ path: '', message: 'must be a JSON object' }],
        },
      });
    },
  );

  it('a body that is not UTF-8 is refused', async () => {
    const latin1 = Buffer.from('{"client_email":"ana@exämple.com"}', 'latin1');
    const { status, body } = await send(latin1, 'application/json');
    expect(status).toBe(400);
    expect(body.error).toBe('The body must be complete and encoded in UTF-8.');
  });

  it('a body that breaks off is refused', async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error('the line was cut')),
    });
    expect((await send(broken, 'application/json')).status).toBe(400);
  });

  it('a body may have one megabyte at most', async () => {
    const sized = (size: number) => good.padEnd(size, ' ');
    expect((await send(sized(1_048_576), 'application/json')).status).toBe(200);
    expect((await send(sized(1_048_577), 'application/json')).status).toBe(413);
  });

  it('a body is measured whatever its declared length', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let chunk = 0; chunk < 20; chunk++) controller.enqueue(new Uint8Array(65_536).fill(32));
        controller.close();
      },
    });
    expect((await send(chunks, 'application/json')).status).toBe(413);
    const headers = {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      'content-length': '12',
    };
    const body = good.padEnd(1_048_577, ' ');
    expect((await testApp().request('/listCalls', { method: 'POST', headers, body })).status).toBe(413);
  });

  it('a body is not read further than the limit', async () => {
    let chunks = 0;
    const long = new ReadableStream({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array(65_536).fill(32));
        if (chunks === 200) controller.close();
      },
    });
    expect((await send(long, 'application/json')).status).toBe(413);
    expect(chunks).toBeLessThan(25);
  });

  it('a chunked body over a socket is cut off at the limit, too', async () => {
    const { ports } = testApp();
    const app = createApp(ports, {
      auth: { keys: { secret: SECRET } },
      settings: { timeZone: 'UTC', analysisTimeoutMs: 1_000, sharedAddresses: [] },
      version: '1',
      log: () => {},
    });
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as AddressInfo;
    const chunks = (count: number) =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(bytes(good));
          for (let chunk = 0; chunk < count; chunk++) controller.enqueue(new Uint8Array(65_536).fill(32));
          controller.close();
        },
      });
    const over = async (count: number) => {
      const answer = await fetch(`http://127.0.0.1:${port}/listCalls`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
        body: chunks(count),
        duplex: 'half',
      });
      return { status: answer.status, body: await answer.json() };
    };
    try {
      expect((await over(2)).status).toBe(200);
      expect(await over(17)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
    } finally {
      await new Promise((closed) => server.close(closed));
    }
  });

  it('a body is not read before the caller is known', async () => {
    const answer = await testApp().request('/listCalls', { method: 'POST', body: 'x'.repeat(2_000_000) });
    expect(answer.status).toBe(401);
    const reader = await token({ scope: 'records:write' });
    const headers = { authorization: `Bearer ${reader}` };
    expect((await testApp().request('/listCalls', { method: 'POST', headers, body: '{' })).status).toBe(403);
  });
});

describe('issues', () => {
  it('issues name each field that is wrong, in plain words', async () => {
    const answer = await testApp().post('/recordCallWindow', {
      call_id: 5,
      window_num: 1.5,
      client_email: 'no-address',
      turns: [{ speaker: 'agent' }, 'hello', { speaker: 'x'.repeat(101), transcript: 'hi', begin_ms: '1' }],
      activityFeed: [{ name: 'Look up', status: 'maybe' }],
    });
    expect(answer.status).toBe(400);
    const { error, issues } = await bodyOf(answer);
    expect(issues).toEqual([
      { path: 'call_id', message: 'must be text' },
      { path: 'window_num', message: 'must be a whole number' },
      { path: 'client_email', message: 'must be an e-mail address' },
      { path: 'turns.0.transcript', message: 'is missing' },
      { path: 'turns.1', message: 'must be a JSON object' },
      { path: 'turns.2.speaker', message: 'must be at most 100 characters' },
      { path: 'turns.2.begin_ms', message: 'must be a number' },
      { path: 'activityFeed.0.status', message: 'must be "success" or "failed"' },
    ]);
    expect(error).toBe('call_id must be text.');
  });

  it('issues are at most twenty', async () => {
    const answer = await testApp().post('/recordCallWindow', window({ turns: Array(500).fill({}) }));
    expect((await bodyOf(answer)).issues).toHaveLength(20);
  });

  it('issues never repeat what the caller sent', async () => {
    const marker = 'zanzibar';
    const bodies = [
      window({ call_id: `${marker}\n` }),
      window({ client_email: marker }),
      window({ window_num: marker }),
      window({ [marker]: 1, turns: { [marker]: marker } }),
      window({
        timestamp_marks: marker,
        turns: [{ speaker: 'agent', transcript: 'x', timestamp: { [marker]: 1 } }],
      }),
      window({ activityFeed: [{ name: 'x', status: marker }] }),
    ];
    const { post } = testApp();
    for (const body of bodies) {
      const answer = await post('/recordCallWindow', body);
      expect(answer.status).toBe(400);
      // Only the path of an issue may repeat the name of an unknown field.
      expect(withoutUnknownNames(await answer.text())).not.toContain(marker);
    }
  });
});

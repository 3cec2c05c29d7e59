import { LiveAssistError } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { customerHash } from '../../src/adapters/customer-hash.ts';
import { loggedError } from '../../src/telemetry/logged-error.ts';
import { ANA, scriptedAnalyst, testApp, token, window } from '../support/app.ts';

/** An error whose message was changed after its stack was recorded. */
function renamed(error: Error): Error {
  if (error.stack !== undefined) error.message = 'changed later';
  return error;
}

describe('the log', () => {
  it('the log has one line for each request', async () => {
    const { post, request, lines, ports } = testApp();
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    const refused = await request('/listCalls', { method: 'POST' });
    await request('/secret/path?email=ana@example.com', { method: 'PROPFIND' });
    const time = new Date(ports.clock.now()).toISOString();
    const requestId = expect.stringMatching(/^[\da-f-]{36}$/);
    const took = { ms: 0, storeMs: 0, modelMs: 0, ownMs: 0 };
    expect(lines).toEqual([
      { time, level: 'info', requestId, route: '/recordCallWindow', method: 'POST', status: 200, ...took },
      {
        time,
        level: 'info',
        requestId,
        route: '/getCallAnalytics',
        method: 'POST',
        status: 200,
        ...took,
        source: 'computed',
        engine: 'local',
        model: 'scripted',
      },
      {
        time,
        level: 'warn',
        requestId: refused.headers.get('x-request-id'),
        route: '/listCalls',
        method: 'POST',
        status: 401,
        ...took,
        code: 'unauthenticated',
      },
      {
        time,
        level: 'warn',
        requestId,
        route: 'unknown',
        method: 'other',
        status: 404,
        ...took,
        code: 'not_found',
      },
    ]);
  });

  it('the log measures from arrival to answer', async () => {
    const slow = scriptedAnalyst();
    const { post, lines, ports } = testApp({
      analyst: {
        engine: 'local',
        async analyze(request) {
          await ports.clock.advance(1_250);
          return slow.analyze(request);
        },
      },
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    expect(lines.at(-1)?.ms).toBe(1_250);
  });

  it('the log has the place of an internal failure, without its message', async () => {
    const { post, lines } = testApp({
      analyst: {
        engine: 'local',
        async analyze() {
          const cause = new RangeError('private words of the provider');
          throw new LiveAssistError('analyst_unavailable', 'The analyst cannot be reached.', { cause });
        },
      },
    });
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    expect(lines.at(-1)).toMatchObject({
      level: 'error',
      status: 502,
      code: 'analyst_unavailable',
      error: { name: 'LiveAssistError', code: 'analyst_unavailable', cause: 'RangeError' },
    });
    expect(lines.at(-1)?.error?.frames[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(lines)).not.toContain('private');
  });

  it('the log contains no address, no token, no call id and no words of a call', async () => {
    const secrets = {
      address: 'marked-address@example.com',
      call: 'marked-call',
      word: 'marked-word',
      path: 'marked-path',
      bearer: await token({ client_email: 'marked-address@example.com' }),
      fault: 'marked-fault',
    };
    const everywhere = Object.values(secrets).join(' ');
    let thrown: unknown;
    const analyst = scriptedAnalyst();
    const hash = customerHash('a key of this test that is long enough');
    const { post, request, lines, ports } = testApp(
      {
        analyst: {
          engine: 'local',
          async analyze(asked) {
            if (thrown !== undefined) throw thrown;
            return analyst.analyze(asked);
          },
        },
      },
      { hashCustomer: hash },
    );
    const call = { call_id: secrets.call, client_email: secrets.address };
    const turns = [
      { speaker: 'agent', transcript: everywhere },
      { speaker: 'customer', transcript: everywhere },
    ];
    const faults = [
      undefined,
      new Error(everywhere),
      new Error(`first line\n    at ${secrets.fault} (file:///${secrets.fault}.ts:1:2)\n    at x (a:1:1)`),
      Object.assign(new Error('changed later'), { message: everywhere, name: secrets.fault }),
      renamed(new Error(`first line\n    at ${secrets.fault} (file:///x.ts:1:2)`)),
      Object.assign(new Error('gone'), { stack: `Error: gone\n    at ${everywhere}` }),
      new LiveAssistError('analyst_unavailable', 'It is gone.', { cause: new Error(everywhere) }),
      new LiveAssistError('store_unavailable', 'It is gone.', { cause: everywhere }),
      everywhere,
    ];
    const headers = {
      authorization: `Bearer ${secrets.bearer}`,
      'content-type': 'application/json',
      'x-request-id': secrets.call,
      'user-agent': everywhere,
      referer: `https://example.com/${secrets.path}`,
    };
    for (const fault of faults) {
      thrown = fault;
      // Requests at the same moment share one analysis; advancing the clock gives each fault its own.
      await ports.clock.advance(1);
      await post('/recordCallWindow', { ...window(), ...call, turns }, secrets.bearer);
      await post('/recordCallWindow', { ...window(), ...call, turns: secrets.word }, secrets.bearer);
      await post('/getCallAnalytics', { ...call, force: true, agent_id: secrets.word }, secrets.bearer);
      await post('/getAnalysisStatus', { call_id: secrets.call, [secrets.word]: 1 }, secrets.bearer);
      await post('/listCalls', { client_email: secrets.address, before: secrets.word }, secrets.bearer);
      await post('/listCalls', { client_email: `${secrets.word}@example.com` }, secrets.bearer);
      await post('/listCalls', {}, `${secrets.bearer}x`);
      await request(`/listCalls/${secrets.path}?${secrets.word}`, { method: 'POST', headers });
      await request(`/${secrets.path}`, { method: secrets.word, headers });
      await request('/listCalls', { method: 'POST', headers, body: everywhere });
    }
    expect(lines).toHaveLength(faults.length * 10);
    expect(new Set(lines.map(({ status }) => status))).toEqual(
      new Set([200, 400, 401, 403, 404, 500, 502, 503]),
    );
    const log = lines.map((line) => JSON.stringify(line)).join('\n');
    const hashed = await hash(secrets.address);
    expect(log).toContain(`"customer":"${hashed.slice(0, 16)}"`);
    for (const secret of [...Object.values(secrets), 'marked', ...secrets.bearer.split('.'), hashed]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('an error in the log', () => {
  it('an error in the log keeps its innermost frames', () => {
    const deep = (depth: number): Error => (depth === 0 ? new Error('private') : deep(depth - 1));
    const { frames } = loggedError(deep(9));
    expect(frames).toHaveLength(10);
    expect(frames[0]).toMatch(/^at deep /);
  });

  it('an error in the log may lack a stack', () => {
    const error = new Error('private');
    delete error.stack;
    expect(loggedError(error)).toEqual({ name: 'Error', frames: [] });
  });
});

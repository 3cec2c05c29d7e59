import type { MemoryBox } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { customerHash } from '../../src/adapters/customer-hash.ts';
import type { RoutePath } from '../../src/http/routes.ts';
import { BadLine, readCall } from '../../src/import/import-lines.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { ANA, bodyOf, conversation, testApp, window } from '../support/app.ts';

const UNICODE = 'ana@münchen.example';
const ASCII = 'ana@xn--mnchen-3ya.example';
const FORMS = [UNICODE, ASCII, 'Ana@MÜNCHEN.example', ' ana@XN--MNCHEN-3YA.EXAMPLE', `${ASCII}.`];

describe('an address with an international domain', () => {
  it.each(FORMS)(
    'an address with an international domain is one customer in every form: recorded as %s',
    async (recorded) => {
      const { post } = testApp();
      await post('/recordCallWindow', window({ client_email: recorded }));
      for (const client_email of FORMS) {
        const call = { call_id: 'call-ana', client_email };
        expect((await post('/getCallAnalytics', call)).status).toBe(200);
        const box = await bodyOf<MemoryBox>(await post('/getMemoryBox', { client_email }));
        expect(box).toMatchObject({ client_email: ASCII, returning: true, calls: 1 });
        expect((await post('/listCalls', { client_email }, { client_email: recorded })).status).toBe(200);
      }
      const receipt = await post('/eraseCustomer', { client_email: FORMS[2] });
      expect(await receipt.json()).toMatchObject({
        deleted: { callRecords: 1, callAnalytics: 1, analysisClaims: 1 },
      });
      for (const client_email of FORMS) {
        expect(await (await post('/getMemoryBox', { client_email })).json()).toMatchObject({
          returning: false,
        });
      }
    },
  );

  it('an address with an international domain has one name in the log', async () => {
    const hash = customerHash('a key of this test that is long enough');
    expect(new Set(await Promise.all(FORMS.map(hash))).size).toBe(1);
  });

  /** An app with a row of an earlier version, which kept the spelling of the domain. */
  async function asBefore() {
    const app = testApp();
    app.ports.records.put({
      call_id: 'call-ana',
      window_number: 1,
      turns: JSON.stringify(conversation),
      client_email: UNICODE,
      created_at: '2026-01-15T11:00:00.000Z',
    });
    app.ports.claims.put({ call_id: 'call-ana', client_email: UNICODE });
    return app;
  }

  it.each([UNICODE, ASCII])(
    'an address with an international domain is found in rows of an earlier version: requested as %s',
    async (client_email) => {
      const { post, ports } = await asBefore();
      const call = { call_id: 'call-ana', client_email };
      const analysed = await post('/getCallAnalytics', call);
      expect([analysed.status, analysed.headers.get('x-analysis-source')]).toEqual([200, 'computed']);
      const again = await post('/getCallAnalytics', call);
      expect(again.headers.get('x-analysis-source')).toBe('stored');
      expect((await post('/getCallAnalytics', { ...call, force: true })).status).toBe(200);
      expect(ports.analytics.rows()).toHaveLength(1);
      expect((await post('/recordCallWindow', window({ window_num: 2, client_email }))).status).toBe(200);
      const box = await bodyOf<MemoryBox>(await post('/getMemoryBox', { client_email }));
      expect(box).toMatchObject({ calls: 1, headline: { kind: expect.any(String) } });
      const [promise] = box.commitments;
      const change = { client_email, commitment_id: promise?.id, status: 'kept' };
      expect((await post('/updateCommitment', change)).status).toBe(200);
      const { deleted } = await bodyOf<{ deleted: object }>(await post('/eraseCustomer', { client_email }));
      expect(deleted).toEqual({
        callRecords: 2,
        callAnalytics: 1,
        analysisClaims: 1,
        promises: 1,
        customerAliases: 0,
      });
      expect(ports.analytics.rows()).toEqual([]);
    },
  );

  it('an address with an international domain is pending and queued with rows of an earlier version', async () => {
    const { post, ports } = await asBefore();
    const sent: object[] = [];
    ports.queue = { send: async (job) => void sent.push(job) };
    const call = { call_id: 'call-ana', client_email: ASCII };
    expect((await post('/getCallAnalytics', { ...call, async: true })).status).toBe(202);
    const box = await bodyOf<MemoryBox>(await post('/getMemoryBox', { client_email: ASCII }));
    expect(box.pending).toMatchObject([{ call_id: 'call-ana', state: 'queued' }]);
    const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
    const delivery = { tries: 1, firstTriedAt: ports.clock.now() };
    expect(await handleMessage({ ports, settings }, JSON.stringify(sent[0]), delivery)).toMatchObject({
      outcome: { outcome: 'done' },
    });
  });

  it('an address with an international domain stays erased with a tombstone of an earlier version', async () => {
    const { post, ports } = await asBefore();
    await ports.erasures?.mark({ client_email: UNICODE }, ports.clock.now());
    const answer = await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ASCII });
    expect(await bodyOf(answer)).toMatchObject({ code: 'customer_erased' });
  });
});

describe('an address that looks like another one', () => {
  const LOOKALIKES = [
    'a\u200bna@example.com',
    'ana\u00ad@example.com',
    '\u202eana@example.com',
    'ana@exam\u2060ple.com',
    '\ufeffa\ufeffna@example.com',
    'ana\u00a0@example.com',
    'ａｎａ@example.com',
    'ana@ｅxample.com',
  ];
  const BODIES: [RoutePath, object][] = [
    ['/recordCallWindow', window()],
    ['/getCallAnalytics', { call_id: 'call-ana' }],
    ['/listCalls', {}],
    ['/getMemoryBox', {}],
    ['/updateCommitment', { commitment_id: 'call-ana:1:2:0', status: 'kept' }],
    ['/updateMatter', { call_id: 'call-ana', status: 'settled' }],
  ];

  it.each(LOOKALIKES)(
    'an address that looks like another one is refused by every route, token and import: %j',
    async (client_email) => {
      const { post, ports } = testApp();
      for (const [path, body] of BODIES) {
        const answer = await post(path, { ...body, client_email });
        expect([path, answer.status]).toEqual([path, 400]);
        const named = (await bodyOf(answer)).issues?.map((issue) => issue.path);
        expect(new Set(named)).toEqual(new Set(['client_email']));
      }
      expect((await post('/listCalls', { client_email: ANA }, { client_email })).status).toBe(401);
      const line = JSON.stringify({ call_id: 'c', client_email, windows: [{ window_num: 1, turns: [] }] });
      expect(() => readCall(line)).toThrow(BadLine);
      expect(await ports.records.list('call-ana')).toEqual([]);
    },
  );

  it('an address that looks like another one is refused with a reason', async () => {
    const answer = await testApp().post('/getMemoryBox', { client_email: LOOKALIKES[0] });
    expect((await bodyOf(answer)).error).toBe(
      'client_email must hold no invisible characters: type it anew.',
    );
  });

  it.each(LOOKALIKES)(
    'an erasure reaches rows under an address that looks like another one: %j',
    async (client_email) => {
      const { post, ports } = testApp();
      ports.records.put({
        call_id: 'call-odd',
        window_number: 1,
        turns: JSON.stringify(conversation),
        client_email,
        created_at: '2026-01-15T11:00:00.000Z',
      });
      ports.analytics.put({ client_email, created_at: '2026-01-15T11:00:00.000Z', call_id: 'call-odd' });
      ports.claims.put({ call_id: 'call-odd', client_email });
      const answer = await post('/eraseCustomer', { client_email });
      expect(await answer.json()).toMatchObject({
        deleted: { callRecords: 1, callAnalytics: 1, analysisClaims: 1 },
      });
      expect(await ports.records.list('call-odd')).toEqual([]);
    },
  );
});

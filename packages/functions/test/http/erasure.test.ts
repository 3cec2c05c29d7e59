import { type ErasureReceipt, LiveAssistError, type QueuedJob, toIso } from '@live-assist/core';
import { callAnalytics, callWindow, heldClaim } from '@live-assist/core/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { BadLine, importCall, readCall } from '../../src/import/import-lines.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import {
  ANA,
  BEN,
  bodyOf,
  conversation,
  scriptedAnalyst,
  type TestApp,
  testApp,
  window,
} from '../support/app.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
// Every recorded call queues a redaction and a settle job; other tests cover those.
const isOfRecording = (job: QueuedJob) => 'job' in job && ['redact', 'settle'].includes(job.job);
const ASK = { call_id: 'call-ana', client_email: ANA };

let analyst: ReturnType<typeof scriptedAnalyst>;
let sent: QueuedJob[];
let app: TestApp;
beforeEach(() => {
  analyst = scriptedAnalyst();
  sent = [];
  app = testApp({ analyst, queue: { send: async (job) => void (isOfRecording(job) || sent.push(job)) } });
});

// Days pass in these tests, but a token is only valid for an hour.
const post = async (path: Parameters<TestApp['post']>[0], body: object) =>
  app.post(path, body, { exp: app.ports.clock.now() / 1000 + 60 });
const status = async (answer: Promise<Response>) => (await answer).status;
const code = async (answer: Promise<Response>) => (await bodyOf(await answer)).code;
const erase = async (client_email = ANA) =>
  bodyOf<ErasureReceipt>(await post('/eraseCustomer', { client_email }));
const record = (more: Record<string, unknown> = {}) => post('/recordCallWindow', window(more));
const rows = () => {
  const { records, analytics, claims, erasures } = app.ports;
  return [records, analytics, claims, erasures].flatMap((store) =>
    (store?.rows() ?? []).map((row) => JSON.stringify(row)),
  );
};
const tracesOf = (words: string) => rows().filter((row) => row.toLowerCase().includes(words));
const deal = async (job: object, now = app.ports.clock.now()) =>
  (
    await handleMessage({ ports: app.ports, settings: SETTINGS }, JSON.stringify(job), {
      tries: 1,
      firstTriedAt: now,
    })
  ).outcome;

describe('erasing a customer', () => {
  beforeEach(async () => {
    await record();
    await record({ window_num: 2, client_email: undefined });
    await post('/getCallAnalytics', ASK);
    await record({ call_id: 'call-ben', client_email: BEN });
    await app.ports.clock.advance(1);
  });

  it('erasing a customer removes all their rows, also windows without an address, and returns the counts', async () => {
    expect(await erase()).toMatchObject({
      erasedAt: toIso(app.ports.clock.now()),
      deleted: { callRecords: 2, callAnalytics: 1, analysisClaims: 1, promises: 1, customerAliases: 0 },
    });
    expect(tracesOf(ANA)).toEqual([]);
    expect(tracesOf('parcel')).toEqual([expect.stringContaining('call-ben')]);
    expect(await bodyOf(await post('/getMemoryBox', { client_email: ANA }))).toMatchObject({
      returning: false,
      calls: 0,
      pending: [],
    });
  });

  it('erasing a customer may be repeated, and then counts nothing', async () => {
    await erase();
    await app.ports.clock.advance(1000);

    expect(await erase()).toMatchObject({
      erasedAt: toIso(app.ports.clock.now()),
      deleted: { callRecords: 0, callAnalytics: 0, analysisClaims: 0, promises: 0, customerAliases: 0 },
    });
  });

  it('erasing a customer returns a receipt without an address that lists what is not reached and what is kept', async () => {
    const receipt = await erase(' Ana@Example.com');

    expect(JSON.stringify(receipt).toLowerCase()).not.toContain(ANA);
    expect(Object.keys(receipt.notReached)).toEqual([
      'windowsWithoutAddress',
      'otherSpellings',
      'windowsSentAgain',
      'waitingAnalyses',
      'backups',
      'modelProvider',
      'logs',
    ]);
    expect(receipt.kept).toMatch(/400 days/);
  });

  it('erasing a customer removes rows of the previous system under the given spelling', async () => {
    const legacy = { client_email: 'Ana@Example.com', created_at: '2025-06-28T10:20:08.979455+00:00' };
    app.ports.analytics.put({ ...legacy, call_id: 'call-old' });
    app.ports.analytics.put({ ...legacy, created_at: '2025-06-29T10:20:08.979455+00:00', call_id: '' });
    app.ports.records.put(callWindow(0, { call_id: 'call-old' }));

    expect((await erase('Ana@Example.com')).deleted).toEqual({
      callRecords: 3,
      callAnalytics: 3,
      analysisClaims: 1,
      promises: 1,
      customerAliases: 0,
    });
    expect(tracesOf(ANA)).toEqual([]);
  });

  it.each([
    ['a number', 17],
    ['nothing', null],
    ['a list', ['call-ana']],
    ['more than a key of a table can hold', 'c'.repeat(2049)],
  ])('erasing a customer removes rows of the previous system whose call id is %s', async (_, call_id) => {
    app.ports.analytics.put({
      client_email: ANA,
      created_at: '2025-06-28T10:20:08.979455+00:00',
      call_id: call_id as string,
    });

    expect((await erase()).deleted.callAnalytics).toBe(2);
    expect(tracesOf(ANA)).toEqual([]);
    expect(sent).toMatchObject([{ call_ids: expect.arrayContaining(['-', 'call-ana']) }]);
  });

  it('erasing a customer removes expired rows that the database has not removed yet', async () => {
    const expires_at = 1;
    app.ports.claims.put({ ...heldClaim({ call_id: 'call-old', client_email: ANA }), expires_at });
    app.ports.records.put({ ...callWindow(0, { call_id: 'call-old' }), expires_at });
    app.ports.analytics.put({ ...callAnalytics({ call_id: 'call-old', client_email: ANA }), expires_at });

    expect((await erase()).deleted).toEqual({
      callRecords: 3,
      callAnalytics: 2,
      analysisClaims: 2,
      promises: 1,
      customerAliases: 0,
    });
  });

  it('erasing a customer removes from another customer’s call only the rows of the address', async () => {
    app.ports.records.put(callWindow(7, { call_id: 'call-ben', client_email: ANA }));
    app.ports.records.put(callWindow(8, { call_id: 'call-ben' }));

    expect((await erase()).deleted.callRecords).toBe(3);
    expect((await app.ports.records.list('call-ben')).map((left) => left.window_number)).toEqual([1, 8]);
    expect(await app.ports.claims.get('call-ben')).not.toBeNull();
  });

  it('repeating an erasure that failed half-way finishes it, including windows without an address', async () => {
    const { remove } = app.ports.records;
    app.ports.records.remove = async (removed) => {
      if (removed.window_number === 2) throw new Error('The process ends here.');
      return remove(removed);
    };
    expect(await status(post('/eraseCustomer', { client_email: ANA }))).toBe(500);
    app.ports.records.remove = remove;

    expect((await erase()).deleted).toMatchObject({ callRecords: 1, callAnalytics: 1, analysisClaims: 1 });
    expect(tracesOf('parcel')).toHaveLength(1);
  });

  it('erasing a customer leaves windows without any link to the customer', async () => {
    await record({ call_id: 'call-unnamed', client_email: undefined });

    await erase();
    expect(await app.ports.records.list('call-unnamed')).toHaveLength(1);
  });
});

describe('a second sweep', () => {
  it('a second sweep is queued for the time when no analysis from before can be running', async () => {
    await record();
    const { secondSweepAt } = await erase();

    const notBefore = app.ports.clock.now() + 70_000;
    expect(sent).toEqual([{ job: 'sweep', client_email: ANA, call_ids: ['call-ana'], notBefore }]);
    expect(secondSweepAt).toBe(toIso(notBefore));
    expect(await deal(sent[0] ?? {})).toEqual({ outcome: 'later', at: notBefore });
    await app.ports.clock.advance(70_000);
    expect(await deal(sent[0] ?? {})).toEqual({ outcome: 'done' });
  });

  it('a second sweep removes rows that an index did not show yet, and rows without an address', async () => {
    await record();
    const { callsOf } = app.ports.claims;
    app.ports.claims.put({ call_id: 'call-late', client_email: ANA });
    app.ports.records.put(callWindow(0, { call_id: 'call-late' }));
    app.ports.claims.callsOf = async () => [];
    await erase();
    app.ports.claims.callsOf = callsOf;
    app.ports.records.put(callWindow(9, { call_id: 'call-ana' }));
    expect(tracesOf('call-')).toHaveLength(3);

    await app.ports.clock.advance(70_000);
    expect(await deal(sent[0] ?? {})).toEqual({ outcome: 'done' });
    expect(tracesOf('call-')).toEqual([]);
  });

  it('a second sweep does not touch a call that has begun since', async () => {
    await record();
    await erase();
    await app.ports.clock.advance(1000);
    await record({ call_id: 'call-new' });
    await post('/getCallAnalytics', { ...ASK, call_id: 'call-new' });
    const before = rows();

    await app.ports.clock.advance(70_000);
    await deal(sent[0] ?? {});
    expect(tracesOf('call-new')).toHaveLength(3);
    expect(rows()).toEqual(expect.arrayContaining(before.filter((row) => row.includes('call-new'))));
  });

  it('a second sweep names many calls in several jobs', async () => {
    for (let n = 0; n < 401; n += 1) app.ports.claims.put({ call_id: `call-${n}`, client_email: ANA });
    await erase();

    expect(sent.map((job) => ('call_ids' in job ? job.call_ids.length : 0))).toEqual([200, 200, 1]);
  });

  it('a second sweep reaches calls with ids that only the previous system accepts, in messages of valid size', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `${n}${'\u0001'.repeat(1900)}`);
    for (const call_id of names) app.ports.claims.put({ call_id, client_email: ANA });
    await erase();

    expect(sent.flatMap((job) => ('call_ids' in job ? job.call_ids : []))).toEqual(names);
    expect(sent.length).toBeGreaterThan(1);
    for (const job of sent) expect(Buffer.byteLength(JSON.stringify(job))).toBeLessThan(256 * 1024);
    await app.ports.clock.advance(70_000);
    for (const job of sent) expect(await deal(job)).toEqual({ outcome: 'done' });
  });

  it('without a queue there is no second sweep, and the receipt asks for a repetition', async () => {
    app = testApp({ queue: undefined });
    await record();

    expect(await erase()).toMatchObject({ secondSweepAt: null, repeatAfterSeconds: 70 });
  });

  it('a second sweep is retried while the store fails, and then moved to the dead letters', async () => {
    await erase();
    await app.ports.clock.advance(70_000);
    app.ports.records.callsOf = async () => {
      throw new TypeError('Something new.');
    };
    const now = app.ports.clock.now();

    expect(await deal(sent[0] ?? {})).toEqual({ outcome: 'later', at: now + 60_000, code: 'internal' });
    expect(await deal(sent[0] ?? {}, now - 12 * 3_600_000)).toEqual({ outcome: 'dead', code: 'internal' });
  });
});

describe('after an erasure', () => {
  const line = (more: object = {}, windows: object = {}) =>
    readCall(
      JSON.stringify({
        call_id: 'call-imported',
        client_email: 'Ana@Example.com',
        windows: [{ window_number: 1, turns: conversation, ...windows }],
        ...more,
      }),
    );
  const refused = expect.objectContaining({
    name: 'BadLine',
    cause: expect.objectContaining({ code: 'customer_erased' }),
  });

  it.each([
    ['of a call from before', { created_at: '2026-01-15T11:59:59Z' }],
    ['without a time', {}],
    ['with times that count from its start', { turns: [{ ...conversation[0], timestamp: '00:07' }] }],
    ['with turns from before', { turns: [{ ...conversation[0], timestamp: '2025-01-15T12:00:00Z' }] }],
    ['of the future', { created_at: '2030-01-01T00:00:00Z' }],
  ])('an import %s is refused after an erasure, and leaves nothing', async (_, windows) => {
    await erase();

    await expect(importCall(app.ports, line({}, windows))).rejects.toEqual(refused);
    await expect(importCall(app.ports, line({}, windows))).rejects.toBeInstanceOf(BadLine);
    expect(tracesOf('call-imported')).toEqual([]);
  });

  it('an import of a call from after an erasure is accepted without its windows from before', async () => {
    await erase();
    await app.ports.clock.advance(60_000);
    const windows = [
      { window_number: 1, turns: conversation, created_at: '2026-01-15T11:59:00Z' },
      { window_number: 2, turns: conversation, created_at: '2026-01-15T12:00:30Z' },
    ];

    expect(await importCall(app.ports, line({ windows }))).toMatchObject({ windows: 1, added: 1, erased: 1 });
    expect(await app.ports.records.list('call-imported')).toMatchObject([{ window_number: 2 }]);
  });

  it('an import of another customer, or into a store without erasures, is accepted', async () => {
    await erase();
    expect(await importCall(app.ports, line({ client_email: BEN }))).toMatchObject({ added: 1 });
    const { erasures: _, ...without } = app.ports;
    expect(await importCall(without, line({ call_id: 'call-2' }))).toMatchObject({ added: 1 });
  });

  it('a call from before an erasure is not analysed, directly or by the queue, and stays unchanged', async () => {
    await record({ client_email: undefined });
    await erase();
    await app.ports.clock.advance(1000);

    expect(await code(post('/getCallAnalytics', ASK))).toBe('customer_erased');
    expect(await status(post('/getCallAnalytics', ASK))).toBe(409);
    expect(await code(post('/getCallAnalytics', { ...ASK, async: true }))).toBe('customer_erased');
    expect(analyst.asked).toBe(0);
    expect(tracesOf(ANA)).toEqual([]);
    expect(await app.ports.records.list('call-ana')).toHaveLength(1);
  });

  it('a queued job from before an erasure is dropped without calling the analyst', async () => {
    await record();
    await post('/getCallAnalytics', { ...ASK, async: true });
    const [job] = sent;
    await erase();

    expect(await deal(job ?? {})).toEqual({ outcome: 'failed', code: 'customer_erased' });
    expect(analyst.asked).toBe(0);
    expect(tracesOf(ANA)).toEqual([]);
  });

  it('a call that is being queued during an erasure is refused, and not bound again', async () => {
    await record();
    app.ports.queue = {
      async send(job) {
        if (isOfRecording(job)) return;
        sent.push(job);
        if (!('job' in job)) await erase();
      },
    };

    expect(await code(post('/getCallAnalytics', { ...ASK, async: true }))).toBe('customer_erased');
    expect(tracesOf(ANA)).toEqual([]);
  });

  it('a job that fails during an erasure is dropped, and does not bind the call again', async () => {
    await record();
    await post('/getCallAnalytics', { ...ASK, async: true });
    analyst.analyze = async () => {
      await erase();
      throw new LiveAssistError('analyst_unavailable', 'No answer.');
    };

    expect(await deal(sent[0] ?? {})).toEqual({ outcome: 'failed', code: 'customer_erased' });
    expect(tracesOf(ANA)).toEqual([]);
  });

  it('an analysis from after an erasure survives late jobs, even without its windows', async () => {
    await erase();
    await app.ports.clock.advance(1);
    await record();
    await post('/getCallAnalytics', ASK);
    for (const window of await app.ports.records.list('call-ana')) await app.ports.records.remove(window);
    const before = tracesOf('call-ana');
    expect(before).toHaveLength(2);

    await app.ports.clock.advance(70_000);
    await deal({ ...ASK, queuedAt: 1, force: true });
    await deal({ job: 'sweep', client_email: ANA, call_ids: ['call-ana'], notBefore: 0 });
    expect(tracesOf('call-ana').filter((row) => row.includes('analyzedAt'))).toHaveLength(1);
    expect(await app.ports.claims.get('call-ana')).not.toBeNull();
  });

  it('an analysis of an erased call is removed if its process died before it could check for the erasure', async () => {
    await record();
    await erase();
    const erasedAt = app.ports.clock.now();
    await app.ports.clock.advance(1);
    const created_at = toIso(erasedAt - 1);
    const analytics = callAnalytics({ call_id: 'call-ana', client_email: ANA, created_at });
    const analysis = { ...analytics.analysis, analyzedAt: toIso(erasedAt + 1) };
    app.ports.analytics.put({ ...analytics, analysis });
    app.ports.claims.put(heldClaim({ call_id: 'call-ana', client_email: ANA, created_at }));

    await app.ports.clock.advance(70_000);
    await deal(sent[0] ?? {});
    expect(tracesOf(ANA)).toEqual([]);
  });

  it('a new call after an erasure is recorded, analysed and remembered completely', async () => {
    await record();
    await post('/getCallAnalytics', ASK);
    await erase();
    await app.ports.clock.advance(1);
    await record({ call_id: 'call-new' });
    await record({ call_id: 'call-new', window_num: 2, client_email: undefined });

    expect(await status(post('/getCallAnalytics', { ...ASK, call_id: 'call-new' }))).toBe(200);
    expect(await bodyOf(await post('/getMemoryBox', { client_email: ANA }))).toMatchObject({
      calls: 1,
      lastCall: { call_id: 'call-new' },
      commitments: [{ madeIn: { call_id: 'call-new' } }],
    });
  });

  it('a running call continues with the windows recorded after the erasure', async () => {
    await record();
    await post('/getCallAnalytics', ASK);
    await erase();
    await app.ports.clock.advance(1);
    expect(await status(record({ window_num: 2 }))).toBe(200);

    const analysed = await bodyOf<Record<string, object>>(await post('/getCallAnalytics', ASK));
    expect(analysed.metrics).toMatchObject({ completeness: { windows: 1, missingWindows: [[1, 1]] } });
    expect(analysed.analysis).toMatchObject({ attempt: 1, lastWindow: 2 });
  });

  it('a call with windows without a time is analysed once', async () => {
    await erase();
    await app.ports.clock.advance(1);
    await record();
    app.ports.records.put(callWindow(7, { call_id: 'call-ana', turns: [], created_at: undefined }));

    expect(await status(post('/getCallAnalytics', ASK))).toBe(200);
    expect(await status(post('/getCallAnalytics', ASK))).toBe(200);
    expect(analyst.asked).toBe(1);
  });

  it.each([
    ['bound by its claim', () => record()],
    [
      'that only its recording names',
      async () => app.ports.records.put(callWindow(1, { call_id: 'call-ana', client_email: ANA })),
    ],
  ])('a running call %s cannot be taken by another customer', async (_, begin) => {
    await begin();
    await erase();
    await app.ports.clock.advance(1);
    await record({ window_num: 2, client_email: undefined });

    const taken = { ...ASK, client_email: BEN };
    expect(await code(post('/getCallAnalytics', taken))).toBe('customer_mismatch');
    expect(await code(post('/getCallAnalytics', { ...taken, async: true }))).toBe('customer_mismatch');
    expect(await code(record({ window_num: 3, client_email: BEN }))).toBe('customer_mismatch');
    expect(await status(post('/getCallAnalytics', ASK))).toBe(200);
    expect(tracesOf(BEN)).toEqual([]);
  });

  it('an analysis of a running call that read erased windows is undone', async () => {
    await record();
    const judge = analyst.analyze;
    analyst.analyze = async function (request) {
      await erase();
      await app.ports.clock.advance(1);
      await record({ window_num: 2 });
      return judge.call(this, request);
    };

    expect(await code(post('/getCallAnalytics', ASK))).toBe('customer_erased');
    expect(app.ports.analytics.rows()).toEqual([]);
    expect(await app.ports.claims.get('call-ana')).toBeNull();
    expect(await app.ports.records.list('call-ana')).toMatchObject([{ window_number: 2 }]);
    analyst.analyze = judge;
    expect(await status(post('/getCallAnalytics', ASK))).toBe(200);
  });
});

describe('the tombstone', () => {
  it('the tombstone has an anonymous name, a time and an expiry', async () => {
    await erase();

    expect(app.ports.erasures?.rows()).toEqual([
      {
        id: 'erased#1',
        erasedAt: app.ports.clock.now(),
        expires_at: app.ports.clock.now() / 1000 + 400 * 86_400,
      },
    ]);
  });

  it('the tombstone is read twice for an analysis and for the first window of a call, once for another, and not at all for a memory box', async () => {
    let reads = 0;
    const { erasures } = app.ports;
    if (erasures === undefined) throw new Error('These ports have no erasures.');
    const { erasedAt, isOfAnother } = erasures;
    erasures.erasedAt = (name) => {
      reads += 1;
      return erasedAt(name);
    };
    erasures.isOfAnother = (...call) => {
      reads += 1;
      return isOfAnother(...call);
    };
    const readsOf = async (answer: Promise<Response>) => {
      reads = 0;
      expect((await answer).status).toBe(200);
      return reads;
    };

    expect(await readsOf(record())).toBe(2);
    expect(await readsOf(record({ window_num: 2, client_email: undefined }))).toBe(1);
    expect(await readsOf(post('/getCallAnalytics', ASK))).toBe(2);
    expect(await readsOf(post('/getCallAnalytics', ASK))).toBe(0);
    expect(await readsOf(post('/getMemoryBox', { client_email: ANA }))).toBe(0);
  });
});

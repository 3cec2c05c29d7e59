import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyedHash } from '../../../src/adapters/customer-hash.ts';
import { ANA, window } from '../../support/app.ts';
import { type EventReceiver, startReceiver } from '../../support/event-receiver.ts';
import { type EventsWorld, eventsWorld, START } from '../../support/events-world.ts';
import { sharedEngine, type TestEngine } from '../../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

let receiver: EventReceiver;
let world: EventsWorld;
beforeEach(async () => {
  receiver = await startReceiver();
  world = eventsWorld(await engine.newTables(), receiver);
});
afterEach(() => receiver.close());

const HOUR_MS = 3_600_000;
const PROMISE = 'call-ana:1:2:0';
const FIRST = ['call.analyzed', 'promise.made'];
const typesOf = () => receiver.events.map(({ type }) => type);
const idsOf = () => new Set(receiver.events.map(({ id }) => id));

async function analysed(call_id = 'call-ana', more: Record<string, unknown> = {}) {
  expect((await world.post('/recordCallWindow', window({ call_id, ...more }))).status).toBe(200);
  return world.post('/getCallAnalytics', { call_id, client_email: ANA });
}
const again = () => world.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA, force: true });
const change = (status: string) =>
  world.post('/updateCommitment', { client_email: ANA, commitment_id: PROMISE, status });
const waiting = async () =>
  ((await (await world.post('/listWaitingCalls', {})).json()) as { calls: unknown[] }).calls;

describe('the events of a call', () => {
  it('an analysis and its promise reach a webhook, whose reference verifier accepts them', async () => {
    expect((await analysed()).status).toBe(200);
    expect(receiver.bodies).toEqual([]);
    await world.work();
    expect(receiver.forged).toEqual([]);
    expect(receiver.events).toMatchObject([
      { type: 'call.analyzed', data: { call_id: 'call-ana', resolved: true, endedOn: '2026-01-15' } },
      {
        type: 'promise.made',
        data: { call_id: 'call-ana', commitment_id: PROMISE, status: 'open', dueAt: '2026-01-15' },
      },
    ]);
    const customer = await keyedHash('a key of the tests')(ANA);
    expect(new Set(receiver.events.map(({ data }) => data.customer))).toEqual(new Set([customer]));
  });

  it('hold no word of the call and no address, not even that in the name of a call', async () => {
    await analysed(`tel-${ANA}`);
    await world.work();
    expect(typesOf()).toEqual(FIRST);
    expect(receiver.bodies.join()).not.toMatch(/parcel|send|@|example\.com/i);
    expect(receiver.events[1]?.data.commitment_id).toMatch(/^[0-9a-f]{64}:1:2:0$/);
  });

  it('a re-analysis that changes nothing sends none, and one that changes something sends that', async () => {
    await analysed();
    await world.work();
    await again();
    await world.work();
    expect(typesOf()).toEqual(FIRST);

    world.judgement = { resolved: false, commitments: [] };
    await again();
    await world.work();
    expect(receiver.events.slice(2)).toMatchObject([
      { type: 'call.analyzed', data: { resolved: false, promises: 0 } },
      { type: 'promise.closed', data: { commitment_id: PROMISE, status: 'removed' } },
    ]);
    expect(idsOf().size).toBe(4);
  });

  it('a call that waits for its events alone is on no list of waiting calls, and leaves when they are taken', async () => {
    await analysed();
    expect((await world.ports.claims.get('call-ana'))?.waitingShard).toBeDefined();
    expect(await waiting()).toEqual([]);
    await world.work();
    expect((await world.ports.claims.get('call-ana'))?.waitingShard).toBeUndefined();
  });

  it('changes by hand are told as closed and reopened, each once', async () => {
    await analysed();
    for (const status of ['kept', 'kept', 'open', 'withdrawn'])
      expect((await change(status)).status).toBe(200);
    await world.work();
    expect(receiver.events.slice(2).map(({ type, data }) => `${type} ${data.status}`)).toEqual([
      'promise.closed kept',
      'promise.reopened open',
      'promise.closed withdrawn',
    ]);
    expect(idsOf().size).toBe(5);
    const box = (await (await world.post('/getMemoryBox', { client_email: ANA })).json()) as object;
    expect(JSON.stringify(box)).not.toContain('outbox');
  });

  it('a later call tells that a promise was missed, and then kept', async () => {
    await analysed();
    const told = (status: 'missed' | 'kept', quote: string) => ({
      commitments: [],
      closings: [
        {
          commitment_id: PROMISE,
          status,
          evidence: [{ window_number: 1, turn: 1, speaker: 'customer', quote }],
        },
      ],
    });
    await world.advance(26 * HOUR_MS);
    for (const [call_id, status, words] of [
      ['call-2', 'missed', 'The new parcel was never sent to me.'],
      ['call-3', 'kept', 'The new parcel you sent has arrived.'],
    ] as const) {
      world.judgement = told(status, words) as never;
      const turns = [
        { speaker: 'agent', transcript: 'Good morning, how can I help?' },
        { speaker: 'customer', transcript: words },
        { speaker: 'agent', transcript: 'Thank you for telling me.' },
      ];
      await analysed(call_id, { turns });
      await world.advance(HOUR_MS);
    }
    const ofPromises = receiver.events.filter(({ type }) => type.startsWith('promise.'));
    expect(ofPromises.map(({ type, data }) => `${data.call_id} ${type} ${data.status}`)).toEqual([
      'call-ana promise.made open',
      'call-2 promise.missed open',
      'call-3 promise.closed kept',
    ]);
  });

  it('a call without a conversation is told as failed, once', async () => {
    const turns = [{ speaker: 'customer', transcript: 'Hello? Is anyone there?' }];
    expect((await analysed('call-ana', { turns })).status).toBe(422);
    await world.work();
    await again();
    await world.work();
    expect(receiver.events).toMatchObject([
      { type: 'call.failed', data: { call_id: 'call-ana', code: 'insufficient_conversation' } },
    ]);
    expect((await world.ports.claims.get('call-ana'))?.waitingShard).toBeUndefined();
  });

  it('a call that ended over 7 days before its first analysis sends none, later ones included', async () => {
    const at = new Date(START - 8 * 24 * HOUR_MS).toISOString();
    const { turns } = window() as { turns: object[] };
    await analysed('call-ana', { turns: turns.map((turn) => ({ ...turn, timestamp: at })) });
    await change('kept');
    world.judgement = { resolved: false };
    await again();
    await world.advance(48 * HOUR_MS);
    await world.ports.queue?.send({ job: 'overdue-day' });
    await world.work();
    expect(receiver.bodies).toEqual([]);
  });

  it('an overdue promise is told once for each day that it is given', async () => {
    await analysed();
    await world.work();
    const look = async () => {
      await world.ports.queue?.send({ job: 'overdue-day' });
      await world.work();
    };
    await look();
    expect(typesOf()).toEqual(FIRST);
    await world.advance(24 * HOUR_MS);
    await look();
    await look();
    expect(receiver.events.slice(2)).toMatchObject([
      { type: 'promise.overdue', data: { commitment_id: PROMISE, dueAt: '2026-01-15' } },
    ]);
    await world.post('/updateCommitment', {
      client_email: ANA,
      commitment_id: PROMISE,
      due_at: '2026-01-17',
    });
    await world.advance(48 * HOUR_MS);
    await look();
    expect(receiver.events.slice(3)).toMatchObject([
      { type: 'promise.overdue', data: { commitment_id: PROMISE, dueAt: '2026-01-17' } },
    ]);
    expect(idsOf().size).toBe(4);
  });

  it('a promise that is closed between the look and its job is not told as overdue', async () => {
    await analysed();
    await world.advance(24 * HOUR_MS);
    await world.ports.queue?.send({
      job: 'overdue',
      client_email: ANA,
      commitment_id: PROMISE,
      due_at: '2026-01-15',
    });
    await change('kept');
    await world.work();
    expect(typesOf()).not.toContain('promise.overdue');
  });
});

describe('an erasure', () => {
  const erase = () => world.post('/eraseCustomer', { client_email: ANA });

  it('takes pending events along, and tells that the promises are gone', async () => {
    await analysed();
    world.loseMessages();
    expect((await erase()).status).toBe(200);
    await world.advance(HOUR_MS);
    expect(receiver.events).toMatchObject([
      { type: 'promise.closed', data: { commitment_id: PROMISE, status: 'removed' } },
    ]);
    expect(JSON.stringify(world.jobs())).not.toContain(ANA);
  });

  it('is not undone by a sender that has read the row before', async () => {
    await analysed();
    receiver.answers.push((response) => {
      erase().then(() => response.writeHead(500).end());
    });
    await world.work();
    await world.advance(HOUR_MS);
    expect(await world.ports.claims.get('call-ana', { expired: true })).toBeNull();
    expect(await world.ports.analytics.list(ANA, { expired: true })).toEqual([]);
    expect(typesOf()).toEqual(['promise.closed']);
  });
});

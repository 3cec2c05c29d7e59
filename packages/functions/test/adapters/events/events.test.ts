import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyedHash } from '../../../src/adapters/customer-hash.ts';
import { ANA, window } from '../../support/app.ts';
import { type EventReceiver, startReceiver } from '../../support/event-receiver.ts';
import { type EventsWorld, eventsWorld } from '../../support/events-world.ts';
import { startTestEngine, type TestEngine } from '../../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

let receiver: EventReceiver;
let world: EventsWorld;
beforeEach(async () => {
  receiver = await startReceiver();
  world = eventsWorld(await engine.newTables(), receiver);
});
afterEach(() => receiver.close());

const typesOf = () => receiver.events.map(({ type }) => type);

async function analysed(call_id = 'call-ana') {
  expect((await world.post('/recordCallWindow', window({ call_id }))).status).toBe(200);
  return world.post('/getCallAnalytics', { call_id, client_email: ANA });
}

describe('the events of a call', () => {
  it('an analysis and its promise reach a webhook, whose reference verifier accepts them', async () => {
    expect((await analysed()).status).toBe(200);
    await world.work();
    expect(receiver.forged).toEqual([]);
    expect(receiver.events).toMatchObject([
      { type: 'call.analyzed', data: { call_id: 'call-ana', resolved: true, endedOn: '2026-01-15' } },
      {
        type: 'promise.made',
        data: { call_id: 'call-ana', commitment_id: 'call-ana:1:2:0', status: 'open', dueAt: '2026-01-15' },
      },
    ]);
    const customer = await keyedHash('a key of the tests')(ANA);
    expect(new Set(receiver.events.map(({ data }) => data.customer))).toEqual(new Set([customer]));
  });
});

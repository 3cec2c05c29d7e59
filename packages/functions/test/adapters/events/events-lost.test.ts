import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANA, window } from '../../support/app.ts';
import { type EventReceiver, startReceiver } from '../../support/event-receiver.ts';
import { type EventsWorld, eventsWorld } from '../../support/events-world.ts';
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
const FIRST = ['call.analyzed', 'promise.made'];
const told = () => [...new Map(receiver.events.map(({ id, type }) => [id, type])).values()];

async function analysed() {
  await world.post('/recordCallWindow', window());
  return world.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
}

/** An hour, the hourly look, and what it has queued. */
async function hourly() {
  await world.advance(HOUR_MS);
  await world.sweep();
  await world.advance(HOUR_MS);
}

describe('no event is lost', () => {
  it('when the receiver answers 500, redirects, hangs, or breaks the connection', async () => {
    const stray = receiver.url.replace('/events', '/elsewhere');
    receiver.answers.push(
      (response) => response.writeHead(500).end('a secret of the receiver'),
      (response) => response.writeHead(302, { location: stray }).end(),
      () => undefined,
      (response) => response.destroy(),
    );
    await analysed();
    await world.advance(HOUR_MS);
    expect(told()).toEqual(FIRST);
    expect(receiver.strays).toEqual([]);
    const sent = world.outcomes.filter((outcome) => outcome.startsWith('events '));
    expect(sent).toEqual([...Array(4).fill('events later'), 'events done']);
  });

  it('when the second of two is refused: the first one is not sent again', async () => {
    receiver.answers.push(
      (response) => response.writeHead(500).end(),
      (response) => response.writeHead(204).end(),
      (response) => response.writeHead(500).end(),
    );
    await analysed();
    await world.advance(HOUR_MS);
    // The answer of the second request took the first event without noting it.
    expect(receiver.bodies.map((body) => JSON.parse(body).type)).toEqual([
      'call.analyzed',
      'call.analyzed',
      'promise.made',
      'promise.made',
    ]);
  });

  it('when the receiver is down for days: the job ends, and the hourly look begins anew', async () => {
    receiver.answers.push(...Array<typeof refuse>(30).fill(refuse));
    await analysed();
    await world.advance(14 * HOUR_MS);
    expect(world.outcomes.at(-1)).toBe('events failed');
    expect(receiver.events).toEqual([]);
    receiver.answers.length = 0;
    await hourly();
    expect(told()).toEqual(FIRST);
    expect(await world.sweep()).toMatchObject({ untold: 0 });
  });

  it('while a job is under way the hourly look sends no second one', async () => {
    receiver.answers.push(...Array<typeof refuse>(30).fill(refuse));
    await analysed();
    await world.advance(3 * HOUR_MS);
    expect(await world.sweep()).toMatchObject({ untold: 0 });
    expect(world.jobs().filter((job) => 'job' in job && job.job === 'events')).toHaveLength(1);
  });

  // Between the row and its event lie these writes; the process ends before each of them in turn.
  it.each([
    ['the ledger', 'promises', 'save'],
    ['the end of the claim', 'claims', 'update'],
    ['the job', 'queue', 'send'],
    ['the request to the receiver', 'events', 'publish'],
    ['what was taken is noted', 'analytics', 'keepOutbox'],
    ['the call leaves the list', 'claims', 'told'],
  ])('when the process ends before %s', async (_, port, method) => {
    await world.post('/recordCallWindow', window());
    world.loseMessages();
    world.dieBefore(port, method);
    await world.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    await world.work();
    expect(world.deaths).toBe(1);
    await hourly();
    expect(told()).toEqual(FIRST);
    expect((await world.ports.claims.get('call-ana'))?.waitingShard).toBeUndefined();
  });

  it.each([
    ['the change', 'analytics', 'changeCommitment'],
    ['the ledger', 'promises', 'get'],
    ['the job', 'queue', 'send'],
    ['what was taken is noted', 'analytics', 'clearChange'],
  ])('of a change by hand, when the process ends before %s', async (_, port, method) => {
    await analysed();
    await world.work();
    world.dieBefore(port, method);
    const change = { client_email: ANA, commitment_id: 'call-ana:1:2:0', status: 'kept' };
    await world.post('/updateCommitment', change);
    await world.work();
    expect(world.deaths).toBe(1);
    await hourly();
    // A change that was not stored is made again by the person.
    if (!told().includes('promise.closed')) await world.post('/updateCommitment', change);
    await world.work();
    expect(told()).toEqual([...FIRST, 'promise.closed']);
    expect((await world.ports.claims.get('call-ana'))?.waitingShard).toBeUndefined();
  });
});

describe('a receiver that is down', () => {
  it('delays no analysis, and holds up no other job', async () => {
    receiver.answers.push(...Array.from({ length: 30 }, () => () => undefined));
    const before = Date.now();
    expect((await analysed()).status).toBe(200);
    expect(receiver.bodies).toEqual([]);
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});

function refuse(response: import('node:http').ServerResponse): void {
  response.writeHead(503).end();
}

import type { AnalyticsStore, Judgement, MemoryBox } from '@live-assist/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANA } from '../../support/app.ts';
import { type EventsWorld, eventsWorld } from '../../support/events-world.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

let engine: TestEngine;
let tables: TestTables;
let world: EventsWorld;
/** Each event once, as a receiver that folds by id has them: the call that tells it, its type, and the status. */
let told: Map<string, string>;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tables = await engine.newTables();
  told = new Map();
  world = eventsWorld(tables, async (sent) => {
    for (const { id, type, data } of sent) {
      if (!told.has(id)) told.set(id, [type, data.status].join(' ').trim());
    }
    return { taken: new Set(sent.map(({ id }) => id)), failure: null };
  });
});

const PROMISE = 'call-ana:1:2:0';
const DAY_MS = 86_400_000;

/** Lets several wait for each other. */
function gate(expected: number) {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let there = 0;
  return {
    async pass() {
      there += 1;
      if (there >= expected) open();
      await opened;
    },
  };
}

const quoted = (turn: number, speaker: 'agent' | 'customer', quote: string) => [
  { window_number: 1, turn, speaker, quote },
];
const ARRIVED = 'The new parcel you sent has arrived.';
const MISSING = 'The new parcel you promised has not arrived.';
const ANEW = 'I will send the new parcel tomorrow.';

function judgementOf(status: 'kept' | 'missed' | 'replaced'): Partial<Judgement> {
  const words = status === 'kept' ? ARRIVED : MISSING;
  const missed = {
    commitment_id: PROMISE,
    status: 'missed' as const,
    evidence: quoted(1, 'customer', words),
  };
  if (status !== 'replaced') return { commitments: [], closings: [{ ...missed, status }] };
  return {
    commitments: [
      { text: 'Send the new parcel', owner: 'agent', due: 'tomorrow', evidence: quoted(2, 'agent', ANEW) },
    ],
    closings: [
      missed,
      { commitment_id: PROMISE, status, by: 'Send the new parcel', evidence: quoted(2, 'agent', ANEW) },
    ],
  };
}

const ask = (call_id: string) => world.post('/getCallAnalytics', { call_id, client_email: ANA, force: true });

async function recorded(call_id: string, words = ARRIVED) {
  const turns = [
    { speaker: 'agent', transcript: 'Good morning, how can I help?' },
    { speaker: 'customer', transcript: words },
    { speaker: 'agent', transcript: words === MISSING ? ANEW : 'Thank you for telling me.' },
  ];
  const answer = await world.post('/recordCallWindow', { call_id, window_num: 1, client_email: ANA, turns });
  expect(answer.status).toBe(200);
}

/** The call that makes the promise, a day before the others. */
async function promised() {
  const turns = [
    { speaker: 'agent', transcript: 'Good morning, how can I help?' },
    { speaker: 'customer', transcript: 'My parcel has not arrived.' },
    { speaker: 'agent', transcript: 'I will send a new one today.' },
  ];
  await world.post('/recordCallWindow', { call_id: 'call-ana', window_num: 1, client_email: ANA, turns });
  expect((await ask('call-ana')).status).toBe(200);
  await world.advance(DAY_MS);
  told.clear();
}

const box = async () =>
  (await (await world.post('/getMemoryBox', { client_email: ANA })).json()) as MemoryBox;
const byHand = (status: string) =>
  world.post('/updateCommitment', { client_email: ANA, commitment_id: PROMISE, status });
const ofPromise = () => [...told.values()].filter((event) => event.startsWith('promise.'));

/** Which call quotes what of the promise, by its row. */
async function quotes() {
  const rows = await world.ports.analytics.list(ANA);
  return rows
    .filter((row) => JSON.stringify(row.closings ?? []).includes(ARRIVED))
    .map(({ call_id }) => call_id)
    .sort();
}

/** Where two writers are held until both are there: both have read the promise as open. */
const HELD = [
  ['by the analyst', 'judge'],
  ['right before they write', 'write'],
] as const;

function held(where: 'judge' | 'write', judgements: Record<string, Partial<Judgement>>, expected = 2) {
  const { pass } = gate(expected);
  world.judge = async (callId) => {
    if (where === 'judge') await pass();
    return judgements[callId] ?? {};
  };
  if (where === 'judge') return;
  const { analytics } = tables;
  const { write, changeCommitment } = analytics;
  const after =
    <Given extends unknown[], Result>(act: (...given: Given) => Promise<Result>) =>
    async (...given: Given) => {
      await pass();
      return act.apply(analytics, given);
    };
  Object.assign(analytics, {
    write: after(write),
    changeCommitment: after(changeCommitment),
  } satisfies Partial<AnalyticsStore>);
}

describe.each(HELD)('two writers at the same moment, held %s', (_, where) => {
  it('two calls that both tell that a promise was kept close it once, with one event; each keeps its quote', async () => {
    await promised();
    await recorded('call-2');
    await recorded('call-3');
    held(where, { 'call-2': judgementOf('kept'), 'call-3': judgementOf('kept') });
    await Promise.all([ask('call-2'), ask('call-3')]);
    await world.work();
    expect(ofPromise()).toEqual(['promise.closed kept']);
    expect(await quotes()).toEqual(['call-2', 'call-3']);
    expect((await box()).commitments).toEqual([]);
    const item = await world.ports.promises.get(ANA, PROMISE);
    expect(item?.bucket).toMatch(/^closed#/);
    expect(Object.keys(item?.said ?? {}).sort()).toEqual(['call-2', 'call-3']);
  });

  it('two calls that both tell that a kept promise has not come reopen it once', async () => {
    await promised();
    expect((await byHand('kept')).status).toBe(200);
    await world.work();
    told.clear();
    await recorded('call-2', MISSING);
    await recorded('call-3', MISSING);
    held(where, { 'call-2': judgementOf('missed'), 'call-3': judgementOf('missed') });
    await Promise.all([ask('call-2'), ask('call-3')]);
    await world.work();
    // Two calls have said that it did not come, and each of them counts.
    expect(ofPromise().sort()).toEqual([
      'promise.missed open',
      'promise.missed open',
      'promise.reopened open',
    ]);
    expect((await box()).commitments).toMatchObject([{ id: PROMISE, status: 'open', missed: { times: 2 } }]);
  });

  it('a call and a person that close it alike tell so once', async () => {
    await promised();
    await recorded('call-2');
    held(where, { 'call-2': judgementOf('kept') }, where === 'judge' ? 1 : 2);
    await Promise.all([ask('call-2'), byHand('kept')]);
    await world.work();
    expect(ofPromise()).toEqual(['promise.closed kept']);
  });
});

it('a person closes a promise while the analyst reads a call that tells the same: one event', async () => {
  await promised();
  await recorded('call-2');
  world.judge = async () => {
    expect((await byHand('kept')).status).toBe(200);
    return judgementOf('kept');
  };
  await ask('call-2');
  await world.work();
  expect(ofPromise()).toEqual(['promise.closed kept']);
});

it('a re-analysis that finds a closing while another call tells it: one event', async () => {
  await promised();
  await recorded('call-2');
  world.judge = async () => ({ commitments: [], closings: [] });
  await ask('call-2');
  await recorded('call-3');
  held('judge', { 'call-2': judgementOf('kept'), 'call-3': judgementOf('kept') });
  await Promise.all([ask('call-2'), ask('call-3')]);
  await world.work();
  expect(ofPromise()).toEqual(['promise.closed kept']);
});

it('a promise that is closed, opened and closed again is told three times, by calls and by hand', async () => {
  await promised();
  await recorded('call-2');
  world.judge = async () => judgementOf('kept');
  await ask('call-2');
  await byHand('open');
  await byHand('kept');
  await recorded('call-3', MISSING);
  world.judge = async () => judgementOf('missed');
  await ask('call-3');
  await recorded('call-4');
  world.judge = async () => judgementOf('kept');
  await ask('call-4');
  await world.work();
  expect(ofPromise()).toEqual([
    'promise.closed kept',
    'promise.reopened open',
    'promise.closed kept',
    'promise.missed open',
    'promise.reopened open',
    'promise.closed kept',
  ]);
});

it('of two calls that both promise the same anew, the later one is analysed once more, with the promise of the other', async () => {
  await promised();
  await recorded('call-2', MISSING);
  await world.advance(60_000);
  await recorded('call-3', MISSING);
  const asked: string[] = [];
  const { pass } = gate(2);
  let first = Promise.resolve();
  world.judge = async (callId) => {
    asked.push(callId);
    const again = asked.filter((name) => name === callId).length > 1;
    if (!again) await pass();
    // The later call is written last, so the check of the earlier one does not see it.
    if (callId === 'call-3' && !again) await first;
    return judgementOf('replaced');
  };
  const one = ask('call-2');
  first = one.then(() => undefined);
  await Promise.all([one, ask('call-3')]);
  await world.work();
  expect(asked.sort()).toEqual(['call-2', 'call-3', 'call-3']);
});

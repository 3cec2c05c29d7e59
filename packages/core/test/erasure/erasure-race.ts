import * as fc from 'fast-check';
import { checksum } from '../../src/in-memory/in-memory-checksum.ts';
import {
  type AnalysisJob,
  analyzeCall,
  type CallWindow,
  type CustomerAliases,
  type Delivery,
  type EventsPort,
  eraseCustomer,
  type JobOutcome,
  LiveAssistError,
  type Ports,
  type QueuedJob,
  queueAnalysis,
  recallMemory,
  recordCallWindow,
  requireNotErased,
  runJob,
  runPromises,
  runRedaction,
  runSweep,
  storeWindow,
  undoIfErased,
  updateCommitment,
} from '../../src/index.ts';
import { noteWindows } from '../../src/ingest/note-windows.ts';
import { rebuildWaiting } from '../../src/ingest/rebuild-waiting.ts';
import { settleCall } from '../../src/ingest/settle-call.ts';
import { sweepWaiting } from '../../src/ingest/sweep-waiting.ts';
import { linkCustomer } from '../../src/linking/link-customer.ts';
import { runEvents } from '../../src/queue/run-events.ts';
import { redactRecording } from '../../src/recording/redact-recording.ts';
import { scriptedAnalyst, windowOf } from '../support/story.ts';

export const ANA = 'ana@example.com';
export const BEN = 'ben@example.com';
/** A word that Ana says in every call before her erasure; it occurs nowhere else. */
const WORD = 'marmalade';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const MEMORY = { timeZone: 'UTC', sharedAddresses: [] };
const START = Date.UTC(2026, 10, 2, 12);
/** Error codes that a race may cause; any other code is a fault. */
const EXPECTED = new Set([
  'analysis_in_progress',
  'analyst_unavailable',
  'call_not_found',
  'commitment_not_found',
  'customer_erased',
]);

/** The tables of one race. */
export type RaceStores = Required<
  Pick<Ports, 'records' | 'analytics' | 'claims' | 'promises' | 'erasures'>
> & { aliases: CustomerAliases };

/** The settings of a race; the scheduler orders its store calls. */
export interface Race {
  scheduler: fc.Scheduler;
  /** The racer whose process dies, and after how many calls of its ports; null if none dies. */
  dies: { racer: number; after: number } | null;
  /** Steps that racers wait whose start time does not matter. */
  waits: { change: number; import: number; erasure: number };
  /** Indexes show the rows from before the race only. */
  lags: boolean;
  /** The analyst cannot be reached during the race. */
  analystFails: boolean;
  /** No worker handles the queued call during the race. */
  workerRests: boolean;
}

/** Number of racers in {@link raceErasure}; the erasure is the last one. */
const RACERS = 14;

/** Races in any order, with any one death, over indexes that lag or not. */
export const races = (): fc.Arbitrary<Race> =>
  fc.record({
    scheduler: fc.scheduler(),
    dies: fc.option(fc.record({ racer: fc.nat(RACERS - 1), after: fc.nat(15) }), { freq: 2 }),
    waits: fc.record({ change: fc.nat(60), import: fc.nat(60), erasure: fc.nat(60) }),
    lags: fc.boolean(),
    analystFails: fc.boolean(),
    workerRests: fc.boolean(),
  });

/** Calls without an address, and the one racer that names their customer. */
const NAMERS = { unnamed: 0, queued: 6, numbered: 12 };
/** A number that stands for no one until it is linked. */
const NUMBER = '+442079460958';

/** Calls of which the stream tells. */
const NOTED = ['live', 'unnamed', 'analysed'];
const ENDING = { settleMs: 1_000, afterMs: 2_000, chatAfterMs: 2_000, analyzeSince: null };

/** The result of a race. */
export interface AfterRace {
  /** How each racer ended: `done`, `died`, or the code of its refusal; the last one is the erasure. */
  outcomes: string[];
  /** Jobs that a person would have to look at. */
  deadJobs: QueuedJob[];
  /** The events that a receiver got, as JSON. */
  told: string[];
  /** The ports after the race. */
  ports: Ports;
  /** Advances the time and handles the queue, the second sweep included. */
  settle(): Promise<void>;
}

/**
 * Erases Ana while an analysis, a re-analysis, a queued analysis with its worker, an import, a manual change, two
 * recorders, a redaction in place, what looks for calls that have ended, a sender of events and a link of a number work on
 * her calls; all of them started before. An erasure that died is repeated.
 *
 * @param startsAt - Start of the race, in milliseconds since 1970. Stores with a clock of their own need the time of
 *   that clock: tombstones of a race in their past have expired.
 */
export async function raceErasure(stores: RaceStores, race: Race, startsAt = START): Promise<AfterRace> {
  const world = makeWorld(stores, startsAt);
  await prepare(world.ports);
  const frozen = race.lags ? await withStaleIndexes(stores) : stores;

  const steps = async (count: number) => {
    for (let step = 0; step < count; step += 1) await race.scheduler.schedule(Promise.resolve());
  };
  const works: ((ports: Ports) => Promise<unknown>)[] = [
    (ports) => analyzeCall(ports, SETTINGS, { call_id: 'unnamed', client_email: ANA }),
    (ports) => analyzeCall(ports, SETTINGS, { call_id: 'analysed', client_email: ANA, force: true }),
    async (ports) => {
      await steps(race.waits.change);
      const change = { client_email: ANA, commitment_id: 'analysed:1:1:0', status: 'kept' } as const;
      await updateCommitment(ports, SETTINGS, change);
    },
    async (ports) => {
      await steps(race.waits.import);
      await importOld(ports);
    },
    (ports) => recordCallWindow(ports, liveWindow(2, ANA)),
    (ports) => recordCallWindow(ports, liveWindow(3)),
    (ports) => queueAndWorkOff(ports, world.queue, race.workerRests),
    async (ports) => {
      for (const call of ['analysed', 'unnamed', 'live']) await redactRecording(ports, call);
    },
    // What comes of windows that another system has stored: an event for each, a job, and a walk over the calls.
    async (ports) => {
      const storedAt = ports.clock.now();
      const events = NOTED.map((call_id) => ({ call_id, window_number: 1, storedAt }));
      for (const { error } of await noteWindows(ports, ENDING, events)) throw error;
    },
    async (ports) => {
      for (const call_id of NOTED) await rebuildWaiting(ports, ENDING, call_id, null);
      await sweepWaiting(ports, { ...ENDING, settleMs: -600_000 });
    },
    async (ports) => {
      await recordCallWindow(ports, { call_id: 'live', final: true, client_email: ANA });
      for (const call_id of NOTED) {
        const job = { job: 'settle', call_id, sentAt: 0, ended: true } as const;
        await settleCall(ports, { ...ENDING, settleMs: 0 }, job, {
          tries: 1,
          firstTriedAt: ports.clock.now(),
        });
      }
    },
    // What is to be told of calls goes to a receiver.
    async (ports) => {
      for (const call_id of ['analysed', 'unnamed', 'live']) {
        const delivery = { tries: 1, firstTriedAt: ports.clock.now() };
        await runEvents(ports, SETTINGS, { job: 'events', call_id }, delivery);
      }
    },
    // A call names its customer by a number, which a person links.
    async (ports) => {
      await linkCustomer(ports, { client_email: ANA, phone: NUMBER, customer_id: 'crm-7' });
    },
    async (ports) => {
      await steps(race.waits.erasure);
      await eraseCustomer(ports, SETTINGS, { client_email: ANA });
    },
  ];
  const ends = works.map((work, racer) => {
    const analyst = race.analystFails ? failing : world.ports.analyst;
    const { ports, died } = racerPorts({ ...world.ports, ...frozen, analyst }, race, racer, world);
    return Promise.race([ending(() => work(ports)), died]);
  });
  const outcomes = await race.scheduler.waitFor(Promise.all(ends));

  const settle = async () => {
    world.pass(120_000);
    await world.workOffQueue();
  };
  if (outcomes.at(-1) === 'died') await eraseCustomer(world.ports, SETTINGS, { client_email: ANA });
  return { outcomes, deadJobs: world.deadJobs, told: world.told, ports: world.ports, settle };
}

/**
 * Finds rows with the address of Ana or with her words from before her erasure. A window without an address does not
 * count if the only racer that names its customer died first, nor one of a number whose link was refused.
 *
 * @param rows - All rows of all tables, as JSON.
 */
export function tracesOf(rows: readonly string[], { outcomes }: AfterRace): string[] {
  const unheard = Object.keys(NAMERS).filter((call) => {
    const outcome = outcomes[NAMERS[call as keyof typeof NAMERS]];
    return outcome === 'died' || (call === 'numbered' && outcome !== 'done');
  });
  const isUnheard = (row: string) => {
    const { call_id, window_number } = JSON.parse(row);
    return unheard.includes(call_id) && window_number === 1;
  };
  return rows.filter((row) => row.toLowerCase().includes(ANA) || (row.includes(WORD) && !isUnheard(row)));
}

/** Lets Ana call again and has the call analysed; returns the memory box of her next agent. */
export async function callAgain({ ports }: AfterRace) {
  for (const window of [liveWindow(1, ANA, 'again'), liveWindow(2, undefined, 'again')]) {
    await recordCallWindow(ports, { ...window, turns: turnsOf('strawberry') });
  }
  await analyzeCall(ports, SETTINGS, { call_id: 'again', client_email: ANA });
  return recallMemory(ports, MEMORY, { client_email: ANA }, false);
}

interface World {
  ports: Ports;
  queue: QueuedJob[];
  deadJobs: QueuedJob[];
  told: string[];
  pass(ms: number): void;
  workOffQueue(): Promise<void>;
}

function makeWorld(stores: RaceStores, startsAt: number): World {
  // Every read of the clock gives a new time, so that "before" and "after" always differ.
  let now = startsAt;
  let tokens = 0;
  const queue: World['queue'] = [];
  const deadJobs: World['queue'] = [];
  const told: string[] = [];
  const events: EventsPort = {
    hash: checksum,
    marks: { standing: async () => 0, count: async () => true },
    async publish(sent) {
      told.push(...sent.map((event) => JSON.stringify(event)));
      return { taken: new Set(sent.map(({ id }) => id)) };
    },
  };
  const ports: Ports = {
    ...stores,
    events,
    analyst: scriptedAnalyst(judge),
    queue: { send: async (job) => void queue.push(job) },
    redaction: { hash: checksum, inPlace: true },
    clock: {
      now: () => ++now,
      // Only pauses within a piece of work end; time limits are never reached.
      after(ms, run) {
        if (ms === 0) queueMicrotask(run);
        return () => undefined;
      },
    },
    newToken: () => `token-${++tokens}`,
  };
  const workOffQueue = async () => {
    for (let tries = 1; queue.length > 0; tries += 1) {
      if (tries > 1_000) throw new Error('The queue does not come to an end.');
      const job = queue.shift() as QueuedJob;
      const delivery = { tries: Math.min(tries, 100), firstTriedAt: now };
      const outcome = await dealWith(ports, job, delivery);
      if (outcome.outcome === 'dead') deadJobs.push(job);
      if (outcome.outcome !== 'later') continue;
      now = Math.max(now, outcome.at);
      queue.push(job);
    }
  };
  return {
    ports,
    queue,
    deadJobs,
    told,
    pass: (ms) => {
      now += ms;
    },
    workOffQueue,
  };
}

async function dealWith(ports: Ports, job: QueuedJob, delivery: Delivery): Promise<JobOutcome> {
  if (!('job' in job)) return runJob(ports, SETTINGS, job, delivery);
  if (job.job === 'promises') return runPromises(ports, job, delivery);
  if (job.job === 'settle') return settleCall(ports, ENDING, job, delivery);
  if (job.job === 'sweep') return runSweep(ports, job, delivery);
  return job.job === 'redact'
    ? runRedaction(ports, job, delivery)
    : runEvents(ports, SETTINGS, job, delivery);
}

const failing = scriptedAnalyst(() => {
  throw new LiveAssistError('analyst_unavailable', 'No answer.');
});

// The findings of every analysis: a promise, and an insight in the words of the customer.
function judge({ call }: Parameters<NonNullable<Parameters<typeof scriptedAnalyst>[0]>>[0]) {
  const promise = call.turns.find((turn) => turn.speaker === 'agent');
  const keyInsights = call.turns
    .filter((turn) => turn.speaker === 'customer')
    .slice(0, 1)
    .map(({ text, windowNumber, index, speaker }) => ({
      text,
      evidence: [{ window_number: windowNumber, turn: index, speaker, quote: text }],
    }));
  if (promise === undefined) return { keyInsights };
  const evidence = [
    {
      window_number: promise.windowNumber,
      turn: promise.index,
      speaker: 'agent' as const,
      quote: promise.text,
    },
  ];
  return {
    keyInsights,
    commitments: [{ text: promise.text, owner: 'agent' as const, due: null, evidence }],
  };
}

function turnsOf(word: string, timestamp?: string) {
  return [
    {
      speaker: 'customer',
      transcript: `I was sent no ${word} at all. My PIN is 4821.`,
      ...(timestamp && { timestamp }),
    },
    { speaker: 'agent', transcript: `I will send you the ${word} today.`, ...(timestamp && { timestamp }) },
  ];
}

const liveWindow = (window_num: number, client_email?: string, call_id = 'live') => ({
  call_id,
  window_num,
  turns: turnsOf(WORD),
  ...(client_email !== undefined && { client_email }),
});

/** Calls of both customers from before the race: recorded, bound or analysed. */
async function prepare(ports: Ports): Promise<void> {
  const recorded = (call: string, n: number, word: string, client_email?: string) =>
    storeWindow(
      ports,
      windowOf(call, n, turnsOf(word), { client_email, created_at: '2026-11-01T09:00:00.000Z' }),
    );
  await recorded('unnamed', 1, WORD);
  await recorded('analysed', 1, WORD, ANA);
  await recorded('analysed', 2, WORD);
  await recorded('live', 1, WORD, ANA);
  await recorded('queued', 1, WORD);
  await recorded('of-ben', 1, 'honey', BEN);
  await recordCallWindow(ports, { ...liveWindow(1, undefined, 'numbered'), phone: NUMBER });
  for (const [call_id, client_email] of [
    ['analysed', ANA],
    ['of-ben', BEN],
  ] as const) {
    await analyzeCall(ports, SETTINGS, { call_id, client_email });
  }
}

/** Imports a call of last year, as `pnpm import-calls` does. */
async function importOld(ports: Ports): Promise<void> {
  const windows = [1, 2].map(
    (n): CallWindow => ({
      ...windowOf('imported', n, turnsOf(WORD, '2025-11-02T10:00:00Z'), { client_email: ANA }),
      created_at: undefined,
    }),
  );
  const left = await requireNotErased(ports, ANA, windows);
  for (const window of left) await storeWindow(ports, window);
  await undoIfErased(ports, ANA, left);
}

async function queueAndWorkOff(ports: Ports, queue: World['queue'], workerRests: boolean): Promise<void> {
  const { queue: sendTo } = ports;
  if (sendTo === undefined) throw new Error('These ports have no queue.');
  await queueAnalysis(ports, sendTo, { call_id: 'queued', client_email: ANA });
  const job = queue.find((waiting): waiting is AnalysisJob => !('job' in waiting));
  if (workerRests || job === undefined) return;
  const delivery = { tries: 1, firstTriedAt: ports.clock.now() };
  const { outcome } = await runJob(ports, SETTINGS, job, delivery);
  if (outcome === 'done' || outcome === 'failed') queue.splice(queue.indexOf(job), 1);
}

/** The ports of one racer: each call waits for the scheduler, and never returns once the racer has died. */
function racerPorts(ports: Ports, { scheduler, dies }: Race, racer: number, world: World) {
  let die = (_: 'died') => {};
  const died = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  let left = dies?.racer === racer ? dies.after : Number.POSITIVE_INFINITY;
  const pass = async (label: string) => {
    await scheduler.schedule(Promise.resolve(), `${racer}: ${label}`);
    if (left-- > 0) return;
    die('died');
    await new Promise(() => {});
  };
  const gated = <Port extends object>(port: Port, name: string): Port =>
    new Proxy(port, {
      get(target, method) {
        const member: unknown = Reflect.get(target, method);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]) => {
          await pass(`${name}.${String(method)}`);
          return member.apply(target, given);
        };
      },
    });
  const gatedPorts: Ports = {
    records: gated(ports.records, 'records'),
    analytics: gated(ports.analytics, 'analytics'),
    claims: gated(ports.claims, 'claims'),
    promises: gated(ports.promises, 'promises'),
    erasures: ports.erasures && gated(ports.erasures, 'erasures'),
    aliases: ports.aliases && gated(ports.aliases, 'aliases'),
    queue: ports.queue && gated(ports.queue, 'queue'),
    analyst: gated(ports.analyst, 'analyst'),
    events: ports.events && gated(ports.events, 'events'),
    redaction: ports.redaction,
    newToken: ports.newToken,
    clock: {
      now: ports.clock.now,
      // The scheduler ends pauses. Long ones are time limits, which no race reaches.
      after(ms, run) {
        let cancelled = ms > 5_000;
        if (!cancelled) {
          void pass(`a pause of ${ms} ms`).then(() => {
            if (cancelled) return;
            world.pass(ms);
            run();
          });
        }
        return () => {
          cancelled = true;
        };
      },
    },
  };
  return { ports: gatedPorts, died };
}

/** Freezes the indexes over tables that change. */
async function withStaleIndexes(stores: RaceStores): Promise<RaceStores> {
  const claimed = await stores.claims.callsOf(ANA);
  const recorded = await stores.records.callsOf(ANA);
  const linked = await stores.aliases.ofCustomer(ANA);
  const stale = <Port extends object>(port: Port, calls: string[]): Port =>
    new Proxy(port, {
      get: (target, method) => {
        if (method === 'callsOf') return async (email: string) => (email === ANA ? calls : []);
        const member: unknown = Reflect.get(target, method);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  const aliases: RaceStores['aliases'] = {
    ...stores.aliases,
    ofCustomer: async (email) => (email === ANA ? linked : []),
  };
  return {
    ...stores,
    aliases,
    claims: stale(stores.claims, claimed),
    records: stale(stores.records, recorded),
  };
}

async function ending(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof LiveAssistError && EXPECTED.has(error.code)) return error.code;
    throw error;
  }
}

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Analyst, EndingSettings, Ports, QueuedJob } from '@live-assist/core';
import { DEFAULT_ENDING } from '@live-assist/core/ingest/ending-settings';
import { noteWindows, type StoredWindow } from '@live-assist/core/ingest/note-windows';
import { type Sweep, sweepWaiting } from '@live-assist/core/ingest/sweep-waiting';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { scriptedAnalyst } from './app.ts';
import { dynamoStores } from './dated-stores.ts';
import type { TestEngine, TestTables } from './with-engine.ts';

/** A message of a queue that keeps time by the clock of the test. */
interface Message {
  body: string;
  freeAt: number;
  tries: number;
  firstTriedAt: number;
  group: string;
}

/** How long a message stays with a worker that was killed, in milliseconds. */
const HOLD_MS = 25_000;
export const ANALYSIS_TIMEOUT_MS = 10_000;
export const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: ANALYSIS_TIMEOUT_MS, sharedAddresses: [] };

/** The services of a stage, over a real engine, with queues and time in the hands of the test. */
export type EndingWorld = Awaited<ReturnType<typeof endingWorld>>;

/** Makes a stage: the tables on an engine, a stream, the queues, a worker that can be killed. */
export async function endingWorld(
  engine: TestEngine,
  {
    analyst = scriptedAnalyst(),
    ending = {},
    start = Date.UTC(2026, 0, 15, 12),
  }: { analyst?: Analyst; ending?: Partial<EndingSettings>; start?: number } = {},
) {
  let now = start;
  let tokens = 0;
  const tables: TestTables = await engine.newTables();
  const clock = {
    now: () => now,
    after(ms: number, run: () => void) {
      const soon = setImmediate(() => {
        now += ms;
        run();
      });
      return () => clearImmediate(soon);
    },
  };
  const settings: EndingSettings = { ...DEFAULT_ENDING, ...ending };
  let messages: Message[] = [];
  const names = new Map<string, number>();
  const queue = {
    async send(job: QueuedJob, sameAs?: string) {
      if (sameAs !== undefined) {
        if (now - (names.get(sameAs) ?? Number.NEGATIVE_INFINITY) < 300_000) return;
        names.set(sameAs, now);
      }
      if (world.loses?.(job)) return;
      const group = 'job' in job ? `${job.job}-${Math.random()}` : job.client_email;
      if ('job' in job && job.job === 'redact') return;
      messages.push({ body: JSON.stringify(job), freeAt: now, tries: 0, firstTriedAt: 0, group });
    },
  };
  const ports: Ports = {
    ...dynamoStores(tables, () => now),
    redaction: { hash: async (text) => `${text.length}`, inPlace: false },
    analyst,
    queue,
    clock,
    newToken() {
      tokens += 1;
      return `token-${tokens}`;
    },
  };
  let stream: StoredWindow[] = [];
  let isDead = false;
  let killAfter: number | null = null;
  /** The ports of the worker: none of them answers any more after it was killed. */
  const ofWorker = { ...ports, ...mortal(ports) };

  function mortal(whole: Ports) {
    const kinds = ['records', 'analytics', 'claims', 'promises', 'queue', 'erasures', 'analyst'] as const;
    const wrap = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]) => {
            if (killAfter !== null && --killAfter < 0) isDead = true;
            if (isDead) throw new Error('The worker is dead.');
            return member.apply(target, given);
          };
        },
      });
    return Object.fromEntries(
      kinds.flatMap((kind) => (whole[kind] === undefined ? [] : [[kind, wrap(whole[kind])]])),
    );
  }

  async function workOne(): Promise<boolean> {
    const held = new Set(messages.filter(({ freeAt }) => freeAt > now).map(({ group }) => group));
    const message = messages.find(({ freeAt, group }) => freeAt <= now && !held.has(group));
    if (message === undefined) return false;
    const firstTriedAt = message.firstTriedAt || now;
    Object.assign(message, { tries: message.tries + 1, firstTriedAt, freeAt: now + HOLD_MS });
    const options = { ports: ofWorker, settings: SETTINGS, ending: settings };
    const { outcome } = await handleMessage(options, message.body, message);
    if (isDead) {
      isDead = false;
      killAfter = null;
      return true;
    }
    if (outcome.outcome === 'later') message.freeAt = outcome.at;
    else messages = messages.filter((other) => other !== message);
    if (outcome.outcome === 'dead') world.dead.push(outcome.code);
    return true;
  }

  const world = {
    tables,
    ports,
    settings,
    dead: [] as string[],
    /** True for a message that is lost when it is sent. */
    loses: undefined as ((job: QueuedJob) => boolean) | undefined,
    now: () => now,
    messages: () => messages,
    /** Puts a window as another system does, and tells the stream; `events` times. */
    async put(window: Record<string, unknown>, events = 1) {
      const Item = { created_at: new Date(now).toISOString(), ...window };
      await tables.client.send(new PutCommand({ TableName: tables.names.callRecords, Item }));
      for (let n = 0; n < events; n += 1) this.event(Item as unknown as StoredWindow);
    },
    event({ call_id, window_number }: Pick<StoredWindow, 'call_id' | 'window_number'>) {
      stream.push({ call_id, window_number, storedAt: now });
    },
    /** The worker dies at one of its next calls of a store. */
    killSoon(calls: number) {
      killAfter = calls;
    },
    /** Drops all messages, as if queues had lost them. */
    loseMessages() {
      messages = [];
    },
    /** Gives the events of the stream to its function, in any order, and works off what is due. */
    async work() {
      const events = stream;
      stream = [];
      for (const { event } of await noteWindows(ports, settings, events)) stream.push(event);
      while (await workOne());
    },
    async advance(ms: number, step = 5_000) {
      const until = now + ms;
      while (now < until) {
        now = Math.min(now + step, until);
        await world.work();
      }
    },
    sweep: (): Promise<Sweep> => sweepWaiting(ports, settings),
    setTime(at: number) {
      now = at;
    },
  };
  return world;
}

/** A conversation that a judge can judge, in the form of a direct writer. */
export const TURNS = JSON.stringify([
  { speaker: 'agent', transcript: 'Good morning, how can I help?' },
  { speaker: 'customer', transcript: 'My parcel has not arrived.' },
  { speaker: 'agent', transcript: 'I will send a new one today.' },
]);

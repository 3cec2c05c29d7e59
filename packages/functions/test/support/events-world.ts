import type { EventsPort, Judgement, Ports, QueuedJob } from '@live-assist/core';
import { sweepWaiting } from '@live-assist/core/ingest/sweep-waiting';
import { keyedHash } from '../../src/adapters/customer-hash.ts';
import { webhook } from '../../src/adapters/events/webhook.ts';
import { handleMessage } from '../../src/jobs/handle-message.ts';
import { type AppOver, appOver, scriptedAnalyst } from './app.ts';
import { type EventReceiver, WEBHOOK_SECRET } from './event-receiver.ts';
import type { TestTables } from './with-engine.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const ENDING = { settleMs: 0, afterMs: 60_000, chatAfterMs: 60_000, analyzeSince: null };

/** The time at which the worlds of these tests begin. */
export const START = Date.UTC(2026, 0, 15, 12);

interface Message {
  job: QueuedJob;
  at: number;
  tries: number;
  firstTriedAt: number;
}

/** The service over real tables, with a queue and a clock of its own, that sends its events to a receiver. */
export interface EventsWorld extends AppOver {
  ports: Ports;
  /** What the analyst finds next. */
  judgement: Partial<Judgement>;
  /** What it finds in one call in place of that; it may take its time. */
  judge?: (callId: string) => Promise<Partial<Judgement>>;
  /** The next call of a port by the service or its worker that meets this condition ends the process. */
  dieBefore(port: string, method: string): void;
  /** How often a process has died. */
  deaths: number;
  outcomes: string[];
  /** Works off what is due. */
  work(): Promise<void>;
  advance(ms: number): Promise<void>;
  sweep(): Promise<Awaited<ReturnType<typeof sweepWaiting>>>;
  loseMessages(): void;
  jobs(): QueuedJob[];
}

/**
 * Creates a world over tables.
 *
 * @param receiver - Of its webhook, or what takes the events in place of one.
 * @param timeoutMs - When the webhook gives up.
 */
export function eventsWorld(
  tables: TestTables,
  receiver: EventReceiver | EventsPort['publish'],
  timeoutMs = 300,
): EventsWorld {
  let now = START;
  let tokens = 0;
  let queue: Message[] = [];
  let death: { port: string; method: string } | null = null;
  const publish =
    typeof receiver === 'function'
      ? receiver
      : webhook({ url: receiver.url, secret: WEBHOOK_SECRET, timeoutMs }).publish;
  const events: EventsPort = { hash: keyedHash('a key of the tests'), publish, marks: tables.counters };
  const analyst = scriptedAnalyst();
  const whole: Ports = {
    ...tables,
    analyst: {
      ...analyst,
      async analyze(request) {
        const answer = await analyst.analyze(request);
        const found = (await world.judge?.(request.call.callId)) ?? world.judgement;
        return { ...answer, judgement: { ...answer.judgement, ...found } };
      },
    },
    events,
    queue: {
      async send(job) {
        if (!('job' in job) || job.job !== 'redact') queue.push({ job, at: now, tries: 0, firstTriedAt: 0 });
      },
    },
    clock: {
      now: () => ++now,
      after: (ms, run) => {
        if (ms === 0) setImmediate(run);
        return () => undefined;
      },
    },
    newToken: () => `token-${++tokens}`,
  };
  const mortal = <Port extends object>(port: Port, name: string): Port =>
    new Proxy(port, {
      get(target, method) {
        const member: unknown = Reflect.get(target, method);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          if (death?.port === name && death.method === method) {
            death = null;
            world.deaths += 1;
            // A process that has died neither answers nor goes on.
            return new Promise(() => {});
          }
          return member.apply(target, given);
        };
      },
    });
  const ports: Ports = {
    ...whole,
    analytics: mortal(whole.analytics, 'analytics'),
    claims: mortal(whole.claims, 'claims'),
    promises: mortal(whole.promises, 'promises'),
    events: mortal(events, 'events'),
    queue: whole.queue && mortal(whole.queue, 'queue'),
  };

  /** Waits for a piece of work, or for the death of its process. */
  async function untilDeath<Result>(work: Promise<Result>): Promise<Result | null> {
    const before = world.deaths;
    const died = (async () => {
      while (world.deaths === before) await new Promise((resolve) => setTimeout(resolve, 5));
      return null;
    })();
    return Promise.race([work, died]);
  }

  const app = appOver(ports, {});
  const world: EventsWorld = {
    ...app,
    ports,
    judgement: {},
    deaths: 0,
    outcomes: [],
    async post(path, body) {
      const seconds = Math.floor(now / 1000);
      const request = app.post(path, body, { iat: seconds, exp: seconds + 3600 });
      return (await untilDeath(request)) ?? new Response(null, { status: 599 });
    },
    dieBefore(port, method) {
      death = { port, method };
    },
    async work() {
      for (;;) {
        const message = queue.find(({ at }) => at <= now);
        if (message === undefined) return;
        message.tries += 1;
        message.firstTriedAt ||= now;
        const { job, tries, firstTriedAt } = message;
        const options = { ports, settings: SETTINGS, ending: ENDING };
        const dealt = await untilDeath(handleMessage(options, JSON.stringify(job), { tries, firstTriedAt }));
        // A queue delivers a message again whose worker has died.
        message.at = now + 300_000;
        if (dealt === null) continue;
        const { outcome } = dealt;
        world.outcomes.push(`${dealt.job} ${outcome.outcome}`);
        if (outcome.outcome === 'later') message.at = outcome.at;
        else queue = queue.filter((other) => other !== message);
      }
    },
    async advance(ms) {
      const until = now + ms;
      while (now < until) {
        now = Math.min(until, now + 30_000);
        await world.work();
      }
    },
    sweep: () => sweepWaiting(ports, ENDING),
    loseMessages() {
      queue = [];
    },
    jobs: () => queue.map(({ job }) => job),
  };
  return world;
}

import type { Analyst, AnalystAnswer, Clock, Ports } from '@live-assist/core';

/** What a piece of work has taken so far. Times are whole milliseconds by the clock of the ports. */
export interface Spent {
  /** From the beginning until now. */
  ms: number;
  /** Of that, with at least one call to a store or the queue under way. */
  storeMs: number;
  /** Of that, with the analyst at work. */
  modelMs: number;
  /** The rest: reading and checking the request, our own computing, waiting for somebody else's analysis. */
  ownMs: number;
  /** Who was asked to judge the call; absent when nobody was. */
  engine?: Analyst['engine'];
  /** Absent when no answer came. */
  model?: string;
  /** Absent, as the two below, when no answer came or its tokens were not counted. */
  inputTokens?: number;
  cachedInputTokens?: number;
  outputTokens?: number;
  /** In US dollars; absent when the price is not known. */
  costUsd?: number;
}

/**
 * The ports of one request or job, which note what they make it wait for. Nothing is shared with other work that runs
 * at the same time.
 *
 * @example
 * const { ports: own, spent } = watchPorts(ports);
 * await recallMemory(own, settings, query, false);
 * spent(); // { ms: 14, storeMs: 12, modelMs: 0, ownMs: 2 }
 */
export function watchPorts(ports: Ports): { ports: Ports; startedAt: number; spent(): Spent } {
  const { clock, analyst, queue, allowance, erasures } = ports;
  const startedAt = clock.now();
  const store = stopwatch(clock);
  const model = stopwatch(clock);
  let engine: Analyst['engine'] | undefined;
  let answer: AnalystAnswer | undefined;
  const own = {
    records: watched(ports.records, store),
    analytics: watched(ports.analytics, store),
    claims: watched(ports.claims, store),
    queue: queue && watched(queue, store),
    allowance: allowance && watched(allowance, store),
    erasures: erasures && watched(erasures, store),
    redaction: ports.redaction,
    analyst: {
      engine: analyst.engine,
      analyze: (request) =>
        model.during(async () => {
          engine = analyst.engine;
          answer = await analyst.analyze(request);
          return answer;
        }),
    },
    clock,
    newToken: () => ports.newToken(),
  } satisfies Ports & Record<keyof Ports, unknown>;
  return {
    ports: own,
    startedAt,
    spent() {
      const ms = clock.now() - startedAt;
      const storeMs = store.ms();
      const modelMs = model.ms();
      const ownMs = Math.max(0, ms - storeMs - modelMs);
      return {
        ms,
        storeMs,
        modelMs,
        ownMs,
        ...(engine && { engine }),
        ...(answer && { model: answer.model }),
        ...answer?.usage,
        ...(answer?.costUsd != null && { costUsd: answer.costUsd }),
      };
    },
  };
}

type Stopwatch = ReturnType<typeof stopwatch>;

/** Counts the time in which at least one call is under way, however many there are. */
function stopwatch(clock: Pick<Clock, 'now'>) {
  let underWay = 0;
  let since = 0;
  let total = 0;
  return {
    async during<Answer>(call: () => Promise<Answer>): Promise<Answer> {
      if (underWay === 0) since = clock.now();
      underWay += 1;
      try {
        return await call();
      } finally {
        underWay -= 1;
        if (underWay === 0) total += clock.now() - since;
      }
    },
    // A call that nobody waits for any more counts up to now.
    ms: () => total + (underWay > 0 ? clock.now() - since : 0),
  };
}

/** The same port; every call of a method is timed. */
function watched<Port extends object>(port: Port, stopwatch: Stopwatch): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => stopwatch.during(() => member.apply(target, given));
    },
  });
}

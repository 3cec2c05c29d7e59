import type { Analyst, AnalystAnswer, Clock, Ports, ProviderNote } from '@live-assist/core';

/** Time and cost of a request or job so far. Times are whole milliseconds of the ports' clock. */
export interface Spent {
  /** Total time so far. */
  ms: number;
  /** Time with at least one store or queue call in progress. */
  storeMs: number;
  /** Time with the analyst in progress. */
  modelMs: number;
  /** The rest: parsing the request, computing, and waiting for an analysis of another request. */
  ownMs: number;
  /** The engine that judged the call; absent when no analyst was asked. */
  engine?: Analyst['engine'];
  /** Absent without an answer. */
  model?: string;
  /** This and the next two are absent without an answer, or when the provider counted no tokens. */
  inputTokens?: number;
  cachedInputTokens?: number;
  outputTokens?: number;
  /** In US dollars; absent when the price is unknown. */
  costUsd?: number;
  /** Tokens of the answers that were spent on reasoning; absent when none are counted. */
  reasoningTokens?: number;
  /** The provider's names of the requests, for its support: the first ten. */
  providerRequestIds?: string[];
}

const MOST_REQUEST_IDS = 10;

/**
 * Wraps the ports for one request or job, and measures the time spent in each kind of port. Concurrent work shares
 * nothing.
 *
 * @example
 * const { ports: own, spent } = watchPorts(ports);
 * await recallMemory(own, settings, query, false);
 * spent(); // { ms: 14, storeMs: 12, modelMs: 0, ownMs: 2 }
 */
export function watchPorts(ports: Ports): { ports: Ports; startedAt: number; spent(): Spent } {
  const { clock, analyst, queue, allowance, erasures, aliases } = ports;
  const startedAt = clock.now();
  const store = stopwatch(clock);
  const model = stopwatch(clock);
  let engine: Analyst['engine'] | undefined;
  let answer: AnalystAnswer | undefined;
  const notes: ProviderNote[] = [];
  const own = {
    records: watched(ports.records, store),
    analytics: watched(ports.analytics, store),
    claims: watched(ports.claims, store),
    promises: watched(ports.promises, store),
    queue: queue && watched(queue, store),
    allowance: allowance && watched(allowance, store),
    erasures: erasures && watched(erasures, store),
    aliases: aliases && watched(aliases, store),
    // Its receiver is no store: the time of an answer is time of the job itself.
    events: ports.events,
    redaction: ports.redaction,
    analyst: {
      engine: analyst.engine,
      // Beside own work, so it is not waited for.
      ...(analyst.begin !== undefined && { begin: analyst.begin }),
      analyze: (request) =>
        model.during(async () => {
          engine = analyst.engine;
          answer = await analyst.analyze({ ...request, noteProvider: (note) => void notes.push(note) });
          return answer;
        }),
    },
    speakers: ports.speakers,
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
        ...summaryOf(notes),
      };
    },
  };
}

function summaryOf(notes: readonly ProviderNote[]): Pick<Spent, 'reasoningTokens' | 'providerRequestIds'> {
  const counts = notes.flatMap(({ reasoningTokens }) => reasoningTokens ?? []);
  const ids = notes.flatMap(({ requestId }) => requestId ?? []).slice(0, MOST_REQUEST_IDS);
  return {
    ...(counts.length > 0 && { reasoningTokens: counts.reduce((sum, count) => sum + count, 0) }),
    ...(ids.length > 0 && { providerRequestIds: ids }),
  };
}

type Stopwatch = ReturnType<typeof stopwatch>;

/** Measures the time in which at least one call is in progress. */
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
    // A call that the work no longer awaits counts up to now.
    ms: () => total + (underWay > 0 ? clock.now() - since : 0),
  };
}

/** The same port with every method call timed. */
function watched<Port extends object>(port: Port, stopwatch: Stopwatch): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => stopwatch.during(() => member.apply(target, given));
    },
  });
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Polls `/healthz`, as a load balancer does. */
export interface HealthPoll {
  /** The slowest answer since the last call of this function, in milliseconds, including a pending one. */
  slowest(): number;
  stop(): Promise<void>;
}

const EVERY_MS = 50;

export function pollHealth(port: number): HealthPoll {
  let slowest = 0;
  let askedAt: number | null = null;
  let isOver = false;
  const polling = (async () => {
    while (!isOver) {
      askedAt = performance.now();
      // A server that is busy for seconds closes connections; the time until then also counts.
      await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'close' } })
        .then((answer) => answer.text())
        .catch(() => undefined);
      slowest = Math.max(slowest, performance.now() - askedAt);
      askedAt = null;
      await sleep(EVERY_MS);
    }
  })();
  return {
    slowest() {
      const since = Math.max(slowest, askedAt === null ? 0 : performance.now() - askedAt);
      slowest = 0;
      return since;
    },
    async stop() {
      isOver = true;
      await polling;
    },
  };
}

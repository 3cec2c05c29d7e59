import { setTimeout as sleep } from 'node:timers/promises';

/** Runs any number of requests in parallel, or one task exclusively. */
export interface Gate {
  /** Runs the work when no exclusive task is running. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs the task when all work in progress has ended; new work waits.
   *
   * @throws {Error} when the work in progress does not end in time. The task did not run then.
   */
  alone<T>(task: () => Promise<T>): Promise<T>;
}

/** How long a task waits for work in progress, while new work waits too, in milliseconds. */
const PATIENCE_MS = 1_000;

export function gate(): Gate {
  const underWay = new Set<Promise<unknown>>();
  let closed: Promise<void> | null = null;
  return {
    async pass(work) {
      while (closed !== null) await closed;
      const done = work();
      underWay.add(done);
      try {
        return await done;
      } finally {
        underWay.delete(done);
      }
    },
    async alone(task) {
      while (closed !== null) await closed;
      const { promise, resolve } = Promise.withResolvers<void>();
      closed = promise;
      try {
        const ended = Promise.allSettled(underWay).then(() => true);
        if (!(await Promise.race([ended, sleep(PATIENCE_MS, false, { ref: false })]))) {
          throw new Error('The requests in progress did not end in time.');
        }
        return await task();
      } finally {
        closed = null;
        resolve();
      }
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Lets any number of requests do their work side by side, or one task alone. */
export interface Gate {
  /** Does the work, once no task is alone. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Does the task when all work under way has ended; work that comes meanwhile waits.
   *
   * @throws {Error} when the work under way does not end in time. Nothing has been done then.
   */
  alone<T>(task: () => Promise<T>): Promise<T>;
}

/** How long a task waits for the work under way, and keeps others waiting, in milliseconds. */
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
          throw new Error('The requests under way do not end.');
        }
        return await task();
      } finally {
        closed = null;
        resolve();
      }
    },
  };
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Tells how busy or slow this machine is, so that limits of time hold on any machine. */
export interface MachinePace {
  /**
   * Does a fixed piece of work on two threads at once, as the server and its client are at work at once, and compares it
   * with the machine for which the limits were set.
   *
   * @returns the factor by which limits rise now: from 1 (as fast, or faster) to {@link MOST_SLOWED}.
   */
  slowedBy(): Promise<number>;
  stop(): Promise<void>;
}

/** Limits never rise by more than this: a machine so busy proves nothing about a second of silence. */
export const MOST_SLOWED = 20;
/** How long the work takes on the idle machine for which the limits were set, in milliseconds. */
const REFERENCE_MS = 20;
const THREADS = 2;
/** The first runs of a thread compile its code. */
const WARM_UPS = 20;

export async function startPace(): Promise<MachinePace> {
  const threads = Array.from(
    { length: THREADS },
    () => new Worker(new URL('pace-worker.ts', import.meta.url)),
  );
  const timesOfOne = () =>
    Promise.all(
      threads.map(async (thread) => {
        const answer = once(thread, 'message');
        thread.postMessage('work');
        const [ms] = await answer;
        return Number(ms);
      }),
    );
  for (let time = 0; time < WARM_UPS; time++) await timesOfOne();
  return {
    async slowedBy() {
      return factorOf(Math.max(...(await timesOfOne())));
    },
    async stop() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function factorOf(ms: number): number {
  return Math.min(MOST_SLOWED, Math.max(1, ms / REFERENCE_MS));
}

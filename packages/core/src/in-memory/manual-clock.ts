import type { Clock } from '../ports/clock.ts';

/** A clock that moves only through {@link ManualClock.advance}. */
export interface ManualClock extends Clock {
  /**
   * Advances the time by `ms` milliseconds and runs the tasks that fall due, in order of their time. Waiting code
   * continues in between, so a task that repeats every second runs five times in `await clock.advance(5000)`.
   */
  advance(ms: number): Promise<void>;
}

/** Creates a {@link ManualClock} that starts at `startMs`, in milliseconds since 1970. */
export function manualClock(startMs: number): ManualClock {
  let now = startMs;
  const waiting = new Map<symbol, { due: number; run: () => void }>();
  return {
    now: () => now,
    after(ms, run) {
      const id = Symbol();
      waiting.set(id, { due: now + ms, run });
      return () => waiting.delete(id);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const [next] = [...waiting].filter(([, { due }]) => due <= end).sort((a, b) => a[1].due - b[1].due);
        if (!next) break;
        const [id, { due, run }] = next;
        waiting.delete(id);
        now = Math.max(now, due);
        run();
      }
      now = end;
    },
  };
}

// JavaScript does not tell when all promises have settled; the in-memory ports need far fewer turns than this.
async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await undefined;
}

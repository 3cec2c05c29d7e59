import type { Clock } from '@live-assist/core';

/** The clock and the timers of the runtime. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  ...(typeof setImmediate === 'function' && {
    pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
  }),
  ...(tellsProcessorTime() && {
    worked() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
  }),
};

// Some runtimes lack this function, or have one that throws or always returns 0.
function tellsProcessorTime(): boolean {
  try {
    return process.cpuUsage().user > 0;
  } catch {
    return false;
  }
}

import type { Clock } from '@live-assist/core';

/** The clock and the timers of the runtime. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

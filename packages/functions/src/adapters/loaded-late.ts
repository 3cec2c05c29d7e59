import type { Analyst } from '@live-assist/core';

/** An analyst whose code is loaded when the first analysis begins: a process that only reads starts without it. */
export function loadedLate(engine: Analyst['engine'], load: () => Promise<Analyst>): Analyst {
  let loaded: Promise<Analyst> | undefined;
  return {
    engine,
    async analyze(request) {
      loaded ??= load();
      return (await loaded).analyze(request);
    },
  };
}

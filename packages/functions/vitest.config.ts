import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Most tests wait for an engine or for a time limit, so there is one worker more than cores. The files share a worker, because
// a fifth of all time would go into loading the service again for each of them.
export default defineConfig({
  test: {
    name: 'functions',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: ['test/support/as-before.ts'],
  },
});

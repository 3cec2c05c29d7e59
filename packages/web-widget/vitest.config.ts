import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The files share a worker, and with it a browser. All projects have the same number of workers.
export default defineConfig({
  test: {
    name: 'web-widget',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    expect: { poll: { timeout: 10_000 } },
  },
});

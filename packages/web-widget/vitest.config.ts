import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The files share a worker, and with it a browser. All projects have the same number of workers.
export default defineConfig({
  test: {
    name: 'web-widget',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    expect: { poll: { timeout: 60_000 } },
  },
});

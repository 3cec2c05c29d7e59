import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// No test is timed: the limit is there for one that hangs, and holds on a machine that is busy with other things. The files
// share a worker, because nothing of core has a state. All projects have the same number of workers.
export default defineConfig({
  test: { name: 'core', testTimeout: 180_000, maxWorkers: availableParallelism() + 1, isolate: false },
});

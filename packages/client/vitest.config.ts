import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// All projects have the same number of workers.
export default defineConfig({
  test: { name: 'client', testTimeout: 180_000, maxWorkers: availableParallelism() + 1, isolate: false },
});

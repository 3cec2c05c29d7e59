import { defineConfig } from 'vitest/config';

// Most tests wait for an engine; by default one core of the machine would stay idle. The files share a worker, because
// a fifth of all time would go into loading the service again for each of them.
export default defineConfig({
  test: {
    name: 'functions',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    isolate: false,
    setupFiles: ['test/support/as-before.ts'],
  },
});

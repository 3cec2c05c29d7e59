import { defineConfig } from 'vitest/config';

// One browser serves all files, one at a time: the machines that run this have two cores.
export default defineConfig({
  test: {
    name: 'web-widget',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    isolate: false,
  },
});

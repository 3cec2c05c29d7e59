import { defineConfig } from 'vitest/config';

// One browser serves a file at a time: the machines that run this have two cores.
export default defineConfig({
  test: { name: 'web-widget', testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false },
});

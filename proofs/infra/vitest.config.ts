import { defineConfig } from 'vitest/config';

// Each stack takes a process and some seconds, and CI machines have two cores.
export default defineConfig({
  test: {
    name: 'infra',
    include: ['*.test.ts'],
    globalSetup: ['global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});

import { defineConfig } from 'vitest/config';

// Most tests wait for an engine; by default one core of the machine would stay idle.
export default defineConfig({
  test: { name: 'functions', testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: '100%' },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*'],
    // Most tests wait for an engine or a browser; by default one core of the machine would stay idle.
    maxWorkers: '100%',
  },
});

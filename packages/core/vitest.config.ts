import { defineConfig } from 'vitest/config';

// No test is timed: the limit is there for one that hangs, and holds on a machine that is busy with other things. By
// default one core of the machine would stay idle; a project does not take the number of workers from the workspace. The files
// share a worker, because nothing of core has a state.
export default defineConfig({
  test: { name: 'core', testTimeout: 60_000, maxWorkers: '100%', isolate: false },
});

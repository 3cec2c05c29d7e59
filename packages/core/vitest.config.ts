import { defineConfig } from 'vitest/config';

// No test is timed: the limit is there for one that hangs, and holds on a machine that is busy with other things.
export default defineConfig({ test: { name: 'core', testTimeout: 60_000 } });

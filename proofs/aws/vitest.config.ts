import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Processes of tests. */
export const WORKERS = 2;

const FUNCTIONS = 'packages/functions/test';

/** The suites that another engine has to pass as well, and the proofs that need the queues and streams of one. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    name: 'aws',
    include: [
      `${FUNCTIONS}/adapters/dynamodb/dynamodb.test.ts`,
      `${FUNCTIONS}/adapters/dynamodb/claim-protocol.test.ts`,
      'proofs/aws/*.test.ts',
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: WORKERS,
  },
});

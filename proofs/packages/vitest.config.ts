import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'packages', include: ['*.test.ts'], testTimeout: 60_000, hookTimeout: 240_000 },
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests start many processes: engines, servers, commands. Half of their time is the compilation of the same files, which Node
// keeps here. A change of a file makes a new entry.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

// What the test files of a run share, such as a data folder with the sample calls.
if (process.env.TEST_RUN_FOLDER === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-run-'));
  process.env.TEST_RUN_FOLDER = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

export default defineConfig({ test: { projects: ['packages/*'] } });

/**
 * Runs every test and ends with the line `N passed, N failed`: `pnpm test [vitest arguments]`.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('The tests need Node 24, which the install provides. Run `npx pnpm@12 install` again.');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'live-assist-test-'));
const report = join(folder, 'report.json');
const run = spawnSync(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
const { passed, failed, broken } = read(report);
rmSync(folder, { recursive: true, force: true });

// A file that does not load has no failing tests, so it counts as one failure.
console.log(`${passed} passed, ${failed + broken} failed`);
process.exitCode = run.status === 0 && failed + broken === 0 && passed > 0 ? 0 : 1;

function read(file: string) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    const files: { status: string; assertionResults: unknown[] }[] = result.testResults;
    return {
      passed: result.numPassedTests as number,
      failed: result.numFailedTests as number,
      broken: files.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length,
    };
  } catch {
    return { passed: 0, failed: 0, broken: 1 };
  }
}

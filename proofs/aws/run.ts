/**
 * Runs the suites of the stores, the claim protocol, the queues and the ends of calls against moto, an implementation of
 * DynamoDB, its streams, SQS and EventBridge of another make: `pnpm proofs:aws [words]`. Installs moto into a temporary
 * folder. Without Python or PyPI, it says so and skips the proof.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIFFERENCES } from './differences.ts';
import { installMoto, startMoto } from './moto.ts';
import { WORKERS } from './vitest.config.ts';

const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'live-assist-moto-'));
try {
  if (await installMoto(folder)) process.exitCode = await prove(folder);
  else
    console.log('proofs:aws: skipped, because moto cannot be installed here (python3 and PyPI are needed)');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function prove(folder: string): Promise<number> {
  // One for each process of tests: moto works on one core.
  const motos = await Promise.all(Array.from({ length: WORKERS }, () => startMoto(folder)));
  const report = join(folder, 'report.json');
  try {
    const root = fileURLToPath(new URL('.', import.meta.url));
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { error } = spawnSync(
      'vitest',
      ['run', '--config', join(root, 'vitest.config.ts'), ...reporters, ...words],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, TEST_ENGINE_URLS: motos.map(({ url }) => url).join(' ') },
      },
    );
    if (error) throw error;
  } finally {
    await Promise.all(motos.map(({ stop }) => stop()));
  }
  return judge(report);
}

/** Prints what was found; returns the exit code. Every test passes that is not named as a difference, and those fail. */
function judge(report: string): number {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && assertionResults.every((test) => test.status !== 'failed');
  });
  const differenceOf = ({ fullName }: Test) => DIFFERENCES.find(({ test }) => fullName.endsWith(test));
  const failed = tests.filter((test) => test.status === 'failed' && differenceOf(test) === undefined);
  const untrue = tests.filter((test) => test.status === 'passed' && differenceOf(test) !== undefined);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  for (const { test, reason } of DIFFERENCES) console.log(`moto differs from AWS: ${test}\n  ${reason}.`);
  for (const { fullName } of failed) console.log(`fails on moto: ${fullName}`);
  for (const { name } of broken) console.log(`does not load: ${name}`);
  for (const { fullName } of untrue)
    console.log(`passes on moto; remove it from differences.ts: ${fullName}`);
  console.log(`proofs:aws: ${passed} passed, ${failed.length + broken.length + untrue.length} failed`);
  return failed.length + broken.length + untrue.length === 0 && passed > 0 ? 0 : 1;
}

interface Test {
  fullName: string;
  status: string;
}

interface Report {
  testResults: { name: string; status: string; assertionResults: Test[] }[];
}

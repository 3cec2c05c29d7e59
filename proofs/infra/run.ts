/**
 * Tests the deployment without an account: `pnpm infra:test [words]`. Installs SST's components from npm, checks the
 * types of the configuration, and runs the configuration under Pulumi's mocks.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sst from '../../node_modules/sst/package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Keeps `sst install` from fetching programs outside npm: only deployments need them, not these tests. */
const FROM_NPM_ALONE = {
  SST_SKIP_DEPENDENCY_CHECK: '1',
  SST_NO_BUN: '1',
  SST_TELEMETRY_DISABLED: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
};

if (!isInstalled()) run('sst', ['install', '--stage', 'test']);
run('tsc', ['-p', 'infra']);
run('tsc', ['-p', 'proofs']);
run('vitest', ['run', '--root', 'proofs/infra', ...process.argv.slice(2)]);

/** True if the components are installed in the version of the CLI. */
function isInstalled(): boolean {
  const file = join(ROOT, '.sst/platform/version');
  return existsSync(file) && readFileSync(file, 'utf8') === sst.version;
}

function run(command: string, args: string[]): void {
  const env = { ...process.env, ...FROM_NPM_ALONE };
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

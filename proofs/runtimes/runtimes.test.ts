import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readConfig } from '../../packages/functions/src/config/config.ts';
import { portsOf } from '../../packages/functions/src/doors/wiring.ts';
import { serve } from '../../packages/functions/src/local/server/serve.ts';
import { describeHttp, type Serve } from './http-contract.ts';
import { byProcess } from './serve-process.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = (name: string) => at(`node_modules/.bin/${name}`);
const WRANGLER = ['--config', at('../../packages/functions/wrangler.jsonc')];

const onNode: Serve = async (settings) => {
  const config = readConfig(settings, { production: true });
  const { port, close } = await serve({ config, ports: portsOf(config) }, 0, () => {});
  return { fetch: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init), stop: close };
};

describeHttp('Node', onNode);

// `wrangler dev` bundles the fetch door as a deployment does, and runs it in workerd.
describeHttp(
  'workerd',
  byProcess(bin('wrangler'), (port, settings) => [
    'dev',
    ...WRANGLER,
    ...[
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--inspector-port',
      '0',
      '--show-interactive-dev-session=false',
    ],
    ...Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
  ]),
);

describeHttp('Bun', byProcess(bin('bun'), ['bun.ts']));

describeHttp(
  'Deno',
  byProcess(bin('deno'), [
    ...['run', '--no-check', '--allow-env', '--allow-net', '--allow-read', '--allow-sys'],
    'deno.ts',
  ]),
);

it('wrangler can bundle the fetch door for deployment, within 1 MB compressed of the 3 MB of a free account', () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-worker-'));
  try {
    execFileSync(bin('wrangler'), ['deploy', '--dry-run', ...WRANGLER, '--outdir', folder], {
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
      stdio: 'ignore',
    });
    expect(readdirSync(folder)).toContain('fetch.js');
    expect(gzipSync(readFileSync(join(folder, 'fetch.js'))).length).toBeLessThan(1_000_000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

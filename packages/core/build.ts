/**
 * Compiles core into `dist/`, a module and its types for each source: `node packages/core/build.ts`. Inside the workspace
 * the sources themselves are used; `dist` is what the published package holds.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const COMPILER = at('../../node_modules/typescript/bin/tsc');

/** The compiler rewrites `.ts` in what runs, and leaves it in the types. */
const RELATIVE_SOURCE = /((?:\bfrom |\bimport\()'\.{1,2}\/[^'\n]+)\.ts'/g;

rmSync(at('dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [COMPILER, '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
});
if (status !== 0) throw new Error('core does not compile: see above.');
for (const file of readdirSync(at('dist'), { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join(at('dist'), file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(RELATIVE_SOURCE, "$1.js'"));
}

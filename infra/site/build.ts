/**
 * Builds the static site into `infra/site/dist`: the widget under a name with its version and hash, `widget.json`, which
 * tells that name and the integrity of the script, and the demo agent desktop bound to the API at `API_URL`.
 *
 * @module
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PinnedScript } from '../../packages/web-widget/build.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const WIDGET = at('../../packages/web-widget');

/** Writes the site into `folder` and returns its scripts, whose names contain their hash. */
export async function buildSite(folder: string, apiUrl: string): Promise<PinnedScript[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'demo'), { recursive: true });
  const { bundleWidget, writePinnedWidget } = await import(join(WIDGET, 'build.ts'));
  const module: string = (await bundleWidget('esm')).text;
  const published: PinnedScript[] = await writePinnedWidget(folder);
  await cp(join(WIDGET, '../../LICENSE'), join(folder, 'LICENSE.txt'));
  await writeFile(join(folder, 'demo', 'memory-box.js'), module);
  await writeFile(join(folder, 'demo', 'desktop.js'), await bundleDesktop(new URL(apiUrl).origin));
  await writeFile(join(folder, 'demo', 'customers.json'), JSON.stringify(await sampleCustomers()));
  await cp(join(WIDGET, 'demo', 'desktop.css'), join(folder, 'demo', 'desktop.css'));
  await cp(join(WIDGET, 'demo', 'index.html'), join(folder, 'index.html'));
  return published;
}

/** Bundles the desktop for a remote service with a token of the visitor. */
async function bundleDesktop(api: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(WIDGET, 'demo/desktop.ts')],
    absWorkingDir: at('../..'),
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { 'location.origin': JSON.stringify(api) },
    plugins: [
      {
        name: 'deployed-service',
        setup: (bundler) =>
          bundler.onResolve({ filter: /^\.\/service\.ts$/ }, () => ({ path: at('deployed-service.ts') })),
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

async function sampleCustomers(): Promise<object[]> {
  const { sampleCustomers } = await import('../../packages/functions/src/local/server/demo-page.ts');
  return sampleCustomers();
}

if (import.meta.main) {
  const { API_URL } = process.env;
  if (!API_URL) throw new Error('API_URL is missing: set it to the address of the API.');
  for (const { name, integrity } of await buildSite(at('dist'), API_URL)) console.log(`${name} ${integrity}`);
}

/**
 * Bundles `<memory-box>` into `dist/`: `node packages/web-widget/build.ts`.
 *
 * `memory-box.js` is an ES module, `memory-box.iife.js` a classic script that puts `LiveAssist` on the page;
 * `memory-box.d.ts`, which `write-types.ts` writes, needs no other package. `amazon-connect.js` and
 * `amazon-connect.iife.js` (`LiveAssistAmazonConnect`) follow the contacts of Amazon Connect.
 *
 * @module
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Format, Plugin } from 'esbuild';
import { build, transform } from 'esbuild';

/** An ES module, or a classic script. */
export type WidgetFormat = Extract<Format, 'esm' | 'iife'>;

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Strings keep their line breaks and indents in a bundle; a style sheet does not need them. */
const squeeze: Plugin = {
  name: 'squeeze',
  setup(bundler) {
    bundler.onLoad({ filter: /web-widget\/src\/view\/styles\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const sheet = /= (`[^`]*`);\s*$/.exec(source)?.[1] ?? '';
      return { contents: source.replace(sheet, await minifiedSheet(sheet.slice(1, -1))), loader: 'ts' };
    });
  },
};

async function minifiedSheet(sheet: string): Promise<string> {
  const { code } = await transform(sheet, { loader: 'css', minify: true, charset: 'utf8' });
  // Values of custom properties keep their blanks.
  return JSON.stringify(code.trim().replace(/(--[\w-]+:|\(#\w+,) /g, '$1'));
}

/** Names of our own that nobody outside reads; tests run the bundle, so a name too many would be found. */
const PRIVATE_NAMES =
  /^(absolute|ago|canTick|change|dates|draw|emit|failed|first|identify|isNamed|kids|lists|lookUp|lookup|menu|news|notAnAddress|older|online|openMenu|panel|props|reveal|revealed|showNews|slow|tag|tick|ticks|today|toggle|wrongCustomer)$/;

/** Bundles the element in one format, and returns its text and what went into it. */
export function bundleWidget(format: WidgetFormat) {
  return bundle('src/index.ts', 'memory-box', format);
}

/** Bundles the follower of Amazon Connect, which the element does not need. */
export function bundleHost(format: WidgetFormat) {
  return bundle('src/hosts/amazon-connect.ts', 'amazon-connect', format);
}

async function bundle(entry: string, name: string, format: WidgetFormat) {
  const result = await build({
    entryPoints: [at(entry)],
    outfile: at(`dist/${name}${format === 'esm' ? '' : '.iife'}.js`),
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    minify: true,
    mangleProps: PRIVATE_NAMES,
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    absWorkingDir: at('../..'),
    plugins: [squeeze],
    ...(format === 'iife'
      ? { globalName: name === 'memory-box' ? 'LiveAssist' : 'LiveAssistAmazonConnect' }
      : {}),
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error('esbuild wrote nothing.');
  const inputs = Object.keys(result.metafile.inputs).map((path) => path.replace(/^.*?(?=packages\/)/, ''));
  return { path: output.path, text: output.text, inputs };
}

if (import.meta.main) {
  mkdirSync(at('dist'), { recursive: true });
  for (const format of ['esm', 'iife'] as const) {
    for (const { path, text } of [await bundleWidget(format), await bundleHost(format)]) {
      writeFileSync(path, text);
      const kilobytes = (gzipSync(text, { level: 9 }).length / 1024).toFixed(1);
      console.log(`${path}: ${kilobytes} kB gzip`);
    }
  }
  copyFileSync(at('../../LICENSE'), at('dist/LICENSE.txt'));
  for (const types of ['memory-box.d.ts', 'amazon-connect.d.ts'])
    copyFileSync(at(types), at(`dist/${types}`));
}

/**
 * Builds what the package holds into `dist/`: `node packages/web-widget/build.ts`.
 *
 * - `memory-box.js`, an ES module, and `memory-box.iife.js`, a classic script that puts `LiveAssist` on the page; both also
 *   under a name with their version and hash, and `widget.json`, which tells those names and their `integrity`.
 * - `amazon-connect.js` and `amazon-connect.iife.js` (`LiveAssistAmazonConnect`): the contacts of Amazon Connect Streams.
 * - `agent-workspace.js`: an app of the Amazon Connect agent workspace, with the SDK of Amazon Connect.
 * - `react.js`: the component for React 19. `messages/de.js` and the like: the words in other languages.
 * - The `.d.ts` files, which `write-types.ts` writes.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { BuildOptions, Format, Plugin } from 'esbuild';
import { build, transform } from 'esbuild';
import manifest from './package.json' with { type: 'json' };

/** An ES module, or a classic script. */
export type WidgetFormat = Extract<Format, 'esm' | 'iife'>;

/** The files of types that `write-types.ts` writes. */
const TYPES_FILES = ['memory-box.d.ts', 'amazon-connect.d.ts', 'agent-workspace.d.ts', 'react.d.ts'];

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
  return bundle('src/index.ts', 'memory-box', format, {
    mangleProps: PRIVATE_NAMES,
    ...(format === 'iife' ? { globalName: 'LiveAssist' } : {}),
  });
}

/** Bundles the follower of Amazon Connect Streams, which the element does not need. */
export function bundleHost(format: WidgetFormat) {
  const globalName = format === 'iife' ? { globalName: 'LiveAssistAmazonConnect' } : {};
  return bundle('src/hosts/amazon-connect.ts', 'amazon-connect', format, globalName);
}

/** Bundles the app of the agent workspace, with the SDK of Amazon Connect. */
export function bundleWorkspaceApp() {
  return bundle('src/hosts/agent-workspace.ts', 'agent-workspace', 'esm');
}

/** Bundles the component for React, which finds React and the element as packages. */
export function bundleReact() {
  return bundle('src/react/memory-box.ts', 'react', 'esm', { external: ['react', manifest.name] });
}

const LANGUAGES = 'src/words/languages';
/** The BCP 47 tags of the languages that have a file of their own. */
export const LANGUAGE_TAGS = readdirSync(at(LANGUAGES)).map((file) => basename(file, '.ts'));

/** Bundles the words of one language. */
export function bundleLanguage(tag: string) {
  return bundle(`${LANGUAGES}/${tag}.ts`, `messages/${tag}`, 'esm');
}

async function bundle(entry: string, name: string, format: WidgetFormat, options: BuildOptions = {}) {
  const result = await build({
    entryPoints: [at(entry)],
    outfile: at(`dist/${name}${format === 'esm' ? '' : '.iife'}.js`),
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    absWorkingDir: at('../..'),
    plugins: [squeeze],
    ...options,
  });
  const [output] = result.outputFiles ?? [];
  if (output === undefined) throw new Error('esbuild wrote nothing.');
  const inputs = Object.keys(result.metafile?.inputs ?? {}).map((path) =>
    path.replace(/^.*?(?=packages\/)/, ''),
  );
  return { path: output.path, text: output.text, inputs };
}

/** A script under a name that contains its hash, and its `integrity` value. */
export interface PinnedScript {
  name: string;
  integrity: string;
}

/** Writes a script into `folder` under a name with its version and hash. */
export function writePinned(folder: string, ending: 'js' | 'iife.js', text: string): PinnedScript {
  const hash = createHash('sha384').update(text).digest();
  const name = `memory-box-${manifest.version}-${hash.toString('hex').slice(0, 12)}.${ending}`;
  writeFileSync(join(folder, name), text);
  return { name, integrity: `sha384-${hash.toString('base64')}` };
}

/** Writes the element's scripts under pinned names, and `widget.json`, which tells them. */
export async function writePinnedWidget(folder: string): Promise<PinnedScript[]> {
  const module = writePinned(folder, 'js', (await bundleWidget('esm')).text);
  const classic = writePinned(folder, 'iife.js', (await bundleWidget('iife')).text);
  const widget = { version: manifest.version, module, classic };
  writeFileSync(join(folder, 'widget.json'), `${JSON.stringify(widget, null, 2)}\n`);
  return [module, classic];
}

/** What `agent-workspace.js` contains of others, with the licence, which the packages of the SDK name but do not hold. */
function licencesOfSdk(): string {
  const named = manifest.bundled.map((name) => {
    const { version, license } = JSON.parse(readFileSync(at(`node_modules/${name}/package.json`), 'utf8'));
    return `${name} ${version}: ${license}, Amazon.com, Inc. or its affiliates\n`;
  });
  return `${named.join('')}\n${readFileSync(at('node_modules/amazon-connect-streams/LICENSE.txt'), 'utf8')}`;
}

/** The types of a file of words. */
export const TYPES_OF_WORDS =
  "import type { Messages } from '../memory-box.js';\ndeclare const messages: Messages;\nexport default messages;\n";

async function buildAll(): Promise<void> {
  rmSync(at('dist'), { recursive: true, force: true });
  mkdirSync(at('dist/messages'), { recursive: true });
  const bundles = await Promise.all([
    ...(['esm', 'iife'] as const).flatMap((format) => [bundleWidget(format), bundleHost(format)]),
    bundleWorkspaceApp(),
    bundleReact(),
    ...LANGUAGE_TAGS.map(bundleLanguage),
  ]);
  for (const { path, text } of bundles) {
    writeFileSync(path, text);
    const kilobytes = (gzipSync(text, { level: 9 }).length / 1024).toFixed(1);
    console.log(`${path}: ${kilobytes} kB gzip`);
  }
  await writePinnedWidget(at('dist'));
  for (const types of TYPES_FILES) copyFileSync(at(types), at(`dist/${types}`));
  for (const tag of LANGUAGE_TAGS) writeFileSync(at(`dist/messages/${tag}.d.ts`), TYPES_OF_WORDS);
  copyFileSync(at('../../LICENSE'), at('dist/LICENSE.txt'));
  writeFileSync(at('dist/agent-workspace.LICENSE.txt'), licencesOfSdk());
}

if (import.meta.main) await buildAll();

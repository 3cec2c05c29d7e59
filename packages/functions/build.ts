/**
 * Bundles the Lambda door into `dist/lambda/index.mjs`: `pnpm build`.
 *
 * @module
 */
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { LEFT_OUT } from './bundle-externals.ts';
import plugins from './bundle-plugins.mjs';

const LAMBDA = fileURLToPath(new URL('src/doors/api-lambda.ts', import.meta.url));

/** Plugins that change packages or how they are loaded: what is measured against packages as they are does without. */
const SAVINGS = ['own-modules', 'unused-parts'];

/**
 * Bundles a door, `api-lambda.ts` unless told, for Node 24, with `chunks/` beside it; returns what went into it.
 *
 * @param leftOut - Packages that stay `import`s of the bundle. With none, every package is bundled whole.
 */
export function buildLambda(outfile: string, door = LAMBDA, leftOut: readonly string[] = LEFT_OUT) {
  return build({
    entryPoints: [{ in: door, out: basename(outfile, '.mjs') }],
    outdir: dirname(outfile),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    // The package `openai` is a file of its own, which a cold start and a read of the memory box never load.
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ES modules of the AWS SDK shake down to half of its CommonJS build.
    mainFields: ['module', 'main'],
    // Packages in CommonJS ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    minify: true,
    external: [...leftOut],
    plugins: leftOut.length > 0 ? plugins : plugins.filter(({ name }) => !SAVINGS.includes(name)),
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
}

if (import.meta.main) {
  const outfile = fileURLToPath(new URL('dist/lambda/index.mjs', import.meta.url));
  const { metafile } = await buildLambda(outfile);
  const bytes = Object.entries(metafile.outputs).find(([file]) => file.endsWith('index.mjs'))?.[1].bytes ?? 0;
  console.log(`${outfile}: ${Math.round(bytes / 1024)} KB`);
}

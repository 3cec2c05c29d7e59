/**
 * Bundles the Lambda door into `dist/lambda/index.mjs`: `pnpm build`.
 *
 * @module
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles `lambda.ts` for Node 24 and returns what went into it. */
export function buildLambda(outfile: string, minify = true) {
  return build({
    entryPoints: [fileURLToPath(new URL('src/lambda.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ES modules of the AWS SDK shake down to half of its CommonJS build.
    mainFields: ['module', 'main'],
    // Packages in CommonJS ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    minify,
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
}

if (import.meta.main) {
  const outfile = fileURLToPath(new URL('dist/lambda/index.mjs', import.meta.url));
  const { metafile } = await buildLambda(outfile);
  const bytes = Object.entries(metafile.outputs).find(([file]) => file.endsWith('.mjs'))?.[1].bytes ?? 0;
  console.log(`${outfile}: ${Math.round(bytes / 1024)} KB`);
}

/**
 * Bundles the client into `dist/`: `node packages/client/build.ts`. `client.js` is an ES module without imports;
 * `client.d.ts` holds its types.
 *
 * @module
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The text of `client.js`, and what went into it. */
export async function bundleClient(): Promise<{ text: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [at('src/index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    metafile: true,
    logLevel: 'warning',
    absWorkingDir: at('.'),
  });
  return { text: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}

/** The text of `client.d.ts`. */
export async function typesOfClient(): Promise<string> {
  const bundle = await rollup({
    input: at('src/index.ts'),
    plugins: [dts({ tsconfig: at('tsconfig.json') })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

if (import.meta.main) {
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(at('dist/client.js'), (await bundleClient()).text);
  writeFileSync(at('dist/client.d.ts'), await typesOfClient());
  copyFileSync(at('../../LICENSE'), at('dist/LICENSE.txt'));
}

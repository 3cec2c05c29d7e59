/**
 * Writes the `.d.ts` files beside it from the sources, after every change of what a host may use:
 * `pnpm --dir packages/web-widget types:write`. The types of core are part of them, so that they name no other package;
 * those for React name React and the element.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Each file of types, and the source whose exports it describes. */
const ENTRIES = {
  'memory-box.d.ts': 'src/index.ts',
  'amazon-connect.d.ts': 'src/hosts/amazon-connect.ts',
  'agent-workspace.d.ts': 'src/hosts/agent-workspace.ts',
  'react.d.ts': 'src/react/memory-box.ts',
};
export type TypesFile = keyof typeof ENTRIES;

/** What a source says of itself is of no use to a host. */
const MODULE_COMMENT = /\/\*\*(?:(?!\*\/)[\s\S])*@module\s*\*\/\n*/g;
/** A host may well pass off an object of its own as the element, in a test for one. */
const PRIVATE = /^\s*#private;\n/m;

const NOTE =
  '// Written by `pnpm --dir packages/web-widget types:write` from the sources: change those, and run it.\n';

/**
 * The text of each file of types, as the sources give it.
 *
 * @throws {Error} with what the compiler or the bundler says.
 */
export async function typesOfBundles(): Promise<Record<TypesFile, string>> {
  const texts = Object.entries(ENTRIES).map(
    async ([file, source]) => [file, formatted(file, NOTE + (await inOneFile(at(source))))] as const,
  );
  return Object.fromEntries(await Promise.all(texts)) as Record<TypesFile, string>;
}

async function inOneFile(source: string): Promise<string> {
  const compilerOptions = {
    // What the page calls, and no host.
    stripInternal: true,
    // Found as a package, core would be left out.
    paths: {
      '@live-assist/core': [at('../core/src/index.ts')],
      '@live-assist/core/*': [at('../core/src/*.ts')],
    },
  };
  const bundle = await rollup({
    input: source,
    external: ['react', '@live-assist/web-widget'],
    plugins: [dts({ tsconfig: at('tsconfig.json'), compilerOptions })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code.replace(MODULE_COMMENT, '').replace(PRIVATE, '');
}

function formatted(file: string, text: string): string {
  const biome = at('../../node_modules/@biomejs/biome/bin/biome');
  return run(biome, ['check', '--write', `--stdin-file-path=${at(file)}`], text);
}

function run(program: string, args: string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    input,
    encoding: 'utf8',
    cwd: at('../..'),
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await typesOfBundles())) writeFileSync(at(file), text);
}

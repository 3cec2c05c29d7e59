/**
 * Writes the `.d.ts` files beside it from the sources, after every change of what a host may use:
 * `pnpm --dir packages/web-widget types:write`. The types of core are part of them, so that they name no other package;
 * those for React name React and the element.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
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
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-types-'));
  try {
    declare(folder);
    const texts = Object.entries(ENTRIES).map(async ([file, source]) => {
      const declared = join(folder, 'web-widget', source.replace(/\.ts$/, '.d.ts'));
      return [file, formatted(file, NOTE + (await inOneFile(declared, folder)))] as const;
    });
    return Object.fromEntries(await Promise.all(texts)) as Record<TypesFile, string>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Has the compiler write the types of each source into a folder. */
function declare(folder: string): void {
  const compilerOptions = {
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true },
    ...{ rootDir: at('..'), outDir: folder, types: [] },
    // `pnpm types` does.
    noCheck: true,
    // What the page calls, and no host.
    stripInternal: true,
    // Found as a package, core would be left out.
    paths: pathsOfCore(at('../core'), '.ts'),
  };
  const project = join(folder, 'tsconfig.json');
  const files = Object.values(ENTRIES).map(at);
  writeFileSync(
    project,
    JSON.stringify({ extends: at('tsconfig.json'), compilerOptions, files, include: [] }),
  );
  run(at('../../node_modules/typescript/bin/tsc'), ['-p', project]);
}

const pathsOfCore = (folder: string, ending: string) => ({
  '@live-assist/core': [`${folder}/src/index${ending}`],
  '@live-assist/core/*': [`${folder}/src/*${ending}`],
});

async function inOneFile(declared: string, folder: string): Promise<string> {
  // The compiler has found every type, so its library is not read again.
  const compilerOptions = { noLib: true, types: [], paths: pathsOfCore(join(folder, 'core'), '.d.ts') };
  const bundle = await rollup({
    input: declared,
    external: (id) => !isAbsolute(id) && !/^(?:\.|@live-assist\/core)/.test(id),
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

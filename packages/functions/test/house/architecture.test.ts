import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const FUNCTIONS = 'packages/functions/src';

/** Every source file below a folder with what it imports; a relative import is given from the repository's top. */
function importsBelow(folder: string): { file: string; imports: string[] }[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const source = readFileSync(path, 'utf8');
      const imports = [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) =>
        name.startsWith('.') ? relative(ROOT, join(entry.parentPath, name)) : name,
      );
      return { file: relative(ROOT, path), imports };
    });
}

async function bundled(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(ROOT, entry)],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    absWorkingDir: ROOT,
  });
  return Object.keys(metafile.inputs);
}

describe('the walls of the house', () => {
  const core = importsBelow('packages/core/src');
  const functions = importsBelow(FUNCTIONS);

  it('has something to look at', () => {
    expect(core.length).toBeGreaterThan(15);
    expect(functions.length).toBeGreaterThan(15);
  });

  it('core imports zod/mini and itself alone', () => {
    const foreign = core.flatMap(({ imports }) =>
      imports.filter((name) => name !== 'zod/mini' && !name.startsWith('packages/core/src/')),
    );
    expect(foreign).toEqual([]);
  });

  it('only the small form of zod is used: a cold start would load both', () => {
    const users = functions.filter(({ imports }) => imports.includes('zod')).map(({ file }) => file);
    expect(users).toEqual([]);
  });

  it('only doors import adapters, and nothing imports a door', () => {
    const isDoor = (file: string) =>
      file.startsWith(`${FUNCTIONS}/local/`) ||
      ['analysis.ts', 'lambda.ts', 'worker.ts', 'wiring.ts'].some((door) => file === `${FUNCTIONS}/${door}`);
    for (const { file, imports } of functions) {
      if (isDoor(file)) continue;
      const inside = file.startsWith(`${FUNCTIONS}/adapters/`);
      expect([file, imports.filter((name) => name.startsWith(`${FUNCTIONS}/adapters/`) && !inside)]).toEqual([
        file,
        [],
      ]);
      expect([file, imports.filter(isDoor)]).toEqual([file, []]);
    }
  });

  it('only lambda.ts knows hono/aws-lambda', () => {
    const users = functions
      .filter(({ imports }) => imports.includes('hono/aws-lambda'))
      .map(({ file }) => file);
    expect(users).toEqual([`${FUNCTIONS}/lambda.ts`]);
  });

  it('the app pulls in no AWS SDK, no model client, no SST and nothing of Node', async () => {
    const inputs = await bundled(`${FUNCTIONS}/app.ts`);
    expect(inputs).toContain(`${FUNCTIONS}/app.ts`);
    expect(inputs.filter((path) => /@aws-sdk|@smithy|openai|\/sst\/|adapters\/|wink/.test(path))).toEqual([]);
  });

  it('no file is longer than 240 lines, and most stay below 200', () => {
    const lengths = [...core, ...functions].map(({ file }) => ({
      file,
      lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length,
    }));
    expect(lengths.filter(({ lines }) => lines > 240)).toEqual([]);
    expect(lengths.filter(({ lines }) => lines > 200).length / lengths.length).toBeLessThan(0.15);
  });
});

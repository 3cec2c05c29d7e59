import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import {
  cycles,
  importsOf,
  ROOMS,
  ROOT,
  roomOf,
  type SourceFile,
  sourcesBelow,
  wrongImports,
} from './rooms.ts';

const PACKAGES = ['core', 'functions', 'web-widget'] as const;
const FUNCTIONS = 'packages/functions/src';
const sources = Object.fromEntries(
  PACKAGES.map((pkg) => [pkg, sourcesBelow(`packages/${pkg}/src`)]),
) as Record<(typeof PACKAGES)[number], SourceFile[]>;
const functions = sources.functions;

const isBetweenRooms =
  (pkg: string) =>
  ({ from, path }: { from: string; path: string }) =>
    roomOf(pkg, from) !== roomOf(pkg, path);
const isValue = ({ typeOnly }: { typeOnly: boolean }) => !typeOnly;

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

describe.each(PACKAGES)('the rooms of %s', (pkg) => {
  it('are all in use', () => {
    const used = new Set(sources[pkg].map(({ file }) => roomOf(pkg, file)).filter((room) => room !== null));
    expect([...used].sort()).toEqual(Object.keys(ROOMS[pkg]).sort());
  });

  it('import only what the table of rooms allows', () => {
    expect(wrongImports(pkg, sources[pkg])).toEqual([]);
  });

  it('have no cycle in the table, so that no room imports upwards', () => {
    const asFiles = Object.entries(ROOMS[pkg]).map(([room, rooms]) => ({
      file: room,
      imports: rooms.filter((name) => name !== room).map((path) => ({ path, typeOnly: false })),
    }));
    expect(cycles(asFiles, () => true)).toEqual([]);
  });

  it('have no import cycle across rooms, and no cycle of values anywhere', () => {
    expect(cycles(sources[pkg], isBetweenRooms(pkg))).toEqual([]);
    expect(cycles(sources[pkg], isValue)).toEqual([]);
  });

  it('hold at most 20 files a folder, each of at most 220 lines', () => {
    const folders = readdirSync(join(ROOT, `packages/${pkg}/src`), { recursive: true, withFileTypes: true });
    const count = Map.groupBy(
      folders.filter((entry) => entry.isFile()),
      ({ parentPath }) => parentPath,
    );
    expect([...count].filter(([, files]) => files.length > 20).map(([folder]) => folder)).toEqual([]);
    const long = sources[pkg]
      .map(({ file }) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 220);
    expect(long).toEqual([]);
  });
});

describe('a mistake', () => {
  const planted = {
    core: ['packages/core/src/call/call.ts', "import { analyzeCall } from '../analysis/analyze-call.ts';"],
    functions: ['packages/functions/src/http/app.ts', "import { x } from '../adapters/sqs/sqs-client.ts';"],
    'web-widget': ['packages/web-widget/src/words/dates.ts', "import type { X } from '../view/view.ts';"],
  } as const;

  it.each(PACKAGES)('in %s is found, and the sentence names the room, the import and the rule', (pkg) => {
    const [file, text] = planted[pkg];
    const [sentence, ...others] = wrongImports(pkg, [{ file, imports: importsOf(file, text) }]);
    expect(others).toEqual([]);
    expect(sentence).toContain(file);
    expect(sentence).toMatch(/imports packages\/.*: \w+\/ may import .*, not \w+\/\./);
  });

  it('the check finds a file in an unknown room', () => {
    const file = 'packages/core/src/utils/misc.ts';
    expect(wrongImports('core', [{ file, imports: [] }])).toEqual([
      `${file}: the room utils/ is not in the table of rooms. Add it there.`,
    ]);
  });

  it('the check finds a cycle: across rooms also of types, inside a room of values', () => {
    const file = (name: string, text: string) => ({ file: name, imports: importsOf(name, text) });
    const across = [
      file('packages/core/src/call/a.ts', "import type { B } from '../shared/b.ts';"),
      file('packages/core/src/shared/b.ts', "import type { A } from '../call/a.ts';"),
    ];
    expect(cycles(across, isBetweenRooms('core'))).toHaveLength(1);
    const inside = (type: string) => [
      file('packages/core/src/call/a.ts', `import ${type}{ B } from './b.ts';`),
      file('packages/core/src/call/b.ts', "import { A } from './a.ts';"),
    ];
    expect(cycles(inside(''), isValue)).toHaveLength(1);
    expect(cycles(inside('type '), isValue)).toEqual([]);
  });
});

describe('the walls between packages', () => {
  it('core imports only zod/mini and itself, and for the language of a call tinyld', () => {
    const foreign = sources.core.flatMap(({ file, imports }) =>
      imports
        .map(({ path }) => path)
        .filter((name) => name !== 'zod/mini' && !name.startsWith('packages/core/src/'))
        .map((name) => [file, name]),
    );
    expect(foreign).toEqual([['packages/core/src/language/languages-of-call.ts', 'tinyld/light']]);
  });

  it('functions and the widget never import each other', () => {
    const meets = (files: SourceFile[], other: string) =>
      files.filter(({ imports }) => imports.some(({ path }) => path.includes(other))).map(({ file }) => file);
    expect(meets(functions, 'web-widget/src')).toEqual([]);
    expect(meets(sources['web-widget'], 'packages/functions')).toEqual([]);
  });

  it('the client imports nothing but its own files', () => {
    const foreign = sourcesBelow('packages/client/src').flatMap(({ imports }) =>
      imports.filter(({ path }) => !path.startsWith('packages/client/src/')),
    );
    expect(foreign).toEqual([]);
  });

  it('only the small form of zod is used: a cold start would load both', () => {
    const users = functions.filter(
      ({ file, imports }) =>
        // The OpenAPI document is written before a deployment.
        !file.startsWith(`${FUNCTIONS}/openapi/`) && imports.some(({ path }) => path === 'zod'),
    );
    expect(users.map(({ file }) => file)).toEqual([]);
  });

  it('only the door of the API knows hono/aws-lambda', () => {
    const users = functions.filter(({ imports }) => imports.some(({ path }) => path === 'hono/aws-lambda'));
    expect(users.map(({ file }) => file)).toEqual([`${FUNCTIONS}/doors/api-lambda.ts`]);
  });

  it('the app pulls in no AWS SDK, no model client, no SST and nothing of Node', async () => {
    const inputs = await bundled(`${FUNCTIONS}/http/app.ts`);
    expect(inputs).toContain(`${FUNCTIONS}/http/app.ts`);
    expect(inputs.filter((path) => /@aws-sdk|@smithy|openai|\/sst\/|adapters\/|wink/.test(path))).toEqual([]);
  });
});

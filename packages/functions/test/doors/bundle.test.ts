import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { buildLambda } from '../../build.ts';

const folder = mkdtempSync(join(tmpdir(), 'live-assist-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const door = (name: string) => fileURLToPath(new URL(`../../src/doors/${name}.ts`, import.meta.url));

/** The bundle of a door: the files that a start reads, and all files. */
async function bundled(name: 'api-lambda' | 'worker-lambda') {
  const { outputs } = (await buildLambda(join(folder, name, 'index.mjs'), door(name))).metafile;
  const scripts = Object.keys(outputs).filter((file) => file.endsWith('.mjs'));
  const start = loadedWith(scripts.find((file) => file.endsWith('/index.mjs')) ?? '');
  function loadedWith(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) loadedWith(path, seen);
    }
    return seen;
  }
  return {
    start,
    scripts,
    imports: Object.values(outputs).flatMap((output) => output.imports),
    loadedWith,
    sourcesOf: (files: Iterable<string>) =>
      [...files].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})),
    bytesOf: (files: Iterable<string>) =>
      [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0),
  };
}

// The budgets allow a few percent of growth; more growth needs a reason.
describe('the bundle of the API for Lambda', () => {
  const api = bundled('api-lambda');

  it('the bundle of the API for Lambda starts without the code for an analysis, which it loads later', async () => {
    const { start, scripts, sourcesOf } = await api;
    const forAnalyses =
      /\/openai\/|wink|\/local-analyst\/|\/openai-analyst\/|\/redaction\/|gate\.ts|client-sqs\//;
    expect(sourcesOf(start).length).toBeGreaterThan(100);
    expect(sourcesOf(start).filter((source) => forAnalyses.test(source))).toEqual([]);
    expect(sourcesOf(scripts).filter((source) => forAnalyses.test(source)).length).toBeGreaterThan(50);
  });

  it('the bundle of the API for Lambda takes the modules of Node from the process: an import of one loads more than is used', async () => {
    const { imports, scripts } = await api;
    const ofNode = imports.filter(({ path, kind }) => isBuiltin(path) && kind !== 'require-call');
    expect(ofNode.map(({ path }) => path)).toEqual([]);
    expect(scripts.map((file) => readFileSync(file, 'utf8')).join('')).toContain(
      'getBuiltinModule("node:http")',
    );
  });

  it('the bundle of the API for Lambda loads the importers of other formats with a delivery alone', async () => {
    const { scripts, loadedWith, sourcesOf } = await api;
    const isImporter = (source: string) =>
      source.includes('/core/src/formats/') || source.includes('/src/import/');
    const importers = scripts.filter((file) => sourcesOf([file]).some(isImporter));
    expect(importers.length).toBeGreaterThan(0);
    const others = scripts.filter((file) => !importers.includes(file));
    expect(sourcesOf(new Set(others.flatMap((file) => [...loadedWith(file)]))).filter(isImporter)).toEqual(
      [],
    );
    expect(importers.filter((file) => !/\/deliveries-[^/]+$/.test(file))).toEqual([]);
  });

  it('the bundle of the API for Lambda starts with at most 380 kB, 220 of which are the client of DynamoDB, in at most 4 files', async () => {
    const { start, bytesOf } = await api;
    expect(bytesOf(start)).toBeLessThan(380_000);
    expect(start.size).toBeLessThan(5);
  });

  it('the bundle of the API for Lambda calls the model before it loads the code for its answer', async () => {
    const { scripts, loadedWith, sourcesOf } = await api;
    const toAsk = scripts.filter((file) => /\/(?:analysis|openai-analyst)-[^/]+$/.test(file));
    const ofAnswers = /\/(?:gate|grounding|due-date|prompt-answer|analytics|envelope|second-opinion)\.ts$/;
    const loaded = sourcesOf(new Set(toAsk.flatMap((file) => [...loadedWith(file)])));
    expect(
      loaded.filter((source) => /\/(?:run-attempt|redact|prompt|prompt-injection)\.ts$/.test(source)),
    ).toHaveLength(4);
    expect(loaded.filter((source) => ofAnswers.test(source))).toEqual([]);
  });

  it('the bundle of the API for Lambda has one file of at most 140 kB for the client of the model, which asks for chat completions alone', async () => {
    const { scripts, sourcesOf, bytesOf } = await api;
    const client = scripts.filter((file) => sourcesOf([file]).some((source) => source.includes('/openai/')));
    // The signer of Amazon Bedrock is in a file of its own.
    const [bedrock, ...others] = client.toSorted((a, b) => bytesOf([a]) - bytesOf([b]));
    expect(sourcesOf(bedrock ? [bedrock] : []).some((source) => source.endsWith('/bedrock-client.ts'))).toBe(
      true,
    );
    expect(others).toHaveLength(1);
    expect(bytesOf(others)).toBeLessThan(140_000);
  });
});

describe('the bundle of the worker', () => {
  it('the bundle of the queue worker starts with at most 357 kB', async () => {
    const { start, bytesOf } = await bundled('worker-lambda');
    expect(bytesOf(start)).toBeLessThan(357_000);
  });

  // 130 kB of it read telephone numbers, and 75 kB deliveries of other systems: a worker has one file.
  it('of workerd has at most 1.91 MB, with the profiles of languages, as it has no files to load late', async () => {
    const { outputFiles } = await build({
      entryPoints: [door('fetch')],
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      platform: 'browser',
      conditions: ['workerd', 'worker'],
      external: ['node:*'],
      logLevel: 'silent',
    });
    expect(outputFiles[0]?.contents.length).toBeLessThan(1_910_000);
  });
});

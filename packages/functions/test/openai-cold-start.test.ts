import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLambda } from '../build.ts';

const folder = mkdtempSync(join(tmpdir(), 'live-assist-bundle-'));
type Outputs = NonNullable<Awaited<ReturnType<typeof buildLambda>>['metafile']>['outputs'];
let outputs: Outputs;

beforeAll(async () => {
  outputs = (await buildLambda(join(folder, 'index.mjs'))).metafile.outputs;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Files that are read when this one is, without those that are imported later. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind } of outputs[file]?.imports ?? []) {
    if (kind === 'import-statement' && path in outputs) loadedWith(path, seen);
  }
  return seen;
}

describe('a cold start of the Lambda', () => {
  it('does not load the package openai, which is there for when an analysis begins', () => {
    const entry = Object.keys(outputs).find((file) => file.endsWith('/index.mjs')) ?? '';
    const sources = (files: Iterable<string>) =>
      [...files].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
    const isOpenAi = (source: string) => source.includes('/openai/');
    expect(sources(loadedWith(entry)).length).toBeGreaterThan(100);
    expect(sources(loadedWith(entry)).filter(isOpenAi)).toEqual([]);
    expect(sources(Object.keys(outputs)).filter(isOpenAi).length).toBeGreaterThan(10);
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TSC = at('../../../../node_modules/typescript/bin/tsc');
const folder = mkdtempSync(join(tmpdir(), 'live-assist-codes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiler's output for the table with changed codes. */
function compiledWith(name: string, change: (codes: string) => string): string {
  const place = join(folder, name);
  cpSync(at('../../src/shared'), place, { recursive: true });
  const errors = join(place, 'errors.ts');
  writeFileSync(errors, change(readFileSync(errors, 'utf8')));
  const options = ['--noEmit', '--strict', '--target', 'ES2023', '--lib', 'ES2023', '--types', ''];
  const modules = ['--module', 'nodenext', '--allowImportingTsExtensions', '--ignoreConfig'];
  const table = join(place, 'retry-of-code.ts');
  return spawnSync(process.execPath, [TSC, ...options, ...modules, table], { encoding: 'utf8' }).stdout;
}

describe('the retry of each error code', () => {
  it('the table has a retry for every code', () => {
    expect(compiledWith('as-it-is', (codes) => codes)).toBe('');
  });

  it('a code without a retry does not compile', () => {
    const said = compiledWith('one-more', (codes) =>
      codes.replace("| 'internal'", "| 'internal' | 'a_new_code'"),
    );
    expect(said).toMatch(/retry-of-code\.ts.*error TS\d+: .*'a_new_code' is missing/s);
  });
});

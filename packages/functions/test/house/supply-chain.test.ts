import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { licencesPage, productionPackages } from '../../../../scripts/licences.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Licences that require attribution at most. */
// The Unlicense gives up all rights; `fast-sha256`, which signs for `standardwebhooks`, has it.
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense']);

describe('what runs in production', () => {
  const packages = productionPackages();

  it('production packages are listed with their transitive dependencies', () => {
    const names = packages.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['hono', 'zod', '@smithy/core', 'yallist']));
    expect(names.filter((name) => ['vitest', 'typescript', '@live-assist/core'].includes(name))).toEqual([]);
  });

  it('production packages have allowed licences', () => {
    expect(packages.filter(({ licence }) => !ALLOWED.has(licence))).toEqual([]);
  });

  it('production packages are listed in docs/licences.md, which `pnpm list-licences` writes', () => {
    expect(read('docs/licences.md')).toBe(licencesPage(packages));
  });
});

describe('versions', () => {
  const catalog = [
    ...(read('pnpm-workspace.yaml')
      .split(/^catalog:\n/m)[1]
      ?.matchAll(/^ {2}"?([^":]+)"?: (.*)$/gm) ?? []),
  ];

  it('versions are exact in the catalog', () => {
    expect(catalog.length).toBeGreaterThan(20);
    expect(catalog.filter(([, , version = '']) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('versions are only in the catalog', () => {
    const manifests = [
      'package.json',
      ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/package.json`),
    ];
    for (const path of manifests) {
      const { dependencies, devDependencies, ...others } = JSON.parse(read(path));
      const specifiers = Object.values({ ...dependencies, ...devDependencies });
      expect([path, specifiers.filter((one) => one !== 'catalog:' && one !== 'workspace:*')]).toEqual([
        path,
        [],
      ]);
      expect([path, others.optionalDependencies]).toEqual([path, undefined]);
      // A peer is what a host may have, so it is a range, and it may be absent.
      for (const [peer, range] of Object.entries(others.peerDependencies ?? {})) {
        expect([peer, range]).toEqual([peer, expect.stringMatching(/^>=\d+$/)]);
        expect(others.peerDependenciesMeta).toMatchObject({ [peer]: { optional: true } });
      }
    }
  });

  it.each(['pnpm-lock.yaml', 'proofs/runtimes/pnpm-lock.yaml'])(
    'locked packages have a hash each, and no host: %s',
    (path) => {
      const lockfile = read(path);
      const resolutions = lockfile.match(/resolution: .*/g) ?? [];
      expect(resolutions.length).toBeGreaterThan(50);
      expect(
        resolutions.filter((one) => !/^resolution: \{integrity: sha512-[\w+/]{86}==\}$/.test(one)),
      ).toEqual([]);
      expect(lockfile.match(/https?:\/\/\S+|git\+\S+|tarball: \S+/g) ?? []).toEqual([]);
    },
  );
});

describe('SECURITY.md', () => {
  const threats = read('SECURITY.md')
    .split('\n')
    .filter((line) => line.startsWith('| **'))
    .map((line) => line.split(' | '));

  it('SECURITY.md names tests for every threat', () => {
    expect(threats.length).toBeGreaterThan(12);
    for (const columns of threats) {
      expect(columns).toHaveLength(3);
      expect([columns[0], columns[2]]).toEqual([columns[0], expect.stringMatching(/`[^`]+\.test\.ts`/)]);
    }
  });

  it('SECURITY.md only names existing tests', () => {
    const named = [...new Set(read('SECURITY.md').match(/[\w./-]+\.test\.ts/g))];
    expect(
      named.filter((path) => !existsSync(join(ROOT, path)) || !/\bit(\.each)?[(`]/.test(read(path))),
    ).toEqual([]);
  });
});

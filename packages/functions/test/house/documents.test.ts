import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, ROOT } from './rooms.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', '.data', '.sst']);

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const files = filesBelow('.');
const documents = files.filter((path) => path.endsWith('.md'));
const decisions = documents.filter((path) => /^docs\/decisions\/(?!README)/.test(path));

/** A path in a document; it must exist if it begins with one of these folders. */
const PATH = /`((?:packages|infra|proofs|scripts|docs|samples|benchmarks|examples)\/[\w./-]+)`/g;
/** The output of a build is missing in a fresh clone. */
const isMade = (path: string) => path.split('/').includes('dist');

const headingsOf = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the documents', () => {
  it('name paths that exist', () => {
    const missing = documents.flatMap((document) =>
      [...read(document).matchAll(PATH)]
        .map(([, path = '']) => path)
        .filter((path) => !isMade(path) && !existsSync(join(ROOT, path)))
        .map((path) => `${document}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('link to files and headings that exist', () => {
    const broken = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)\s]*)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => {
          const [path = '', heading] = target.split('#');
          const file = path === '' ? document : relative('.', join(dirname(document), path));
          if (!existsSync(join(ROOT, file))) return true;
          return heading !== undefined && !headingsOf(file).includes(heading);
        })
        .map((target) => `${document}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name scripts that package.json has', () => {
    const { scripts, devDependencies } = JSON.parse(read('package.json'));
    const ofPnpm = ['install', 'pack', 'audit', 'outdated', 'licenses', 'run', 'deploy'];
    // A dependency may provide a command of the same name, as `sst` does.
    const known = new Set([...Object.keys(scripts), ...Object.keys(devDependencies), ...ofPnpm]);
    const unknown = documents.flatMap((document) =>
      [...read(document).matchAll(/`(?:npx )?pnpm(?:@12)? ([a-z][\w:-]*)/g)]
        .map(([, script = '']) => script)
        .filter((script) => !known.has(script))
        .map((script) => `${document}: ${script}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('docs/design.md', () => {
  const design = read('docs/design.md');
  const table = design.split('## Where a change goes')[1]?.split('## The rooms')[0] ?? '';

  it('begins with at least twelve kinds of changes, each with its files', () => {
    const rows = table.split('\n').filter((line) => /^\| (?!change |---)/.test(line));
    expect(rows.length).toBeGreaterThanOrEqual(12);
    for (const row of rows) {
      expect([row, [...row.matchAll(PATH)].length >= 2]).toEqual([row, true]);
    }
    expect(design.indexOf('## ')).toBe(design.indexOf('## Where a change goes'));
  });

  it('names sources that exist, also where a path begins at the sources of its package', () => {
    const named = [...design.matchAll(/`([\w./-]+\.(?:ts|mjs|json))`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((path) => !files.some((file) => file === path || file.endsWith(`/${path}`)))).toEqual(
      [],
    );
  });

  it('describes each room', () => {
    const rooms = Object.values(ROOMS).flatMap((roomTable) => Object.keys(roomTable));
    expect(rooms.filter((room) => !design.includes(`| \`${room}\` | `))).toEqual([]);
  });
});

describe('the decisions', () => {
  const index = read('docs/decisions/README.md');

  it('are numbered without gaps, and each has a date, a status and a decision', () => {
    expect(decisions.length).toBeGreaterThan(70);
    for (const [at, path] of decisions.sort().entries()) {
      expect(Number(basename(path).slice(0, 4))).toBe(at + 1);
      const [heading, , date, status, blank] = read(path).split('\n');
      expect([path, heading]).toEqual([path, expect.stringMatching(new RegExp(`^# ${at + 1}\\. \\S`))]);
      expect([path, date]).toEqual([path, expect.stringMatching(/^Date: \d{4}-\d\d-\d\d$/)]);
      expect([path, status]).toEqual([
        path,
        expect.stringMatching(/^Status: (accepted\b|superseded by \d+$)/),
      ]);
      expect([path, blank, read(path).includes('\n## Decision\n')]).toEqual([path, '', true]);
    }
  });

  it('are listed in the index under their titles, and only refer to existing numbers', () => {
    for (const path of decisions) {
      const text = read(path);
      const [, number, title] = /^# (\d+)\. (.+)$/m.exec(text) ?? [];
      expect(index).toContain(`| ${number} | [${title}](${basename(path)}) |`);
      const status = /^Status: (.+)$/m.exec(text)?.[1] ?? '';
      for (const [other] of status.matchAll(/\d+/g)) {
        expect([path, Number(other) > Number(number), Number(other) <= decisions.length]).toEqual([
          path,
          true,
          true,
        ]);
      }
    }
    expect(index.match(/^\| \d+ \|/gm)).toHaveLength(decisions.length);
  });
});

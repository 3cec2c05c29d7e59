import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultsOf } from '../../../../scripts/patterns/faults.ts';
import { THOROUGH } from '../support/thorough.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

// Each of these, or one of the same kind, was once in the sources.
const SLOW: readonly [what: string, source: string, flags: string][] = [
  [
    'a forged line, cubic in line feeds',
    String.raw`(?:^|[\n.!?;"'\])}]\s*|\\n)\s*\[?(?:agent|system|assistant)\]?\s*(?:\(\w+\))?\s*:`,
    'im',
  ],
  ['an indented line in several-line mode', String.raw`^\s*\[\d+\]\s*(?:agent|customer)`, 'im'],
  ['space around a slash', String.raw`<\s*\/?\s*(?:script|img)`, 'i'],
  ['marks at the end', String.raw`[.;\s]+$`, ''],
  ['a word with a letter in it', String.raw`[\p{L}\p{N}@$]*\p{L}[\p{L}\p{N}@$]*`, 'gu'],
  ['a stem without a beginning', String.raw`(?:игнориру|забуд)\p{L}*\s(?:правил)`, 'iu'],
  ['a string without an end', String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`, 'g'],
  ['a head between two gaps', String.raw`\b(?:i|we)\s+will(?:\s+also)*\s+[^.]+?\s+(?:and|to)\s+call`, 'i'],
  ['nested quantifiers', '^(?:a+)+$', ''],
  ['alternatives that overlap', String.raw`^(?:\w|\d)+:$`, ''],
];

const QUICK: readonly [what: string, source: string, flags: string][] = [
  ['marks at the end, tried once for a run', String.raw`(?<![.;\s])[.;\s]+$`, ''],
  ['bounded words between two words', String.raw`\bgive(?: \w+){0,6} score`, 'i'],
  ['words of any script', String.raw`[\p{L}\p{M}\p{N}]+`, 'gu'],
];

describe('the lint of patterns', () => {
  it.each(SLOW)('the lint of patterns reports %s', async (_, source, flags) => {
    expect(await faultsOf({ source, flags }, 1_000)).not.toEqual([]);
  });

  it.each(QUICK)('the lint of patterns accepts %s', async (_, source, flags) => {
    expect(await faultsOf({ source, flags })).toEqual([]);
  });

  it('the lint of patterns reads literals, `new RegExp` and lazy patterns, and reports their place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'live-assist-patterns-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const late = new URL('../../src/shared/lazy-pattern.ts', import.meta.url).href;
    writeFileSync(
      join(folder, 'planted.ts'),
      [
        `import { lazyPattern } from ${JSON.stringify(late)};`,
        String.raw`export const literal: RegExp = /[.;\s]+$/;`,
        "const GAP = '\\\\s*';",
        'export const made = new RegExp(["<", "/?", "script"].join(GAP));',
        'export const late = lazyPattern(() => /[,.]+$/u);',
        String.raw`export const harmless = /\bscore\b/;`,
      ].join('\n'),
    );
    const { status, stdout, stderr } = lint(relative(ROOT, folder));
    expect([status, stdout.trim()]).toEqual([1, '4 patterns, 3 faults']);
    for (const line of [2, 4, 5]) expect(stderr).toContain(`planted.ts:${line} `);
  });

  it('the lint of patterns reads all sources and reports none', () => {
    // `pnpm lint` tries every pattern.
    const { status, stdout, stderr } = lint(...(THOROUGH ? [] : ['--every', '24']));
    expect([status, stderr]).toEqual([0, '']);
    expect(Number(/^(\d+) patterns, 0 faults/.exec(stdout)?.[1])).toBeGreaterThan(THOROUGH ? 1_000 : 40);
  });
});

function lint(...given: string[]) {
  const args = ['--disable-warning=ExperimentalWarning', join(ROOT, 'scripts/lint-patterns.ts'), ...given];
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
}

/**
 * The esbuild plugins of every bundle for Lambda: `build.ts` uses them, and SST by `nodejs.plugins`. Speed is arranged
 * here, so that the sources of the domain do not speak of it.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withPatternsAsText } from './patterns-as-text.mjs';

const CORE = fileURLToPath(new URL('../core/src/', import.meta.url));

/**
 * The modules of core that are loaded late, in two files: `analysis` when the first analysis begins, `judgement` while a
 * model is waited for. Imported one by one from several places, esbuild would put them into many small files.
 */
const LATE = {
  analysis: [
    'aliases/customer-behind',
    'aliases/hide-numbers',
    'aliases/name-window',
    'aliases/named-by',
    'aliases/sender',
    'analysis/account-limits',
    'analysis/cost-brake',
    'analysis/run-attempt',
    'analytics/improvement-areas',
    'call/decode-call',
    'erasure/erase-aliases',
    'erasure/erase-call',
    'erasure/erase-customer',
    'erasure/erase-promises',
    'linking/link-customer',
    'linking/move-call',
    'linking/take-over',
    'memory/update-commitment',
    'memory/update-matter',
    'metrics/metrics',
    'promises/finish-promises',
    'promises/plan-promises',
    'promises/write-promises',
    'prompt/prompt',
    'prompt/prompt-lines',
    'recording/redact-recording',
    'redaction/recorded-codes',
    'redaction/redact',
    'redaction/redacted-windows',
    'shared/english-words',
    'shared/errors',
    'shared/map-limit',
    'shared/word-set',
  ],
  judgement: [
    'analysis/build-analytics',
    'analytics/analytics',
    'call/tool-name',
    'evidence/due-date',
    'evidence/gate',
    'evidence/prompt-injection',
    'evidence/summary',
    'evidence/tool-call',
    'prompt/prompt-answer',
    'prompt/prompt-join',
    'prompt/prompt-judgement',
    'shared/lazy-pattern',
  ],
};

// SST passes imports and files on to plugins without looking at `filter` and `namespace`, so each callback looks itself.
const EVERYTHING = { filter: /.*/ };

/** Maps an import of one of those modules, from an adapter or by `import()`, to the file that holds it. */
const lateEntries = {
  name: 'late-entries',
  setup(bundler) {
    bundler.onResolve(EVERYTHING, ({ path, resolveDir, kind }) => {
      const module = coreModule(path, resolveDir, kind);
      const entry = Object.keys(LATE).find((name) => LATE[name].includes(module));
      return entry && { path: entry, namespace: 'late', sideEffects: false };
    });
    bundler.onLoad(EVERYTHING, ({ path, namespace }) =>
      namespace === 'late' ? { contents: textOf(path), resolveDir: CORE, loader: 'js' } : undefined,
    );
  },
};

/** The module of core that an import names as a package, or loads late by a relative path; its name as in {@link LATE}. */
function coreModule(path, resolveDir, kind) {
  if (path.startsWith('@live-assist/core/')) return path.slice('@live-assist/core/'.length);
  if (kind !== 'dynamic-import' || !path.startsWith('.')) return undefined;
  const file = join(resolveDir, path);
  return file.startsWith(CORE) ? file.slice(CORE.length, -'.ts'.length) : undefined;
}

function textOf(entry) {
  const files = LATE[entry].map((module) => join(CORE, `${module}.ts`));
  // A judgement uses what an analysis uses, so it lies in the same file where a bundle needs both.
  const from = entry === 'judgement' ? ['@live-assist/core/analysis/run-attempt', ...files] : files;
  return from.map((name) => `export * from ${JSON.stringify(name)};`).join('\n');
}

/**
 * Makes the literals inside of `lazyPattern(() => …)` text. V8 reads a literal with classes of Unicode when it reads the
 * file and again when it reads the function around it, up to a millisecond each time, which every start would pay.
 */
const patternsAsText = {
  name: 'patterns-as-text',
  setup(bundler) {
    bundler.onLoad(EVERYTHING, async ({ path }) => {
      if (!SOURCE.test(path)) return undefined;
      const source = await readFile(path, 'utf8');
      return source.includes('lazyPattern(')
        ? { contents: withPatternsAsText(source), loader: 'ts' }
        : undefined;
    });
  },
};

const SOURCE = /packages[/\\](?:core|functions)[/\\]src[/\\].*\.ts$/;

export default [lateEntries, patternsAsText];

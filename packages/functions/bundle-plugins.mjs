/**
 * The esbuild plugins of every bundle for Lambda: `build.ts` uses them, and SST by `nodejs.plugins`. Speed is arranged
 * here, so that the sources of the domain do not speak of it.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownModules } from './own-modules.mjs';
import { withPatternsAsText } from './patterns-as-text.mjs';
import { unusedParts } from './unused-parts.mjs';

const CORE = fileURLToPath(new URL('../core/src/', import.meta.url));

/**
 * The modules of core that are loaded late, in five files: `bodies` with the first body of a window or a link, `calls` with the
 * first request that is not about a memory box, `analysis` when the first analysis begins, `judgement` while a model is waited
 * for, `changes` with the first change by hand, erasure or link. Imported one by one from several places, esbuild would put
 * them into many small files.
 */
const LATE = {
  calls: [
    'analysis/analysis-status',
    'analysis/analyze-call',
    'erasure/erasure-checks',
    'ingest/list-waiting',
    'ingest/note-windows',
    'ingest/settle-call',
    'ingest/sweep-waiting',
    'memory/list-calls',
    'queue/answer-in-time',
    'queue/queue-analysis',
    'queue/run-events',
    'recording/announce-window',
    'recording/end-call',
    'recording/record-window',
    'recording/request-redaction',
  ],
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
    'metrics/metrics',
    'promises/finish-promises',
    'promises/plan-promises',
    'promises/write-promises',
    'prompt/prompt',
    'prompt/prompt-lines',
    'prompt/tool-lines',
    'recording/redact-recording',
    'redaction/recorded-codes',
    'redaction/redact',
    'redaction/redacted-windows',
    'shared/english-words',
    'shared/errors',
    'shared/map-limit',
    'shared/word-set',
  ],
  changes: [
    'erasure/erase-aliases',
    'erasure/erase-call',
    'erasure/erase-customer',
    'erasure/erase-promises',
    'events/removed-promises',
    'linking/link-customer',
    'linking/move-call',
    'linking/take-over',
    'memory/update-commitment',
    'memory/update-matter',
  ],
  bodies: ['linking/link-customer-command', 'recording/record-window-command'],
  judgement: [
    'analysis/build-analytics',
    'analytics/analytics',
    'call/tool-name',
    'evidence/due-date',
    'evidence/gate',
    'evidence/prompt-injection',
    'evidence/summary',
    'evidence/tool-call',
    'language/languages-of-call',
    'prompt/prompt-answer',
    'prompt/prompt-join',
    'prompt/prompt-judgement',
    'shared/lazy-pattern',
  ],
};

/** What a start uses of core, as far as late files use it too. */
const AT_START = ['memory/recall-memory', 'ports/erasures', 'ports/sweep-job'];

/**
 * Modules that a start does not need, and that the barrel of core exports all the same: what a barrel
 * exports lies in the files of a start if any other file uses it.
 */
const NOT_AT_START = [
  ...LATE.bodies,
  ...LATE.calls,
  'call/window-lists',
  'erasure/erasure-checks',
  'erasure/erase-customer',
  'memory/update-commitment',
  'memory/update-matter',
];

// SST passes imports and files on to plugins without looking at `filter` and `namespace`, so each callback looks itself.
const EVERYTHING = { filter: /.*/ };

/**
 * What takes a delivery of another system, with its importers: a file of its own, which is loaded with the first one and shares
 * with a start what the late files share.
 */
const DELIVERIES = fileURLToPath(new URL('src/import/take-delivery.ts', import.meta.url));

/** Maps an import of one of those modules, from an adapter or by `import()`, to the file that holds it. */
const lateEntries = {
  name: 'late-entries',
  setup(bundler) {
    bundler.onResolve(EVERYTHING, ({ path, resolveDir, kind }) => {
      if (kind === 'dynamic-import' && join(resolveDir, path) === DELIVERIES)
        return { path: 'deliveries', namespace: 'late', sideEffects: false };
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
  // What a start shares with one of them lies in the same file as what it shares with another one; so does what `calls`
  // shares with the others.
  const late = entry === 'deliveries' ? [] : LATE[entry];
  const files = [...AT_START, ...LATE.calls, ...late].map((module) => join(CORE, `${module}.ts`));
  // A judgement and a change use what an analysis uses, so that lies in one file where a bundle needs both.
  const first = {
    changes: ['@live-assist/core/analysis/run-attempt'],
    judgement: ['@live-assist/core/analysis/run-attempt'],
    deliveries: [DELIVERIES],
  }[entry];
  const from = [...(first ?? []), ...files];
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

/** Takes {@link NOT_AT_START} out of the barrel of core: what imports one of them from there does not build. */
const smallBarrel = {
  name: 'small-barrel',
  setup(bundler) {
    bundler.onLoad(EVERYTHING, async ({ path }) => {
      if (path !== BARREL) return undefined;
      const source = await readFile(path, 'utf8');
      const isLate = (name) => NOT_AT_START.includes(name);
      const contents = source.replace(EXPORT_FROM, (line, name) => (isLate(name) ? '' : line));
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Lets the client of Amazon Bedrock use what the client of SQS uses. Both share code with the client of DynamoDB; if each
 * used its own part of that, a start would read the parts from several files.
 */
const oneFileOfTheSdk = {
  name: 'one-file-of-the-sdk',
  setup(bundler) {
    bundler.onLoad(EVERYTHING, async ({ path }) => {
      if (!BEDROCK.test(path)) return undefined;
      const source = await readFile(path, 'utf8');
      return { contents: `${source}\nexport * as sqs from '@aws-sdk/client-sqs';`, loader: 'ts' };
    });
  },
};

const BEDROCK = /[/\\]openai-analyst[/\\]provider[/\\]bedrock-client\.ts$/;

const BARREL = join(CORE, 'index.ts');
const EXPORT_FROM = /^export \{[^}]*\} from '\.\/([^']+)\.ts';$/gm;

const SOURCE = /packages[/\\](?:core|functions)[/\\]src[/\\].*\.ts$/;

export default [lateEntries, smallBarrel, oneFileOfTheSdk, ownModules, unusedParts, patternsAsText];

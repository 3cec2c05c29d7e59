import { globSync, readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseAst } from 'vitest/node';

/** A pattern of the sources, with the place where it is written or created. */
export interface FoundPattern {
  source: string;
  flags: string;
  /** File and line, for example `packages/core/src/redaction/redact.ts:12`. */
  at: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
// This module creates patterns at first use. The collector loads a variant that creates them at once.
const LATE_PATTERN = /\/la(?:te|zy)-pattern\.ts$/;

/**
 * Collects every pattern below some folders: the literals of the syntax tree, and the patterns that `new RegExp` and
 * `lazyPattern` create while the modules load. A pattern that is only created when a function runs is not found.
 *
 * @param folders - Relative to the repository's root, for example `packages/core/src`.
 */
export async function patternsBelow(folders: readonly string[]): Promise<FoundPattern[]> {
  const files = folders.flatMap((folder) =>
    globSync('**/*.ts', { cwd: join(ROOT, folder) }).map((file) => join(ROOT, folder, file)),
  );
  const sources = files.filter((file) => !file.endsWith('.d.ts'));
  const found = [...sources.flatMap(literalsIn), ...(await constructedBy(sources.filter(makesPatterns)))];
  return [...new Map(found.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern])).values()];
}

function makesPatterns(file: string): boolean {
  return /new RegExp\(|(?:late|lazy)Pattern\(/.test(readFileSync(file, 'utf8'));
}

function literalsIn(file: string): FoundPattern[] {
  const code = readFileSync(file, 'utf8');
  const found: FoundPattern[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const child of node) visit(child);
    } else if (typeof node === 'object' && node !== null) {
      const { regex, start } = node as { regex?: { pattern: string; flags: string }; start?: number };
      if (regex !== undefined) {
        const line = code.slice(0, start).split('\n').length;
        found.push({ source: regex.pattern, flags: regex.flags, at: `${relative(ROOT, file)}:${line}` });
      }
      for (const child of Object.values(node)) visit(child);
    }
  };
  // Types are replaced by blanks, so that positions stay the same.
  visit(parseAst(stripTypeScriptTypes(code)));
  return found;
}

async function constructedBy(files: readonly string[]): Promise<FoundPattern[]> {
  const found: FoundPattern[] = [];
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      if (!LATE_PATTERN.test(url)) return nextLoad(url, context);
      const code = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
      const eager = code.replace('let pattern', 'let pattern = make()');
      return { format: 'module', source: eager, shortCircuit: true };
    },
  });
  const Original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Original, {
    construct(target, args, newTarget) {
      const pattern = Reflect.construct(target, args, newTarget) as RegExp;
      const at = placeOf(new Error().stack ?? '', files);
      if (at !== null) found.push({ source: pattern.source, flags: pattern.flags, at });
      return pattern;
    },
  });
  try {
    for (const file of files) await import(pathToFileURL(file).href);
  } finally {
    globalThis.RegExp = Original;
    hooks.deregister();
  }
  return found;
}

/** The innermost of the given files on the stack, except the file of `lazyPattern`. */
function placeOf(stack: string, files: readonly string[]): string | null {
  for (const [, url = '', line] of stack.matchAll(/(file:\/\/[^\s:)]+):(\d+)/g)) {
    const file = fileURLToPath(url);
    if (files.includes(file) && !LATE_PATTERN.test(url)) return `${relative(ROOT, file)}:${line}`;
  }
  return null;
}

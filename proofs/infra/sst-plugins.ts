import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OnLoadResult, OnResolveResult, Plugin } from 'esbuild';

/**
 * Runs the plugins of `nodejs.plugins` as SST's command line does (`pkg/runtime/node/plugin.go`): in a separate process
 * behind SST's bridge, which receives every import and every file.
 *
 * @param path - The file with the plugins, relative to the root of the repository.
 */
export function sstPlugins(root: string, path: string): Plugin {
  return {
    name: 'nodejs-plugin',
    setup(bundler) {
      const bridge = spawn(
        process.execPath,
        [join(root, '.sst/platform/functions/nodejs-runtime/plugin.mjs'), join(root, path)],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      );
      const ask = questions(bridge);
      bundler.onResolve({ filter: /.*/ }, ({ path, importer, namespace, resolveDir, kind }) =>
        ask<OnResolveResult>('resolve', { path, importer, namespace, resolveDir, kind }),
      );
      bundler.onLoad({ filter: /.*/ }, ({ path, namespace, suffix }) =>
        ask<OnLoadResult>('load', { path, namespace, suffix }),
      );
      bundler.onDispose(() => bridge.stdin?.end());
    },
  };
}

function questions(bridge: ChildProcess) {
  const waiting = new Map<number, (answer: object) => void>();
  const { stdin, stdout } = bridge;
  if (stdin === null || stdout === null) throw new Error('The bridge has no pipes.');
  createInterface({ input: stdout }).on('line', (line) => {
    const { id, value } = JSON.parse(line);
    waiting.get(id)?.(value);
    waiting.delete(id);
  });
  let count = 0;
  // An empty answer means that no plugin handles it.
  return async <Answer extends object>(command: string, value: object): Promise<Answer | undefined> => {
    const id = count++;
    const answer = new Promise<object>((resolve) => waiting.set(id, resolve));
    stdin.write(`${JSON.stringify({ id, command, value })}\n`);
    const found = await answer;
    return Object.keys(found).length === 0 ? undefined : (found as Answer);
  };
}

import { readFile } from 'node:fs/promises';

/**
 * Of `openai`: the resources of the API but chat completions, and the helpers for streams and tools of these. Of the client of
 * DynamoDB: the cache of discovered endpoints; the service switches their discovery off.
 */
const UNUSED =
  /[/\\](?:openai[/\\](?:resources[/\\](?!chat[/\\]|(?:chat|index|shared)\.mjs$).+|lib[/\\]ChatCompletion\w+)\.mjs|@aws-sdk[/\\]endpoint-cache[/\\]dist-es[/\\]EndpointCache\.js)$/;
const EXPORTED_CLASS = /^export class (\w+)/gm;

/**
 * Takes out of packages what a bundle holds but never uses: two thirds of `openai`, which each first analysis of a process
 * would read, and some of each start. The classes stay, without methods, because the packages make an object of each.
 */
export const unusedParts = {
  name: 'unused-parts',
  setup(bundler) {
    // SST passes every file on to plugins, so the callback looks itself.
    bundler.onLoad({ filter: /.*/ }, async ({ path }) => {
      if (!UNUSED.test(path)) return undefined;
      const source = await readFile(path, 'utf8');
      const contents = [...source.matchAll(EXPORTED_CLASS)].map(([line]) => `${line} {}`).join('\n');
      return { contents, loader: 'js' };
    });
  },
};

import { readFile } from 'node:fs/promises';

/** The resources of the API but chat completions, and the helpers for streams and tools of these. */
const UNUSED =
  /[/\\]openai[/\\](?:resources[/\\](?!chat[/\\]|(?:chat|index|shared)\.mjs$).+|lib[/\\]ChatCompletion\w+)\.mjs$/;
const EXPORTED_CLASS = /^export class (\w+)/gm;

/**
 * Takes what is not used out of the package `openai`: two thirds of it, which each first analysis of a process would
 * read. The classes stay, without methods, because the client makes an object of each resource.
 */
export const chatOfOpenai = {
  name: 'chat-of-openai',
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

import { readFile } from 'node:fs/promises';

/**
 * Of `openai`: the resources of the API but chat completions, the helpers for streams and tools of these, and tokens of a
 * workload in place of a key. Of the client of DynamoDB: the cache of discovered endpoints; the service switches their discovery off.
 */
const UNUSED =
  /[/\\](?:openai[/\\](?:resources[/\\](?!chat[/\\]|(?:chat|index|shared)\.mjs$).+|lib[/\\]ChatCompletion\w+|auth[/\\]workload-identity-auth)\.mjs|@aws-sdk[/\\]endpoint-cache[/\\]dist-es[/\\]EndpointCache\.js)$/;
/** The same by a certificate: a few checks of options, which are used, and then the class. */
const ENDS_UNUSED = /[/\\]openai[/\\]internal[/\\]auth[/\\]x509-workload-identity-auth\.mjs$/;
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
      if (!UNUSED.test(path) && !ENDS_UNUSED.test(path)) return undefined;
      const source = await readFile(path, 'utf8');
      const classes = [...source.matchAll(EXPORTED_CLASS)];
      const used = ENDS_UNUSED.test(path) ? source.slice(0, classes[0]?.index) : '';
      return { contents: used + classes.map(([line]) => `${line} {}`).join('\n'), loader: 'js' };
    });
  },
};

// Runs one analysis with a bundle, and returns the files that it loaded after the import and before it asked the model.
import { registerHooks } from 'node:module';
import { serveMessages } from '../fresh-process.ts';
import type { ColdStart } from './process.ts';

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 };

serveMessages<ColdStart, string[]>(async ({ bundle, event }) => {
  process.stdout.write = () => true;
  const { handler } = await import(bundle);
  const loaded: string[] = [];
  registerHooks({
    load(url, given, next) {
      if (url.startsWith('file:')) loaded.push(url);
      return next(url, given);
    },
  });
  const { fetch } = globalThis;
  let beforeAsking: string[] | undefined;
  globalThis.fetch = (...given) => {
    beforeAsking ??= [...loaded];
    return fetch(...given);
  };
  const { statusCode, body } = await handler(event, context);
  if (statusCode !== 200 || beforeAsking === undefined) throw new Error(`The model was not asked: ${body}`);
  return beforeAsking;
});

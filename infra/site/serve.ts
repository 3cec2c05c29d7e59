/**
 * Serves the demo desktop on this machine for the API of a stage; `sst dev` runs it in a tab: `serve.ts PORT`.
 *
 * @module
 */
import { Resource } from 'sst/resource';
import { demoOverApi } from '../../packages/functions/src/stage/demo-over-api.ts';
import { oneLine } from '../one-line.ts';
import { stageAuth } from '../stage-token.ts';

await oneLine(async () => {
  const port = Number(process.argv[2]);
  await demoOverApi({ api: Resource.Api.url, auth: stageAuth() }, port);
  console.log(`The demo desktop is at http://localhost:${port}, over ${Resource.Api.url}`);
});

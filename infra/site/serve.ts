/**
 * The demo desktop on this machine over the API of a stage; `sst dev` runs it as a tab: `serve.ts PORT`.
 *
 * @module
 */
import { Resource } from 'sst/resource';
import { demoOverApi } from '../../packages/functions/src/local/demo-over-api.ts';

const port = Number(process.argv[2]);
await demoOverApi({ api: Resource.Api.url, secret: Resource.AUTH_SECRET.value }, port);
console.log(`The demo desktop is at http://localhost:${port}, over ${Resource.Api.url}`);

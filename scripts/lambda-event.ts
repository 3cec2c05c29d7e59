/**
 * Passes one function URL event to the Lambda door, with the tables of the local engine, and prints the answer: `node
 * scripts/lambda-event.ts METHOD PATH [BODY]`. Start `pnpm start` first; `.vscode/launch.json` runs it in a debugger.
 *
 * Without `DYNAMODB_ENDPOINT`, it takes the key of the engine and the secrets of the service from the data folder
 * (`DATA_FOLDER`, `DYNAMODB_PORT`). Without `TOKEN`, it makes a token with all scopes.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Scope } from '../packages/functions/src/auth/scopes.ts';
import { engineKeyOf } from '../packages/functions/src/local/engine/engine-key.ts';
import { devToken } from '../packages/functions/src/local/server/dev-token.ts';
import { REPOSITORY } from '../packages/functions/src/local/server/local-service.ts';
import { secretOf } from '../packages/functions/src/local/server/private-folder.ts';
import { urlEvent } from '../packages/functions/test/support/url-event.ts';

const [method = 'GET', path = '/healthz', body] = process.argv.slice(2);
const { env } = process;

if (!env.DYNAMODB_ENDPOINT) {
  const dataFolder = resolve(REPOSITORY, env.DATA_FOLDER || '.data');
  if (!existsSync(join(dataFolder, 'engine-key'))) {
    console.error(`${dataFolder} holds no key of an engine. Run pnpm start first, and leave it running.`);
    process.exit(1);
  }
  const key = engineKeyOf(dataFolder);
  env.DYNAMODB_ENDPOINT = `http://127.0.0.1:${env.DYNAMODB_PORT || 8000}`;
  env.AWS_ACCESS_KEY_ID = key.accessKeyId;
  env.AWS_SECRET_ACCESS_KEY = key.secretAccessKey;
  // A session token of another account would make this key invalid.
  delete env.AWS_SESSION_TOKEN;
  env.ERASURE_KEY ||= secretOf(dataFolder, 'erasure-key');
  if (!env.AUTH_JWKS_URL) env.AUTH_SECRET ||= secretOf(dataFolder, 'auth-secret');
}
env.ANALYST ||= 'local';

const { handler } = await import('../packages/functions/src/doors/api-lambda.ts');
const event = urlEvent(
  method === 'POST' ? 'POST' : 'GET',
  path,
  body === undefined ? undefined : JSON.parse(body),
  env.TOKEN || (env.AUTH_SECRET && (await tokenOfEverything(env.AUTH_SECRET))),
);
const context = { awsRequestId: 'debug', getRemainingTimeInMillis: () => 60_000 };
const answer = await Reflect.apply(handler, undefined, [event, context, () => undefined] as never);
console.log(JSON.stringify(answer, null, 2));
process.exit(0);

function tokenOfEverything(secret: string): Promise<string> {
  const rights = {
    'analytics:read': true,
    'analytics:write': true,
    'coaching:read': true,
    'records:write': true,
    'desk:read': true,
    'memory:read': true,
    'commitments:write': true,
    'customer:erase': true,
    'customers:any': true,
  } satisfies Record<Scope, true>;
  const scope = Object.keys(rights).map((name) => (env.AUTH_SCOPE_PREFIX ?? '') + name);
  return devToken(secret, { scope: scope.join(' '), iss: env.AUTH_ISSUER, aud: env.AUTH_AUDIENCE });
}

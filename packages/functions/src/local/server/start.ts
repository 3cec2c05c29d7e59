/**
 * The local server: `pnpm start [--fresh]`.
 *
 * @module
 */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { engineVariables } from '../engine/engine.ts';
import { startWorker } from '../queue/worker.ts';
import { devToken } from './dev-token.ts';
import { fillPromises } from './fill-promises.ts';
import {
  concurrencyFrom,
  type LocalService,
  portFrom,
  REPOSITORY,
  startLocalService,
} from './local-service.ts';
import { loadSamples } from './samples.ts';
import { serve } from './serve.ts';

const TRY_CALL = { call_id: 'broadband-refund-1', client_email: 'priya.nair@example.com' };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
  const port = portFrom(process.env, 'PORT', 8787);
  concurrencyFrom(process.env); // A wrong value must stop the start, not crash the worker repeatedly.
  const service = await startLocalService(process.env, { fresh: values.fresh });
  const server = await open(service, port);
  const loaded = await loadSamples(service);
  await fillPromises(service);
  const worker = startWorker({ ...process.env, ...engineVariables(service.engine) });

  const address = `http://localhost:${server.port}`;
  console.log(`Live Assist is ready.
  API       ${address}
  Demo      ${address} in a browser
  Docs      ${address}/docs in a browser
  DynamoDB  ${service.engine.endpoint}${service.engine.started ? ` (data in ${relative(REPOSITORY, service.dataFolder) || '.'}/)` : ' (was running already)'}
${howToReadTables(service.engine)}${loaded > 0 ? `  ${loaded} sample calls were loaded.\n` : ''}`);
  const { keys, scopePrefix = '', issuer, audience } = service.config.auth;
  if ('secret' in keys) {
    const scope = ['analytics:write', 'customers:any'].map((name) => scopePrefix + name).join(' ');
    const token = await devToken(keys.secret, { scope, iss: issuer, aud: audience });
    console.log(`Try it (the token is good for an hour):

curl -sS ${address}/getCallAnalytics \\
  -H 'content-type: application/json' \\
  -H 'authorization: Bearer ${token}' \\
  -d '${JSON.stringify(TRY_CALL)}'
`);
  }

  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await server.close();
    await worker.stop();
    await service.engine.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** The engine only answers signed requests, so a person who reads the tables needs its key. */
function howToReadTables({ endpoint, credentials }: LocalService['engine']): string {
  if (credentials === undefined) return '';
  const { accessKeyId, secretAccessKey } = credentials;
  return `  Tables    are read with any AWS SDK, or the AWS CLI, by the key of this data folder:
            AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} aws dynamodb scan --region local --table-name call-analytics --endpoint-url ${endpoint}
            new DynamoDBClient({ endpoint: '${endpoint}', region: 'local' })
            boto3.client('dynamodb', endpoint_url='${endpoint}', region_name='local')
`;
}

async function open(service: LocalService, port: number) {
  try {
    return await serve(service, port, (line) => console.log(JSON.stringify(line)));
  } catch (error) {
    await service.engine.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

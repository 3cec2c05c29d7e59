/**
 * Rebuilds what the local engine derives from the analysed calls: the ledger of promises, and which calls wait for an
 * analysis: `pnpm reindex`. With `--since TIME` only the latter, for calls that were recorded since.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { startLocalService } from '../server/local-service.ts';
import { reindexAll } from './reindex-all.ts';
import { sinceFrom } from './reindex-waiting.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { since: { type: 'string' } } });
  const since = sinceFrom(values.since);
  const { ports, config, engine } = await startLocalService(process.env);
  const client = dynamoClient({ endpoint: config.dynamodbEndpoint, credentials: config.dynamodbCredentials });
  try {
    await reindexAll(ports, client, config, since);
  } finally {
    client.destroy();
    await engine.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

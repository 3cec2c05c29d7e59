/**
 * Rebuilds the ledger of promises of the local engine from the analysed calls: `pnpm reindex`.
 *
 * @module
 */
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { startLocalService } from '../server/local-service.ts';
import { reindexPromises, reportOfReindex } from './reindex-promises.ts';

async function main(): Promise<void> {
  const { ports, config, engine } = await startLocalService(process.env);
  const client = dynamoClient({ endpoint: config.dynamodbEndpoint, credentials: config.dynamodbCredentials });
  try {
    const done = await reindexPromises(ports, { client, tables: config.tables }, ({ customers }) =>
      console.error(`${customers} customers`),
    );
    console.log(reportOfReindex(done));
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

/**
 * Redacts the recorded windows of the local engine that are due: `pnpm redact-windows [--from PLACE]`.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { startLocalService } from '../server/local-service.ts';
import { redactRecordings, reportOf } from './redact-recordings.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  const { ports, config, engine, compact } = await startLocalService(process.env);
  const client = dynamoClient({ endpoint: config.dynamodbEndpoint, credentials: config.dynamodbCredentials });
  try {
    const records = { client, table: config.tables.callRecords };
    const done = await redactRecordings(ports, records, values.from ?? null, ({ calls, next }) => {
      if (next !== null) console.error(`${calls} calls. To go on from here: --from ${next}`);
    });
    await compact();
    console.log(reportOf(done));
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

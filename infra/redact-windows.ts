/**
 * Redacts the recorded windows of a stage that are due, with the rights of whoever runs it:
 * `pnpm sst shell --stage NAME node infra/redact-windows.ts [PLACE]`.
 *
 * @module
 */
import { dynamoClient } from '../packages/functions/src/adapters/dynamodb/client.ts';
import { readConfig } from '../packages/functions/src/config.ts';
import { withLinks } from '../packages/functions/src/linked.ts';
import { redactRecordings, reportOf } from '../packages/functions/src/local/redact-recordings.ts';
import { portsOf } from '../packages/functions/src/wiring.ts';
import { oneLine } from './one-line.ts';

await oneLine(async () => {
  const [from = null] = process.argv.slice(2);
  const env = withLinks(process.env);
  // It answers nobody, so it needs no tokens; and it asks no model.
  const config = readConfig(
    { ...env, ANALYST: 'local', AUTH_SECRET: env.AUTH_SECRET ?? env.ERASURE_KEY, AUTH_JWKS_URL: undefined },
    { production: true },
  );
  const records = { client: dynamoClient({}), table: config.tables.callRecords };
  const done = await redactRecordings(portsOf(config), records, from, ({ calls, next }) => {
    if (next !== null) console.error(`${calls} calls. To go on from here: ${next}`);
  });
  console.log(reportOf(done));
});

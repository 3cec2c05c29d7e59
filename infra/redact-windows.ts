/**
 * Redacts the recorded windows of a stage that are due, with the permissions of the operator who runs it: `pnpm sst
 * shell --stage NAME node infra/redact-windows.ts [PLACE]`.
 *
 * @module
 */
import { Resource } from 'sst/resource';
import { dynamoClient } from '../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { readConfig } from '../packages/functions/src/config/config.ts';
import { portsOf } from '../packages/functions/src/doors/wiring.ts';
import { redactRecordings, reportOf } from '../packages/functions/src/local/commands/redact-recordings.ts';
import { formerKey } from './former-key.ts';
import { oneLine } from './one-line.ts';

await oneLine(async () => {
  const [from = null] = process.argv.slice(2);
  // It serves no requests and asks no model, so it needs no secrets for tokens.
  const { KEEP_RAW_WINDOWS, REDACT_WINDOWS, EXISTING_TABLES } = process.env;
  const config = readConfig(
    {
      KEEP_RAW_WINDOWS,
      REDACT_WINDOWS,
      EXISTING_TABLES,
      ANALYST: 'local',
      AUTH_SECRET: Resource.ERASURE_KEY.value,
      ERASURE_KEY: Resource.ERASURE_KEY.value,
      ERASURE_KEY_PREVIOUS: formerKey(),
      CALL_RECORDS_TABLE: Resource.CallRecords.name,
      CALL_ANALYTICS_TABLE: Resource.CallAnalytics.name,
      ANALYSIS_CLAIMS_TABLE: Resource.AnalysisClaims.name,
      SERVICE_STATE_TABLE: Resource.ServiceState.name,
      PROMISES_TABLE: Resource.Promises.name,
      CUSTOMER_ALIASES_TABLE: Resource.CustomerAliases.name,
      DYNAMODB_ENDPOINT: process.env.DYNAMODB_ENDPOINT,
    },
    { production: true },
  );
  const records = {
    client: dynamoClient({ endpoint: config.dynamodbEndpoint }),
    table: config.tables.callRecords,
  };
  const done = await redactRecordings(portsOf(config), records, from, ({ calls, next }) => {
    if (next !== null) console.error(`${calls} calls. To go on from here: ${next}`);
  });
  console.log(reportOf(done));
});

/**
 * Rebuilds the ledger of promises of a stage from its analysed calls, and which calls wait for an analysis, with the
 * permissions of the operator who runs it: `pnpm sst shell --stage NAME node infra/reindex.ts`. With `--since TIME` only the
 * latter, for calls that were recorded since. It may be ended and started again.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { Resource } from 'sst/resource';
import { dynamoClient } from '../packages/functions/src/adapters/dynamodb/dynamodb-client.ts';
import { readConfig } from '../packages/functions/src/config/config.ts';
import { portsOf } from '../packages/functions/src/doors/wiring.ts';
import { reindexAll } from '../packages/functions/src/local/commands/reindex-all.ts';
import { sinceFrom } from '../packages/functions/src/local/commands/reindex-waiting.ts';
import { formerKey } from './former-key.ts';
import { oneLine } from './one-line.ts';

await oneLine(async () => {
  const { values } = parseArgs({ options: { since: { type: 'string' } } });
  const since = sinceFrom(values.since);
  const { ANALYZE_SINCE } = process.env;
  if (!ANALYZE_SINCE) {
    throw new Error(
      'ANALYZE_SINCE is missing: set it to the value of the parameter AnalyzeSince of the stage, so that older calls are left alone.',
    );
  }
  // It serves no requests and asks no model, so it needs no secrets for tokens.
  const config = readConfig(
    {
      ANALYST: 'local',
      ANALYZE_SINCE,
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
  const client = dynamoClient({ endpoint: config.dynamodbEndpoint });
  await reindexAll(portsOf(config), client, config, since);
});

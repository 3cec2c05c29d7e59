import { keyedHash } from '../../src/adapters/customer-hash.ts';
import { dynamoAnalysisClaims } from '../../src/adapters/dynamodb/analysis-claims.ts';
import { dynamoAnalyticsStore } from '../../src/adapters/dynamodb/analytics-store.ts';
import { dynamoCallRecords } from '../../src/adapters/dynamodb/call-records.ts';
import { dynamoErasures } from '../../src/adapters/dynamodb/erasures.ts';
import { dynamoPromiseStore } from '../../src/adapters/dynamodb/promise-store.ts';
import type { TestTables } from './with-engine.ts';

/** The stores over some tables, with the time of a test. */
export function dynamoStores({ client, names }: Pick<TestTables, 'client' | 'names'>, now: () => number) {
  return {
    records: dynamoCallRecords({ client, table: names.callRecords, now }),
    analytics: dynamoAnalyticsStore({ client, table: names.callAnalytics, now }),
    claims: dynamoAnalysisClaims({ client, table: names.analysisClaims, now }),
    promises: dynamoPromiseStore({ client, table: names.promises, now }),
    erasures: dynamoErasures({
      client,
      table: names.serviceState,
      hash: keyedHash('a key of the tests'),
      now,
    }),
  };
}

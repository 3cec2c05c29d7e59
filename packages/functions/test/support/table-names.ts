import type { TableNames } from '../../src/adapters/dynamodb/tables.ts';

/** The names of the tables where no setting says otherwise. */
export const TABLE_NAMES: TableNames = {
  callRecords: 'call-records',
  callAnalytics: 'call-analytics',
  analysisClaims: 'analysis-claims',
  serviceState: 'service-state',
  promises: 'promises',
  customerAliases: 'customer-aliases',
};

import type { ImportOptions } from './import-options.ts';

/** The options of an import that was told nothing. */
export const PLAIN_OPTIONS: ImportOptions = {
  command: 'import',
  inputs: [],
  next: 'queue',
  dryRun: false,
  failFast: false,
  limit: Number.POSITIVE_INFINITY,
  concurrency: 1,
  timestampMarks: undefined,
  format: 'auto',
  read: {},
  sides: {},
  customers: undefined,
  contactRecords: [],
  customerFrom: undefined,
  clientEmail: undefined,
  startedAt: undefined,
  timeZone: undefined,
  namePattern: undefined,
  redacted: 'prefer',
  unknownCustomer: 'skip',
  withoutAddress: 'keep',
  report: undefined,
};

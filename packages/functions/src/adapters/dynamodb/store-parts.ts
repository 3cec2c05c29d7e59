import { byCustomer } from './by-customer.ts';
import { contended, dynamoTable, type TableOptions } from './table.ts';

/**
 * What a store that is loaded late needs of those that a start has. It is handed over and not imported, so that a start
 * reads no file of its own for what both need.
 */
export interface StoreParts<Row extends object> extends Pick<TableOptions, 'now' | 'retentionDays'> {
  table: ReturnType<typeof dynamoTable<Row>>;
  byCustomer: typeof byCustomer;
  contended: typeof contended;
}

/** The parts of a store over one table, whose rows carry an expiry of their own. */
export function storeParts<Row extends object>({ retentionDays, ...options }: TableOptions): StoreParts<Row> {
  return { table: dynamoTable<Row>(options), byCustomer, contended, retentionDays, now: options.now };
}

import {
  type CustomerMap,
  contactRecordsOf,
  customerMapOf,
  emptyMap,
  type KnownOfCall,
} from '../plan/customer-map.ts';
import { type ImportOptions, readOptionFile } from './import-options.ts';

/**
 * Reads the map of `--customers`.
 *
 * @throws {UsageError}
 */
export function readCustomers({ customers }: Pick<ImportOptions, 'customers'>): CustomerMap {
  return customers === undefined ? emptyMap() : customerMapOf(readOptionFile('--customers', customers));
}

/**
 * Reads the files of `--contact-records`.
 *
 * @throws {UsageError}
 */
export function readContactRecords({
  contactRecords,
}: Pick<ImportOptions, 'contactRecords'>): Map<string, KnownOfCall> {
  return new Map(
    contactRecords.flatMap((path) => [...contactRecordsOf(readOptionFile('--contact-records', path), path)]),
  );
}

import type { Ports } from '@live-assist/core';
import type { TableOptions } from '../../adapters/dynamodb/table.ts';
import type { Config } from '../../config/config.ts';
import { reindexPromises, reportOfReindex } from './reindex-promises.ts';
import { reindexWaiting, reportOfWaiting } from './reindex-waiting.ts';

/**
 * Rebuilds the ledger of promises and which calls wait, and tells both on the console.
 *
 * @param since - Rebuild only which calls wait, for calls that were recorded since, in milliseconds since 1970; null: all.
 * @throws LiveAssistError `store_unavailable`; it may be started again.
 */
export async function reindexAll(
  ports: Ports,
  client: TableOptions['client'],
  { tables, ending }: Pick<Config, 'tables' | 'ending'>,
  since: number | null,
): Promise<void> {
  if (since === null) {
    const done = await reindexPromises(ports, { client, tables }, ({ customers }) =>
      console.error(`${customers} customers`),
    );
    console.log(reportOfReindex(done));
  }
  const records = { client, table: tables.callRecords };
  console.log(reportOfWaiting(await reindexWaiting(ports, ending, records, since)));
}

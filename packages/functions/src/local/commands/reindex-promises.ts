import { mapLimit, type Ports } from '@live-assist/core';
import { rebuildPromises } from '@live-assist/core/promises/rebuild-promises';
import { storedCustomers } from '../../adapters/dynamodb/stored-customers.ts';
import type { TableOptions } from '../../adapters/dynamodb/table.ts';

/** The progress of a walk over the customers. */
export interface ReindexedPromises {
  customers: number;
  /** Number of promises that were written or removed. */
  changed: number;
}

const CUSTOMERS_AT_A_TIME = 4;

/**
 * Rebuilds the ledger of promises of every customer from their analysed calls. It writes what differs only, so it may be
 * ended at any time and started again.
 *
 * @param onPage - Called after each page.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function reindexPromises(
  ports: Pick<Ports, 'analytics' | 'claims' | 'promises' | 'clock'>,
  { client, tables }: { client: TableOptions['client']; tables: { callAnalytics: string; promises: string } },
  onPage: (so: ReindexedPromises) => void = () => {},
): Promise<ReindexedPromises> {
  const so: ReindexedPromises = { customers: 0, changed: 0 };
  const seen = new Set<string>();
  // The ledger too: what is left there of a customer without rows goes.
  for (const table of [tables.callAnalytics, tables.promises]) {
    let next: string | null = null;
    do {
      const page = await storedCustomers({ client, table }, next);
      const customers = page.clientEmails.filter((email) => !seen.has(email));
      for (const email of customers) seen.add(email);
      const changed = await mapLimit(CUSTOMERS_AT_A_TIME, customers, (email) =>
        rebuildPromises(ports, email),
      );
      so.customers += customers.length;
      so.changed += changed.reduce((sum, count) => sum + count, 0);
      next = page.next;
      onPage({ ...so });
    } while (next !== null);
  }
  return so;
}

/** The summary for a person. */
export function reportOfReindex({ customers, changed }: ReindexedPromises): string {
  return `${customers} customers looked at, ${changed} promises written.`;
}

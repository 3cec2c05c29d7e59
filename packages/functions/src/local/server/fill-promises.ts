import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { dynamoTable } from '../../adapters/dynamodb/table.ts';
import { reindexPromises } from '../commands/reindex-promises.ts';
import type { LocalService } from './local-service.ts';

/** Row of `service-state` that says that the ledger has been filled. */
const FILLED = { id: 'promises#filled' };

/**
 * Fills the ledger of promises from the analysed calls once: a data folder of an earlier version has calls, and no
 * ledger. A start that ends before it is done leaves that to the next one.
 *
 * @returns the number of promises that were written; 0 when the ledger was filled before.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function fillPromises({
  config,
  ports,
}: Pick<LocalService, 'config' | 'ports'>): Promise<number> {
  const client = dynamoClient({ endpoint: config.dynamodbEndpoint, credentials: config.dynamodbCredentials });
  try {
    const state = dynamoTable<{ id: string; at: number }>({ client, table: config.tables.serviceState });
    if ((await state.get(FILLED)) !== null) return 0;
    const { changed } = await reindexPromises(ports, { client, tables: config.tables });
    await state.change({ key: FILLED, set: { at: ports.clock.now() } });
    return changed;
  } finally {
    client.destroy();
  }
}

import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { customerKey } from '@live-assist/core';
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { importCall, readCall } from '../../import/import-lines.ts';
import type { LocalService } from './local-service.ts';
import { linesOf } from './sample-files.ts';

/**
 * Loads the sample calls, including rows of the previous system, when no call has been recorded yet.
 *
 * Erased customers are skipped.
 *
 * @returns the number of loaded calls; 0 when calls existed already.
 */
export async function loadSamples({
  config,
  ports,
}: Pick<LocalService, 'config' | 'ports'>): Promise<number> {
  const client = dynamoClient({ endpoint: config.dynamodbEndpoint, credentials: config.dynamodbCredentials });
  try {
    const { Count = 0 } = await client.send(
      new ScanCommand({ TableName: config.tables.callRecords, Limit: 1 }),
    );
    if (Count > 0) return 0;
    const isErased = async ({ client_email }: { client_email: string }) =>
      (await ports.erasures?.erasedAt({ client_email: customerKey(client_email) })) != null;
    let loaded = 0;
    for (const line of await linesOf('calls.jsonl')) {
      const call = readCall(line);
      if (await isErased({ client_email: call.client_email ?? '' })) continue;
      await importCall(ports, call);
      loaded += 1;
    }
    // Rows of the previous system are written in its format, which no port supports.
    for (const line of await linesOf('legacy-analytics.jsonl')) {
      const row = JSON.parse(line);
      if (await isErased(row)) continue;
      await client.send(new PutCommand({ TableName: config.tables.callAnalytics, Item: row }));
    }
    return loaded;
  } finally {
    client.destroy();
  }
}

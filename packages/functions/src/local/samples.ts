import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoClient } from '../adapters/dynamodb/client.ts';
import { importCall, readCall } from './import-lines.ts';
import type { LocalService } from './local-service.ts';
import { linesOf } from './sample-files.ts';

/**
 * Loads the sample calls, and the rows of the previous system among them, when no call has been recorded yet.
 *
 * @returns how many calls were loaded; 0 when there were calls already.
 */
export async function loadSamples({
  config,
  ports,
}: Pick<LocalService, 'config' | 'ports'>): Promise<number> {
  const client = dynamoClient({ endpoint: config.dynamodbEndpoint });
  try {
    const { Count = 0 } = await client.send(
      new ScanCommand({ TableName: config.tables.callRecords, Limit: 1 }),
    );
    if (Count > 0) return 0;
    const calls = await linesOf('calls.jsonl');
    for (const line of calls) await importCall(ports, readCall(line));
    // Rows of the previous system are written as it wrote them: no port of ours would.
    for (const line of await linesOf('legacy-analytics.jsonl')) {
      await client.send(new PutCommand({ TableName: config.tables.callAnalytics, Item: JSON.parse(line) }));
    }
    return calls.length;
  } finally {
    client.destroy();
  }
}

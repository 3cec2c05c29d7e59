import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoTable } from '../../adapters/dynamodb/table.ts';

/** Row of `service-state` with the time of the first start of a version that analyses calls by themselves. */
const SINCE = { id: 'analyze#since' };

/**
 * From when on calls of this data folder are analysed by themselves, in milliseconds since 1970: since the first start that
 * could do so. The calls of an earlier version are left to requests.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function analyzeSince(client: DynamoDBDocumentClient, table: string): Promise<number> {
  const state = dynamoTable<{ id: string; at: number }>({ client, table });
  const known = await state.get(SINCE);
  if (known !== null) return known.at;
  const at = Date.now();
  const outcome = await state.change({ key: SINCE, set: { at }, condition: 'attribute_not_exists(#at)' });
  return outcome.done ? at : (outcome.stored?.at ?? at);
}

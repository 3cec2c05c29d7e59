import type { QueryCommandInput, QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { ReadBounds } from '@live-assist/core';
import type { Attributes } from './update-command.ts';

/** Rows of the first page: a usual customer has fewer, and a page tells how large the rows are. */
const FIRST_PAGE = 50;
/** Bytes that a consistent read of one capacity unit covers. */
const BYTES_A_UNIT = 4096;

/**
 * Reads the first rows of a query: at most `most`, and about as many as `bytes` hold, but one at least.
 *
 * @param send - Sends one page of the query, which reads consistently.
 * @param counts - False for a row that is passed over.
 */
export async function queryWithin(
  send: (page: Omit<QueryCommandInput, 'TableName'>) => Promise<QueryCommandOutput>,
  { most, bytes }: ReadBounds,
  counts: (row: Attributes) => boolean,
): Promise<{ rows: Attributes[]; hasMore: boolean }> {
  const rows: Attributes[] = [];
  let seen = 0;
  let left = bytes;
  let next: Pick<QueryCommandInput, 'ExclusiveStartKey'> = {};
  for (let Limit = Math.min(most, FIRST_PAGE); ; ) {
    const page = await send({ ReturnConsumedCapacity: 'TOTAL', Limit, ...next });
    const { Items = [], LastEvaluatedKey, ConsumedCapacity } = page;
    rows.push(...Items.filter(counts));
    seen += Items.length;
    left -= (ConsumedCapacity?.CapacityUnits ?? 0) * BYTES_A_UNIT;
    if (!LastEvaluatedKey) return { rows, hasMore: false };
    const each = Math.max(1, (bytes - left) / Math.max(1, seen));
    const fitting = Math.min(most - rows.length, Math.floor(left / each));
    if (fitting < 1 && rows.length > 0) return { rows, hasMore: true };
    Limit = Math.max(1, fitting);
    next = { ExclusiveStartKey: LastEvaluatedKey };
  }
}

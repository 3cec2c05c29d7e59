import type { DueQuery, PromiseItem } from '@live-assist/core';
import type { dynamoTable } from '../table.ts';

/** The sparse index of `promises` over all customers, by state and day. */
export const BY_STATE = 'byState';

/** Sorts after "#", which follows the day in `sort`. */
const AFTER_THE_DAY = '$';

/** Reads promises of all customers that are due in a range of days; see `PromiseStore.due`. */
export function duePromises(
  table: Pick<ReturnType<typeof dynamoTable<PromiseItem>>, 'queryAll'>,
  { bucket, first, last, after, most }: DueQuery,
): Promise<PromiseItem[]> {
  const query = {
    IndexName: BY_STATE,
    KeyConditionExpression: '#bucket = :bucket AND #sort BETWEEN :first AND :last',
    ExpressionAttributeNames: { '#bucket': 'bucket', '#sort': 'sort' },
    ExpressionAttributeValues: { ':bucket': bucket, ':first': first, ':last': `${last}${AFTER_THE_DAY}` },
    ...(after !== null && { ExclusiveStartKey: { bucket, ...after } }),
  };
  return table.queryAll(query, { most });
}

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TableOptions } from './table.ts';

/** A page of calls, and the start of the next page: null after the last one. */
export interface RecordedCalls {
  callIds: string[];
  next: string | null;
}

/** Windows per page. */
const PAGE = 500;

/**
 * Reads a page of the ids of recorded calls, in no particular order, including expired ones. Only for commands:
 * deployed functions may not scan.
 *
 * @param from - `next` of the previous page; null for the first page.
 */
export async function recordedCalls(
  { client, table }: Pick<TableOptions, 'client' | 'table'>,
  from: string | null,
): Promise<RecordedCalls> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      TableName: table,
      ProjectionExpression: '#call_id',
      ExpressionAttributeNames: { '#call_id': 'call_id' },
      Limit: PAGE,
      ...(from !== null && { ExclusiveStartKey: JSON.parse(atob(from)) }),
    }),
  );
  return {
    callIds: [...new Set(Items.map(({ call_id }) => String(call_id)))],
    next: LastEvaluatedKey === undefined ? null : btoa(asciiJson(LastEvaluatedKey)),
  };
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

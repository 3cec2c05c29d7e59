import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TableOptions } from './table.ts';

/** Some calls of a table, and where the next ones begin: null when these were the last. */
export interface RecordedCalls {
  callIds: string[];
  next: string | null;
}

/** How many windows a page reads. */
const PAGE = 500;

/**
 * The names of the calls that have a window, a page at a time and in the order of the table, which is none; expired ones
 * included. For commands: the functions of a deployment may not scan.
 *
 * @param from - As `next` of the page before was; null for the first one.
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

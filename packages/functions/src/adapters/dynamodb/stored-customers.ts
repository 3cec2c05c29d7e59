import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TableOptions } from './table.ts';

/** A page of customers, and the start of the next page: null after the last one. */
export interface StoredCustomers {
  /** Keys under which rows are stored, each once on a page. */
  clientEmails: string[];
  next: string | null;
}

/** Rows per page. */
const PAGE = 500;

/**
 * Reads a page of the customers with rows in a table, in no particular order. Only for commands: deployed functions may
 * not scan.
 *
 * @param from - `next` of the previous page; null for the first page.
 */
export async function storedCustomers(
  { client, table }: Pick<TableOptions, 'client' | 'table'>,
  from: string | null,
): Promise<StoredCustomers> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      TableName: table,
      ProjectionExpression: '#client_email',
      ExpressionAttributeNames: { '#client_email': 'client_email' },
      Limit: PAGE,
      ...(from !== null && { ExclusiveStartKey: JSON.parse(decodeURIComponent(from)) }),
    }),
  );
  return {
    clientEmails: [...new Set(Items.map(({ client_email }) => String(client_email)))],
    next: LastEvaluatedKey === undefined ? null : encodeURIComponent(JSON.stringify(LastEvaluatedKey)),
  };
}

import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

/** The customer whose rows are deleted. */
export const ANA = 'ana.of.the.files@example.com';
/** Words that only occur in her rows. */
export const WORDS = ['marzipan harvest', '4111 1111 1111 1111'];
const TableName = 'call-analytics';

/** A row of the table. */
export interface Row {
  client_email: string;
  created_at: string;
  summary: string;
}
export const rowOf = (client_email: string, n: number, text = 'Nothing of note.'): Row => ({
  client_email,
  created_at: String(n).padStart(6, '0'),
  summary: `Row ${n}. ${`${text} `.repeat(20)}`,
});
/** Rows of Ana, with all words. */
export const rowsOfAna = (many: number) =>
  Array.from({ length: many }, (_, n) => rowOf(ANA, n, `${WORDS.join(', ')}.`));
/** Rows that stay. */
export const rowsOfOthers = (many: number) =>
  Array.from({ length: many }, (_, n) => rowOf(`customer-${n}@example.com`, n));

/** Writes the rows, or deletes them if `remove` is true. */
export async function write(client: DynamoDBDocumentClient, rows: Row[], remove = false): Promise<void> {
  for (let n = 0; n < rows.length; n += 25) {
    const requests = rows.slice(n, n + 25).map(({ client_email, created_at, summary }) => {
      const Key = { client_email, created_at };
      return remove ? { DeleteRequest: { Key } } : { PutRequest: { Item: { ...Key, summary } } };
    });
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
  }
}

/** Every row, by its `created_at`. */
export async function all(client: DynamoDBDocumentClient): Promise<Row[]> {
  const rows: Row[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    rows.push(...((page.Items ?? []) as Row[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return rows.sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
}

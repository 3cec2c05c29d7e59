import type { dynamoTable } from './table.ts';

/**
 * The index of `call-records` and `analysis-claims` by customer. It omits rows without an address, and it may lag
 * behind the table, so decisions read the table.
 */
export const BY_CUSTOMER = 'byCustomer';

/** The query for the index rows of an address. */
export function byCustomer(clientEmail: string) {
  return {
    IndexName: BY_CUSTOMER,
    KeyConditionExpression: '#client_email = :client_email',
    ExpressionAttributeNames: { '#client_email': 'client_email' },
    ExpressionAttributeValues: { ':client_email': clientEmail },
  };
}

/**
 * The ids of an address's calls in the index, including expired rows; empty when a table of an earlier system has no
 * such index.
 */
export async function callsUnder(
  table: Pick<ReturnType<typeof dynamoTable<{ call_id: string }>>, 'queryAll'>,
  clientEmail: string,
): Promise<string[]> {
  try {
    const rows = await table.queryAll(byCustomer(clientEmail), { expired: true });
    return [...new Set(rows.map(({ call_id }) => call_id))];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationException' && error.message.includes(BY_CUSTOMER))
      return [];
    throw error;
  }
}

import type { dynamoTable } from './table.ts';

/**
 * The index of `call-records` and `analysis-claims` from a customer to the calls. Rows without an address are
 * not in it, and it may lag behind the table: what decides something is read from the table.
 */
export const BY_CUSTOMER = 'byCustomer';

/** The query for what the index has under an address. */
export function byCustomer(clientEmail: string) {
  return {
    IndexName: BY_CUSTOMER,
    KeyConditionExpression: '#client_email = :client_email',
    ExpressionAttributeNames: { '#client_email': 'client_email' },
    ExpressionAttributeValues: { ':client_email': clientEmail },
  };
}

/**
 * The names of the calls that the index has under an address, expired rows included; none where a table that an
 * earlier system made has no such index.
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

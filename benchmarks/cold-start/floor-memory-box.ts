// The floor of a first memory box: only lib-dynamodb, with the same two queries.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }));

const ofCustomer = (client_email: string) => ({
  KeyConditionExpression: '#client_email = :client_email',
  ExpressionAttributeNames: { '#client_email': 'client_email' },
  ExpressionAttributeValues: { ':client_email': client_email },
});

export async function handler({ body }: { body: string }) {
  const query = ofCustomer(JSON.parse(body).client_email);
  const [rows, claims] = await Promise.all([
    client.send(new QueryCommand({ TableName: 'call-analytics', ConsistentRead: true, ...query })),
    client.send(new QueryCommand({ TableName: 'analysis-claims', IndexName: 'byCustomer', ...query })),
  ]);
  return { statusCode: 200, body: JSON.stringify({ rows: rows.Items, claims: claims.Items }) };
}

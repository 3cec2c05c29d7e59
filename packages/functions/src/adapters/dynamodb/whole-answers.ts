import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Makes the client retry when a response is incomplete. A proxy that sends no length can cut a response without an
 * error on the connection. The SDK takes an empty response for "no such row" or for an unnamed error, and fails at a
 * partial one. DynamoDB's responses are never empty.
 */
export function askAgainForWholeAnswers(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { statusCode: number; body: unknown };
      const bytes = await client.config.streamCollector(response.body);
      if (bytes.length === 0 && response.statusCode < 500) throw retried(new Error('The answer is empty.'));
      response.body = bytes;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'refuseEmptyAnswers' },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw error instanceof SyntaxError ? retried(error) : error;
      }
    },
    { step: 'deserialize', priority: 'high', name: 'refuseHalfAnswers' },
  );
}

/** Adds the mark that makes the SDK retry. */
function retried(error: Error): Error {
  return Object.assign(error, { $retryable: {} });
}

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Has the client ask again when an answer broke off before its end and the connection did not tell, because what stands
 * in between had announced no length. The SDK reads an answer without a word as "no such row" or as an error without a
 * name, and gives up at one that ends half-way. DynamoDB's own answers are never empty.
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

/** The mark by which the SDK knows what to try again. */
function retried(error: Error): Error {
  return Object.assign(error, { $retryable: {} });
}

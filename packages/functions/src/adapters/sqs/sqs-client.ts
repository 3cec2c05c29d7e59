import type { SQSClient } from '@aws-sdk/client-sqs';
import { LiveAssistError } from '@live-assist/core';

type Sqs = typeof import('@aws-sdk/client-sqs');

/** Access to SQS, for runtimes in which the SDK does not find it. */
export interface SqsAccess {
  region?: string | undefined;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
}

/** Timeout of one attempt in milliseconds; a request has three attempts. */
const ATTEMPT_TIMEOUT_MS = 3000;

/**
 * Returns a function that sends commands to SQS. The client is loaded at the first command, to keep cold starts short.
 *
 * @throws LiveAssistError `store_unavailable`, from the returned function.
 */
export function sqsClient(queueUrl: string, { region, credentials }: SqsAccess) {
  let opened: Promise<{ sqs: Sqs; client: SQSClient }> | undefined;
  const open = async () => {
    const sqs = await import('@aws-sdk/client-sqs');
    const client = new sqs.SQSClient({
      endpoint: new URL(queueUrl).origin,
      ...(region && { region }),
      ...(credentials && { credentials }),
      maxAttempts: 3,
      requestHandler: {
        connectionTimeout: 2000,
        requestTimeout: ATTEMPT_TIMEOUT_MS,
        socketTimeout: ATTEMPT_TIMEOUT_MS,
        throwOnRequestTimeout: true,
      },
    });
    return { sqs, client };
  };
  return async (send: (sqs: Sqs, client: SQSClient) => Promise<unknown>): Promise<void> => {
    try {
      opened ??= open();
      const { sqs, client } = await opened;
      await send(sqs, client);
    } catch (error) {
      throw new LiveAssistError(
        'store_unavailable',
        'The analysis queue cannot be reached. Try again in a moment; if it fails again, check ANALYSIS_QUEUE_URL ' +
          'and the rights of the service.',
        { cause: error },
      );
    }
  };
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LiveAssistError } from '@live-assist/core';
import { askAgainForWholeAnswers } from './whole-answers.ts';

/** The address of DynamoDB, and the timeouts. */
export interface DynamoClientOptions {
  /** URL of a local engine, which receives placeholder credentials by default. Absent: AWS. */
  endpoint?: string | undefined;
  /** @default the region of the environment, or `local` for a local engine */
  region?: string | undefined;
  /** For runtimes in which the SDK does not find them. @default those of the environment */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  /** Timeout of one attempt in milliseconds; a request has three attempts. @default 3000 */
  attemptTimeoutMs?: number | undefined;
}

/** Creates a document client whose requests end in bounded time. Create one per process; it pools connections. */
export function dynamoClient(options: DynamoClientOptions = {}): DynamoDBDocumentClient {
  const { endpoint, attemptTimeoutMs = 3000 } = options;
  const region = options.region ?? (endpoint ? 'local' : undefined);
  const credentials =
    options.credentials ?? (endpoint ? { accessKeyId: 'local', secretAccessKey: 'local' } : undefined);
  // More than the SDK's 50: an import and a burst of requests for one call run in parallel.
  const agent = { keepAlive: true, maxSockets: 200 };
  const client = new DynamoDBClient({
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: 3,
    endpointDiscoveryEnabled: false,
    requestHandler: {
      connectionTimeout: Math.min(2000, attemptTimeoutMs),
      requestTimeout: attemptTimeoutMs,
      // For a response that stalls: `requestTimeout` ends with its first byte.
      socketTimeout: attemptTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  // It copies what each command sends and receives for a log that the service does not keep.
  client.middlewareStack.remove('loggerMiddleware');
  askAgainForWholeAnswers(client);
  return DynamoDBDocumentClient.from(client, {
    // By default the SDK refuses to write an integer above 2^53, and reads one as a BigInt, which JSON cannot hold.
    marshallOptions: { removeUndefinedValues: true, allowImpreciseNumbers: true },
    unmarshallOptions: { wrapNumbers: Number },
  });
}

/**
 * Maps the error of a failed command: `store_unavailable` when the store or a proxy is at fault (down, slow,
 * overloaded, a table or a permission missing), otherwise the same error, because the command was wrong.
 */
export function storeFailure(error: unknown, table: string): unknown {
  if (!(error instanceof Error)) return error;
  const status = statusOf(error);
  const unavailable = (sentence: string) =>
    new LiveAssistError('store_unavailable', sentence, { cause: error });
  if (error.name === 'ResourceNotFoundException') {
    return unavailable(
      `The table "${table}" does not exist. Create it, or correct its name in the configuration.`,
    );
  }
  if (FORBIDDEN.has(error.name) || status === 401 || status === 403) {
    return unavailable(
      `The table "${table}" may not be used. Check the credentials of the service and its rights.`,
    );
  }
  if (OVERLOADED.has(error.name) || status === 429) {
    return unavailable('The data store is overloaded. Try again in a moment.');
  }
  return wasSent(error) && !OUR_FAULT.has(error.name)
    ? unavailable('The data store does not answer. Try again in a moment.')
    : error;
}

/** Errors of DynamoDB for a wrong command, or for a condition that does not hold. */
const OUR_FAULT = new Set([
  'ConditionalCheckFailedException',
  'ItemCollectionSizeLimitExceededException',
  'ResourceInUseException',
  'SerializationException',
  'ValidationException',
]);

const FORBIDDEN = new Set([
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]);

const OVERLOADED = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

// The SDK adds `$metadata` to every error after it has sent a request: a refused connection, a timeout, a proxy's page
// that is not JSON, and DynamoDB's own errors. A value that cannot be marshalled fails before that.
function wasSent(error: Error): error is Error & { $metadata: { httpStatusCode?: number } } {
  return '$metadata' in error;
}

function statusOf(error: Error): number | undefined {
  return wasSent(error) ? error.$metadata.httpStatusCode : undefined;
}

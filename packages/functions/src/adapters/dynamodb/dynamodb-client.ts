import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LiveAssistError } from '@live-assist/core';
import { askAgainForWholeAnswers } from './whole-answers.ts';

/** Where DynamoDB is and how long to wait for it. */
export interface DynamoClientOptions {
  /** URL of a local engine; it is sent made-up credentials unless others are given. Absent: AWS. */
  endpoint?: string | undefined;
  /** @default the region of the environment, or `local` for a local engine */
  region?: string | undefined;
  /** For runtimes in which the SDK finds none by itself. @default those of the environment */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  /** How long one attempt may take; a request has three. @default 3000 */
  attemptTimeoutMs?: number | undefined;
}

/** A document client whose requests end in bounded time. Build one for each process; it pools connections. */
export function dynamoClient(options: DynamoClientOptions = {}): DynamoDBDocumentClient {
  const { endpoint, attemptTimeoutMs = 3000 } = options;
  const region = options.region ?? (endpoint ? 'local' : undefined);
  const credentials =
    options.credentials ?? (endpoint ? { accessKeyId: 'local', secretAccessKey: 'local' } : undefined);
  // Above the 50 of the SDK: an import and a burst of requests for one call go out side by side.
  const agent = { keepAlive: true, maxSockets: 200 };
  const client = new DynamoDBClient({
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: Math.min(2000, attemptTimeoutMs),
      requestTimeout: attemptTimeoutMs,
      // A page that stops half-way: `requestTimeout` ends with the first byte of an answer.
      socketTimeout: attemptTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  askAgainForWholeAnswers(client);
  return DynamoDBDocumentClient.from(client, {
    // Left to itself the SDK refuses to write a whole number above 2^53, and reads one as a BigInt, which no
    // JSON can carry.
    marshallOptions: { removeUndefinedValues: true, allowImpreciseNumbers: true },
    unmarshallOptions: { wrapNumbers: Number },
  });
}

/**
 * What a failed command means: `store_unavailable` when the store, or what stands in front of it, is at fault (down,
 * slow, overloaded, a table or a permission missing), otherwise the error as it is, because then the command was wrong.
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

/** What DynamoDB says of a command that is wrong, or whose condition does not hold. */
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

// The SDK adds `$metadata` to whatever comes back once a request is on its way: a refused connection, a
// timeout and a proxy's page that is no JSON as well as DynamoDB's own errors. A value that cannot be
// marshalled fails before that.
function wasSent(error: Error): error is Error & { $metadata: { httpStatusCode?: number } } {
  return '$metadata' in error;
}

function statusOf(error: Error): number | undefined {
  return wasSent(error) ? error.$metadata.httpStatusCode : undefined;
}

import type { AnalysisSettings, CostLimits, MemorySettings } from '@live-assist/core';
import type { AuthOptions } from '../auth/auth.ts';
import { type AnalystSettings, analystFrom, limitsOf, toolRulesOf } from './analyst-config.ts';
import { authOptions } from './auth-config.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type QueueSettings, queueFrom } from './queue-config.ts';

/** What the environment says, checked. */
export interface Config {
  tables: { callRecords: string; callAnalytics: string; analysisClaims: string; serviceState: string };
  /** Address of a local DynamoDB engine; undefined means the one of AWS. */
  dynamodbEndpoint: string | undefined;
  /** What that engine is sent; undefined means made-up ones. */
  dynamodbCredentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  auth: AuthOptions;
  /** Origins whose pages may call the API; undefined when none are named. */
  allowedOrigins: string[] | undefined;
  /** Whether a model judges calls, and which one. */
  analyst: AnalystSettings;
  /** What the model may cost. */
  limits: CostLimits;
  /** After how many seconds what stands in front of this service gives a request up; undefined when nothing does. */
  edgeTimeoutSeconds: number | undefined;
  /** For how many days everything is kept; undefined means until it is erased. */
  retentionDays: number | undefined;
  /** Whether recorded windows are redacted in place. */
  redactsWindows: boolean;
  /** Key of the names under which customers stand in the log and in tombstones; undefined when there is none. */
  erasureKey: string | undefined;
  /** The queue of SQS from which a worker analyses calls; undefined when there is none. */
  queue: QueueSettings | undefined;
  /** Where CloudWatch makes metrics of the log on Lambda; undefined when it makes none. */
  metricsNamespace: string | undefined;
  /** What becomes of a body with a field that is not known. */
  unknownFields: Environment['UNKNOWN_FIELDS'];
  settings: AnalysisSettings & MemorySettings;
}

/** What a worker of the queue is told: it answers no requests, so nothing of tokens and pages. */
export type WorkerConfig = Omit<Config, 'auth' | 'allowedOrigins' | 'queue'> & {
  queue: QueueSettings & { deadLetterQueueUrl: string };
};

/**
 * Reads the environment. Empty values count as absent.
 *
 * @throws {Error} with one line that names the first variable that is wrong or missing and says what to do;
 *   it never repeats a value.
 * @example readConfig(process.env, { production: true })
 */
export function readConfig(
  env: Record<string, string | undefined>,
  { production }: { production: boolean },
): Config {
  const values = readEnvironment(env);
  if (production && values.EDGE_TIMEOUT_SECONDS !== undefined && values.ANALYSIS_QUEUE_URL === undefined) {
    throw new Error(
      'EDGE_TIMEOUT_SECONDS needs ANALYSIS_QUEUE_URL: an analysis that takes longer goes on in the worker of the queue.',
    );
  }
  return {
    ...common(values, env, production),
    auth: authOptions(values),
    allowedOrigins: values.ALLOWED_ORIGINS,
  };
}

/**
 * Reads the environment of a deployed worker, which holds no key that tokens are signed with.
 *
 * @throws {Error} as {@link readConfig} does, and when a queue is missing.
 */
export function readWorkerConfig(env: Record<string, string | undefined>): WorkerConfig {
  const { queue, ...config } = common(readEnvironment(env), env, true);
  if (queue === undefined)
    throw new Error('ANALYSIS_QUEUE_URL is missing: set it to the queue of the worker.');
  const { deadLetterQueueUrl } = queue;
  if (deadLetterQueueUrl === undefined) {
    throw new Error('ANALYSIS_DEAD_LETTER_QUEUE_URL is missing: set it with ANALYSIS_QUEUE_URL.');
  }
  return { ...config, queue: { ...queue, deadLetterQueueUrl } };
}

function common(
  values: Environment,
  env: Record<string, string | undefined>,
  production: boolean,
): Omit<Config, 'auth' | 'allowedOrigins'> {
  if (production && values.ANALYST === undefined) {
    throw new Error('ANALYST is missing: set it to "openai" or "local".');
  }
  if (production && values.ERASURE_KEY === undefined) {
    throw new Error(
      'ERASURE_KEY is missing: set it to a secret of at least 32 bytes, made once and kept. Customers are erased, and windows known again, by hashes with it.',
    );
  }
  const analyst = analystFrom(values);
  return {
    tables: {
      callRecords: values.CALL_RECORDS_TABLE,
      callAnalytics: values.CALL_ANALYTICS_TABLE,
      analysisClaims: values.ANALYSIS_CLAIMS_TABLE,
      serviceState: values.SERVICE_STATE_TABLE,
    },
    dynamodbEndpoint: values.DYNAMODB_ENDPOINT,
    dynamodbCredentials: values.DYNAMODB_ENDPOINT === undefined ? undefined : credentialsIn(env),
    analyst,
    limits: limitsOf(values, analyst, production),
    edgeTimeoutSeconds: values.EDGE_TIMEOUT_SECONDS,
    retentionDays: values.RETENTION_DAYS,
    redactsWindows: redactsWindows(values),
    erasureKey: values.ERASURE_KEY,
    queue: queueFrom(values),
    metricsNamespace: values.METRICS_NAMESPACE,
    unknownFields: values.UNKNOWN_FIELDS,
    settings: {
      timeZone: values.TIME_ZONE,
      analysisTimeoutMs: values.ANALYSIS_TIMEOUT_MS,
      sharedAddresses: values.SHARED_ADDRESSES,
      toolRules: toolRulesOf(values),
    },
  };
}

/** Credentials by their usual names: an engine that has an address of its own may ask for them as AWS does. */
function credentialsIn(env: Record<string, string | undefined>): Config['dynamodbCredentials'] {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) };
}

// Rows of the previous system are changed when their owner says so, and not before.
function redactsWindows({ KEEP_RAW_WINDOWS, REDACT_WINDOWS, EXISTING_TABLES }: Environment): boolean {
  if (KEEP_RAW_WINDOWS && REDACT_WINDOWS) {
    throw new Error('KEEP_RAW_WINDOWS and REDACT_WINDOWS are both 1: remove one of them.');
  }
  return REDACT_WINDOWS || !(KEEP_RAW_WINDOWS || EXISTING_TABLES);
}

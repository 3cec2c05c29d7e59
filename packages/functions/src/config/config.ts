import type { AnalysisSettings, CostLimits, EndingSettings, MemorySettings } from '@live-assist/core';
import type { AuthOptions } from '../auth/auth.ts';
import { type AnalystSettings, analystFrom, limitsOf, toolRulesOf } from './analyst-config.ts';
import { authOptions } from './auth-config.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type EventsSettings, eventsFrom } from './events-config.ts';
import { type QueueSettings, queueFrom } from './queue-config.ts';
import { type SenderName, sendersOf } from './senders-config.ts';

/** The validated settings of the environment. */
export interface Config {
  tables: {
    callRecords: string;
    callAnalytics: string;
    analysisClaims: string;
    serviceState: string;
    promises: string;
    customerAliases: string;
  };
  /** URL of a local DynamoDB engine; undefined means AWS. */
  dynamodbEndpoint: string | undefined;
  /** Credentials for that engine; undefined means placeholders. */
  dynamodbCredentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  auth: AuthOptions;
  /** Origins whose pages may call the API; undefined when none are set. */
  allowedOrigins: string[] | undefined;
  /** Who judges calls: the rules, or a model. */
  analyst: AnalystSettings;
  /** Limits on what the model costs. */
  limits: CostLimits;
  /** Request timeout of the proxy in front of this service, in seconds; undefined without one. */
  edgeTimeoutSeconds: number | undefined;
  /** Days for which rows are kept; undefined means until a customer is erased. */
  retentionDays: number | undefined;
  /** Whether recorded windows are redacted in place. */
  redactsWindows: boolean;
  /** Key of the hashes that stand for customers in the log and in tombstones; undefined when it is not set. */
  erasureKey: string | undefined;
  /** The key before `erasureKey`, whose names are still found. */
  formerErasureKey: string | undefined;
  /** The SQS queues of the worker; undefined without a queue. */
  queue: QueueSettings | undefined;
  /** The events that this service sends; undefined without a receiver. */
  events: EventsSettings | undefined;
  /** CloudWatch namespace of the metrics in the log of Lambda; undefined for no metrics. */
  metricsNamespace: string | undefined;
  /** How a body with an unknown field is handled. */
  unknownFields: Environment['UNKNOWN_FIELDS'];
  /** Who speaks under which label, where no window tells; undefined when nothing is set. */
  speakers: Environment['SPEAKERS'];
  /** How telephone numbers are read. */
  phones: { country?: Environment['DEFAULT_COUNTRY']; shared?: Environment['SHARED_PHONES'] };
  /** The secrets of the systems that deliver calls, by their names. */
  senders: Partial<Record<SenderName, string>>;
  settings: AnalysisSettings & MemorySettings;
  /** When a call counts as ended. */
  ending: EndingSettings;
}

/** The settings of the worker. It serves no requests, so it has no settings for tokens, senders and CORS. */
export type WorkerConfig = Omit<Config, 'auth' | 'allowedOrigins' | 'senders' | 'queue'> & {
  queue: QueueSettings & { deadLetterQueueUrl: string };
};

/**
 * Reads the environment. Empty values count as absent.
 *
 * @throws {Error} with one line that names the first wrong or missing variable and says what to do; it never contains a
 *   value.
 * @example readConfig(process.env, { production: true })
 */
export function readConfig(
  env: Record<string, string | undefined>,
  { production }: { production: boolean },
): Config {
  const values = readEnvironment(env);
  if (production && values.EDGE_TIMEOUT_SECONDS !== undefined && values.ANALYSIS_QUEUE_URL === undefined) {
    throw new Error(
      'EDGE_TIMEOUT_SECONDS needs ANALYSIS_QUEUE_URL: the worker of the queue continues an analysis that takes longer.',
    );
  }
  return {
    ...common(values, env, production),
    auth: authOptions(values),
    allowedOrigins: values.ALLOWED_ORIGINS,
    senders: sendersOf(values),
  };
}

/**
 * Reads the environment of a deployed worker, which has no key for signing tokens.
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
): Omit<Config, 'auth' | 'allowedOrigins' | 'senders'> {
  if (production && values.ANALYST === undefined) {
    throw new Error('ANALYST is missing: set it to "openai" or "local".');
  }
  if (production && values.ERASURE_KEY === undefined) {
    throw new Error(
      'ERASURE_KEY is missing: set it to a secret of at least 32 bytes, made once and kept. Erased customers and repeated windows are recognised by hashes with this key.',
    );
  }
  const analyst = analystFrom(values, env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
  return {
    tables: {
      callRecords: values.CALL_RECORDS_TABLE,
      callAnalytics: values.CALL_ANALYTICS_TABLE,
      analysisClaims: values.ANALYSIS_CLAIMS_TABLE,
      serviceState: values.SERVICE_STATE_TABLE,
      promises: values.PROMISES_TABLE,
      customerAliases: values.CUSTOMER_ALIASES_TABLE,
    },
    dynamodbEndpoint: values.DYNAMODB_ENDPOINT,
    dynamodbCredentials: values.DYNAMODB_ENDPOINT === undefined ? undefined : credentialsIn(env),
    analyst,
    limits: limitsOf(values, analyst, production),
    edgeTimeoutSeconds: values.EDGE_TIMEOUT_SECONDS,
    retentionDays: values.RETENTION_DAYS,
    redactsWindows: redactsWindows(values),
    erasureKey: values.ERASURE_KEY,
    formerErasureKey: values.ERASURE_KEY_PREVIOUS,
    queue: queueFrom(values),
    events: eventsFrom(values, production),
    metricsNamespace: values.METRICS_NAMESPACE,
    unknownFields: values.UNKNOWN_FIELDS,
    speakers: values.SPEAKERS,
    ending: {
      settleMs: values.SETTLE_SECONDS * 1000,
      afterMs: values.ANALYZE_AFTER_MINUTES,
      chatAfterMs: values.ANALYZE_CHAT_AFTER_MINUTES,
      analyzeSince: values.ANALYZE_SINCE ?? null,
    },
    phones: { country: values.DEFAULT_COUNTRY, shared: values.SHARED_PHONES },
    settings: {
      timeZone: values.TIME_ZONE,
      analysisTimeoutMs: values.ANALYSIS_TIMEOUT_MS,
      sharedAddresses: values.SHARED_ADDRESSES,
      toolRules: toolRulesOf(values),
      categories: values.CATEGORIES,
    },
  };
}

/** AWS credentials from the environment: an engine at another address may check them as AWS does. */
function credentialsIn(env: Record<string, string | undefined>): Config['dynamodbCredentials'] {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) };
}

// Rows of the previous system change only after an explicit opt-in.
function redactsWindows({ KEEP_RAW_WINDOWS, REDACT_WINDOWS, EXISTING_TABLES }: Environment): boolean {
  if (KEEP_RAW_WINDOWS && REDACT_WINDOWS) {
    throw new Error('KEEP_RAW_WINDOWS and REDACT_WINDOWS are both 1: remove one of them.');
  }
  return REDACT_WINDOWS || !(KEEP_RAW_WINDOWS || EXISTING_TABLES);
}

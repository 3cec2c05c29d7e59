import type { AnalysisSettings, CostLimits, MemorySettings } from '@live-assist/core';
import type { AuthOptions } from '../auth/auth.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type ModelSettings, modelSettings } from './models.ts';

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
  analyst: { engine: 'local' } | OpenAiSettings;
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

/** Where calls wait to be analysed. */
export interface QueueSettings {
  queueUrl: string;
  /** Where redactions wait for their time; without it they wait among the calls. */
  redactionQueueUrl?: string | undefined;
  /** Only a worker needs it. */
  deadLetterQueueUrl: string | undefined;
}

/** How to reach the model. */
export interface OpenAiSettings extends ModelSettings {
  engine: 'openai';
  apiKey: string;
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

function analystFrom(values: Environment): Config['analyst'] {
  const { ANALYST: chosen, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model, OPENAI_BASE_URL: baseUrl } = values;
  const engine = chosen ?? (apiKey === undefined ? 'local' : 'openai');
  if (engine === 'local') return { engine };
  if (apiKey === undefined) {
    throw new Error(
      'OPENAI_API_KEY is missing: set it, or set ANALYST to "local". A provider that needs none takes any word.',
    );
  }
  return { engine, apiKey, ...modelSettings({ model, baseUrl }) };
}

/** What may begin within a minute in production: more than some 350 agents have calls end at the busiest time. */
const ANALYSES_PER_MINUTE = 60;

function limitsOf(values: Environment, analyst: Config['analyst'], production: boolean): CostLimits {
  const { ANALYSIS_DOLLARS_PER_DAY: dollarsPerDay } = values;
  const analysesPerMinute =
    values.ANALYSES_PER_MINUTE ??
    (production && analyst.engine === 'openai' ? ANALYSES_PER_MINUTE : undefined);
  if (dollarsPerDay !== undefined && analyst.engine === 'openai' && analyst.price === null) {
    throw new Error(
      'ANALYSIS_DOLLARS_PER_DAY needs a model whose price is known: choose another OPENAI_MODEL, or set ANALYSES_PER_MINUTE instead.',
    );
  }
  const ofAll = { analysesPerMinute, dollarsPerDay };
  // What costs nothing needs no limit.
  if (analyst.engine === 'local') return ofAll;
  return {
    ...ofAll,
    analysesPerCallPerDay: values.ANALYSES_PER_CALL_PER_DAY,
    analysesPerCustomerPerDay: values.ANALYSES_PER_CUSTOMER_PER_DAY,
    analysesPerTokenPerHour: values.ANALYSES_PER_TOKEN_PER_HOUR,
    analysesPerTokenPerDay: values.ANALYSES_PER_TOKEN_PER_DAY,
    dollarsPerTokenPerDay:
      dollarsPerDay === undefined ? undefined : (dollarsPerDay * values.TOKEN_SHARE_PERCENT) / 100,
  };
}

function toolRulesOf({ ACTING_TOOLS, LOOKUP_TOOLS }: Environment): AnalysisSettings['toolRules'] {
  if (ACTING_TOOLS === undefined && LOOKUP_TOOLS === undefined) return undefined;
  const [acting, lookups] = [ACTING_TOOLS ?? [], LOOKUP_TOOLS ?? []];
  if (acting.some((name) => lookups.includes(name))) {
    throw new Error('ACTING_TOOLS and LOOKUP_TOOLS name the same tool: remove it from one of them.');
  }
  return { acting, lookups };
}

function queueFrom(values: Environment): QueueSettings | undefined {
  if (values.ANALYSIS_QUEUE_URL === undefined) return undefined;
  if (values.ERASURE_KEY === undefined) {
    throw new Error(
      'ERASURE_KEY is missing: set it, the queue keeps the calls of one customer together by a keyed hash.',
    );
  }
  return {
    queueUrl: values.ANALYSIS_QUEUE_URL,
    redactionQueueUrl: values.REDACTION_QUEUE_URL,
    deadLetterQueueUrl: values.ANALYSIS_DEAD_LETTER_QUEUE_URL,
  };
}

function authOptions(values: Environment): AuthOptions {
  const {
    AUTH_SECRET: secret,
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
  } = values;
  const common = {
    issuer,
    audience,
    scopePrefix: values.AUTH_SCOPE_PREFIX,
    maxTokenSeconds: values.AUTH_MAX_TOKEN_SECONDS,
  };
  if (secret !== undefined && jwksUrl !== undefined) {
    throw new Error('AUTH_SECRET and AUTH_JWKS_URL are both set: remove one of them.');
  }
  if (secret !== undefined) return { keys: { secret }, ...common };
  if (jwksUrl === undefined) {
    throw new Error(
      'AUTH_JWKS_URL is missing: set it with AUTH_ISSUER and AUTH_AUDIENCE, or set AUTH_SECRET instead.',
    );
  }
  // One issuer signs for many services and, at times, for many customers of its own with the same keys.
  if (issuer === undefined) throw new Error('AUTH_ISSUER is missing: set it to the "iss" of your tokens.');
  if (audience === undefined) {
    throw new Error('AUTH_AUDIENCE is missing: set it to the "aud" or the "client_id" of your tokens.');
  }
  return { keys: { jwksUrl }, ...common };
}

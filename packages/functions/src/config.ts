import { type AnalysisSettings, type CostLimits, isTimeZone, type MemorySettings } from '@live-assist/core';
import * as z from 'zod/mini';
import type { AuthOptions } from './auth.ts';
import {
  dollars,
  httpUrl,
  isOrigin,
  list,
  matching,
  safeUrl,
  secret,
  table,
  wholeNumber,
} from './config-values.ts';
import { isPriced } from './model-prices.ts';
import { MAX_TOKEN_SECONDS } from './token.ts';

/** What the environment says, checked. */
export interface Config {
  tables: { callRecords: string; callAnalytics: string; analysisClaims: string; serviceState: string };
  /** Address of a local DynamoDB engine; undefined means the one of AWS. */
  dynamodbEndpoint: string | undefined;
  auth: AuthOptions;
  /** Origins whose pages may call the API; undefined when none are named. */
  allowedOrigins: string[] | undefined;
  /** Whether a model judges calls, and which one. */
  analyst: { engine: 'local' } | OpenAiSettings;
  /** What the model may cost. */
  limits: CostLimits;
  /** For how many days everything is kept; undefined means until it is erased. */
  retentionDays: number | undefined;
  /** Key of the names under which customers stand in the log and in tombstones; undefined when there is none. */
  erasureKey: string | undefined;
  /** The queue of SQS from which a worker analyses calls; undefined when there is none. */
  queue: QueueSettings | undefined;
  /** Where CloudWatch makes metrics of the log on Lambda; undefined when it makes none. */
  metricsNamespace: string | undefined;
  settings: AnalysisSettings & MemorySettings;
}

/** Where calls wait to be analysed. */
export interface QueueSettings {
  queueUrl: string;
  /** Only a worker needs it. */
  deadLetterQueueUrl: string | undefined;
}

/** How to reach the model. */
export interface OpenAiSettings {
  engine: 'openai';
  apiKey: string;
  /** undefined means the analyst's own default. */
  model: string | undefined;
  /** undefined means OpenAI itself. */
  baseUrl: string | undefined;
}

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
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw complaint(parsed.error.issues[0]);
  const values = parsed.data;
  if (production && values.ANALYST === undefined) {
    throw new Error('ANALYST is missing: set it to "openai" or "local".');
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
    auth: authOptions(values),
    allowedOrigins: values.ALLOWED_ORIGINS,
    analyst,
    limits: limitsOf(values, analyst),
    retentionDays: values.RETENTION_DAYS,
    erasureKey: values.ERASURE_KEY,
    queue: queueFrom(values),
    metricsNamespace: values.METRICS_NAMESPACE,
    settings: {
      timeZone: values.TIME_ZONE,
      analysisTimeoutMs: values.ANALYSIS_TIMEOUT_MS,
      sharedAddresses: values.SHARED_ADDRESSES,
    },
  };
}

const Environment = z.object({
  CALL_RECORDS_TABLE: table('call-records'),
  CALL_ANALYTICS_TABLE: table('call-analytics'),
  ANALYSIS_CLAIMS_TABLE: table('analysis-claims'),
  SERVICE_STATE_TABLE: table('service-state'),
  DYNAMODB_ENDPOINT: z.optional(httpUrl),
  AUTH_SECRET: z.optional(secret),
  AUTH_JWKS_URL: z.optional(safeUrl),
  AUTH_ISSUER: z.optional(z.string()),
  AUTH_AUDIENCE: z.optional(z.string()),
  AUTH_SCOPE_PREFIX: z._default(z.string(), ''),
  AUTH_MAX_TOKEN_SECONDS: z._default(wholeNumber(1, 31_536_000), MAX_TOKEN_SECONDS),
  ALLOWED_ORIGINS: z.optional(
    list.check(
      z.refine(
        (origins) => origins.every(isOrigin),
        'must list origins such as https://desktop.example.com, separated by commas, without a path; "*" and "null" are refused',
      ),
    ),
  ),
  SHARED_ADDRESSES: z.prefault(
    z.pipe(
      list.check(
        z.refine(
          (entries) => entries.every((entry) => /^[^\s@]+@[^\s@]*$/.test(entry)),
          'must list addresses, or local parts with their @ such as info@, separated by commas',
        ),
      ),
      z.transform((entries: string[]) => entries.map((entry) => entry.toLowerCase())),
    ),
    'info@,office@,accounts@,noreply@,no-reply@,none@,unknown@,test@',
  ),
  ANALYST: z.optional(z.enum(['openai', 'local'], 'must be "openai" or "local"')),
  OPENAI_API_KEY: z.optional(matching(/^[\x21-\x7e]+$/, 'must be a key: one word without spaces')),
  OPENAI_MODEL: z.optional(matching(/^[\w.:/@-]{1,100}$/, 'must be the name of a model, such as gpt-6-luna')),
  OPENAI_BASE_URL: z.optional(safeUrl),
  ANALYSIS_QUEUE_URL: z.optional(httpUrl),
  ANALYSIS_DEAD_LETTER_QUEUE_URL: z.optional(httpUrl),
  ANALYSIS_TIMEOUT_MS: z._default(wholeNumber(1_000, 840_000), 60_000),
  ANALYSES_PER_MINUTE: z.optional(wholeNumber(1, 1_000_000)),
  ANALYSIS_DOLLARS_PER_DAY: z.optional(dollars),
  ERASURE_KEY: z.optional(secret),
  METRICS_NAMESPACE: z.optional(
    matching(/^[\w./#-]{1,255}$/, 'must be a namespace of CloudWatch, such as LiveAssist/production'),
  ),
  RETENTION_DAYS: z.optional(wholeNumber(1, 36_500)),
  TIME_ZONE: z._default(
    z.string().check(z.refine(isTimeZone, 'must be an IANA time zone such as UTC or Europe/Vienna')),
    'UTC',
  ),
});

function analystFrom(values: z.infer<typeof Environment>): Config['analyst'] {
  const { ANALYST: chosen, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model, OPENAI_BASE_URL: baseUrl } = values;
  const engine = chosen ?? (apiKey === undefined ? 'local' : 'openai');
  if (engine === 'local') return { engine };
  if (apiKey === undefined) {
    throw new Error(
      'OPENAI_API_KEY is missing: set it, or set ANALYST to "local". A provider that needs none takes any word.',
    );
  }
  return { engine, apiKey, model, baseUrl };
}

function limitsOf(values: z.infer<typeof Environment>, analyst: Config['analyst']): CostLimits {
  const { ANALYSES_PER_MINUTE: analysesPerMinute, ANALYSIS_DOLLARS_PER_DAY: dollarsPerDay } = values;
  if (dollarsPerDay !== undefined && analyst.engine === 'openai' && !isPriced(analyst)) {
    throw new Error(
      'ANALYSIS_DOLLARS_PER_DAY needs a model whose price is known: choose another OPENAI_MODEL, or set ANALYSES_PER_MINUTE instead.',
    );
  }
  return { analysesPerMinute, dollarsPerDay };
}

function queueFrom(values: z.infer<typeof Environment>): QueueSettings | undefined {
  if (values.ANALYSIS_QUEUE_URL === undefined) return undefined;
  if (values.ERASURE_KEY === undefined) {
    throw new Error(
      'ERASURE_KEY is missing: set it, the queue keeps the calls of one customer together by a keyed hash.',
    );
  }
  return {
    queueUrl: values.ANALYSIS_QUEUE_URL,
    deadLetterQueueUrl: values.ANALYSIS_DEAD_LETTER_QUEUE_URL,
  };
}

function authOptions(values: z.infer<typeof Environment>): AuthOptions {
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

function complaint(issue: z.core.$ZodIssue | undefined): Error {
  return new Error(`${issue?.path.join('.')} ${issue?.message}.`);
}

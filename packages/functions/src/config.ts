import { type AnalysisSettings, isTimeZone, type MemorySettings } from '@live-assist/core';
import * as z from 'zod';
import type { AuthOptions } from './auth.ts';
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
    analyst: analystFrom(values),
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

const table = (name: string) =>
  z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'must be the name of a table: 3 to 255 letters, digits, and _ . -')
    .default(name);

const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};

const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be an address that begins with http:// or https://',
  abort: true,
});

const secret = z
  .string()
  .refine(
    (text) => new TextEncoder().encode(text).length >= 32,
    'must be at least 32 bytes long; make one with "openssl rand -base64 48"',
  );

const MUST_BE_SAFE = 'must begin with https://; only 127.0.0.1 and localhost may do without';

const Environment = z.object({
  CALL_RECORDS_TABLE: table('call-records'),
  CALL_ANALYTICS_TABLE: table('call-analytics'),
  ANALYSIS_CLAIMS_TABLE: table('analysis-claims'),
  SERVICE_STATE_TABLE: table('service-state'),
  DYNAMODB_ENDPOINT: httpUrl.optional(),
  AUTH_SECRET: secret.optional(),
  AUTH_JWKS_URL: httpUrl.refine((url) => isSafeToFetch(new URL(url)), MUST_BE_SAFE).optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_SCOPE_PREFIX: z.string().default(''),
  AUTH_MAX_TOKEN_SECONDS: wholeNumber(1, 31_536_000).default(MAX_TOKEN_SECONDS),
  ALLOWED_ORIGINS: z
    .string()
    .transform(listOf)
    .refine(
      (origins) => origins.every(isOrigin),
      'must list origins such as https://desktop.example.com, separated by commas, without a path; "*" and "null" are refused',
    )
    .optional(),
  SHARED_ADDRESSES: z
    .string()
    .default('info@,office@,accounts@,noreply@,no-reply@,none@,unknown@,test@')
    .transform(listOf)
    .refine(
      (entries) => entries.every((entry) => /^[^\s@]+@[^\s@]*$/.test(entry)),
      'must list addresses, or local parts with their @ such as info@, separated by commas',
    )
    .transform((entries) => entries.map((entry) => entry.toLowerCase())),
  ANALYST: z.enum(['openai', 'local'], 'must be "openai" or "local"').optional(),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be a key: one word without spaces')
    .optional(),
  OPENAI_MODEL: z
    .string()
    .regex(/^[\w.:/@-]{1,100}$/, 'must be the name of a model, such as gpt-6-luna')
    .optional(),
  OPENAI_BASE_URL: httpUrl.refine((url) => isSafeToFetch(new URL(url)), MUST_BE_SAFE).optional(),
  ANALYSIS_QUEUE_URL: httpUrl.optional(),
  ANALYSIS_DEAD_LETTER_QUEUE_URL: httpUrl.optional(),
  ANALYSIS_TIMEOUT_MS: wholeNumber(1_000, 840_000).default(60_000),
  ERASURE_KEY: secret.optional(),
  METRICS_NAMESPACE: z
    .string()
    .regex(/^[\w./#-]{1,255}$/, 'must be a namespace of CloudWatch, such as LiveAssist/production')
    .optional(),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as UTC or Europe/Vienna')
    .default('UTC'),
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

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isSafeToFetch({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function complaint(issue: z.core.$ZodIssue | undefined): Error {
  return new Error(`${issue?.path.join('.')} ${issue?.message}.`);
}

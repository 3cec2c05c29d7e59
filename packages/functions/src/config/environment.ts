import { isTimeZone } from '@live-assist/core';
import { MAX_TOKEN_SECONDS } from '../auth/token.ts';
import { categories } from './categories.ts';
import {
  anyText,
  days,
  dollars,
  flag,
  httpUrl,
  isOrigin,
  listOf,
  matching,
  minutes,
  moment,
  oneOf,
  type Reader,
  safeUrl,
  secret,
  senderSecret,
  speakers,
  table,
  wholeNumber,
} from './config-values.ts';
import { busName, webhookSecret } from './events-config.ts';
import { priceFrom } from './model-prices.ts';
import { PROFILES, type Profile, REASONING_EFFORTS } from './models.ts';
import { country, sharedPhones } from './phone-config.ts';

const VARIABLES = {
  ACTING_TOOLS: optional(toolNames),
  LOOKUP_TOOLS: optional(toolNames),
  CATEGORIES: optional(categories),
  CALL_RECORDS_TABLE: withDefault('call-records', table),
  CALL_ANALYTICS_TABLE: withDefault('call-analytics', table),
  ANALYSIS_CLAIMS_TABLE: withDefault('analysis-claims', table),
  SERVICE_STATE_TABLE: withDefault('service-state', table),
  PROMISES_TABLE: withDefault('promises', table),
  CUSTOMER_ALIASES_TABLE: withDefault('customer-aliases', table),
  DYNAMODB_ENDPOINT: optional(httpUrl),
  AUTH_SECRET: optional(secret),
  AUTH_JWKS_URL: optional(safeUrl),
  AUTH_ISSUER: optional(anyText),
  AUTH_AUDIENCE: optional(anyText),
  AUTH_SCOPE_PREFIX: withDefault('', anyText),
  AUTH_MAX_TOKEN_SECONDS: withDefault(MAX_TOKEN_SECONDS, wholeNumber(1, 31_536_000)),
  ALLOWED_ORIGINS: optional(
    listOf(
      (origins) => origins.every(isOrigin),
      'must list origins such as https://desktop.example.com, separated by commas, without a path; "*", also in a name, and "null" are refused',
    ),
  ),
  SHARED_ADDRESSES: withDefault(
    ['info@', 'office@', 'accounts@', 'noreply@', 'no-reply@', 'none@', 'unknown@', 'test@'],
    sharedAddresses,
  ),
  DEFAULT_COUNTRY: optional(country),
  SHARED_PHONES: optional(sharedPhones),
  SPEAKERS: optional(speakers),
  ANALYST: optional(oneOf(['openai', 'local'], 'must be "openai" or "local"')),
  OPENAI_API_KEY: optional(apiKey),
  OPENAI_MODEL: optional(modelName),
  OPENAI_BASE_URL: optional(safeUrl),
  OPENAI_FALLBACK_API_KEY: optional(apiKey),
  OPENAI_FALLBACK_MODEL: optional(modelName),
  OPENAI_FALLBACK_BASE_URL: optional(safeUrl),
  OPENAI_FALLBACK_PRICE: optional(priceFrom),
  MODEL_PROFILE: withDefault<Profile | 'auto'>(
    'auto',
    oneOf(['auto', ...PROFILES], `must be one of auto, ${PROFILES.join(', ')}`),
  ),
  MODEL_PRICE: optional(priceFrom),
  MODEL_CONTEXT_TOKENS: optional(wholeNumber(8_192, 100_000_000)),
  REASONING_EFFORT: optional(oneOf(REASONING_EFFORTS, `must be one of ${REASONING_EFFORTS.join(', ')}`)),
  FLEX_PROCESSING: withDefault(false, flag),
  ANALYSIS_QUEUE_URL: optional(httpUrl),
  ANALYSIS_DEAD_LETTER_QUEUE_URL: optional(httpUrl),
  REDACTION_QUEUE_URL: optional(httpUrl),
  SETTLE_QUEUE_URL: optional(httpUrl),
  EVENTS_QUEUE_URL: optional(httpUrl),
  EVENTS_BUS: optional(busName),
  EVENTS_WEBHOOK_URL: optional(safeUrl),
  EVENTS_WEBHOOK_SECRET: optional(webhookSecret),
  SETTLE_SECONDS: withDefault(30, wholeNumber(0, 900)),
  ANALYZE_AFTER_MINUTES: withDefault<number | null>(5 * 60_000, minutes),
  ANALYZE_CHAT_AFTER_MINUTES: withDefault<number | null>(60 * 60_000, minutes),
  ANALYZE_SINCE: optional(moment),
  INGEST_ELEVENLABS_SECRET: optional(senderSecret),
  INGEST_RETELL_SECRET: optional(senderSecret),
  INGEST_VAPI_SECRET: optional(secret),
  INGEST_VCON_SECRET: optional(secret),
  CONNECT_INSTANCE_ARN: optional(connectInstance),
  CONNECT_EMAIL_ATTRIBUTE: optional(attributeName),
  CONNECT_AGENT_ATTRIBUTE: optional(attributeName),
  ANALYSIS_TIMEOUT_MS: withDefault(60_000, wholeNumber(1_000, 840_000)),
  ANALYSES_PER_MINUTE: optional(wholeNumber(1, 1_000_000)),
  ANALYSIS_DOLLARS_PER_DAY: optional(dollars),
  ANALYSES_PER_CALL_PER_DAY: withDefault(6, wholeNumber(1, 1_000_000)),
  ANALYSES_PER_CUSTOMER_PER_DAY: withDefault(40, wholeNumber(1, 1_000_000)),
  ANALYSES_PER_TOKEN_PER_HOUR: withDefault(600, wholeNumber(1, 1_000_000)),
  ANALYSES_PER_TOKEN_PER_DAY: withDefault(5_000, wholeNumber(1, 1_000_000)),
  TOKEN_SHARE_PERCENT: withDefault(50, wholeNumber(1, 100)),
  EDGE_TIMEOUT_SECONDS: optional(wholeNumber(10, 180)),
  ERASURE_KEY: optional(secret),
  ERASURE_KEY_PREVIOUS: optional(secret),
  METRICS_NAMESPACE: optional(
    matching(/^[\w./#-]{1,255}$/, 'must be a namespace of CloudWatch, such as LiveAssist/production'),
  ),
  RETENTION_DAYS: withDefault<number | undefined>(365, days),
  KEEP_RAW_WINDOWS: withDefault(false, flag),
  REDACT_WINDOWS: withDefault(false, flag),
  EXISTING_TABLES: withDefault(false, flag),
  UNKNOWN_FIELDS: withDefault<'refuse' | 'ignore'>(
    'refuse',
    oneOf(['refuse', 'ignore'], 'must be "refuse" or "ignore"'),
  ),
  TIME_ZONE: withDefault('UTC', (text) => {
    if (isTimeZone(text)) return text;
    throw new Error('must be an IANA time zone such as UTC or Europe/Vienna');
  }),
};

/** Every variable, validated on its own; docs/api.md explains each one. */
export type Environment = {
  [Name in keyof typeof VARIABLES]: ReturnType<(typeof VARIABLES)[Name]>;
};

/**
 * Validates the variables one by one. Empty values count as absent.
 *
 * @throws {Error} with one line that names the first wrong variable; it never contains a value.
 */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const read = Object.entries(VARIABLES).map(([name, check]) => [
    name,
    check(name, env[name]?.trim() ? env[name] : undefined),
  ]);
  return Object.fromEntries(read);
}

function apiKey(text: string): string {
  return matching(/^[\x21-\x7e]+$/, 'must be a key: one word without spaces')(text);
}

function modelName(text: string): string {
  // Profiles of Bedrock are named by ARNs.
  return matching(/^[\w.:/@-]{1,200}$/, 'must be the name of a model, such as gpt-6-luna')(text);
}

function connectInstance(text: string): string {
  return matching(
    /^arn:aws[\w-]*:connect:[\w-]+:\d{12}:instance\/[\w-]+$/,
    'must be the ARN of an instance of Amazon Connect',
  )(text);
}

function attributeName(text: string): string {
  return matching(/^[\w .:-]{1,200}$/, 'must be the name of an attribute of a contact')(text);
}

function toolNames(text: string): string[] {
  return listOf(
    (names) =>
      names.length <= 500 && names.every((name) => name.length <= 200 && /[a-z\d\u0080-\uffff]/i.test(name)),
    'must list the names of tools such as issue_refund, separated by commas: at most 500, each of at most 200 characters',
  )(text);
}

function sharedAddresses(text: string): string[] {
  return listOf(
    (entries) => entries.every((entry) => /^[^\s@]+@[^\s@]*$/.test(entry)),
    'must list addresses, or local parts with their @ such as info@, separated by commas',
  )(text).map((entry) => entry.toLowerCase());
}

type Valued<Value> = (name: string, given: string | undefined) => Value;

function withDefault<Value>(fallback: Value, read: Reader<Value>): Valued<Value> {
  return (name, given) => {
    if (given === undefined) return fallback;
    try {
      return read(given);
    } catch (error) {
      throw new Error(`${name} ${(error as Error).message}.`);
    }
  };
}

function optional<Value>(read: Reader<Value>): Valued<Value | undefined> {
  return withDefault<Value | undefined>(undefined, read);
}

import { isTimeZone } from '@live-assist/core';
import * as z from 'zod/mini';
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
import { MAX_TOKEN_SECONDS } from './token.ts';

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
/** Every variable, checked by itself; docs/api.md explains each one. */
export type Environment = z.infer<typeof Environment>;

/**
 * Checks the variables one by one. Empty values count as absent.
 *
 * @throws {Error} with one line that names the first variable that is wrong; it never repeats a value.
 */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join('.')} ${issue?.message}.`);
}

import { readConfig } from '../packages/functions/src/config.ts';

/** Variables of a stage that reach the functions as they are; docs/api.md explains each one. */
const FORWARDED = [
  'ANALYSES_PER_MINUTE',
  'ANALYSIS_DOLLARS_PER_DAY',
  'ANALYST',
  'ANALYSIS_TIMEOUT_MS',
  'AUTH_AUDIENCE',
  'AUTH_ISSUER',
  'AUTH_JWKS_URL',
  'AUTH_MAX_TOKEN_SECONDS',
  'AUTH_SCOPE_PREFIX',
  'EXISTING_TABLES',
  'KEEP_RAW_WINDOWS',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'REDACT_WINDOWS',
  'RETENTION_DAYS',
  'SHARED_ADDRESSES',
  'TIME_ZONE',
];

/** Where the demo desktop runs under `sst dev`. */
export const DEV_SITE = 'http://localhost:5173';

/** What a stage is told by `.env`, `.env.<stage>` or the shell. */
export interface StageSettings {
  production: boolean;
  /** What the functions find in their environment. */
  environment: Record<string, string>;
  /** Names of the secrets that the functions need. */
  secrets: ('AUTH_SECRET' | 'ERASURE_KEY' | 'OPENAI_API_KEY')[];
  /** Pages that may call the API. */
  allowedOrigins: string[];
  analysisTimeoutMs: number;
  /** How many analyses of the queue run at a time: the brake on what they cost. */
  analysisConcurrency: number;
  /** Tables of an earlier system that are used instead of new ones; null when all are made. */
  existingTables: { callRecords: string; callAnalytics: string } | null;
  /** Whether answers are streamed; a buffered one may have at most 6 MB. */
  streaming: boolean;
  alarmEmail: string | undefined;
  apiDomain: string | undefined;
  siteDomain: string | undefined;
}

/**
 * Reads the settings of a stage, and checks all that the functions would check when they start, so that a wrong
 * value stops the deployment and not the first request.
 *
 * @throws {Error} with one line that names the variable.
 */
export function stageSettings(stage: string, env: Record<string, string | undefined>): StageSettings {
  const production = stage === 'production';
  const given = (name: string) => env[name]?.trim() || undefined;
  const environment = Object.fromEntries(
    FORWARDED.flatMap((name) => {
      const value = given(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  if (!production) environment.ANALYST ??= 'local';

  const secrets: StageSettings['secrets'] = ['ERASURE_KEY'];
  if (given('AUTH_JWKS_URL') === undefined) secrets.push('AUTH_SECRET');
  if (environment.ANALYST === 'openai') secrets.push('OPENAI_API_KEY');
  // The values of secrets are known to SST alone; these stand for them while the rest is checked.
  const stood = Object.fromEntries(secrets.map((name) => [name, `sk-${'x'.repeat(48)}`]));
  const config = readConfig(
    { ...environment, ...stood, ALLOWED_ORIGINS: env.ALLOWED_ORIGINS, ...tableNames(env) },
    { production },
  );
  if (production && config.allowedOrigins === undefined) {
    throw new Error('ALLOWED_ORIGINS is missing: list the pages that show the memory box.');
  }
  return {
    production,
    environment,
    secrets,
    allowedOrigins: config.allowedOrigins ?? [DEV_SITE],
    analysisTimeoutMs: config.settings.analysisTimeoutMs,
    analysisConcurrency: wholeNumber('ANALYSIS_CONCURRENCY', given('ANALYSIS_CONCURRENCY') ?? '5', 2, 1000),
    existingTables: flag('EXISTING_TABLES', given('EXISTING_TABLES') ?? '0') ? config.tables : null,
    streaming: flag('STREAMING', given('STREAMING') ?? '1'),
    alarmEmail: given('ALARM_EMAIL'),
    apiDomain: given('API_DOMAIN'),
    siteDomain: given('SITE_DOMAIN'),
  };
}

// Only the names of tables that are adopted count: SST names the tables that it makes.
function tableNames({ CALL_RECORDS_TABLE, CALL_ANALYTICS_TABLE }: Record<string, string | undefined>) {
  return { CALL_RECORDS_TABLE, CALL_ANALYTICS_TABLE };
}

function flag(name: string, value: string): boolean {
  if (value === '1') return true;
  if (value === '0') return false;
  throw new Error(`${name} must be 1 or 0.`);
}

// The least that SQS allows is 2.
function wholeNumber(name: string, value: string, min: number, max: number): number {
  if (/^\d{1,4}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new Error(`${name} must be a whole number from ${min} to ${max}.`);
}

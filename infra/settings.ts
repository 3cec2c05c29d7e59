import { readConfig } from '../packages/functions/src/config/config.ts';

/** Variables of a stage that are passed to the functions unchanged; docs/api.md explains each one. */
const FORWARDED = [
  'ACTING_TOOLS',
  'ANALYSES_PER_CALL_PER_DAY',
  'ANALYSES_PER_CUSTOMER_PER_DAY',
  'ANALYSES_PER_MINUTE',
  'ANALYSES_PER_TOKEN_PER_DAY',
  'ANALYSES_PER_TOKEN_PER_HOUR',
  'ANALYSIS_DOLLARS_PER_DAY',
  'ANALYST',
  'ANALYSIS_TIMEOUT_MS',
  'AUTH_AUDIENCE',
  'AUTH_ISSUER',
  'AUTH_JWKS_URL',
  'AUTH_MAX_TOKEN_SECONDS',
  'AUTH_SCOPE_PREFIX',
  'DEFAULT_COUNTRY',
  'EXISTING_TABLES',
  'FLEX_PROCESSING',
  'KEEP_RAW_WINDOWS',
  'LOOKUP_TOOLS',
  'MODEL_CONTEXT_TOKENS',
  'MODEL_PRICE',
  'MODEL_PROFILE',
  'OPENAI_BASE_URL',
  'OPENAI_FALLBACK_BASE_URL',
  'OPENAI_FALLBACK_MODEL',
  'OPENAI_FALLBACK_PRICE',
  'OPENAI_MODEL',
  'REASONING_EFFORT',
  'REDACT_WINDOWS',
  'RETENTION_DAYS',
  'SHARED_ADDRESSES',
  'SHARED_PHONES',
  'SPEAKERS',
  'TIME_ZONE',
  'TOKEN_SHARE_PERCENT',
  'UNKNOWN_FIELDS',
];

/** Stages that are protected unless `PROTECTED_STAGES` names others; `app()` in sst.config.ts has the same list. */
const PROTECTED_STAGES = 'production,prod,live,staging';

/** CloudFront's longest wait for an answer, in seconds, unless AWS has raised it for the account. */
const EDGE_TIMEOUT_SECONDS = '60';

/** Address of the demo desktop under `sst dev`. */
export const DEV_SITE = 'http://localhost:5173';

/** The settings of a stage, from `.env`, `.env.<stage>` or the shell. */
export interface StageSettings {
  /** True for a protected stage: its data must not be lost, and its settings must be explicit. */
  production: boolean;
  /** The environment variables of the functions. */
  environment: Record<string, string>;
  /** Names of the secrets that the functions need. */
  secrets: ('AUTH_SECRET' | 'ERASURE_KEY' | 'OPENAI_API_KEY')[];
  /** Pages that may call the API. */
  allowedOrigins: string[];
  analysisTimeoutMs: number;
  /** Queued analyses in parallel, which limits their cost. */
  analysisConcurrency: number;
  /** Existing tables of an earlier system; null when all tables are created. */
  existingTables: { callRecords: string; callAnalytics: string } | null;
  /** True to stream answers; a buffered answer has at most 6 MB. */
  streaming: boolean;
  alarmEmail: string | undefined;
  apiDomain: string | undefined;
  /** Request timeout of the proxy in front of the API, in seconds; undefined without one. */
  edgeTimeoutSeconds: number | undefined;
  siteDomain: string | undefined;
}

/**
 * Reads the settings of a stage, and runs the checks of the functions, so that a wrong value fails the deployment
 * instead of the first request.
 *
 * @throws {Error} with one line that names the variable.
 */
export function stageSettings(stage: string, env: Record<string, string | undefined>): StageSettings {
  const production = isProtected(stage, env);
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
  // Only SST knows the secrets; these placeholders let the other checks run.
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
    edgeTimeoutSeconds: edgeTimeout(given('EDGE_TIMEOUT_SECONDS'), given('API_DOMAIN')),
    siteDomain: given('SITE_DOMAIN'),
  };
}

/**
 * True if the stage is in `PROTECTED_STAGES`, ignoring case.
 *
 * @throws {Error} with one line when the list is invalid.
 */
export function isProtected(stage: string, env: Record<string, string | undefined>): boolean {
  const stages = (env.PROTECTED_STAGES?.trim() || PROTECTED_STAGES).toLowerCase().split(',');
  const names = stages.map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > 0 && names.every((name) => /^[a-z0-9-]+$/.test(name))) {
    return names.includes(stage.toLowerCase());
  }
  throw new Error('PROTECTED_STAGES must list names of stages, separated by commas.');
}

/**
 * Refuses `sst dev` on a protected stage, because it replaces the functions with stubs.
 *
 * @throws {Error} with one line.
 */
export function requireDeployable({ production }: StageSettings, dev: boolean): void {
  if (production && dev) {
    throw new Error(
      'This stage is protected (PROTECTED_STAGES): sst dev would put stubs in the place of its functions.',
    );
  }
}

function edgeTimeout(seconds: string | undefined, apiDomain: string | undefined): number | undefined {
  if (seconds === undefined && apiDomain === undefined) return undefined;
  return wholeNumber('EDGE_TIMEOUT_SECONDS', seconds ?? EDGE_TIMEOUT_SECONDS, 10, 180);
}

// Only the names of existing tables apply: SST names the tables that it creates.
function tableNames({ CALL_RECORDS_TABLE, CALL_ANALYTICS_TABLE }: Record<string, string | undefined>) {
  return { CALL_RECORDS_TABLE, CALL_ANALYTICS_TABLE };
}

function flag(name: string, value: string): boolean {
  if (value === '1') return true;
  if (value === '0') return false;
  throw new Error(`${name} must be 1 or 0.`);
}

// The minimum of SQS is 2.
function wholeNumber(name: string, value: string, min: number, max: number): number {
  if (/^\d{1,4}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new Error(`${name} must be a whole number from ${min} to ${max}.`);
}

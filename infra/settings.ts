import { type Config, readConfig } from '../packages/functions/src/config/config.ts';
import { type BedrockModel, bedrockModels, keysOf, type ModelKey, possibleKeys } from './models.ts';
import { findRegion } from './region.ts';

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
  'ANALYZE_AFTER_MINUTES',
  'ANALYZE_CHAT_AFTER_MINUTES',
  'AUTH_AUDIENCE',
  'AUTH_ISSUER',
  'AUTH_JWKS_URL',
  'AUTH_MAX_TOKEN_SECONDS',
  'AUTH_SCOPE_PREFIX',
  'CATEGORIES',
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
  'SETTLE_SECONDS',
  'SHARED_ADDRESSES',
  'SHARED_PHONES',
  'SPEAKERS',
  'TIME_ZONE',
  'TOKEN_SHARE_PERCENT',
  'UNKNOWN_FIELDS',
];

/** Stages that are protected unless `PROTECTED_STAGES` names others; `app()` in sst.config.ts has the same list. */
const PROTECTED_STAGES = 'production,prod,live,staging';

const PLACEHOLDER_QUEUE = 'https://sqs.example.com/queue';

/** CloudFront's longest wait for an answer, in seconds, unless AWS has raised it for the account. */
const EDGE_TIMEOUT_SECONDS = '60';

/** Address of the demo desktop under `sst dev`. */
export const DEV_SITE = 'http://localhost:5173';

/** A secret of a stage. */
export type SecretName =
  | 'AUTH_SECRET'
  | 'ERASURE_KEY'
  | 'ERASURE_KEY_PREVIOUS'
  | 'EVENTS_WEBHOOK_SECRET'
  | ModelKey
  | SenderSecret;

/** The secret of a system that delivers calls; only the API has it. */
export type SenderSecret = `INGEST_${'ELEVENLABS' | 'RETELL' | 'VAPI' | 'VCON'}_SECRET`;

/** The settings of a stage, from `.env`, `.env.<stage>` or the shell. */
export interface StageSettings {
  /** True for a protected stage: its data must not be lost, and its settings must be explicit. */
  production: boolean;
  /** The environment variables of the functions. */
  environment: Record<string, string>;
  /** Names of the secrets that the functions need. */
  secrets: SecretName[];
  /** Those of them that systems which deliver calls sign with. */
  senderSecrets: SenderSecret[];
  /** True for a bucket whose files are imported. */
  inbox: boolean;
  /** The models of Amazon Bedrock that the functions ask with their own rights. */
  bedrock: BedrockModel[];
  /** Pages that may call the API. */
  allowedOrigins: string[];
  analysisTimeoutMs: number;
  /** Queued analyses in parallel, which limits their cost. */
  analysisConcurrency: number;
  /** How long a last window may come after the end of its call. */
  settleSeconds: number;
  /** From when on calls are analysed by themselves, ISO-8601; undefined means from the first deployment. */
  analyzeSince: string | undefined;
  /** The stream of an existing table of windows; undefined without one. */
  callRecordsStream: string | undefined;
  /** The contact centre of Amazon Connect whose contacts count; undefined without one. */
  connect:
    | { instanceArn: string; emailAttribute: string | undefined; agentAttribute: string | undefined }
    | undefined;
  /** Where events go: a bus of this stage, or a webhook; null for nowhere. */
  events: { kind: 'bus' } | { kind: 'webhook'; url: string } | null;
  /** A look at the waiting calls that finds more missed ones sets off an alarm. */
  missedCallsAlarm: number;
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

  const read = (secrets: readonly SecretName[]): Config =>
    readConfig(
      {
        ...environment,
        // Only SST knows the secrets; these placeholders let the other checks run.
        ...Object.fromEntries(secrets.map((name) => [name, placeholderOf(name)])),
        ALLOWED_ORIGINS: env.ALLOWED_ORIGINS,
        ANALYZE_SINCE: env.ANALYZE_SINCE,
        EVENTS_WEBHOOK_URL: env.EVENTS_WEBHOOK_URL,
        // Only the deployment knows the queues.
        ...(env.EVENTS_WEBHOOK_URL?.trim() && {
          ANALYSIS_QUEUE_URL: PLACEHOLDER_QUEUE,
          EVENTS_QUEUE_URL: PLACEHOLDER_QUEUE,
        }),
        CONNECT_INSTANCE_ARN: env.CONNECT_INSTANCE_ARN,
        CONNECT_EMAIL_ATTRIBUTE: env.CONNECT_EMAIL_ATTRIBUTE,
        CONNECT_AGENT_ATTRIBUTE: env.CONNECT_AGENT_ATTRIBUTE,
        AWS_REGION: findRegion(env),
        ...tableNames(env),
      },
      { production },
    );
  const senderSecrets = sendersIn(given('INGEST_SOURCES') ?? '');
  const common: SecretName[] = [
    'ERASURE_KEY',
    ...(flag('ERASURE_KEY_CHANGED', given('ERASURE_KEY_CHANGED') ?? '0')
      ? ['ERASURE_KEY_PREVIOUS' as const]
      : []),
    ...(given('AUTH_JWKS_URL') === undefined ? ['AUTH_SECRET' as const] : []),
    ...senderSecrets,
  ];
  const events = eventsOf(env);
  if (events?.kind === 'webhook') common.push('EVENTS_WEBHOOK_SECRET');
  const possible = possibleKeys(environment);
  const keys = keysOf(read([...common, ...possible]).analyst, possible);
  const secrets = [...common, ...keys];
  const config = read(secrets);
  if (production && config.allowedOrigins === undefined) {
    throw new Error('ALLOWED_ORIGINS is missing: list the pages that show the memory box.');
  }
  return {
    production,
    environment,
    secrets,
    senderSecrets,
    inbox: flag('INBOX', given('INBOX') ?? '0'),
    bedrock: bedrockModels(config.analyst),
    allowedOrigins: config.allowedOrigins ?? [DEV_SITE],
    analysisTimeoutMs: config.settings.analysisTimeoutMs,
    analysisConcurrency: wholeNumber('ANALYSIS_CONCURRENCY', given('ANALYSIS_CONCURRENCY') ?? '5', 2, 1000),
    settleSeconds: config.ending.settleMs / 1000,
    analyzeSince: given('ANALYZE_SINCE'),
    callRecordsStream: streamArn(given('CALL_RECORDS_STREAM_ARN')),
    connect: connectOf(env),
    events,
    missedCallsAlarm: wholeNumber('MISSED_CALLS_ALARM', given('MISSED_CALLS_ALARM') ?? '20', 1, 500),
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

function streamArn(text: string | undefined): string | undefined {
  if (
    text === undefined ||
    /^arn:aws[\w-]*:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/.test(text)
  )
    return text;
  throw new Error('CALL_RECORDS_STREAM_ARN must be the ARN of a stream of DynamoDB.');
}

function connectOf(env: Record<string, string | undefined>): StageSettings['connect'] {
  const instanceArn = env.CONNECT_INSTANCE_ARN?.trim();
  if (!instanceArn) return undefined;
  return {
    instanceArn,
    emailAttribute: env.CONNECT_EMAIL_ATTRIBUTE?.trim() || undefined,
    agentAttribute: env.CONNECT_AGENT_ATTRIBUTE?.trim() || undefined,
  };
}

function sendersIn(sources: string): SenderSecret[] {
  const named = sources
    .toUpperCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = (['ELEVENLABS', 'RETELL', 'VAPI', 'VCON'] as const).filter((name) => named.includes(name));
  if (known.length === new Set(named).size) return known.map((name) => `INGEST_${name}_SECRET` as const);
  throw new Error('INGEST_SOURCES must list elevenlabs, retell, vapi or vcon, separated by commas.');
}

/** Without `EVENTS` they go to the webhook if one is named, and otherwise to a bus. */
function eventsOf(env: Record<string, string | undefined>): StageSettings['events'] {
  const [chosen, url] = [env.EVENTS?.trim(), env.EVENTS_WEBHOOK_URL?.trim()];
  if (chosen && !['bus', 'webhook', 'off'].includes(chosen)) {
    throw new Error('EVENTS must be "bus", "webhook" or "off".');
  }
  if (chosen === 'webhook' && !url) throw new Error('EVENTS_WEBHOOK_URL is missing: EVENTS is "webhook".');
  if (url && (chosen === 'bus' || chosen === 'off')) {
    throw new Error(`EVENTS_WEBHOOK_URL is set, and EVENTS is "${chosen}": remove one of them.`);
  }
  if (url) return { kind: 'webhook', url };
  return chosen === 'off' ? null : { kind: 'bus' };
}

function placeholderOf(name: SecretName): string {
  return name === 'EVENTS_WEBHOOK_SECRET' ? `whsec_${'x'.repeat(43)}=` : `sk-${'x'.repeat(48)}`;
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

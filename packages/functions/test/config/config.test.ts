import { describe, expect, it } from 'vitest';
import { readConfig, readWorkerConfig } from '../../src/config/config.ts';

const AUTH_SECRET = '0123456789abcdef0123456789abcdef';
const read = (env: Record<string, string | undefined>, production = false) =>
  readConfig({ AUTH_SECRET, ...env }, { production });

describe('the configuration', () => {
  it('the configuration only requires a way to verify tokens, and has defaults for the rest', () => {
    expect(read({})).toEqual({
      tables: {
        callRecords: 'call-records',
        callAnalytics: 'call-analytics',
        analysisClaims: 'analysis-claims',
        serviceState: 'service-state',
        promises: 'promises',
        customerAliases: 'customer-aliases',
      },
      dynamodbEndpoint: undefined,
      auth: {
        keys: { secret: AUTH_SECRET },
        issuer: undefined,
        audience: undefined,
        scopePrefix: '',
        maxTokenSeconds: 43_200,
      },
      allowedOrigins: undefined,
      analyst: { engine: 'local' },
      limits: { analysesPerMinute: undefined, dollarsPerDay: undefined },
      retentionDays: 365,
      redactsWindows: true,
      erasureKey: undefined,
      metricsNamespace: undefined,
      unknownFields: 'refuse',
      ending: { settleMs: 30_000, afterMs: 300_000, chatAfterMs: 3_600_000, analyzeSince: null },
      settings: {
        timeZone: 'UTC',
        analysisTimeoutMs: 60_000,
        sharedAddresses: [
          'info@',
          'office@',
          'accounts@',
          'noreply@',
          'no-reply@',
          'none@',
          'unknown@',
          'test@',
        ],
      },
      phones: {},
      senders: {},
    });
  });

  it('the configuration takes the credentials of the environment for an engine with its own address, and otherwise leaves them to the SDK', () => {
    const env = {
      AUTH_SECRET: 'a secret of the tests that is long enough',
      ERASURE_KEY: AUTH_SECRET,
      ANALYST: 'local',
      AWS_ACCESS_KEY_ID: 'an id',
      AWS_SECRET_ACCESS_KEY: 'a secret',
      AWS_SESSION_TOKEN: 'a token',
    };
    const credentialsOf = (more: Record<string, string>) =>
      readConfig({ ...env, ...more }, { production: true }).dynamodbCredentials;
    const DYNAMODB_ENDPOINT = 'http://127.0.0.1:8000';
    expect(credentialsOf({})).toBeUndefined();
    expect(credentialsOf({ DYNAMODB_ENDPOINT })).toEqual({
      accessKeyId: 'an id',
      secretAccessKey: 'a secret',
      sessionToken: 'a token',
    });
    expect(credentialsOf({ DYNAMODB_ENDPOINT, AWS_SECRET_ACCESS_KEY: '' })).toBeUndefined();
  });

  it('the configuration takes its values from the environment', () => {
    const config = readConfig(
      {
        CALL_RECORDS_TABLE: 'stage-records',
        CALL_ANALYTICS_TABLE: 'stage-analytics',
        ANALYSIS_CLAIMS_TABLE: 'stage-claims',
        SERVICE_STATE_TABLE: 'stage-state',
        PROMISES_TABLE: 'stage-promises',
        DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000',
        AUTH_JWKS_URL: 'https://issuer.example.com/.well-known/jwks.json',
        AUTH_ISSUER: 'https://issuer.example.com',
        AUTH_AUDIENCE: 'live-assist',
        AUTH_SCOPE_PREFIX: 'live-assist/',
        AUTH_MAX_TOKEN_SECONDS: '900',
        ALLOWED_ORIGINS: 'https://desktop.example.com, http://localhost:5173',
        ANALYST: 'local',
        ANALYSIS_TIMEOUT_MS: '30000',
        RETENTION_DAYS: '30',
        EXISTING_TABLES: '1',
        ERASURE_KEY: 'ü'.repeat(16),
        METRICS_NAMESPACE: 'LiveAssist/ana',
        UNKNOWN_FIELDS: 'ignore',
        SETTLE_SECONDS: '10',
        ANALYZE_AFTER_MINUTES: '0',
        ANALYZE_CHAT_AFTER_MINUTES: '0.5',
        ANALYZE_SINCE: '2026-11-28T01:00:00+01:00',
        TIME_ZONE: 'Europe/Vienna',
        SHARED_ADDRESSES: ' Desk@example.com,',
        PATH: '/usr/bin',
      },
      { production: true },
    );
    expect(config).toEqual({
      tables: {
        callRecords: 'stage-records',
        callAnalytics: 'stage-analytics',
        analysisClaims: 'stage-claims',
        serviceState: 'stage-state',
        promises: 'stage-promises',
        customerAliases: 'customer-aliases',
      },
      dynamodbEndpoint: 'http://127.0.0.1:8000',
      auth: {
        keys: { jwksUrl: 'https://issuer.example.com/.well-known/jwks.json' },
        issuer: 'https://issuer.example.com',
        audience: 'live-assist',
        scopePrefix: 'live-assist/',
        maxTokenSeconds: 900,
      },
      allowedOrigins: ['https://desktop.example.com', 'http://localhost:5173'],
      analyst: { engine: 'local' },
      limits: { analysesPerMinute: undefined, dollarsPerDay: undefined },
      retentionDays: 30,
      redactsWindows: false,
      erasureKey: 'ü'.repeat(16),
      metricsNamespace: 'LiveAssist/ana',
      unknownFields: 'ignore',
      ending: {
        settleMs: 10_000,
        afterMs: null,
        chatAfterMs: 30_000,
        analyzeSince: Date.UTC(2026, 10, 28),
      },
      settings: {
        timeZone: 'Europe/Vienna',
        analysisTimeoutMs: 30_000,
        sharedAddresses: ['desk@example.com'],
      },
      phones: {},
      senders: {},
    });
  });

  it('the configuration only has an edge timeout if a worker can continue the analysis', () => {
    const env = { ANALYST: 'local', EDGE_TIMEOUT_SECONDS: '60' };
    expect(read(env).edgeTimeoutSeconds).toBe(60);
    expect(() => read(env, true)).toThrow('EDGE_TIMEOUT_SECONDS needs ANALYSIS_QUEUE_URL');
    const queue = { ANALYSIS_QUEUE_URL: 'https://sqs.example.com/calls.fifo', ERASURE_KEY: AUTH_SECRET };
    expect(read({ ...env, ...queue }, true).edgeTimeoutSeconds).toBe(60);
  });

  it('the configuration takes names of tools, and refuses a name that is listed both as acting and as looking up', () => {
    expect(read({}).settings.toolRules).toBeUndefined();
    expect(read({ ACTING_TOOLS: 'goodwill_gesture, Warranty Desk' }).settings.toolRules).toEqual({
      acting: ['goodwill_gesture', 'Warranty Desk'],
      lookups: [],
    });
    expect(() => read({ ACTING_TOOLS: 'a,b', LOOKUP_TOOLS: 'b' })).toThrow(/name the same tool/);
    expect(() => read({ LOOKUP_TOOLS: 'a,?!' })).toThrow(/^LOOKUP_TOOLS must list the names of tools/);
  });

  it('the configuration takes labels of speakers, each once', () => {
    expect(read({}).speakers).toBeUndefined();
    expect(read({ SPEAKERS: 'spk_0=agent, Spk_1 = Customer,a=b=other' }).speakers).toEqual(
      new Map([
        ['spk_0', 'agent'],
        ['spk_1', 'customer'],
        ['a=b', 'other'],
      ]),
    );
    for (const SPEAKERS of ['spk_0', '=agent', 'spk_0=boss', 'a=agent,A=customer', '{"spk_0":"agent"}']) {
      expect(() => read({ SPEAKERS })).toThrow(
        /^SPEAKERS must list labels and who speaks under each, such as spk_0=agent,spk_1=customer/,
      );
    }
  });

  it('the configuration counts empty values as absent', () => {
    expect(read({ TIME_ZONE: '', CALL_RECORDS_TABLE: ' ', ALLOWED_ORIGINS: '', AUTH_JWKS_URL: '' })).toEqual(
      read({}),
    );
  });

  it('the configuration measures the secret in bytes', () => {
    expect(read({ AUTH_SECRET: 'ü'.repeat(16) }).auth.keys).toEqual({ secret: 'ü'.repeat(16) });
  });

  it('the configuration only allows keys over plain HTTP from this machine', () => {
    const jwks = (AUTH_JWKS_URL: string) =>
      read({ AUTH_SECRET: '', AUTH_JWKS_URL, AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' }).auth.keys;
    expect(jwks('http://127.0.0.1:9000/jwks')).toEqual({ jwksUrl: 'http://127.0.0.1:9000/jwks' });
    expect(() => jwks('http://issuer.example.com/jwks')).toThrow(/^AUTH_JWKS_URL must begin with https/);
  });
});

describe('what is kept', () => {
  it('rows are kept for a year, for another time, or forever, as the settings say', () => {
    const daysOf = (RETENTION_DAYS?: string) => read({ RETENTION_DAYS }).retentionDays;
    expect([daysOf(), daysOf(''), daysOf('30'), daysOf('forever')]).toEqual([365, 365, 30, undefined]);
  });

  it.each([
    [{}, true],
    [{ KEEP_RAW_WINDOWS: '1' }, false],
    [{ KEEP_RAW_WINDOWS: '0' }, true],
    [{ EXISTING_TABLES: '1' }, false],
    [{ EXISTING_TABLES: '1', REDACT_WINDOWS: '1' }, true],
    [{ REDACT_WINDOWS: '1' }, true],
  ])('with %j windows are redacted in place: %s', (env, redactsWindows) => {
    expect(read(env).redactsWindows).toBe(redactsWindows);
  });
});

describe('the analyst', () => {
  it('the analyst is a model if there is a key, unless the rules are chosen', () => {
    const OPENAI_API_KEY = 'key';
    expect(read({ OPENAI_API_KEY }).analyst).toEqual({
      engine: 'openai',
      apiKey: 'key',
      model: 'gpt-6-luna',
      baseUrl: 'https://api.openai.com/v1',
      profile: 'openai',
      price: { input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5 },
    });
    expect(read({ OPENAI_API_KEY, ANALYST: 'local' }).analyst).toEqual({ engine: 'local' });
  });

  it('the analyst can be limited in analyses per minute, and in dollars per day if its price is known', () => {
    const env = { OPENAI_API_KEY: 'key', ANALYSES_PER_MINUTE: '60', ANALYSIS_DOLLARS_PER_DAY: '12.50' };
    for (const OPENAI_MODEL of ['', 'gpt-5.4-mini', 'gpt-6-luna-2026-10-01']) {
      expect(read({ ...env, OPENAI_MODEL }).limits).toMatchObject({
        analysesPerMinute: 60,
        dollarsPerDay: 12.5,
      });
    }
    expect(() => read({ ...env, OPENAI_MODEL: 'constructor' })).toThrow(/price is known/);
    const unpriced = { ...env, OPENAI_MODEL: 'gpt-7-unheard-of' };
    expect(read({ ...unpriced, ANALYSIS_DOLLARS_PER_DAY: '' }).limits.analysesPerMinute).toBe(60);
    expect(read({ ...unpriced, ANALYST: 'local' }).analyst).toEqual({ engine: 'local' });
  });

  it('the analyst is limited per call, customer and token if it costs money, and per minute in production', () => {
    const env = { ANALYST: 'openai', OPENAI_API_KEY: 'key', ERASURE_KEY: AUTH_SECRET };
    const defaults = {
      analysesPerCallPerDay: 6,
      analysesPerCustomerPerDay: 40,
      analysesPerTokenPerHour: 600,
      analysesPerTokenPerDay: 5000,
    };
    expect(read(env).limits).toEqual(defaults);
    expect(read(env, true).limits).toEqual({ ...defaults, analysesPerMinute: 60 });
    expect(read({ ...env, ANALYSES_PER_MINUTE: '7' }, true).limits.analysesPerMinute).toBe(7);
    expect(read({ ...env, ANALYST: 'local' }, true).limits).toEqual({});
    expect(
      read({
        ...env,
        ANALYSES_PER_CALL_PER_DAY: '1',
        ANALYSES_PER_CUSTOMER_PER_DAY: '2',
        ANALYSES_PER_TOKEN_PER_HOUR: '3',
        ANALYSES_PER_TOKEN_PER_DAY: '4',
        ANALYSIS_DOLLARS_PER_DAY: '10',
        TOKEN_SHARE_PERCENT: '20',
      }).limits,
    ).toEqual({
      dollarsPerDay: 10,
      analysesPerCallPerDay: 1,
      analysesPerCustomerPerDay: 2,
      analysesPerTokenPerHour: 3,
      analysesPerTokenPerDay: 4,
      dollarsPerTokenPerDay: 2,
    });
  });

  it.each([
    'ANALYSES_PER_CALL_PER_DAY',
    'ANALYSES_PER_CUSTOMER_PER_DAY',
    'ANALYSES_PER_TOKEN_PER_HOUR',
    'ANALYSES_PER_TOKEN_PER_DAY',
    'TOKEN_SHARE_PERCENT',
    'EDGE_TIMEOUT_SECONDS',
  ])('the analyst does not start if %s is not a number above 0', (name) => {
    for (const value of ['0', '-1', 'many', '1e3']) {
      expect(() => read({ [name]: value })).toThrow(`${name} must be a whole number from`);
    }
  });

  it.each([
    ['api', 0.5],
    ['eu.api', 0.55],
    ['us.api', 0.55],
    ['EU.api', 0.55],
  ])(
    'is OpenAI itself at %s.openai.com, with its prices, a tenth higher where data has a residence',
    (host, output) => {
      const OPENAI_BASE_URL = `https://${host}.openai.com/v1`;
      const env = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL, ANALYSIS_DOLLARS_PER_DAY: '25' };
      expect(read(env, false).analyst).toMatchObject({ profile: 'openai', price: { output } });
      const production = { ...env, ANALYST: 'openai', ERASURE_KEY: AUTH_SECRET };
      expect(read(production, true).limits.dollarsPerDay).toBe(25);
    },
  );

  it.each([
    'api.openai.com.example.com',
    'euapi.openai.com',
    'evil-api.openai.com',
    'openai.com',
    'a.b.api.openai.com',
  ])('the analyst is another provider at %s, whose prices are not known', (host) => {
    const env = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: `https://${host}/v1` };
    expect(read(env).analyst).toMatchObject({ profile: 'compatible', price: null });
    expect(() => read({ ...env, ANALYSIS_DOLLARS_PER_DAY: '25' })).toThrow(/price is known/);
  });

  it('the analyst may be any model of any provider', () => {
    const OPENAI_BASE_URL = 'http://127.0.0.1:11434/v1';
    const env = {
      ANALYST: 'openai',
      OPENAI_API_KEY: 'none',
      OPENAI_MODEL: 'org/llama-4:8b',
      OPENAI_BASE_URL,
      ERASURE_KEY: AUTH_SECRET,
    };
    expect(read(env, true).analyst).toEqual({
      engine: 'openai',
      apiKey: 'none',
      model: 'org/llama-4:8b',
      baseUrl: OPENAI_BASE_URL,
      profile: 'compatible',
      price: null,
    });
  });
});

describe('a wrong or missing value', () => {
  it.each<[Record<string, string>, string | RegExp]>([
    [
      { AUTH_SECRET: '' },
      'AUTH_JWKS_URL is missing: set it with AUTH_ISSUER and AUTH_AUDIENCE, or set AUTH_SECRET instead.',
    ],
    [
      { AUTH_SECRET: 'short' },
      'AUTH_SECRET must be at least 32 bytes long; make one with "openssl rand -base64 48".',
    ],
    [
      { AUTH_JWKS_URL: 'https://a.example.com' },
      'AUTH_SECRET and AUTH_JWKS_URL are both set: remove one of them.',
    ],
    [
      { AUTH_SECRET: '', AUTH_JWKS_URL: 'https://a.example.com' },
      'AUTH_ISSUER is missing: set it to the "iss" of your tokens.',
    ],
    [
      { AUTH_SECRET: '', AUTH_JWKS_URL: 'https://a.example.com', AUTH_ISSUER: 'i' },
      'AUTH_AUDIENCE is missing: set it to the "aud" or the "client_id" of your tokens.',
    ],
    [{ AUTH_JWKS_URL: 'nowhere' }, /^AUTH_JWKS_URL must be an address/],
    [{ AUTH_MAX_TOKEN_SECONDS: '0' }, /^AUTH_MAX_TOKEN_SECONDS must be a whole number from 1 to/],
    [{ AUTH_MAX_TOKEN_SECONDS: '12h' }, /^AUTH_MAX_TOKEN_SECONDS must be a whole number/],
    [{ ANALYSIS_TIMEOUT_MS: '999' }, 'ANALYSIS_TIMEOUT_MS must be a whole number from 1000 to 840000.'],
    [{ ANALYSIS_TIMEOUT_MS: '1e5' }, /^ANALYSIS_TIMEOUT_MS must be/],
    [{ METRICS_NAMESPACE: 'AWS:Lambda' }, /^METRICS_NAMESPACE must be a namespace of CloudWatch/],
    [{ UNKNOWN_FIELDS: 'maybe' }, /^UNKNOWN_FIELDS must be "refuse" or "ignore"/],
    [{ ERASURE_KEY: 'short' }, /^ERASURE_KEY must be at least 32 bytes long/],
    [{ TIME_ZONE: 'Middle/Earth' }, 'TIME_ZONE must be an IANA time zone such as UTC or Europe/Vienna.'],
    [{ CALL_RECORDS_TABLE: 'a b' }, /^CALL_RECORDS_TABLE must be the name of a table/],
    [{ DYNAMODB_ENDPOINT: 'localhost:8000' }, /^DYNAMODB_ENDPOINT must be an address/],
    [{ ANALYST: 'openai' }, /^OPENAI_API_KEY is missing: set it, or set ANALYST to "local"/],
    [{ ANALYST: 'oracle' }, 'ANALYST must be "openai" or "local".'],
    [{ OPENAI_API_KEY: 'two words' }, /^OPENAI_API_KEY must be a key/],
    [{ OPENAI_MODEL: 'a model' }, /^OPENAI_MODEL must be the name of a model/],
    [{ OPENAI_BASE_URL: 'http://models.example.com/v1' }, /^OPENAI_BASE_URL must begin with https/],
    ...['0', '1.5', '-1', 'many'].map(
      (value) =>
        [{ ANALYSES_PER_MINUTE: value }, /^ANALYSES_PER_MINUTE must be a whole number from 1 to/] as [
          Record<string, string>,
          RegExp,
        ],
    ),
    [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS must be a whole number from 1 to 36500, or "forever".'],
    [{ RETENTION_DAYS: 'for ever' }, /^RETENTION_DAYS must be/],
    [{ KEEP_RAW_WINDOWS: 'yes' }, 'KEEP_RAW_WINDOWS must be 1 or 0.'],
    [{ REDACT_WINDOWS: 'on' }, 'REDACT_WINDOWS must be 1 or 0.'],
    [
      { KEEP_RAW_WINDOWS: '1', REDACT_WINDOWS: '1' },
      'KEEP_RAW_WINDOWS and REDACT_WINDOWS are both 1: remove one of them.',
    ],
    [{ RETENTION_DAYS: '36501' }, /^RETENTION_DAYS must be/],
    [{ RETENTION_DAYS: '1y' }, /^RETENTION_DAYS must be/],
    [{ ANALYSIS_DOLLARS_PER_DAY: '$5' }, /^ANALYSIS_DOLLARS_PER_DAY must be an amount of dollars such as 25/],
    [{ ANALYSIS_DOLLARS_PER_DAY: '0.00' }, 'ANALYSIS_DOLLARS_PER_DAY must be more than 0.'],
    ...[{ OPENAI_MODEL: 'gpt-7-unheard-of' }, { OPENAI_BASE_URL: 'https://models.example.com/v1' }].map(
      (unpriced) =>
        [
          { ANALYSIS_DOLLARS_PER_DAY: '5', OPENAI_API_KEY: 'key', ...unpriced },
          /^ANALYSIS_DOLLARS_PER_DAY needs a model whose price is known: choose another OPENAI_MODEL/,
        ] as [Record<string, string>, RegExp],
    ),
    ...[
      '*',
      'null',
      'https://a.example.com,*',
      'https://a.example.com/',
      'a.example.com',
      'https://*.example.com/x',
      'https://*.example.com',
      'https://desktop.example.com,https://*',
      'https://desk*.example.com:8443',
      'http://*:5173',
      'https://%2A.example.com',
    ].map(
      (ALLOWED_ORIGINS) =>
        [{ ALLOWED_ORIGINS }, /^ALLOWED_ORIGINS must list origins/] as [Record<string, string>, RegExp],
    ),
  ])('%j stops the start with one line', (env, message) => {
    expect(() => read(env)).toThrow(message);
    expect(() => read(env)).not.toThrow('\n');
  });

  it('a wrong or missing value is never repeated, for it may be a secret', () => {
    for (const name of [
      'AUTH_SECRET',
      'AUTH_JWKS_URL',
      'ANALYST',
      'OPENAI_BASE_URL',
      'ERASURE_KEY',
      'TIME_ZONE',
      'ALLOWED_ORIGINS',
      'ANALYSIS_TIMEOUT_MS',
    ]) {
      expect(() => read({ [name]: 'marked' })).toThrow(name);
      expect(() => read({ [name]: 'marked' })).not.toThrow('marked');
    }
  });

  it('a missing choice of the analyst stops the start, in production', () => {
    expect(() => read({}, true)).toThrow('ANALYST is missing: set it to "openai" or "local".');
    expect(() => read({ OPENAI_API_KEY: 'key' }, true)).toThrow('ANALYST is missing');
    expect(read({ ANALYST: 'local', ERASURE_KEY: AUTH_SECRET }, true).analyst).toEqual({ engine: 'local' });
  });

  it('a missing key for hashes stops the start, in production', () => {
    expect(() => read({ ANALYST: 'local' }, true)).toThrow(/^ERASURE_KEY is missing: set it to a secret/);
  });
});

describe('the secrets of systems that deliver calls', () => {
  it('are those of the sender, or made with care', () => {
    const secret = 's'.repeat(32);
    expect(
      read({ INGEST_RETELL_SECRET: 'key_0123456789abcdef', INGEST_VAPI_SECRET: secret }).senders,
    ).toEqual({
      retell: 'key_0123456789abcdef',
      vapi: secret,
    });
    for (const wrong of [{ INGEST_RETELL_SECRET: 'short' }, { INGEST_VCON_SECRET: 'not 32 bytes long' }])
      expect(() => read(wrong)).toThrow(/^INGEST_\w+_SECRET must be/);
  });
});

describe('the configuration of a worker', () => {
  const WORKER = {
    ANALYST: 'local',
    ERASURE_KEY: AUTH_SECRET,
    ANALYSIS_QUEUE_URL: 'https://sqs.example.com/calls.fifo',
    ANALYSIS_DEAD_LETTER_QUEUE_URL: 'https://sqs.example.com/dead.fifo',
  };

  it('the configuration of a worker is that of the API without the settings of tokens and pages', () => {
    const { auth, allowedOrigins, senders, ...config } = readConfig(
      { ...WORKER, AUTH_SECRET },
      { production: true },
    );
    expect(readWorkerConfig(WORKER)).toEqual(config);
  });

  it.each(Object.keys(WORKER))('the configuration of a worker stops the start without %s', (name) => {
    expect(() => readWorkerConfig({ ...WORKER, [name]: undefined })).toThrow(
      new RegExp(`^${name} is missing`),
    );
  });
});

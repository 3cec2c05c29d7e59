import { describe, expect, it } from 'vitest';
import {
  hastyQueues,
  impatientEdges,
  looseInboxes,
  looseStreams,
  openCors,
  queuesReadByStubs,
  queuesWithoutDeadLetters,
  ringing,
  rulesWithoutDeadLetters,
  secretsOf,
  tablesWithoutExpiry,
  unpinnableFiles,
  unprotectedParts,
  wideRights,
} from './checks.ts';
import { PRODUCTION, type Stack, type SynthOptions, synth } from './stack.ts';

/** Each mistake is inserted into the configuration, and its check must find it. */
const MISTAKES: [what: string, NonNullable<SynthOptions['mistake']>, (stack: Stack) => unknown, unknown][] = [
  [
    'a table linked with all of its permissions',
    {
      file: 'sst.config.ts',
      from: 'linkTables(tables);',
      to: '[tables.callRecords, ...linkTables(tables)];',
    },
    wideRights,
    expect.arrayContaining(['AnalysisRole: dynamodb:*', 'ApiRole: dynamodb:*']),
  ],
  [
    'a queue linked with all of its permissions',
    {
      file: 'sst.config.ts',
      from: '[...links, ...ofApi]',
      to: '[...links, ...ofApi, queues.analyses]',
    },
    wideRights,
    ['ApiRole: sqs:*'],
  ],
  [
    'every right on a queue',
    { file: 'infra/functions.ts', from: "'sqs:DeleteMessage'", to: "'sqs:*'" },
    (stack) => wideRights(stack).sort(),
    ['AnalysisRole: sqs:*', 'EventSenderRole: sqs:*', 'IngestRole: sqs:*'],
  ],
  [
    'a queue without a dead-letter queue',
    { file: 'infra/queue.ts', from: 'dlq: { queue: deadLetters.arn, retry: MOST_RECEIVES },', to: '' },
    queuesWithoutDeadLetters,
    expect.arrayContaining(['AnalysisQueueQueue', 'RedactionQueueQueue']),
  ],
  [
    'a stream that carries what was said',
    { file: 'infra/tables.ts', from: "stream: 'keys-only'", to: "stream: 'new-image'" },
    looseStreams,
    ['CallRecordsTableTable streams NEW_IMAGE'],
  ],
  [
    'a stream that loses what fails',
    {
      file: 'infra/ingest.ts',
      from: 'destinationConfig: { onFailure: { destinationArn: settleDeadLetters.arn } },',
      to: '',
    },
    looseStreams,
    ['NewWindows loses records that fail'],
  ],
  [
    'a stream whose records are tried until they are lost',
    {
      file: 'infra/ingest.ts',
      from: 'maximumRecordAgeInSeconds: OLDEST_RECORD_SECONDS,',
      to: '',
    },
    looseStreams,
    ['NewWindows tries records until they are lost'],
  ],
  [
    'a rule whose events are lost when they cannot be delivered',
    { file: 'infra/ingest.ts', from: 'deadLetterConfig: { arn: settleDeadLetters.arn },', to: '' },
    rulesWithoutDeadLetters,
    ['EveryHourTarget'],
  ],
  [
    'every right on the claims',
    {
      file: 'infra/tables.ts',
      from: "may(['GetItem', 'UpdateItem', 'DeleteItem'], analysisClaims),\n    mayListWaiting(tables)",
      to: "may(['*'], analysisClaims),\n    mayListWaiting(tables)",
    },
    wideRights,
    ['IngestRole: dynamodb:*'],
  ],
  [
    'a tick whose loss no one sees',
    { file: 'infra/events.ts', from: 'deadLetterConfig: { arn: eventDeadLetters.arn },', to: '' },
    rulesWithoutDeadLetters,
    ['EveryDayTarget'],
  ],
  [
    'a queue of events without a dead-letter queue',
    { file: 'infra/queue.ts', from: 'dlq: { queue: eventDeadLetters.arn, retry: MOST_RECEIVES },', to: '' },
    queuesWithoutDeadLetters,
    ['EventQueueQueue'],
  ],
  [
    'every right on every bus',
    {
      file: 'infra/events.ts',
      from: "{ actions: ['events:PutEvents'], resources: [bus.arn] }",
      to: "{ actions: ['events:*'], resources: ['*'] }",
    },
    (stack) => wideRights(stack).sort(),
    ['EventSenderRole: *', 'EventSenderRole: events:*'],
  ],
  [
    'a settle queue without a dead-letter queue',
    { file: 'infra/queue.ts', from: 'dlq: { queue: settleDeadLetters.arn, retry: MOST_RECEIVES },', to: '' },
    queuesWithoutDeadLetters,
    ['SettleQueueQueue'],
  ],
  [
    'a dead-letter queue that does not keep the order',
    { file: 'infra/queue.ts', from: '{ fifo: true, ...KEPT }', to: '{ ...KEPT }' },
    queuesWithoutDeadLetters,
    ['AnalysisQueueQueue', 'RedactionQueueQueue'],
  ],
  [
    'a message that reappears while it is being handled',
    { file: 'infra/queue.ts', from: '6 * functionTimeoutSeconds', to: '1 * functionTimeoutSeconds' },
    hastyQueues,
    ['SettleQueueQueue', 'EventQueueQueue', 'AnalysisQueueQueue', 'RedactionQueueQueue'],
  ],
  [
    'a worker with more rights on windows than updates',
    {
      file: 'infra/tables.ts',
      from: "'dynamodb:UpdateItem'], resources",
      to: "'dynamodb:Update*'], resources",
    },
    (stack) => wideRights(stack).sort(),
    ['AnalysisRole: dynamodb:Update*'],
  ],
  [
    'a right to every action',
    { file: 'infra/tables.ts', from: "'dynamodb:PutItem', ", to: "'dynamodb:Put*', " },
    (stack) => wideRights(stack).sort(),
    ['ApiRole: dynamodb:Put*'],
  ],
  [
    'a role for the whole account',
    { file: 'infra/functions.ts', from: 'if ($dev) return;', to: 'return;' },
    (stack) => wideRights(stack).sort(),
    ['AnalysisRole', 'ApiRole', 'EventSenderRole', 'IngestRole'].map(
      (role) => `${role} is trusted to arn:aws:iam::123456789012:root`,
    ),
  ],
  [
    'CORS for all origins',
    { file: 'infra/functions.ts', from: 'allowOrigins: $dev', to: "allowOrigins: true ? ['*'] : $dev" },
    openCors,
    ['ApiUrl: *'],
  ],
  [
    'the default CORS headers',
    { file: 'infra/functions.ts', from: "allowHeaders: ['authorization', 'content-type'],", to: '' },
    openCors,
    ['ApiUrl: *'],
  ],
  [
    'rows that never expire',
    { file: 'infra/tables.ts', from: "ttl: 'expires_at', ", to: '' },
    (stack) => tablesWithoutExpiry(stack).length,
    6,
  ],
  [
    'an alarm that only a crash triggers',
    { file: 'infra/alarms.ts', from: "'Url5xxCount'", to: "'Errors'" },
    (stack) => ringing(stack, { Errors: 0, Url5xxCount: 20, UrlRequestCount: 100 }),
    [],
  ],
  [
    'a handler that does not exist',
    { file: 'infra/functions.ts', from: 'src/doors/api-lambda.handler', to: 'src/doors/api-lamda.handler' },
    (stack) => stack.failure,
    expect.stringContaining('Handler not found: packages/functions/src/doors/api-lamda.handler'),
  ],
];

const WITH_INBOX = { env: { INBOX: '1' } };
const BEHIND_A_DOMAIN = { env: { API_DOMAIN: 'api.example.com' } };

/** The same for mistakes that only affect some stages. */
const ON_STAGES: [
  what: string,
  stage: string,
  SynthOptions & { mistake: NonNullable<SynthOptions['mistake']> },
  (stack: Stack) => unknown,
  unknown,
][] = [
  [
    'an edge that gives up before an analysis ends',
    'test',
    {
      ...BEHIND_A_DOMAIN,
      mistake: { file: 'infra/functions.ts', from: '{ readTimeout: `$', to: '{ connectionTimeout: `$' },
    },
    impatientEdges,
    ['ApiFunction answers within 60 seconds, and its edge waits for 20'],
  ],
  [
    'a function that does not know the timeout of its edge',
    'test',
    {
      ...BEHIND_A_DOMAIN,
      mistake: { file: 'infra/functions.ts', from: '{ EDGE_TIMEOUT_SECONDS: String(edge) }', to: '{}' },
    },
    impatientEdges,
    ['ApiFunction answers within any seconds, and its edge waits for 60'],
  ],
  [
    'scripts that the next release removes',
    'test',
    { mistake: { file: 'infra/site-assets.ts', from: 'purge: false', to: 'purge: true' } },
    unpinnableFiles,
    ['DesktopAssetFiles removes the files of earlier releases'],
  ],
  [
    'files that change but are cached forever',
    'test',
    { mistake: { file: 'infra/site.ts', from: 'assets: ASSETS,', to: 'assets: { purge: false },' } },
    (stack) => unpinnableFiles(stack).sort(),
    expect.arrayContaining(['demo/desktop.js is kept for too long', 'widget.json is kept for too long']),
  ],
  [
    'a stage "prod" that nothing protects',
    'prod',
    {
      env: PRODUCTION,
      mistake: { file: 'sst.config.ts', from: "'production,prod,live,staging'", to: "'production'" },
    },
    unprotectedParts,
    expect.arrayContaining(['sst remove is not refused', 'what leaves the configuration is removed']),
  ],
  [
    'a stage "staging" whose tables can be deleted',
    'staging',
    {
      env: { ...PRODUCTION, ANALYST: undefined },
      mistake: { file: 'infra/settings.ts', from: "'production,prod,live,staging'", to: "'production'" },
    },
    (stack) => unprotectedParts(stack).sort(),
    [
      'AnalysisClaimsTableTable can be deleted',
      'AnalysisFunction judges by rules',
      'ApiFunction judges by rules',
      'CallAnalyticsTableTable can be deleted',
      'CallRecordsTableTable can be deleted',
      'CustomerAliasesTableTable can be deleted',
      'PromisesTableTable can be deleted',
      'ServiceStateTableTable can be deleted',
    ],
  ],
  [
    'a function that may do everything with its files',
    'test',
    {
      ...WITH_INBOX,
      mistake: { file: 'infra/inbox.ts', from: "actions: ['s3:GetObject']", to: "actions: ['s3:*']" },
    },
    wideRights,
    ['ImportRole: s3:*'],
  ],
  [
    'a function that may read the whole bucket',
    'test',
    {
      ...WITH_INBOX,
      mistake: { file: 'infra/inbox.ts', from: '{bucket.arn}/refused/*', to: '{bucket.arn}/*' },
    },
    (stack) => wideRights(stack).map((right) => right.replace(/:::.*\//, ':::bucket/')),
    ['ImportRole: arn:aws:s3:::bucket/*'],
  ],
  [
    'an inbox whose lost files are noticed by no one',
    'test',
    {
      ...WITH_INBOX,
      mistake: {
        file: 'infra/inbox.ts',
        from: 'dlq: { queue: deadLetters.arn, retry: MOST_RECEIVES },',
        to: '',
      },
    },
    queuesWithoutDeadLetters,
    ['InboxQueueQueue'],
  ],
  [
    'an inbox that is told of what it has put aside',
    'test',
    {
      ...WITH_INBOX,
      mistake: { file: 'infra/inbox.ts', from: "filterPrefix: 'inbox/'", to: "filterPrefix: ''" },
    },
    looseInboxes,
    ['InboxNotificationsNotification is told of all objects'],
  ],
  [
    'an inbox that keeps raw files',
    'test',
    {
      ...WITH_INBOX,
      mistake: { file: 'infra/inbox.ts', from: "['inbox/', 'refused/']", to: "['inbox/']" },
    },
    looseInboxes,
    ['InboxBucket keeps refused/'],
  ],
  [
    'a secret of a sender that the worker has too',
    'test',
    {
      env: { INGEST_SOURCES: 'vapi' },
      mistake: {
        file: 'sst.config.ts',
        from: "without('AUTH_SECRET', 'EVENTS_WEBHOOK_SECRET', ...settings.senderSecrets)",
        to: "without('AUTH_SECRET', 'EVENTS_WEBHOOK_SECRET')",
      },
    },
    (stack) => secretsOf(stack, 'Analysis').filter((name) => name.startsWith('INGEST_')),
    ['INGEST_VAPI_SECRET'],
  ],
  [
    'a region that is not named',
    'test',
    {
      env: { AWS_REGION: undefined, HOME: '/nowhere' },
      mistake: { file: 'sst.config.ts', from: 'namedRegion(process.env);', to: '' },
    },
    (stack) => stack.failure,
    undefined,
  ],
  [
    'a stub that takes jobs from the queue',
    'ana',
    {
      dev: true,
      mistake: {
        file: 'sst.config.ts',
        from: 'workHere(settings, [...links, ...ofWorker], queues',
        to: 'createAnalysis(settings, [...links, ...ofWorker], queues, tables',
      },
    },
    queuesReadByStubs,
    ['AnalysisQueueQueue', 'RedactionQueueQueue'],
  ],
  [
    'sst dev on a stage that is protected',
    'production',
    {
      dev: true,
      env: PRODUCTION,
      mistake: { file: 'sst.config.ts', from: 'requireDeployable(settings, $dev);', to: '' },
    },
    (stack) => stack.failure,
    undefined,
  ],
];

// Each stack runs in a separate process, so two can run at a time.
describe.concurrent('a mistake in the configuration is found', () => {
  it.each(MISTAKES)('%s', async (_, mistake, check, seen) => {
    expect(check(await synth('test', { mistake, stops: true }))).toEqual(seen);
  });

  it.each(ON_STAGES)('%s', async (_, stage, options, check, seen) => {
    expect(check(await synth(stage, { ...options, stops: true }))).toEqual(seen);
  });
});

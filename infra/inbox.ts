import { functionDefaults, functionTimeoutSeconds, type Links, RECEIVING } from './functions.ts';
import { KEPT, MOST_RECEIVES, type Queues } from './queue.ts';
import type { StageSettings } from './settings.ts';
import { mayImport, type Tables } from './tables.ts';

/** Settings of the functions that this one needs: it asks no model and serves no requests. */
const NEEDED = [
  'ANALYSIS_TIMEOUT_MS',
  'DEFAULT_COUNTRY',
  'EXISTING_TABLES',
  'KEEP_RAW_WINDOWS',
  'REDACT_WINDOWS',
  'RETENTION_DAYS',
  'SHARED_ADDRESSES',
  'SHARED_PHONES',
  'SPEAKERS',
  'TIME_ZONE',
];

/** Files imported in parallel; a large archive must not use up the concurrency that memory boxes need. */
const CONCURRENCY = 5;

export type InboxParts = ReturnType<typeof createInbox>;

/**
 * The bucket into which other systems put their files, and the function that imports them. A file is removed when it is
 * imported; what is refused, and what was forgotten, goes after 30 days.
 */
export function createInbox(settings: StageSettings, secrets: Links, queues: Queues, tables: Tables) {
  const { analyses, redactions, settles } = queues;
  const bucket = new sst.aws.Bucket('Inbox', {
    // No page of a browser reads or writes here.
    cors: false,
    lifecycle: ['inbox/', 'refused/'].map((prefix) => ({ prefix, expiresIn: '30 days' as const })),
  });
  const deadLetters = new sst.aws.Queue('InboxDeadLetters', KEPT);
  const landed = new sst.aws.Queue('InboxQueue', {
    visibilityTimeout: `${6 * functionTimeoutSeconds(settings)} seconds`,
    dlq: { queue: deadLetters.arn, retry: MOST_RECEIVES },
    ...KEPT,
  });
  bucket.notify({
    notifications: [
      { name: 'Landed', queue: landed, events: ['s3:ObjectCreated:*'], filterPrefix: 'inbox/' },
    ],
  });
  const defaults = functionDefaults(settings, secrets, queues);
  const needed = Object.entries(settings.environment).filter(([name]) => NEEDED.includes(name));
  const importer = new sst.aws.Function('Import', {
    ...defaults,
    handler: 'packages/functions/src/doors/inbox-lambda.handler',
    description: 'Live Assist: imports the files that land in the inbox',
    environment: {
      ...Object.fromEntries(needed),
      ANALYST: 'local',
      INBOX_BUCKET: bucket.name,
      ANALYSIS_QUEUE_URL: analyses.url,
      REDACTION_QUEUE_URL: redactions.url,
      SETTLE_QUEUE_URL: settles.url,
      ANALYSIS_DEAD_LETTER_QUEUE_URL: deadLetters.url,
      CALL_RECORDS_TABLE: tables.callRecords.name,
      CALL_ANALYTICS_TABLE: tables.callAnalytics.name,
      ANALYSIS_CLAIMS_TABLE: tables.analysisClaims.name,
      SERVICE_STATE_TABLE: tables.serviceState.name,
      PROMISES_TABLE: tables.promises.name,
      CUSTOMER_ALIASES_TABLE: tables.customerAliases.name,
    },
    permissions: [
      ...mayImport(tables),
      { actions: RECEIVING, resources: [landed.arn] },
      { actions: ['sqs:SendMessage'], resources: [analyses.arn, redactions.arn, settles.arn] },
      // Without the right to list, a missing object would be a refusal.
      { actions: ['s3:ListBucket'], resources: [bucket.arn] },
      {
        actions: ['s3:GetObject'],
        resources: [$interpolate`${bucket.arn}/inbox/*`, $interpolate`${bucket.arn}/settings/*`],
      },
      { actions: ['s3:DeleteObject'], resources: [$interpolate`${bucket.arn}/inbox/*`] },
      { actions: ['s3:PutObject'], resources: [$interpolate`${bucket.arn}/refused/*`] },
    ],
  });
  landed.subscribe(importer.arn, {
    batch: { size: 1, partialResponses: true },
    transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency: CONCURRENCY } } },
  });
  return { bucket, landed, deadLetters };
}

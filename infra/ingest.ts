import { eventQueue, functionDefaults, type Links, RECEIVING, sendsEvents } from './functions.ts';
import type { Queues } from './queue.ts';
import type { StageSettings } from './settings.ts';
import { mayIngest, type Tables } from './tables.ts';

/** Settings of the functions that this one needs: it asks no model and serves no requests. */
const NEEDED = [
  'ANALYSIS_TIMEOUT_MS',
  'ANALYZE_AFTER_MINUTES',
  'ANALYZE_CHAT_AFTER_MINUTES',
  'DEFAULT_COUNTRY',
  'EXISTING_TABLES',
  'KEEP_RAW_WINDOWS',
  'REDACT_WINDOWS',
  'RETENTION_DAYS',
  'SETTLE_SECONDS',
  'SHARED_ADDRESSES',
  'SHARED_PHONES',
  'SPEAKERS',
  'TIME_ZONE',
];

/** DynamoDB keeps the records of a stream for a day; what is not sent on by then goes to the dead letters before. */
const OLDEST_RECORD_SECONDS = 20 * 3600;

/**
 * The function that learns when calls end, and what tells it: the stream of the table of windows, the settle queue, the
 * hourly tick, and Amazon Connect.
 */
export function createIngest(
  settings: StageSettings,
  secrets: Links,
  queues: Queues,
  tables: Tables,
): sst.aws.Function {
  const { analyses, redactions, settles, settleDeadLetters } = queues;
  const { connect } = settings;
  const defaults = functionDefaults(settings, secrets, queues);
  const stream = settings.existingTables
    ? settings.callRecordsStream
    : tables.callRecords.nodes.table.streamArn;
  const needed = Object.entries(settings.environment).filter(([name]) => NEEDED.includes(name));
  const ingest = new sst.aws.Function('Ingest', {
    ...defaults,
    handler: 'packages/functions/src/doors/ingest-lambda.handler',
    description: 'Live Assist: learns when calls end, and queues them',
    environment: {
      ...Object.fromEntries(needed),
      ANALYST: 'local',
      ANALYZE_SINCE: analyzeSince(settings),
      ANALYSIS_QUEUE_URL: analyses.url,
      REDACTION_QUEUE_URL: redactions.url,
      SETTLE_QUEUE_URL: settles.url,
      ...(sendsEvents(settings) && { EVENTS_QUEUE_URL: queues.events.url }),
      ANALYSIS_DEAD_LETTER_QUEUE_URL: settleDeadLetters.url,
      METRICS_NAMESPACE: defaults.environment.METRICS_NAMESPACE ?? '',
      CALL_RECORDS_TABLE: tables.callRecords.name,
      CALL_ANALYTICS_TABLE: tables.callAnalytics.name,
      ANALYSIS_CLAIMS_TABLE: tables.analysisClaims.name,
      SERVICE_STATE_TABLE: tables.serviceState.name,
      PROMISES_TABLE: tables.promises.name,
      CUSTOMER_ALIASES_TABLE: tables.customerAliases.name,
      ...(connect && { CONNECT_INSTANCE_ARN: connect.instanceArn }),
      ...(connect?.emailAttribute && { CONNECT_EMAIL_ATTRIBUTE: connect.emailAttribute }),
      ...(connect?.agentAttribute && { CONNECT_AGENT_ATTRIBUTE: connect.agentAttribute }),
    },
    permissions: [
      ...mayIngest(tables),
      { actions: RECEIVING, resources: [settles.arn] },
      {
        actions: ['sqs:SendMessage'],
        resources: [analyses.arn, settles.arn, settleDeadLetters.arn, ...eventQueue(settings, queues)],
      },
      ...(stream === undefined ? [] : [{ actions: READING_STREAM, resources: [stream] }]),
      ...(connect?.emailAttribute || connect?.agentAttribute
        ? [{ actions: ['connect:DescribeContact'], resources: [`${connect.instanceArn}/contact/*`] }]
        : []),
    ],
  });
  settles.subscribe(ingest.arn, {
    batch: { size: 10, partialResponses: true },
    transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency: 5 } } },
  });
  if (stream !== undefined) followStream(ingest, stream, queues);
  sendTo(queues, settings);
  return ingest;
}

const READING_STREAM = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (action) => `dynamodb:${action}`,
);

/** Gives the keys of new windows to the function, until it has sent them on. */
function followStream(
  ingest: sst.aws.Function,
  eventSourceArn: $util.Input<string>,
  { settleDeadLetters }: Queues,
) {
  new aws.lambda.EventSourceMapping('NewWindows', {
    eventSourceArn,
    functionName: ingest.nodes.function.name,
    startingPosition: 'LATEST',
    batchSize: 100,
    maximumBatchingWindowInSeconds: 1,
    filterCriteria: { filters: [{ pattern: JSON.stringify({ eventName: ['INSERT'] }) }] },
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    maximumRecordAgeInSeconds: OLDEST_RECORD_SECONDS,
    destinationConfig: { onFailure: { destinationArn: settleDeadLetters.arn } },
  });
}

/** The rules of EventBridge, whose events go through the settle queue. */
function sendTo({ settles, settleDeadLetters }: Queues, { connect }: StageSettings): void {
  const rules = [
    {
      name: 'EveryHour',
      rule: { scheduleExpression: 'rate(1 hour)' },
      target: { input: JSON.stringify({ job: 'waiting' }) },
    },
    ...(connect === undefined
      ? []
      : [{ name: 'ContactsEnded', rule: { eventPattern: endedContacts(connect.instanceArn) }, target: {} }]),
  ].map(({ name, rule, target }) => {
    const made = new aws.cloudwatch.EventRule(name, rule);
    new aws.cloudwatch.EventTarget(`${name}Target`, {
      rule: made.name,
      arn: settles.arn,
      deadLetterConfig: { arn: settleDeadLetters.arn },
      retryPolicy: { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 },
      ...target,
    });
    return made;
  });
  for (const [name, queue] of Object.entries({
    SettleQueue: settles,
    SettleDeadLetters: settleDeadLetters,
  })) {
    new aws.sqs.QueuePolicy(`${name}Events`, {
      queueUrl: queue.url,
      policy: $resolve([queue.arn, ...rules.map(({ arn }) => arn)]).apply(([arn = '', ...sources]) =>
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn,
              Condition: { ArnEquals: { 'aws:SourceArn': sources } },
            },
          ],
        }),
      ),
    });
  }
}

/** Contacts of that instance whose agent is gone. */
function endedContacts(instanceArn: string): string {
  return JSON.stringify({
    source: ['aws.connect'],
    'detail-type': ['Amazon Connect Contact Event'],
    detail: {
      eventType: ['DISCONNECTED'],
      instanceArn: [instanceArn],
      agentInfo: { agentArn: [{ exists: true }] },
    },
  });
}

/** The time of the first deployment, which later ones do not change, unless the stage names another. */
function analyzeSince({ analyzeSince }: StageSettings): $util.Input<string> {
  if (analyzeSince !== undefined) return analyzeSince;
  const first = new aws.ssm.Parameter(
    'AnalyzeSince',
    {
      type: 'String',
      value: new Date().toISOString(),
      description: 'Live Assist: calls that were last recorded before are analysed on request alone.',
    },
    { ignoreChanges: ['value'] },
  );
  return first.value;
}

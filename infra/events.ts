import { type Alarm, MINUTE, ofQueue } from './alarms.ts';
import { hourAfterTheDay } from './end-of-day.ts';
import { functionDefaults, type Links, metricsNamespace, RECEIVING } from './functions.ts';
import type { Queues } from './queue.ts';
import type { StageSettings } from './settings.ts';
import { maySendEvents, type Tables } from './tables.ts';

/** Settings of the functions that this one needs: it asks no model and serves no requests. */
const NEEDED = ['ANALYSIS_TIMEOUT_MS', 'RETENTION_DAYS', 'TIME_ZONE'];

/** How long EventBridge tries to deliver the tick of a day, in seconds; the next one makes up for it. */
const TICK_AGE_SECONDS = 12 * 3600;

/** The function that sends events, to a bus of this stage or to a webhook; undefined where none are sent. */
export function createEvents(
  settings: StageSettings,
  secrets: Links,
  queues: Queues,
  tables: Tables,
): sst.aws.Function | undefined {
  const { events, eventDeadLetters, analyses } = queues;
  const receiver = settings.events;
  if (receiver === null) return undefined;
  const bus = receiver.kind === 'bus' ? new sst.aws.Bus('CallEvents') : undefined;
  const defaults = functionDefaults(settings, secrets, queues);
  const needed = Object.entries(settings.environment).filter(([name]) => NEEDED.includes(name));
  const sender = new sst.aws.Function('EventSender', {
    ...defaults,
    handler: 'packages/functions/src/doors/events-lambda.handler',
    description: 'Live Assist: sends events',
    environment: {
      ...Object.fromEntries(needed),
      ANALYST: 'local',
      ANALYSIS_QUEUE_URL: analyses.url,
      ANALYSIS_DEAD_LETTER_QUEUE_URL: eventDeadLetters.url,
      EVENTS_QUEUE_URL: events.url,
      ...(bus && { EVENTS_BUS: bus.name }),
      ...(receiver.kind === 'webhook' && { EVENTS_WEBHOOK_URL: receiver.url }),
      METRICS_NAMESPACE: defaults.environment.METRICS_NAMESPACE ?? '',
      CALL_ANALYTICS_TABLE: tables.callAnalytics.name,
      ANALYSIS_CLAIMS_TABLE: tables.analysisClaims.name,
      SERVICE_STATE_TABLE: tables.serviceState.name,
      PROMISES_TABLE: tables.promises.name,
    },
    permissions: [
      ...maySendEvents(tables),
      { actions: RECEIVING, resources: [events.arn] },
      { actions: ['sqs:SendMessage'], resources: [events.arn, eventDeadLetters.arn] },
      ...(bus ? [{ actions: ['events:PutEvents'], resources: [bus.arn] }] : []),
    ],
  });
  events.subscribe(sender.arn, {
    batch: { size: 10, partialResponses: true },
    transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency: 5 } } },
  });
  tickDaily(queues, settings);
  return sender;
}

/** A rule of EventBridge that has the function look for overdue promises when a day has ended. */
function tickDaily({ events, eventDeadLetters }: Queues, { environment }: StageSettings): void {
  const hour = hourAfterTheDay(environment.TIME_ZONE ?? 'UTC');
  const rule = new aws.cloudwatch.EventRule('EveryDay', { scheduleExpression: `cron(10 ${hour} * * ? *)` });
  new aws.cloudwatch.EventTarget('EveryDayTarget', {
    rule: rule.name,
    arn: events.arn,
    input: JSON.stringify({ job: 'overdue-day' }),
    deadLetterConfig: { arn: eventDeadLetters.arn },
    retryPolicy: { maximumEventAgeInSeconds: TICK_AGE_SECONDS, maximumRetryAttempts: 185 },
  });
  for (const [name, queue] of Object.entries({ EventQueue: events, EventDeadLetters: eventDeadLetters })) {
    new aws.sqs.QueuePolicy(`${name}Tick`, {
      queueUrl: queue.url,
      policy: $resolve([queue.arn, rule.arn]).apply(([arn, source]) =>
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn,
              Condition: { ArnEquals: { 'aws:SourceArn': source } },
            },
          ],
        }),
      ),
    });
  }
}

/** Watches whether events arrive. No caller waits for them, so none of these alarms pages. */
export function watchEvents(alarm: Alarm, { events, eventDeadLetters }: Queues): void {
  alarm('MorningEventsNotTaken', {
    section: 'Events that are not taken',
    tells: 'The receiver of events did not take them 5 times or more within an hour.',
    namespace: metricsNamespace(),
    metricName: 'failures',
    dimensions: { code: 'events_not_taken' },
    statistic: 'Sum',
    period: 60 * MINUTE,
    evaluationPeriods: 1,
    threshold: 5,
  });
  alarm('MorningLateEvents', {
    section: 'Events that are not taken',
    tells: 'An event has been waiting for an hour or longer.',
    ...ofQueue(events, 'ApproximateAgeOfOldestMessage'),
    threshold: 60 * MINUTE,
  });
  alarm('MorningLostEvents', {
    section: 'Events that were given up',
    tells: 'Events were given up: the dead letters of their queue are not empty.',
    ...ofQueue(eventDeadLetters, 'ApproximateNumberOfMessagesVisible'),
    threshold: 1,
  });
}

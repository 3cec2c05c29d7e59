import { metricsNamespace } from './functions.ts';
import type { StageSettings } from './settings.ts';

/** Codes of docs/api.md for failures that the call did not cause. */
const FAILURES = [
  'analyst_misconfigured',
  'analyst_unavailable',
  'analyst_rate_limited',
  'analyst_bad_output',
  'analyst_timeout',
];

/** Minute in seconds, as CloudWatch counts periods. */
export const MINUTE = 60;

/** Makes an alarm of the stage. */
export type Alarm = ReturnType<typeof alarmsOf>;

type AlarmArgs = Omit<aws.cloudwatch.MetricAlarmArgs, 'comparisonOperator'> & {
  /** Section of docs/operations.md to open. */
  section: string;
  tells: string;
};

/**
 * Creates the topic for alarms, and returns a function that creates an alarm. The name of an alarm says whether it
 * pages the engineer on call (`Page…`) or can wait for the next morning (`Morning…`).
 */
export function alarmsOf({ alarmEmail }: StageSettings) {
  const topic = new sst.aws.SnsTopic('Alarms');
  if (alarmEmail) {
    new aws.sns.TopicSubscription('AlarmEmail', {
      topic: topic.arn,
      protocol: 'email',
      endpoint: alarmEmail,
    });
  }
  return (name: `Page${string}` | `Morning${string}`, { section, tells, ...args }: AlarmArgs) =>
    new aws.cloudwatch.MetricAlarm(name, {
      ...args,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      alarmDescription: `${tells} What to do: docs/operations.md, "${section}".`,
      alarmActions: [topic.arn],
      okActions: [topic.arn],
      treatMissingData: 'notBreaching',
    });
}

/** The largest value of a metric of a queue within five minutes. */
export function ofQueue(queue: sst.aws.Queue, metricName: string) {
  return {
    namespace: 'AWS/SQS',
    metricName,
    dimensions: { QueueName: queue.nodes.queue.name },
    statistic: 'Maximum',
    period: 5 * MINUTE,
    evaluationPeriods: 1,
  };
}

/** Watches the two functions. */
export function watchFunctions(alarm: Alarm, api: sst.aws.Function, analysis: sst.aws.Function): void {
  // Failed analyses of both functions are added up.
  const logged = (metricName: string) => ({ namespace: metricsNamespace(), metricName });
  const FunctionName = api.nodes.function.name;
  const ofFunction = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: 'AWS/Lambda',
      metricName,
      dimensions: { FunctionName },
      stat: 'Sum',
      period: 5 * MINUTE,
    },
  });

  // The function's metric `Errors` stays at 0 when the app answers with an error.
  alarm('PageFailedAnswers', {
    section: 'Failed answers',
    tells: 'Over 5 % of the answers of the API (and 5 or more in 5 minutes) were 5xx, its provider aside.',
    evaluationPeriods: 2,
    threshold: 0.05,
    metricQueries: [
      ofFunction('failed', 'Url5xxCount'),
      ofFunction('all', 'UrlRequestCount'),
      { id: 'provider', metric: { ...logged('analystFaults'), stat: 'Sum', period: 5 * MINUTE } },
      {
        id: 'share',
        // An outage of the analyst's provider has its own alarm, which pages no one.
        expression: 'IF(failed - FILL(provider, 0) >= 5, (failed - FILL(provider, 0)) / all, 0)',
        label: 'Share of failed answers',
        returnData: true,
      },
    ],
  });
  alarm('PageThrottles', {
    section: 'Throttles',
    tells: 'Requests are turned away because too many run at the same time.',
    namespace: 'AWS/Lambda',
    metricName: 'Throttles',
    dimensions: { FunctionName },
    statistic: 'Sum',
    period: 5 * MINUTE,
    evaluationPeriods: 1,
    threshold: 1,
  });
  alarm('PageSlowMemoryBox', {
    section: 'Slow memory box',
    tells: 'Of 100 memory boxes, 5 or more take longer than 2 seconds.',
    ...logged('ms'),
    dimensions: { route: '/getMemoryBox' },
    extendedStatistic: 'p95',
    period: 5 * MINUTE,
    evaluationPeriods: 3,
    threshold: 2000,
  });
  for (const code of FAILURES) {
    alarm(`MorningFailed${pascal(code)}`, {
      section: 'Analyses that fail',
      tells: `5 or more analyses within an hour ended with ${code}.`,
      ...logged('failures'),
      dimensions: { code },
      statistic: 'Sum',
      period: 60 * MINUTE,
      evaluationPeriods: 1,
      threshold: 5,
    });
  }
  const lost = [api, analysis].flatMap(({ nodes }, index) => {
    const LogGroupName = nodes.logGroup.apply((group) => $interpolate`${group?.name}`);
    return ['EMFParsingErrors', 'EMFValidationErrors'].map((metricName) => ({
      id: `lost${index}${metricName}`,
      metric: {
        namespace: 'AWS/Logs',
        metricName,
        dimensions: { LogGroupName },
        stat: 'Sum',
        period: 60 * MINUTE,
      },
    }));
  });
  // Without this alarm a change of the log format could silence the alarms above.
  alarm('MorningLostMetrics', {
    section: 'Lost metrics',
    tells: 'CloudWatch could not make metrics of lines of the log, so other alarms may be silent.',
    evaluationPeriods: 1,
    threshold: 1,
    metricQueries: [
      ...lost,
      {
        id: 'all',
        expression: lost.map(({ id }) => `FILL(${id}, 0)`).join(' + '),
        label: 'Lines without their metrics',
        returnData: true,
      },
    ],
  });
}

function pascal(code: string): string {
  return code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ENDING } from '../../packages/core/src/ingest/ending-settings.ts';
import { type ErrorCode, LiveAssistError } from '../../packages/core/src/shared/errors.ts';
import { lookAtWaiting } from '../../packages/functions/src/jobs/look-at-waiting.ts';
import { withMetrics } from '../../packages/functions/src/telemetry/embedded-metrics.ts';
import { jobLogLine } from '../../packages/functions/src/telemetry/job-log.ts';
import { STATUS } from '../../packages/functions/src/telemetry/statuses.ts';
import { ANA, testApp, window } from '../../packages/functions/test/support/app.ts';
import { type Datapoint, datapointsOf } from '../../packages/functions/test/support/cloudwatch.ts';
import { ringing } from './checks.ts';
import { PRODUCTION, ROOT, resourceOf, resourcesOf, type Stack, synth } from './stack.ts';

/** A query of an alarm; a computed query has no metric. */
interface Queried {
  metric?: { dimensions: Record<string, string> };
}

let stack: Stack;
beforeAll(async () => {
  stack = await synth('production', { env: PRODUCTION });
});

describe('the alarms', () => {
  const alarms = () => resourcesOf(stack, 'cloudwatch/metricAlarm:MetricAlarm');

  it('the alarms go to the topic that writes to ALARM_EMAIL, and are silent without data', () => {
    expect(resourceOf(stack, 'sns/topicSubscription:TopicSubscription', 'AlarmEmail').inputs).toMatchObject({
      protocol: 'email',
      endpoint: 'oncall@example.com',
      topic: expect.stringContaining(':sns:'),
    });
    expect(alarms().length).toBeGreaterThan(5);
    for (const { inputs } of alarms()) {
      expect(inputs.treatMissingData).toBe('notBreaching');
      expect(inputs.alarmActions).toEqual([expect.stringContaining(':sns:')]);
    }
  });

  it('the alarms name the section of docs/operations.md that says what to do', () => {
    const sections = [
      ...readFileSync(join(ROOT, 'docs/operations.md'), 'utf8').matchAll(/^#{2,3} (.+)$/gm),
    ].map(([, title]) => title);
    for (const { inputs } of alarms()) {
      const [, section] = /What to do: docs\/operations\.md, "(.+)"\.$/.exec(inputs.alarmDescription) ?? [];
      expect(sections).toContain(section);
    }
  });

  it('the alarms ring when the app answers 500, although the function itself has not failed', () => {
    const handled = { Errors: 0, Url5xxCount: 20, UrlRequestCount: 100 };
    expect(ringing(stack, handled)).toContain('PageFailedAnswers');
  });

  it('the alarms do not page for an outage of the analyst’s provider', () => {
    const outage = {
      Url5xxCount: 80,
      analystFaults: 80,
      UrlRequestCount: 100,
      'failures analyst_unavailable': 80,
    };
    const rung = ringing(stack, outage);
    expect(rung).toEqual(['MorningFailedAnalystUnavailable']);
  });

  it('the alarms do not page for an outage that fills the queue and then the dead letters', () => {
    const outage = {
      'failures analyst_unavailable': 80,
      ApproximateAgeOfOldestMessage: 12 * 3600,
      ApproximateNumberOfMessagesVisible: 40,
    };
    expect(ringing(stack, outage).sort()).toEqual([
      'MorningDeadLetters',
      'MorningFailedAnalystUnavailable',
      'MorningLateEnds',
      'MorningLateEvents',
      'MorningLostEnds',
      'MorningLostEvents',
      'MorningOldMessages',
    ]);
  });

  it('the alarms watch exactly the metrics that CloudWatch extracts from the logs of the functions', async () => {
    const namespaces = ['ApiFunction', 'AnalysisFunction'].map(
      (name) =>
        resourceOf(stack, 'lambda/function:Function', name).inputs.environment.variables.METRICS_NAMESPACE,
    );
    expect(namespaces).toEqual(['LiveAssist/production', 'LiveAssist/production']);
    const made = (await loggedInAnOutage()).flatMap((line) =>
      datapointsOf(JSON.stringify(withMetrics(line, namespaces[0]))).map(identity),
    );
    const watched = alarms()
      .flatMap(({ inputs }) => inputs.metricQueries ?? [{ metric: inputs }])
      .flatMap(({ metric }) => metric ?? [])
      .filter(({ namespace }) => !namespace.startsWith('AWS/'))
      .map(({ namespace, metricName, dimensions = {} }) =>
        identity({ namespace, name: metricName, dimensions }),
      );
    expect(watched.length).toBeGreaterThan(5);
    for (const metric of watched) expect(made).toContain(metric);
  });

  it('the alarms ring in the morning when CloudWatch cannot read the metrics of either function', () => {
    for (const fault of ['EMFParsingErrors', 'EMFValidationErrors']) {
      expect(ringing(stack, { [fault]: 1 })).toEqual(['MorningLostMetrics']);
    }
    const groups = ['Api', 'Analysis'].map(
      (name) => resourceOf(stack, 'cloudwatch/logGroup:LogGroup', `${name}LogGroup`).inputs.name,
    );
    const { metricQueries } = resourceOf(
      stack,
      'cloudwatch/metricAlarm:MetricAlarm',
      'MorningLostMetrics',
    ).inputs;
    const read = metricQueries.flatMap(({ metric }: Queried) => metric?.dimensions.LogGroupName ?? []);
    expect(new Set(read)).toEqual(new Set(groups));
  });

  it('the alarms ring in the morning for a dead letter, and for a call that has waited for an hour', () => {
    expect(ringing(stack, { ApproximateNumberOfMessagesVisible: 1 }).sort()).toEqual([
      'MorningDeadLetters',
      'MorningLostEnds',
      'MorningLostEvents',
    ]);
    expect(ringing(stack, { ApproximateAgeOfOldestMessage: 3600 }).sort()).toEqual([
      'MorningLateEnds',
      'MorningLateEvents',
      'MorningOldMessages',
    ]);
    const watched = (alarm: string) =>
      resourceOf(stack, 'cloudwatch/metricAlarm:MetricAlarm', alarm).inputs.dimensions.QueueName;
    const named = (queue: string) => resourceOf(stack, 'sqs/queue:Queue', queue).inputs.name;
    expect(watched('MorningDeadLetters')).toBe(named('AnalysisDeadLettersQueue'));
    expect(watched('MorningOldMessages')).toBe(named('AnalysisQueueQueue'));
  });

  it('the alarms are silent on a usual day', () => {
    const usual = {
      Url5xxCount: 1,
      UrlRequestCount: 300,
      'ms /getMemoryBox': 120,
      Throttles: 0,
      ApproximateAgeOfOldestMessage: 60,
      ApproximateNumberOfMessagesVisible: 0,
    };
    expect(ringing(stack, usual)).toEqual([]);
  });

  it('the alarms ring for throttles and slow memory boxes', () => {
    expect(ringing(stack, { Throttles: 1 })).toEqual(['PageThrottles']);
    expect(ringing(stack, { 'ms /getMemoryBox': 2300 })).toEqual(['PageSlowMemoryBox']);
    expect(resourceOf(stack, 'cloudwatch/metricAlarm:MetricAlarm', 'PageSlowMemoryBox').inputs).toMatchObject(
      {
        extendedStatistic: 'p95',
      },
    );
  });
});

const identity = ({ namespace, name, dimensions }: Pick<Datapoint, 'namespace' | 'name' | 'dimensions'>) =>
  `${namespace} ${name} ${JSON.stringify(dimensions)}`;

/** The log lines of the API for a memory box and for an analysis with each kind of failure, and of an hourly look. */
async function loggedInAnOutage() {
  const failures = Object.keys(STATUS).filter(
    (code): code is ErrorCode => code.startsWith('analyst_') && code !== 'analyst_refused',
  );
  const lines = await Promise.all(
    failures.map(async (code) => {
      const { post, lines } = testApp({
        analyst: {
          engine: 'openai',
          async analyze() {
            throw new LiveAssistError(code, 'It has failed.');
          },
        },
      });
      await post('/recordCallWindow', window());
      await post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
      await post('/getMemoryBox', { client_email: ANA });
      return lines;
    }),
  );
  const { ports } = testApp();
  const look = await lookAtWaiting({ ports, ending: DEFAULT_ENDING });
  const code = 'events_not_taken';
  const outcome = { outcome: 'later', at: 0, code } as const;
  const told = { job: 'events', outcome, tries: 1, customer: undefined, subject: undefined } as const;
  const spent = () => ({ ms: 0, storeMs: 0, modelMs: 0, ownMs: 0 });
  const untold = jobLogLine({ ...told, error: new LiveAssistError(code, 'Refused.'), spent }, { now: 0 });
  return [...lines.flat(), look, untold];
}

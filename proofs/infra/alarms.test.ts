import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ringing } from './checks.ts';
import { PRODUCTION, ROOT, resourceOf, resourcesOf, type Stack, synth } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await synth('production', { env: PRODUCTION });
});

describe('the alarms', () => {
  const alarms = () => resourcesOf(stack, 'cloudwatch/metricAlarm:MetricAlarm');

  it('go to the topic that writes to ALARM_EMAIL, and are silent without data', () => {
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

  it('name the section of docs/operations.md that says what to do', () => {
    const sections = [
      ...readFileSync(join(ROOT, 'docs/operations.md'), 'utf8').matchAll(/^#{2,3} (.+)$/gm),
    ].map(([, title]) => title);
    for (const { inputs } of alarms()) {
      const [, section] = /What to do: docs\/operations\.md, "(.+)"\.$/.exec(inputs.alarmDescription) ?? [];
      expect(sections).toContain(section);
    }
  });

  it('ring when the app answers 500, although the function itself has not failed', () => {
    const handled = { Errors: 0, Url5xxCount: 20, UrlRequestCount: 100 };
    expect(ringing(stack, handled)).toContain('PageFailedAnswers');
  });

  it('wake nobody over an outage of the provider of the analyst', () => {
    const outage = {
      Url5xxCount: 80,
      AnalystFaults: 80,
      UrlRequestCount: 100,
      'AnalysisFailures analyst_unavailable': 80,
    };
    const rung = ringing(stack, outage);
    expect(rung).toEqual(['MorningFailedAnalystUnavailable']);
  });

  it('wake nobody over an outage that fills the queue and then the dead letters', () => {
    const outage = {
      'AnalysisFailures analyst_unavailable': 80,
      ApproximateAgeOfOldestMessage: 12 * 3600,
      ApproximateNumberOfMessagesVisible: 40,
    };
    expect(ringing(stack, outage).sort()).toEqual([
      'MorningDeadLetters',
      'MorningFailedAnalystUnavailable',
      'MorningOldMessages',
    ]);
  });

  it('count what fails in the API and what fails in the worker alike', () => {
    const filters = resourcesOf(stack, 'cloudwatch/logMetricFilter:LogMetricFilter').filter(
      ({ inputs }) => inputs.metricTransformation.name === 'AnalysisFailures',
    );
    const [ofApi, ofWorker, ...others] = filters.map(({ inputs }) => inputs);
    expect(others).toEqual([]);
    expect({ ...ofApi, logGroupName: '' }).toEqual({ ...ofWorker, logGroupName: '' });
    const groups = ['Api', 'Analysis'].map(
      (name) => resourceOf(stack, 'cloudwatch/logGroup:LogGroup', `${name}LogGroup`).inputs.name,
    );
    expect(filters.map(({ inputs }) => inputs.logGroupName).sort()).toEqual(groups.sort());
  });

  it('ring in the morning over a dead letter, and over a call that has waited for an hour', () => {
    expect(ringing(stack, { ApproximateNumberOfMessagesVisible: 1 })).toEqual(['MorningDeadLetters']);
    expect(ringing(stack, { ApproximateAgeOfOldestMessage: 3600 })).toEqual(['MorningOldMessages']);
    const watched = (alarm: string) =>
      resourceOf(stack, 'cloudwatch/metricAlarm:MetricAlarm', alarm).inputs.dimensions.QueueName;
    const named = (queue: string) => resourceOf(stack, 'sqs/queue:Queue', queue).inputs.name;
    expect(watched('MorningDeadLetters')).toBe(named('AnalysisDeadLettersQueue'));
    expect(watched('MorningOldMessages')).toBe(named('AnalysisQueueQueue'));
  });

  it('are silent on a usual day', () => {
    const usual = {
      Url5xxCount: 1,
      UrlRequestCount: 300,
      MemoryBoxMs: 120,
      Throttles: 0,
      ApproximateAgeOfOldestMessage: 60,
      ApproximateNumberOfMessagesVisible: 0,
    };
    expect(ringing(stack, usual)).toEqual([]);
  });

  it('ring over throttles and slow memory boxes', () => {
    expect(ringing(stack, { Throttles: 1 })).toEqual(['PageThrottles']);
    expect(ringing(stack, { MemoryBoxMs: 2300 })).toEqual(['PageSlowMemoryBox']);
    expect(resourceOf(stack, 'cloudwatch/metricAlarm:MetricAlarm', 'PageSlowMemoryBox').inputs).toMatchObject(
      {
        extendedStatistic: 'p95',
      },
    );
  });
});

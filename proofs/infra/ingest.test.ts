import { beforeAll, describe, expect, it } from 'vitest';
import { grantsOf, looseStreams, mappingsOf, rulesWithoutDeadLetters } from './checks.ts';
import { PRODUCTION, resourceOf, resourcesOf, type Stack, synth } from './stack.ts';

const INSTANCE = 'arn:aws:connect:eu-central-1:123456789012:instance/8f1f7c2a-0000-4000-8000-000000000000';

let developers: Stack;
let connected: Stack;
beforeAll(async () => {
  developers = await synth('test');
  connected = await synth('production', {
    env: {
      ...PRODUCTION,
      CONNECT_INSTANCE_ARN: INSTANCE,
      CONNECT_EMAIL_ATTRIBUTE: 'email',
      MISSED_CALLS_ALARM: '7',
    },
  });
});

const variablesOf = (stack: Stack) =>
  resourceOf(stack, 'lambda/function:Function', 'IngestFunction').inputs.environment.variables;

describe('the function that learns when calls end', () => {
  it('reads the keys of new windows alone, and loses no record of the stream', () => {
    for (const stack of [developers, connected]) {
      expect(looseStreams(stack)).toEqual([]);
      expect(mappingsOf(stack, 'dynamodb').map(({ name }) => name)).toEqual(['NewWindows']);
      expect(rulesWithoutDeadLetters(stack)).toEqual([]);
    }
  });

  it('works off a standard queue that delays each message for the settle time', () => {
    const queue = resourceOf(developers, 'sqs/queue:Queue', 'SettleQueueQueue').inputs;
    expect(queue).toMatchObject({ delaySeconds: 30 });
    expect(queue.fifoQueue ?? false).toBe(false);
    const [mapping] = mappingsOf(developers, 'sqs').filter(({ inputs }) =>
      inputs.functionName.includes('IngestFunction'),
    );
    expect(mapping?.inputs).toMatchObject({
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('is told every hour, and by the contacts of one instance of Amazon Connect', () => {
    const rules = (stack: Stack) =>
      resourcesOf(stack, 'cloudwatch/eventRule:EventRule').map(({ name }) => name);
    expect(rules(developers).sort()).toEqual(['EveryDay', 'EveryHour']);
    expect(rules(connected).sort()).toEqual(['ContactsEnded', 'EveryDay', 'EveryHour']);
    const { eventPattern } = resourceOf(connected, 'cloudwatch/eventRule:EventRule', 'ContactsEnded').inputs;
    expect(JSON.parse(eventPattern).detail).toMatchObject({
      eventType: ['DISCONNECTED'],
      instanceArn: [INSTANCE],
    });
  });

  it('may describe the contacts of that instance alone, and only where an attribute is named', () => {
    const rights = (stack: Stack) =>
      grantsOf(stack, 'IngestRole').filter((grant) => grant.startsWith('connect:'));
    expect(rights(developers)).toEqual([]);
    expect(rights(connected)).toEqual([
      expect.stringMatching(/^connect:DescribeContact instance\/[\w-]+\/contact\/\*$/),
    ]);
  });

  it('has no secret of tokens and of a model, and keeps the time of the first deployment', () => {
    const variables = variablesOf(connected);
    expect(variables).toMatchObject({ ANALYST: 'local', CONNECT_EMAIL_ATTRIBUTE: 'email' });
    expect(variables.ANALYZE_SINCE).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    expect(Object.keys(variables).filter((name) => /OPENAI|AUTH/.test(name))).toEqual([]);
  });

  it('has alarms for a queue that is behind, for what was given up, and for calls that were missed', () => {
    const alarms = resourcesOf(connected, 'cloudwatch/metricAlarm:MetricAlarm');
    const thresholds = Object.fromEntries(alarms.map(({ name, inputs }) => [name, inputs.threshold]));
    expect(thresholds).toMatchObject({
      MorningLateEnds: 900,
      MorningLostEnds: 1,
      MorningStreamBehind: 900_000,
      MorningMissedCalls: 7,
    });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { hourAfterTheDay } from '../../infra/end-of-day.ts';
import { grantsOf, mappingsOf, rulesWithoutDeadLetters } from './checks.ts';
import { PRODUCTION, resourceOf, resourcesOf, type Stack, synth } from './stack.ts';

const HOOK = 'https://hooks.example.com/calls';

let withBus: Stack;
let withWebhook: Stack;
let without: Stack;
beforeAll(async () => {
  withBus = await synth('production', { env: { ...PRODUCTION, TIME_ZONE: 'Europe/Vienna' } });
  withWebhook = await synth('production', { env: { ...PRODUCTION, EVENTS_WEBHOOK_URL: HOOK } });
  without = await synth('test', { env: { EVENTS: 'off' } });
});

const variablesOf = (stack: Stack, name: string) =>
  resourceOf(stack, 'lambda/function:Function', `${name}Function`).inputs.environment.variables;
const namesOf = (stack: Stack, type: string) => resourcesOf(stack, type).map(({ name }) => name);

describe('the events of a stage', () => {
  it('go to a bus, which their sender alone may reach, and no other bus', () => {
    expect(namesOf(withBus, 'cloudwatch/eventBus:EventBus')).toEqual(['CallEventsBus']);
    for (const role of ['ApiRole', 'AnalysisRole', 'IngestRole']) {
      expect(grantsOf(withBus, role).filter((grant) => grant.startsWith('events:'))).toEqual([]);
      expect(grantsOf(withBus, role)).toContain('sqs:SendMessage EventQueueQueue');
    }
    expect(grantsOf(withBus, 'EventSenderRole').filter((grant) => grant.startsWith('events:'))).toHaveLength(
      1,
    );
  });

  it('go to a webhook where one is named: its secret reaches the sender alone, and there is no bus', () => {
    expect(namesOf(withWebhook, 'cloudwatch/eventBus:EventBus')).toEqual([]);
    expect(variablesOf(withWebhook, 'EventSender')).toMatchObject({ EVENTS_WEBHOOK_URL: HOOK });
    const linked = withWebhook.builds.filter(({ links }) => 'EVENTS_WEBHOOK_SECRET' in (links ?? {}));
    expect(linked.map(({ functionID }) => functionID)).toEqual(['EventSender']);
    expect(grantsOf(withWebhook, 'EventSenderRole').filter((grant) => grant.startsWith('events:'))).toEqual(
      [],
    );
  });

  it('are neither written down nor sent where they are off', () => {
    expect(namesOf(without, 'lambda/function:Function')).not.toContain('EventSenderFunction');
    for (const name of ['Api', 'Analysis', 'Ingest']) {
      expect(variablesOf(without, name).EVENTS_QUEUE_URL).toBeUndefined();
    }
  });

  it('have a queue of their own, and a tick a day whose loss would be seen', () => {
    const [mapping] = mappingsOf(withBus, 'sqs').filter(({ inputs }) =>
      inputs.functionName.includes('EventSenderFunction'),
    );
    expect(mapping?.inputs).toMatchObject({
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    const queue = resourceOf(withBus, 'sqs/queue:Queue', 'EventQueueQueue').inputs;
    expect(queue.fifoQueue ?? false).toBe(false);
    expect(resourceOf(withBus, 'cloudwatch/eventRule:EventRule', 'EveryDay').inputs).toMatchObject({
      scheduleExpression: 'cron(10 23 * * ? *)',
    });
    expect(rulesWithoutDeadLetters(withBus)).toEqual([]);
  });

  it.each([
    ['UTC', 0],
    ['Europe/Vienna', 23],
    ['America/New_York', 5],
    ['Asia/Kolkata', 19],
    ['Pacific/Auckland', 12],
  ])('the tick of %s comes in the hour %d of UTC, when the day has ended there', (timeZone, hour) => {
    expect(hourAfterTheDay(timeZone)).toBe(hour);
  });

  it('have alarms for a receiver that does not take them, for late ones and for lost ones', () => {
    const alarms = resourcesOf(withBus, 'cloudwatch/metricAlarm:MetricAlarm');
    expect(Object.fromEntries(alarms.map(({ name, inputs }) => [name, inputs.threshold]))).toMatchObject({
      MorningEventsNotTaken: 5,
      MorningLateEvents: 3600,
      MorningLostEvents: 1,
    });
  });

  it('a stage whose settings contradict each other is refused', async () => {
    const contradiction = { EVENTS: 'off', EVENTS_WEBHOOK_URL: HOOK };
    const { failure } = await synth('test', { env: contradiction, stops: true });
    expect(failure).toContain('EVENTS_WEBHOOK_URL is set, and EVENTS is "off": remove one of them.');
  });
});

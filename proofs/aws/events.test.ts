import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventBus } from '../../packages/functions/src/adapters/events/event-bus.ts';
import { ANA, window } from '../../packages/functions/test/support/app.ts';
import { type EventsWorld, eventsWorld } from '../../packages/functions/test/support/events-world.ts';
import {
  engineElsewhere,
  startTestEngine,
  type TestEngine,
} from '../../packages/functions/test/support/with-engine.ts';
import { askMoto } from './ask-moto.ts';

const URL = engineElsewhere() ?? '';
const BUS = `bus-${crypto.randomUUID().slice(0, 8)}`;
const access = {
  endpoint: URL,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

let engine: TestEngine;
let sqs: SQSClient;
let queue: string;
beforeAll(async () => {
  engine = await startTestEngine();
  sqs = new SQSClient(access);
  queue = String((await sqs.send(new CreateQueueCommand({ QueueName: BUS }))).QueueUrl);
  await askMoto(URL, 'events', 'CreateEventBus', { Name: BUS });
  const EventPattern = JSON.stringify({ source: ['live-assist'] });
  await askMoto(URL, 'events', 'PutRule', { Name: BUS, EventBusName: BUS, EventPattern });
  const Arn = `arn:aws:sqs:eu-central-1:123456789012:${BUS}`;
  await askMoto(URL, 'events', 'PutTargets', { Rule: BUS, EventBusName: BUS, Targets: [{ Id: '1', Arn }] });
});
afterAll(async () => {
  sqs?.destroy();
  await engine?.stop();
});

/** What the rule of the bus has put into its queue, by id. */
async function taken(): Promise<
  Map<string, { type: string; busType: string; data: Record<string, unknown> }>
> {
  const found = new Map();
  for (;;) {
    const asked = new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(asked);
    if (Messages.length === 0) return found;
    for (const { Body = '' } of Messages) {
      const { detail, 'detail-type': busType } = JSON.parse(Body);
      found.set(detail.id, { ...detail, busType });
    }
  }
}

const analysed = async ({ post }: EventsWorld, call_id: string, more: object = {}) => {
  await post('/recordCallWindow', window({ call_id }));
  return post('/getCallAnalytics', { call_id, client_email: ANA, ...more });
};

it('the events of calls reach a rule of a bus of another engine, also after a bus that was down, and none comes twice under two ids', async () => {
  const bus = eventBus({ ...access, bus: BUS });
  let isDown = true;
  const world = eventsWorld(await engine.newTables(), async (events) =>
    isDown ? { taken: new Set<string>(), failure: new Error('The bus is down.') } : bus.publish(events),
  );
  for (const call of ['call-1', 'call-2', 'call-3', 'call-4', 'call-5', 'call-6'])
    await analysed(world, call);
  await world.work();
  expect((await taken()).size).toBe(0);

  isDown = false;
  await world.advance(3_600_000);
  await world.work();
  const events = [...(await taken()).values()];
  expect(events).toHaveLength(12);
  expect(events.every(({ type, busType }) => type === busType)).toBe(true);
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['call.analyzed', 'promise.made']));
  expect(JSON.stringify(events)).not.toContain('@');

  await analysed(world, 'call-1', { force: true });
  await world.work();
  expect((await taken()).size).toBe(0);
});

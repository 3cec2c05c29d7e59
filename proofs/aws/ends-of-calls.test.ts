import { setTimeout as sleep } from 'node:timers/promises';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { customerHash } from '../../packages/functions/src/adapters/customer-hash.ts';
import { sqsAnalysisQueue } from '../../packages/functions/src/adapters/sqs/analysis-queue.ts';
import { TURNS } from '../../packages/functions/test/support/ending-world.ts';
import {
  CONNECT_INSTANCE,
  contactEvent,
  type FakeConnect,
  startFakeConnect,
} from '../../packages/functions/test/support/fake-connect.ts';
import { engineElsewhere } from '../../packages/functions/test/support/with-engine.ts';
import { askMoto } from './ask-moto.ts';
import { type Stage, startStage } from './stage.ts';

const URL = engineElsewhere() ?? '';

let connect: FakeConnect;
let stage: Stage;
beforeAll(async () => {
  // The functions write their log there.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  connect = await startFakeConnect();
  stage = await startStage(URL, {
    ANALYZE_AFTER_MINUTES: '0.05',
    SETTLE_SECONDS: '1',
    CONNECT_INSTANCE_ARN: CONNECT_INSTANCE,
    CONNECT_EMAIL_ATTRIBUTE: 'email',
    CONNECT_AGENT_ATTRIBUTE: 'agent',
    CONNECT_ENDPOINT: connect.url,
  });
});
afterAll(async () => {
  await stage?.stop();
  await connect?.stop();
  vi.restoreAllMocks();
});

const put = (call_id: string, window_number: number, more: Record<string, unknown> = {}) =>
  stage.tables.client.send(
    new PutCommand({
      TableName: stage.tables.names.callRecords,
      Item: { call_id, window_number, turns: TURNS, created_at: new Date().toISOString(), ...more },
    }),
  );

const rowsOf = (client_email: string) => stage.tables.analytics.list(client_email);

/** Works until a condition holds, for half a minute at most. */
async function workUntil(
  holds: () => Promise<boolean>,
  arrange?: Parameters<Stage['work']>[0],
): Promise<void> {
  for (const latest = Date.now() + 30_000; Date.now() < latest; await sleep(200)) {
    await stage.work(arrange);
    if (await holds()) return;
  }
}

describe('calls whose windows a client of DynamoDB writes, with the stream, the queues and the rule of another engine', () => {
  it('are analysed once each, after their final window or after silence, with events doubled and in any order', async () => {
    const calls = Array.from({ length: 6 }, (_, n) => ({
      call_id: `put-${n}`,
      client_email: `put-${n}@example.com`,
    }));
    for (const [n, { call_id, client_email }] of calls.entries()) {
      await put(call_id, 1, { client_email });
      await put(call_id, 2, { client_email, ...(n < 3 && { final: true }) });
    }
    const disordered: Parameters<Stage['work']>[0] = (records) => [...records.reverse(), ...records];
    const analysed = async () => Promise.all(calls.map(({ client_email }) => rowsOf(client_email)));
    await workUntil(async () => (await analysed()).every((rows) => rows.length > 0), disordered);

    const rows = await analysed();
    expect(rows.map((ofCall) => ofCall.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(rows.flat().map((row) => (row as { analysis?: { attempt: number } }).analysis?.attempt)).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
    for (const { call_id } of calls) {
      expect((await stage.tables.claims.get(call_id))?.waitingShard).toBeUndefined();
    }
  });

  it('are analysed again for a window that comes after the analysis', async () => {
    await put('put-0', 3, { client_email: 'put-0@example.com', final: true });
    const windows = async () =>
      ((await rowsOf('put-0@example.com'))[0] as { analysis?: { windows: number[][] } }).analysis?.windows;
    await workUntil(async () => windows().then((found) => found?.[0]?.[1] === 3));
    expect(await windows()).toEqual([[1, 3]]);
    expect(await rowsOf('put-0@example.com')).toHaveLength(1);
  });

  it('are analysed when Amazon Connect tells of their end, for the customer and the agent of its attributes', async () => {
    await askMoto(URL, 'events', 'PutRule', { Name: 'ends', EventPattern: RULE });
    await askMoto(URL, 'events', 'PutTargets', {
      Rule: 'ends',
      Targets: [{ Id: '1', Arn: stage.arnOf('settle') }],
    });
    connect.contacts['contact-1'] = { email: 'Lena@Example.com', agent: 'agent-7' };
    await put('contact-1', 1);
    await stage.work();
    const { 'detail-type': DetailType, source: Source, detail } = contactEvent('contact-1');
    const transferred = contactEvent('contact-1', { agentInfo: null }).detail;
    await askMoto(URL, 'events', 'PutEvents', {
      Entries: [transferred, detail].map((one) => ({ Source, DetailType, Detail: JSON.stringify(one) })),
    });
    await workUntil(async () => (await rowsOf('lena@example.com')).length > 0);

    expect(await rowsOf('lena@example.com')).toMatchObject([{ call_id: 'contact-1', agent_id: 'agent-7' }]);
    expect(connect.requests).toHaveLength(1);
  });
});

/** The pattern of the rule of a deployment. */
const RULE = JSON.stringify({
  source: ['aws.connect'],
  'detail-type': ['Amazon Connect Contact Event'],
  detail: {
    eventType: ['DISCONNECTED'],
    instanceArn: [CONNECT_INSTANCE],
    agentInfo: { agentArn: [{ exists: true }] },
  },
});

describe('the queues of another engine', () => {
  it('keep what cannot be read among the dead letters, with its reason, and nothing in the queue', async () => {
    await stage.send('settle', '{"job":"settle"}');
    await workUntil(async () => (await stage.size('settle')) === 0);

    expect(await stage.letters('settle-dead')).toEqual([
      { body: '{"job":"settle"}', reason: 'invalid_request' },
    ]);
  });

  it('make one message of two equal jobs, and keep a letter of a job whose call is unknown', async () => {
    const env = process.env;
    const queue = sqsAnalysisQueue({
      queueUrl: String(env.ANALYSIS_QUEUE_URL),
      groupOf: customerHash(String(env.ERASURE_KEY)),
    });
    const job = { call_id: 'unknown', client_email: 'ana@example.com', queuedAt: Date.now() };
    for (let n = 0; n < 2; n += 1) await queue.send(job, '["unknown",0]');
    expect(await stage.size('analysis.fifo')).toBe(1);
    await stage.work();

    expect(await stage.size('analysis.fifo')).toBe(0);
    expect(await stage.letters('analysis-dead.fifo')).toEqual([
      { body: JSON.stringify(job), reason: 'call_not_found' },
    ]);
  });
});

import { type CallAnalytics, withoutCoaching } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { ANA, bodyOf, testApp, window } from '../support/app.ts';

/** The customer interrupts the agent, the agent the customer, and answers 2 seconds later. */
const turns = [
  { speaker: 'agent', transcript: 'Good morning, how can I help?', begin_ms: 0, end_ms: 4_000 },
  { speaker: 'customer', transcript: 'My parcel has not arrived.', begin_ms: 2_000, end_ms: 9_000 },
  { speaker: 'agent', transcript: 'I will send a new one today.', begin_ms: 7_000, end_ms: 12_000 },
  { speaker: 'customer', transcript: 'Thank you very much.', begin_ms: 12_500, end_ms: 14_000 },
  { speaker: 'agent', transcript: 'You are welcome.', begin_ms: 16_000, end_ms: 18_000 },
];
const CALL = { call_id: 'call-ana', client_email: ANA };

/** The app with an analysed call, and its answers with the figures of that call. */
async function analysed() {
  const app = testApp({ queue: { async send() {} } });
  await app.post('/recordCallWindow', window({ turns }));
  await app.post('/getCallAnalytics', CALL);
  const metricsFor = async (scope: string) => {
    const ask = async (path: '/getCallAnalytics' | '/listCalls', body: object) =>
      bodyOf<CallAnalytics & { calls: CallAnalytics[] }>(await app.post(path, body, { scope }));
    const { calls } = await ask('/listCalls', { client_email: ANA });
    const single = [
      await ask('/getCallAnalytics', CALL),
      await ask('/getCallAnalytics', { ...CALL, async: true }),
    ];
    return [...single, ...calls].map(({ metrics }) => metrics);
  };
  return { ...app, metricsFor };
}

describe('the figures by which an agent is judged', () => {
  const read = 'analytics:read customers:any';

  it('the figures by which an agent is judged are null in every answer to a reader without the scope for coaching', async () => {
    const answers = await (await analysed()).metricsFor(read);
    expect(answers).toHaveLength(3);
    for (const metrics of answers) {
      expect(metrics).toMatchObject({
        agentResponseLatency: null,
        interruptions: { count: 2, byAgent: null, byCustomer: 1 },
        talkTime: { agent: { percent: expect.any(Number) } },
      });
    }
  });

  it('the figures by which an agent is judged are in every answer to a reader with the scope for coaching', async () => {
    const { metricsFor } = await analysed();
    const both = await metricsFor(`${read} coaching:read`);
    // Listing calls requires `analytics:read`.
    const writer = await metricsFor(`${read} analytics:write`);
    for (const metrics of [...both, ...writer]) {
      expect(metrics.agentResponseLatency).toMatchObject({ count: expect.any(Number) });
      expect(metrics.interruptions).toMatchObject({ count: 2, byAgent: 1, byCustomer: 1 });
    }
  });

  it('the figures by which an agent is judged are null for each of several agents, and absent where the row has none', async () => {
    const { ports } = await analysed();
    const [row] = ports.analytics.rows() as CallAnalytics[];
    const agent = { agent_id: 'a-1', turns: 3, responseLatency: { medianMs: 5 }, latencyMs: 5 };
    const hidden = { agent_id: 'a-1', turns: 3, responseLatency: null, latencyMs: null };
    const withAgents = (agents: unknown) =>
      withoutCoaching({ ...row, metrics: { ...row?.metrics, agents } } as never);
    expect(withAgents([agent])).toMatchObject({ metrics: { agents: [hidden] } });
    expect(withAgents({ 'a-1': agent })).toMatchObject({ metrics: { agents: { 'a-1': hidden } } });
    expect(withoutCoaching({ ...row, metrics: undefined } as never).metrics).toBeUndefined();
    expect(withoutCoaching({ ...row, metrics: { interruptions: null } } as never).metrics).toEqual({
      interruptions: null,
      agentResponseLatency: null,
    });
  });
});

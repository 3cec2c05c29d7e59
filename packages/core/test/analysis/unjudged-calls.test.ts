import { describe, expect, it } from 'vitest';
import { CallAnalytics } from '../../src/analytics/analytics.ts';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import { type Analyst, analyzeCall, type CallWindow } from '../../src/index.ts';
import { plainJudgement, promiseCall, windowOf } from '../support/story.ts';

const ASK = { call_id: 'call-1', client_email: 'ana@example.com' };
const NULLS = {
  sentiment: { score: null, label: null },
  satisfaction: { score: null, prediction: null },
  emotions: [],
  issueResolution: { resolved: null, category: null, resolutionTimeMinutes: null, escalationRisk: null },
  agentPerformance: null,
  tags: [],
};
const quote = (turn: number, said: string) => [
  { window_number: 1, turn, speaker: 'agent' as const, quote: said },
];

async function analyse(
  windows: CallWindow[],
  answer: Partial<Awaited<ReturnType<Analyst['analyze']>>> = {},
  engine: Analyst['engine'] = 'local',
) {
  const ports = inMemoryPorts({
    analyst: {
      engine,
      analyze: () =>
        Promise.resolve({
          judgement: plainJudgement(),
          model: 'scripted',
          promptVersion: 'test',
          usage: null,
          costUsd: null,
          ...answer,
        }),
    },
  });
  for (const window of windows) ports.records.put(window);
  await ports.clock.advance(Date.UTC(2026, 10, 3) - ports.clock.now());
  const { analytics } = await analyzeCall(ports, { timeZone: 'UTC', analysisTimeoutMs: 60_000 }, ASK);
  expect(CallAnalytics.parse(analytics)).toEqual(analytics);
  return analytics as CallAnalytics;
}

describe('a call in a language that the analyst cannot judge', () => {
  it('has no scores, no labels and no outcome, and keeps what stands in it', async () => {
    const promise = "I'll email you the form by Friday.";
    const analytics = await analyse(promiseCall(), {
      unjudged: 'language_not_judged',
      judgement: plainJudgement({
        commitments: [{ text: promise, owner: 'agent', due: 'by Friday', evidence: quote(2, promise) }],
        keyInsights: [{ text: 'The form comes by email', evidence: quote(2, promise) }],
      }),
    });
    expect(analytics).toMatchObject({
      ...NULLS,
      commitments: [{ dueAt: '2026-11-06' }],
      keyInsights: ['The form comes by email'],
      summary: "Promised by the agent: I'll email you the form by Friday.",
    });
    expect(analytics.analysis.flags).toEqual(['language_not_judged']);
    expect(analytics.callMetrics.agentTalkTime).not.toBeNull();
  });

  it('may have an empty summary', async () => {
    expect(await analyse(promiseCall(), { unjudged: 'language_not_judged' })).toMatchObject({
      ...NULLS,
      summary: '',
    });
  });
});

describe('a message on an answering machine', () => {
  const message = windowOf('call-1', 1, [
    {
      speaker: 'customer',
      transcript: "You've reached Ana. I can't take your call, please leave a message after the tone.",
      timestamp: '2026-11-02T10:00:00Z',
    },
    {
      speaker: 'agent',
      transcript: "Hello Ana, this is Sam. I have sent the form. I'll call you again tomorrow at ten.",
      timestamp: '2026-11-02T10:00:20Z',
    },
  ]);
  const said = "I'll call you again tomorrow at ten.";
  const finding = (text: string) => ({ text, evidence: quote(1, text) });

  it.each(['local', 'openai'] as const)(
    'keeps the promises of the agent alone, whatever the engine says of it: %s',
    async (engine) => {
      const analytics = await analyse(
        [message],
        {
          judgement: plainJudgement({
            about: [finding('I have sent the form.')],
            keyInsights: [finding('I have sent the form.')],
            actionItems: [finding(said)],
            deliverables: [finding('I have sent the form.')],
            improvementAreas: [finding(said)],
            commitments: [
              { ...finding(said), owner: 'agent', due: 'tomorrow at ten' },
              { ...finding('please leave a message'), owner: 'customer', due: null },
            ],
          }),
        },
        engine,
      );
      expect(analytics).toMatchObject({
        ...NULLS,
        keyInsights: [],
        actionItems: [],
        memory: { deliverables: [], improvementAreas: [] },
        commitments: [{ owner: 'agent', dueAt: '2026-11-03', dueTime: '10:00' }],
        analysis: { flags: ['message_left'], dropped: 0 },
      });
      expect(analytics.commitments).toHaveLength(1);
    },
  );
});

import type { AnalysisRequest, Analyst, AnalystAnswer, CallWindow, Judgement } from '../../src/index.ts';

/** A window as it is sent, with `turns` as a JSON string. */
export function windowOf(
  callId: string,
  windowNumber: number,
  turns: { speaker: string; transcript: string; timestamp?: string | number }[],
  more: Partial<CallWindow> = {},
): CallWindow {
  return {
    call_id: callId,
    window_number: windowNumber,
    turns: JSON.stringify(turns),
    aiTips: '[]',
    activityFeed: '[]',
    created_at: '2026-11-02T10:05:00.000Z',
    ...more,
  };
}

/** A short call in which the agent promises a form by Friday; it ends on Monday 2 November 2026, 10:02. */
export function promiseCall(callId = 'call-1', more: Partial<CallWindow> = {}): CallWindow[] {
  return [
    windowOf(
      callId,
      1,
      [
        {
          speaker: 'agent',
          transcript: 'Thanks for calling, how can I help?',
          timestamp: '2026-11-02T10:00:00Z',
        },
        {
          speaker: 'customer',
          transcript: 'I still need the refund form.',
          timestamp: '2026-11-02T10:01:00Z',
        },
        {
          speaker: 'agent',
          transcript: "I'll email you the form by Friday.",
          timestamp: '2026-11-02T10:01:30Z',
        },
        { speaker: 'customer', transcript: 'Great, thank you.', timestamp: '2026-11-02T10:02:00Z' },
      ],
      more,
    ),
  ];
}

/** A judgement without findings, for tests to extend. */
export function plainJudgement(more: Partial<Judgement> = {}): Judgement {
  return {
    sentimentScore: 60,
    satisfactionScore: 70,
    emotions: [],
    resolved: true,
    resolvedAt: null,
    category: 'refund',
    escalationRisk: 10,
    professionalismScore: 80,
    empathyScore: 70,
    knowledgeScore: 75,
    keyInsights: [],
    actionItems: [],
    deliverables: [],
    improvementAreas: [],
    tags: ['refund', 'form'],
    commitments: [],
    closings: [],
    ...more,
  };
}

/** A scripted analyst: it counts its runs and answers, waits or fails as the test says. */
export function scriptedAnalyst(
  answer: (
    request: AnalysisRequest,
    run: number,
  ) => Partial<Judgement> | Promise<Partial<Judgement>> = () => ({}),
): Analyst & { runs: AnalysisRequest[] } {
  const runs: AnalysisRequest[] = [];
  return {
    engine: 'local',
    runs,
    async analyze(request): Promise<AnalystAnswer> {
      runs.push(request);
      const judgement = plainJudgement(await answer(request, runs.length));
      return { judgement, model: 'scripted', promptVersion: 'test', usage: null, costUsd: null };
    },
  };
}

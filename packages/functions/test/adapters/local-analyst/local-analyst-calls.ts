import type { Call, Judgement, OpenCommitment } from '@live-assist/core';
import { buildAnalytics } from '@live-assist/core/analysis/build-analytics';
import type { CallAnalytics } from '@live-assist/core/analytics/analytics';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { finished } from '@live-assist/core/shared/steps';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';

/** A tool call of a sample call; `status` defaults to success. */
export interface SampleTool {
  name: string;
  input?: string;
  output?: string;
  status?: 'success' | 'failed';
}

/** A call of one window from lines such as `agent: Hello`. */
export function callOf(lines: string[], tools: SampleTool[] = [], createdAt?: string): Call {
  const turns = lines.map((line) => {
    const colon = line.indexOf(': ');
    return { speaker: line.slice(0, colon), transcript: line.slice(colon + 2) };
  });
  const activityFeed = tools.map((tool) => ({ status: 'success', ...tool }));
  return decodeCall('c-1', [
    { call_id: 'c-1', window_number: 1, turns, activityFeed, created_at: createdAt },
  ]);
}

/** What is stored of a call that the local analyst has judged. */
export async function analyse(call: Call, openCommitments: OpenCommitment[] = []): Promise<CallAnalytics> {
  const { metrics, callMetrics } = measureCall(call);
  const request = { call, metrics, openCommitments, deadline: Date.now() + 1_000 };
  const claim = {
    call_id: call.callId,
    client_email: 'ana@example.com',
    created_at: '2026-03-10T10:00:00.000Z',
    attempt: 1,
    token: 't',
    leaseUntil: 0,
  };
  const steps = buildAnalytics(await localAnalyst().analyze(request), {
    ...request,
    claim,
    callMetrics,
    agentId: null,
    timeZone: 'UTC',
    engine: 'local',
    now: 0,
  });
  return finished(steps);
}

/** What the local analyst says of a call. */
export async function judge(call: Call, openCommitments: OpenCommitment[] = []): Promise<Judgement> {
  const { metrics } = measureCall(call);
  const answer = await localAnalyst().analyze({
    call,
    metrics,
    openCommitments,
    deadline: Date.now() + 1_000,
  });
  return answer.judgement;
}

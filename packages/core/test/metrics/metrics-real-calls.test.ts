import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CallWindow } from '../../src/call/call.ts';
import { decodeCall } from '../../src/call/decode-call.ts';
import { measureCall } from '../../src/metrics/metrics.ts';
import { redactedWindows } from '../../src/redaction/redacted-windows.ts';

const DATA = new URL('../../../../../shared/data/', import.meta.url);
const present = existsSync(DATA);
if (!present) console.log('skipped: figures of real calls (../shared/data is not here)');

function read<T>(path: string): T[] {
  if (!present) return [];
  const lines = readFileSync(new URL(path, DATA), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

interface Recorded {
  call_id: string;
  windows: CallWindow[];
}
const figuresOf = ({ call_id, windows }: Recorded) =>
  measureCall(decodeCall(call_id, redactedWindows(call_id, windows))).metrics;

describe.skipIf(!present)('200 chats between people (star)', () => {
  interface Label {
    call_id: string;
    ref_duration_s: number;
    ref_agent_latency_median_s: number;
    ref_agent_latency_n: number;
  }
  const labels = new Map(read<Label>('star/labels.jsonl').map((label) => [label.call_id, label]));

  it('all 200 star chats have the duration and latency of their labels', () => {
    const calls = read<Recorded>('star/calls.jsonl');
    expect(calls).toHaveLength(200);
    for (const call of calls) {
      const { totalConversationDurationMillis, agentResponseLatency } = figuresOf(call);
      const label = labels.get(call.call_id);
      expect(
        [totalConversationDurationMillis, agentResponseLatency?.medianMs, agentResponseLatency?.count],
        call.call_id,
      ).toEqual([
        (label?.ref_duration_s ?? 0) * 1000,
        (label?.ref_agent_latency_median_s ?? 0) * 1000,
        label?.ref_agent_latency_n,
      ]);
    }
  });
});

describe.skipIf(!present)('five calls with the figures of the service itself (contact_lens)', () => {
  interface Label {
    call_id: string;
    TotalConversationDurationMillis: number;
    TalkTime?: { agent: number; customer: number };
    TalkSpeedWpm?: { agent: number; customer: number };
    NonTalkTime?: { Instances: { BeginOffsetMillis: number; EndOffsetMillis: number }[] };
  }
  const labels = new Map(read<Label>('contact_lens/labels.jsonl').map((label) => [label.call_id, label]));
  const calls = new Map(read<Recorded>('contact_lens/calls.jsonl').map((call) => [call.call_id, call]));
  const both = (callId: string) => {
    const call = calls.get(callId);
    const label = labels.get(callId);
    if (call === undefined || label === undefined) throw new Error(`${callId} is missing`);
    return { metrics: figuresOf(call), label };
  };
  const SIDES = ['agent', 'customer'] as const;

  it.each(['cl-tca-anchor', 'cl-scv-test', 'cl-doc-cancel'])('%s has its exact duration', (callId) => {
    const { metrics, label } = both(callId);
    expect(metrics.totalConversationDurationMillis).toBe(label.TotalConversationDurationMillis);
  });

  // The last turns of these two end 290 ms after and 950 ms before the end that the service gives.
  it.each(['cl-pca-sdwan', 'cl-bda-hotel'])('%s has its duration within about 1 %', (callId) => {
    const { metrics, label } = both(callId);
    const ratio = (metrics.totalConversationDurationMillis ?? 0) / label.TotalConversationDurationMillis;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.0102);
  });

  it('cl-scv-test has every silence between turns to the millisecond; the sixth is inside a turn', () => {
    const { metrics, label } = both('cl-scv-test');
    const theirs = label.NonTalkTime?.Instances.map((one) => ({
      beginMs: one.BeginOffsetMillis,
      endMs: one.EndOffsetMillis,
    }));
    expect(theirs).toHaveLength(6);
    expect(metrics.nonTalkTime?.instances).toEqual(theirs?.slice(0, 5));
  });

  it.each([
    ['cl-scv-test', 0],
    ['cl-doc-cancel', 0],
    ['cl-tca-anchor', 0.04],
  ])('%s has the talk speed of the service, given its talk time', (callId, tolerance) => {
    const { metrics, label } = both(callId);
    for (const side of SIDES) {
      const words = Math.round(
        ((metrics.talkSpeed[side] ?? 0) * (metrics.talkTime[side].millis ?? 0)) / 60_000,
      );
      const speed = Math.round(words / ((label.TalkTime?.[side] ?? 0) / 60_000));
      const theirs = label.TalkSpeedWpm?.[side] ?? 0;
      expect(Math.abs(speed - theirs) / theirs, side).toBeLessThanOrEqual(tolerance);
    }
  });

  it.each(['cl-tca-anchor', 'cl-scv-test', 'cl-doc-cancel', 'cl-pca-sdwan'])(
    '%s has talk percents within 10 points',
    (callId) => {
      const { metrics, label } = both(callId);
      for (const side of SIDES) {
        const theirs = ((label.TalkTime?.[side] ?? 0) / label.TotalConversationDurationMillis) * 100;
        expect(Math.abs((metrics.talkTime[side].percent ?? 0) - theirs), side).toBeLessThan(10);
      }
    },
  );

  it('cl-tca-anchor has two interruptions, both by the agent, and cl-scv-test none', () => {
    expect(both('cl-tca-anchor').metrics.interruptions).toMatchObject({ count: 2, byAgent: 2 });
    expect(both('cl-scv-test').metrics.interruptions?.count).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { RecordedTurn } from '../../src/call/call.ts';
import { decodeCall } from '../../src/call/decode-call.ts';
import { measureCall, resolutionMinutes } from '../../src/metrics/metrics.ts';

type Marks = 'end' | 'start' | 'sent';

const callOf = (turns: RecordedTurn[], marks: Marks = 'end') =>
  decodeCall('c-1', [{ call_id: 'c-1', window_number: 1, turns, timestamp_marks: marks }]);
const figures = (turns: RecordedTurn[], marks?: Marks) => measureCall(callOf(turns, marks));

/** A turn with begin and end, in seconds. */
const heard = (speaker: string, from: number, to: number, transcript = 'one two three'): RecordedTurn => ({
  speaker,
  transcript,
  begin_ms: from * 1000,
  end_ms: to * 1000,
});
/** A turn with one stamp, in seconds from the start. */
const stamped = (speaker: string, timestamp: number, transcript = 'one two three'): RecordedTurn => ({
  speaker,
  transcript,
  timestamp,
});
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

describe('a call whose turns have a begin and an end', () => {
  // The example of docs/metrics.md.
  const call = callOf([
    heard('agent', 0, 4, 'Thank you for calling, how can I help?'),
    heard('customer', 5, 11, 'My parcel has not come and I need it on Friday.'),
    heard('agent', 9, 15, 'I will look that up for you right away.'),
    heard('customer', 12, 13, 'Mhm.'),
    heard('agent', 23, 26, 'It is in Graz. It comes tomorrow.'),
    heard('customer', 27.5, 30, 'Great, thank you.'),
  ]);
  const { metrics, callMetrics } = measureCall(call);

  it('a call with begin and end times is measured', () => {
    expect(metrics.basis).toBe('measured');
    expect(metrics.totalConversationDurationMillis).toBe(30_000);
    expect(callMetrics.duration).toBe('00:30');
  });

  it('talk time counts overlaps for both speakers', () => {
    expect(metrics.talkTime).toEqual({
      agent: { millis: 13_000, percent: 43.3 },
      customer: { millis: 9_500, percent: 31.7 },
    });
  });

  it('talk shares divide the duration, with half of each overlap per side', () => {
    expect(callMetrics).toMatchObject({ agentTalkTime: 38, customerTalkTime: 27, holdTime: 35 });
  });

  it('silences of 3 s and more are non-talk time', () => {
    expect(metrics.nonTalkTime).toEqual({
      millis: 8_000,
      percent: 26.7,
      count: 1,
      instances: [{ beginMs: 15_000, endMs: 23_000 }],
    });
  });

  it('an interruption counts, a back-channel does not', () => {
    expect(metrics.interruptions).toEqual({ count: 1, byAgent: 1, byCustomer: 0, millis: 2_000 });
  });

  it('talk speed is the words per minute of each side', () => {
    expect(metrics.talkSpeed).toEqual({ agent: 110.8, customer: 94.7 });
  });

  it('response latency is the time that the agent took to answer', () => {
    expect(metrics.agentResponseLatency).toEqual({ medianMs: 5_000, p90Ms: 10_000, maxMs: 10_000, count: 2 });
  });

  it('a measured call tells after how many minutes a turn began', () => {
    const long = callOf([heard('agent', 0, 4), heard('customer', 89, 90), heard('agent', 91, 95)]);
    expect(resolutionMinutes(long, { window_number: 1, turn: 1 })).toBe(1);
    expect(resolutionMinutes(long, { window_number: 1, turn: 2 })).toBe(2);
    expect(resolutionMinutes(long, { window_number: 1, turn: 9 })).toBeNull();
    expect(resolutionMinutes(long, null)).toBeNull();
  });
});

describe('edge cases of measured figures', () => {
  it('a silence of exactly 3 s counts, and none before the first turn', () => {
    const { nonTalkTime } = figures([
      heard('agent', 5, 6),
      heard('customer', 9, 10),
      heard('agent', 12.9, 14),
    ]).metrics;
    expect(nonTalkTime?.instances).toEqual([{ beginMs: 6_000, endMs: 9_000 }]);
  });

  it('a third speaker counts as talk, and as hold time of the two sides', () => {
    const { metrics, callMetrics } = figures([
      heard('agent', 0, 2),
      heard('IVR', 2, 8),
      heard('customer', 8, 10),
    ]);
    expect(metrics.nonTalkTime?.count).toBe(0);
    expect(callMetrics).toMatchObject({ agentTalkTime: 20, customerTalkTime: 20, holdTime: 60 });
  });

  it('an interruption counts only beyond 1.6 s of overlap', () => {
    const overlapOf = (seconds: number) =>
      figures([heard('agent', 0, 10), heard('customer', 10 - seconds, 12, 'No, wait.')]).metrics
        .interruptions;
    expect(overlapOf(1.6)?.count).toBe(0);
    expect(overlapOf(1.7)).toEqual({ count: 1, byAgent: 0, byCustomer: 1, millis: 1_700 });
  });

  it('turns that start together are not an interruption', () => {
    expect(figures([heard('agent', 1, 9), heard('customer', 1, 9)]).metrics.interruptions?.count).toBe(0);
  });

  it.each(['Mhm.', 'Uh huh', 'Yeah, yeah.', 'All right, okay.', 'Mhm. Thank you for letting me know.'])(
    'the back-channel "%s" is not an interruption',
    (text) => {
      const { interruptions } = figures([heard('agent', 0, 10), heard('customer', 4, 8, text)]).metrics;
      expect(interruptions?.count).toBe(0);
    },
  );

  it('a back-channel does not hide an interruption of the turn before it', () => {
    const { interruptions } = figures([
      heard('customer', 0, 20),
      heard('agent', 2, 3, 'Mhm.'),
      heard('agent', 10, 14, 'I must stop you there.'),
    ]).metrics;
    expect(interruptions).toEqual({ count: 1, byAgent: 1, byCustomer: 0, millis: 4_000 });
  });

  it('latency counts from the last of several customer turns, and is 0 for an overlapping answer', () => {
    const { agentResponseLatency } = figures([
      heard('customer', 0, 2),
      heard('customer', 3, 5),
      heard('agent', 6, 8),
      heard('customer', 8, 12),
      heard('agent', 11, 14),
    ]).metrics;
    expect(agentResponseLatency).toEqual({ medianMs: 500, p90Ms: 1_000, maxMs: 1_000, count: 2 });
  });

  it('there is no latency if a third person spoke in between', () => {
    const call = figures([heard('customer', 0, 2), heard('supervisor', 2, 3), heard('agent', 4, 5)]);
    expect(call.metrics.agentResponseLatency).toBeNull();
  });

  it('the talk percent stays at 100 when several agents speak at once', () => {
    const { talkTime } = figures([heard('agent', 0, 10), heard('agent', 0, 9, 'me too')]).metrics;
    expect(talkTime.agent).toEqual({ millis: 19_000, percent: 100 });
  });

  it('the shares of a call without duration count words', () => {
    const { metrics, callMetrics } = figures([
      heard('agent', 0, 0, 'one two three'),
      heard('customer', 0, 0, 'one'),
    ]);
    expect(metrics.basis).toBe('measured');
    expect(metrics.talkSpeed).toEqual({ agent: null, customer: null });
    expect(metrics.nonTalkTime).toEqual({ millis: 0, percent: null, count: 0, instances: [] });
    expect(callMetrics).toEqual({
      duration: '00:00',
      agentTalkTime: 75,
      customerTalkTime: 25,
      holdTime: null,
    });
  });

  it('the duration may have minutes beyond 99', () => {
    expect(figures([heard('agent', 0, 6_000 * 2 + 5)]).callMetrics.duration).toBe('200:05');
  });

  it('metrics list at most 100 silences and count all', () => {
    const turns = Array.from({ length: 151 }, (_, i) => heard('agent', i * 10, i * 10 + 1));
    const { nonTalkTime } = figures(turns).metrics;
    expect(nonTalkTime?.instances).toHaveLength(100);
    expect(nonTalkTime).toMatchObject({ count: 150, millis: 150 * 9_000 });
  });

  it('metrics handle 40,000 turns', () => {
    const turns = Array.from({ length: 40_000 }, (_, i) =>
      heard(i % 2 ? 'customer' : 'agent', i, i + 1, `word ${i}`),
    );
    const { metrics, callMetrics } = figures(turns);
    expect(metrics.totalConversationDurationMillis).toBe(40_000_000);
    expect(metrics.agentResponseLatency?.count).toBe(19_999);
    expect(callMetrics).toEqual({ duration: '666:40', agentTalkTime: 50, customerTalkTime: 50, holdTime: 0 });
  });
});

describe('a call whose turns have one stamp', () => {
  const turns = [
    stamped('agent', 10, words(5)),
    stamped('customer', 20, words(10)), // 4 s of speech
    stamped('agent', 22, words(25)), // 10 s, of which 2 s are free before the stamp
    stamped('customer', 40, words(1)), // at least 0.5 s
  ];

  it('a call with single stamps is estimated from the first stamp to the last', () => {
    const { metrics, callMetrics } = figures(turns);
    expect(metrics.basis).toBe('estimated');
    expect(metrics.totalConversationDurationMillis).toBe(30_000);
    expect(callMetrics.duration).toBe('00:30');
    expect(metrics.interruptions).toBeNull();
    expect(metrics.talkSpeed).toEqual({ agent: null, customer: null });
  });

  it('speech lies before stamps that mark its end', () => {
    const { metrics, callMetrics } = figures(turns, 'end');
    expect(metrics.talkTime).toEqual({
      agent: { millis: 2_000, percent: 6.7 },
      customer: { millis: 4_500, percent: 15 },
    });
    expect(metrics.nonTalkTime?.instances).toEqual([
      { beginMs: 0, endMs: 6_000 },
      { beginMs: 12_000, endMs: 29_500 },
    ]);
    expect(callMetrics).toMatchObject({ agentTalkTime: 7, customerTalkTime: 15, holdTime: 78 });
  });

  it('speech lies after stamps that mark its start', () => {
    const { talkTime } = figures(turns, 'start').metrics;
    expect(talkTime.agent.millis).toBe(2_000 + 10_000);
    expect(talkTime.customer.millis).toBe(2_000);
  });

  it('a chat has no talk time, but shares of the words', () => {
    const { metrics, callMetrics } = figures(turns, 'sent');
    expect(metrics).toMatchObject({
      basis: 'estimated',
      totalConversationDurationMillis: 30_000,
      talkTime: { agent: { millis: null, percent: 73.2 }, customer: { millis: null, percent: 26.8 } },
      nonTalkTime: null,
      interruptions: null,
      agentResponseLatency: { medianMs: 2_000, p90Ms: 2_000, maxMs: 2_000, count: 1 },
    });
    expect(callMetrics).toEqual({
      duration: '00:30',
      agentTalkTime: 73,
      customerTalkTime: 27,
      holdTime: null,
    });
  });

  it('a chat ignores begin and end times of turns', () => {
    const { metrics } = figures([heard('customer', 0, 5), heard('agent', 7, 9)], 'sent');
    expect(metrics).toMatchObject({
      basis: 'estimated',
      totalConversationDurationMillis: 7_000,
      nonTalkTime: null,
    });
  });

  it('latency ignores pairs of turns out of order', () => {
    const { agentResponseLatency } = figures([
      stamped('customer', 10),
      stamped('agent', 4),
      stamped('customer', 20),
      stamped('agent', 23),
    ]).metrics;
    expect(agentResponseLatency).toMatchObject({ maxMs: 3_000, count: 1 });
  });

  it('absolute stamps win over relative ones', () => {
    const at = (speaker: string, timestamp: string) => ({ speaker, transcript: 'hello', timestamp });
    const { metrics } = figures([
      at('agent', '2026-03-03T10:00:00Z'),
      stamped('customer', 500),
      stamped('agent', 900),
      at('customer', '2026-03-03T10:01:00Z'),
    ]);
    expect(metrics.totalConversationDurationMillis).toBe(60_000);
  });

  it('without end times, begin times count as starts', () => {
    const { metrics } = figures([
      heard('customer', 0, 2),
      { speaker: 'agent', transcript: 'Yes.', begin_ms: 4_000 },
    ]);
    expect(metrics.basis).toBe('estimated');
    expect(metrics.talkTime.customer.millis).toBe(1_200);
    expect(metrics.agentResponseLatency?.medianMs).toBe(4_000);
  });

  it('a turn without a stamp is not a silence', () => {
    const { metrics } = figures([
      stamped('customer', 0, words(10)),
      { speaker: 'agent', transcript: words(10) },
      stamped('customer', 8, words(10)),
    ]);
    expect(metrics.talkTime).toMatchObject({ agent: { millis: 4_000 }, customer: { millis: 4_000 } });
    expect(metrics.nonTalkTime?.count).toBe(0);
    expect(metrics.completeness.turnsWithoutTime).toBe(1);
  });

  it('an estimated call tells after how many minutes a turn was stamped', () => {
    const call = callOf([
      stamped('customer', 30),
      stamped('agent', 200),
      { speaker: 'customer', transcript: 'Bye' },
    ]);
    expect(resolutionMinutes(call, { window_number: 1, turn: 1 })).toBe(3);
    expect(resolutionMinutes(call, { window_number: 1, turn: 2 })).toBeNull();
  });
});

describe('a call without times', () => {
  const turns = [
    { speaker: 'agent', transcript: 'Good day — how can I help?' },
    { speaker: 'customer', transcript: '[PII] här, 12 …' },
  ];

  it('a call without times has shares of the words, and null for figures that need times', () => {
    const { metrics, callMetrics } = figures(turns);
    expect(metrics).toMatchObject({
      basis: 'words',
      totalConversationDurationMillis: null,
      talkTime: { agent: { millis: null, percent: 66.7 }, customer: { millis: null, percent: 33.3 } },
      nonTalkTime: null,
      interruptions: null,
      talkSpeed: { agent: null, customer: null },
      agentResponseLatency: null,
    });
    expect(callMetrics).toEqual({ duration: null, agentTalkTime: 67, customerTalkTime: 33, holdTime: null });
    expect(resolutionMinutes(callOf(turns), { window_number: 1, turn: 0 })).toBeNull();
  });

  it('a call with a single stamp counts as one without times', () => {
    expect(figures([...turns, stamped('agent', 5)]).metrics.basis).toBe('words');
  });

  it('a call without words has no shares', () => {
    const silence = { duration: null, agentTalkTime: null, customerTalkTime: null, holdTime: null };
    expect(figures([]).callMetrics).toEqual(silence);
    expect(figures([{ speaker: 'agent', transcript: '…' }]).callMetrics).toEqual(silence);
  });
});

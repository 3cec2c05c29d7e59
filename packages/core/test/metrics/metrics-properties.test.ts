import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallAnalytics, Metrics } from '../../src/analytics/analytics.ts';
import type { RecordedTurn } from '../../src/call/call.ts';
import { decodeCall } from '../../src/call/decode-call.ts';
import { measureCall } from '../../src/metrics/metrics.ts';

const marks = fc.constantFrom('end', 'start', 'sent');
const speaker = fc.constantFrom('agent', 'customer', 'other');
const transcript = fc.constantFrom('Mhm.', '…', 'one', 'one two three', 'word '.repeat(40), '[PII] 12');
const EPOCH = Date.UTC(2026, 2, 3, 10);

const measuredTurn = fc
  .record({ speaker, transcript, begin: fc.nat(600_000), length: fc.nat(30_000) })
  .map(({ begin, length, ...turn }) => ({ ...turn, begin_ms: begin, end_ms: begin + length }));
const absoluteTurn = fc.record({ speaker, transcript, seconds: fc.nat(4_000) });
const anyTurn: fc.Arbitrary<RecordedTurn> = fc.record(
  {
    speaker,
    transcript,
    timestamp: fc.oneof(
      fc.nat(10_000),
      fc.double({ min: 0, max: 20_000, noNaN: true }),
      fc.nat(100_000).map((seconds) => new Date(EPOCH + seconds * 1000).toISOString()),
      fc.constantFrom('01:42', 'never', ''),
    ),
    begin_ms: fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 1e12, noNaN: true })),
    end_ms: fc.nat(200_000),
  },
  { requiredKeys: ['speaker', 'transcript'] },
);
const turnsOf = <T>(turn: fc.Arbitrary<T>) => fc.array(turn, { maxLength: 30 });

const callOf = (turns: RecordedTurn[], timestampMarks = 'end') =>
  decodeCall('c-1', [{ call_id: 'c-1', window_number: 1, turns, timestamp_marks: timestampMarks }]);

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('the figures of any call', () => {
  it('the figures of any call fit their schemas, and all numbers are finite and not negative', () => {
    fc.assert(
      fc.property(turnsOf(anyTurn), marks, (turns, timestampMarks) => {
        const figures = measureCall(callOf(turns, timestampMarks));
        expect(Metrics.safeParse(figures.metrics).error).toBeUndefined();
        expect(CallAnalytics.shape.callMetrics.safeParse(figures.callMetrics).error).toBeUndefined();
        for (const value of numbersIn(figures)) expect(Number.isFinite(value) && value >= 0).toBe(true);
        expect(figures.callMetrics.duration ?? '00:00').toMatch(/^\d{2,}:[0-5]\d$/);
      }),
      {
        numRuns: 1000,
        // Turns without words and stamps, between equal stamps.
        examples: [
          [
            [
              { speaker: 'agent', transcript: 'Mhm.', timestamp: 0 },
              { speaker: 'agent', transcript: '…' },
              { speaker: 'agent', transcript: '…', timestamp: 0 },
            ],
            'end',
          ],
        ],
      },
    );
  });

  it('the shares of any call add up to 100, or are absent', () => {
    fc.assert(
      fc.property(turnsOf(fc.oneof(anyTurn, measuredTurn)), marks, (turns, timestampMarks) => {
        const { agentTalkTime, customerTalkTime, holdTime } = measureCall(
          callOf(turns, timestampMarks),
        ).callMetrics;
        if (agentTalkTime === null) expect([customerTalkTime, holdTime]).toEqual([null, null]);
        else expect(agentTalkTime + (customerTalkTime ?? 0) + (holdTime ?? 0)).toBe(100);
      }),
    );
  });
});

describe('the figures of a measured call', () => {
  it('the figures of a measured call stay within the conversation', () => {
    fc.assert(
      fc.property(fc.array(measuredTurn, { minLength: 1, maxLength: 30 }), (turns) => {
        const { metrics } = measureCall(
          callOf([{ speaker: 'agent', transcript: 'Hi', begin_ms: 0, end_ms: 1 }, ...turns]),
        );
        const duration = metrics.totalConversationDurationMillis ?? -1;
        expect(metrics.basis).toBe('measured');
        expect(metrics.nonTalkTime?.millis).toBeLessThanOrEqual(duration);
        for (const { beginMs, endMs } of metrics.nonTalkTime?.instances ?? []) {
          expect(endMs - beginMs).toBeGreaterThanOrEqual(3_000);
          expect(endMs).toBeLessThanOrEqual(duration);
        }
        expect(metrics.talkTime.agent.percent).toBeLessThanOrEqual(100);
        expect(metrics.interruptions?.count).toBe(
          (metrics.interruptions?.byAgent ?? 0) + (metrics.interruptions?.byCustomer ?? 0),
        );
      }),
    );
  });

  it('the figures of a measured call swap with the sides', () => {
    fc.assert(
      fc.property(turnsOf(measuredTurn), (turns) => {
        const swapped = turns.map((turn) => ({
          ...turn,
          speaker: turn.speaker === 'agent' ? 'customer' : turn.speaker === 'customer' ? 'agent' : 'other',
        }));
        const [left, right] = [measureCall(callOf(turns)).metrics, measureCall(callOf(swapped)).metrics];
        expect(right.talkTime).toEqual({ agent: left.talkTime.customer, customer: left.talkTime.agent });
        expect(right.talkSpeed).toEqual({ agent: left.talkSpeed.customer, customer: left.talkSpeed.agent });
        expect(right.nonTalkTime).toEqual(left.nonTalkTime);
        expect(right.interruptions?.byAgent).toBe(left.interruptions?.byCustomer);
      }),
    );
  });
});

describe('the figures of an estimated call', () => {
  const stampedFrom = (epoch: number, turns: { speaker: string; transcript: string; seconds: number }[]) =>
    turns.map(({ seconds, ...turn }) => ({
      ...turn,
      timestamp: new Date(epoch + seconds * 1000).toISOString(),
    }));

  it('the figures of an estimated call do not depend on its date', () => {
    fc.assert(
      fc.property(turnsOf(absoluteTurn), marks, fc.nat(4e9), (turns, timestampMarks, later) => {
        const now = measureCall(callOf(stampedFrom(EPOCH, turns), timestampMarks));
        expect(measureCall(callOf(stampedFrom(EPOCH + later, turns), timestampMarks))).toEqual(now);
      }),
    );
  });

  it('in an estimated call both sides never talk longer than the conversation', () => {
    fc.assert(
      fc.property(turnsOf(absoluteTurn), fc.constantFrom('end', 'start'), (turns, timestampMarks) => {
        const { metrics } = measureCall(callOf(stampedFrom(EPOCH, turns), timestampMarks));
        const talked = (metrics.talkTime.agent.millis ?? 0) + (metrics.talkTime.customer.millis ?? 0);
        // The two figures are rounded separately.
        expect(talked).toBeLessThanOrEqual((metrics.totalConversationDurationMillis ?? 0) + 1);
      }),
    );
  });
});

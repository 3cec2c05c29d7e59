import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import type { CallWindow } from '../../src/index.ts';
import { windowOf } from '../support/story.ts';

const say = (transcript: string, timestamp?: string | number, speaker = 'agent') => ({
  speaker,
  transcript,
  ...(timestamp !== undefined && { timestamp }),
});

describe('decoding a call', () => {
  it('decodeCall joins windows in order of their numbers, and keeps the address of each turn', () => {
    const call = decodeCall('c', [
      windowOf('c', 10, [say('third')]),
      windowOf('c', 2, [say('second')]),
      windowOf('c', 1, [say('zeroth'), say('first')]),
    ]);
    expect(call.turns.map((turn) => [turn.windowNumber, turn.index, turn.text])).toEqual([
      [1, 0, 'zeroth'],
      [1, 1, 'first'],
      [2, 0, 'second'],
      [10, 0, 'third'],
    ]);
    expect(call.lastWindow).toBe(10);
  });

  it.each([
    ['agent', 'agent'],
    ['Customer Support', 'agent'],
    ['CUSTOMER_SUPPORT', 'agent'],
    [' Customer ', 'customer'],
    ['client', 'customer'],
    ['caller', 'customer'],
    ['user', 'customer'],
    ['supervisor', 'other'],
    ['', 'other'],
    ['constructor', 'other'],
  ])('decodeCall reads the speaker label %j as %s', (label, speaker) => {
    expect(decodeCall('c', [windowOf('c', 1, [say('hello', undefined, label)])]).turns[0]?.speaker).toBe(
      speaker,
    );
  });

  it.each([
    ['2026-11-02T10:00:00Z', Date.UTC(2026, 10, 2, 10), null],
    ['2026-11-02T10:00:00.123456+00:00', Date.UTC(2026, 10, 2, 10, 0, 0, 123), null],
    ['2026-11-02T11:00:00+0100', Date.UTC(2026, 10, 2, 10), null],
    ['2026-11-02 10:00', Date.UTC(2026, 10, 2, 10), null],
    [Date.UTC(2026, 10, 2, 10), Date.UTC(2026, 10, 2, 10), null],
    ['01:42', null, 102_000],
    ['01:02:03', null, 3_723_000],
    [7.5, null, 7_500],
    ['7.5', null, 7_500],
    ['yesterday', null, null],
    ['2026-13-45T10:00:00Z', null, null],
    [-3, null, null],
  ])('decodeCall reads the time stamp %j', (timestamp, at, offsetMs) => {
    expect(decodeCall('c', [windowOf('c', 1, [say('hello', timestamp)])]).turns[0]).toMatchObject({
      at,
      offsetMs,
    });
  });

  it.each([
    [{ begin_ms: 100, end_ms: 200 }, 100, 200],
    [{ begin_ms: 200, end_ms: 100 }, 200, null],
    [{ begin_ms: -1, end_ms: 1e308 }, null, null],
    [{ begin_ms: '100' }, null, null],
  ])('decodeCall reads the offsets %j', (offsets, beginMs, endMs) => {
    const [turn] = decodeCall('c', [windowOf('c', 1, [{ ...say('hello'), ...offsets }])]).turns;
    expect(turn).toMatchObject({ beginMs, endMs });
  });

  it('decodeCall reads native lists and JSON strings', () => {
    const call = decodeCall('c', [
      {
        call_id: 'c',
        window_number: 1,
        turns: [say('hello')],
        aiTips: [{ tag: 'Info', content: 'tip' }],
        activityFeed: [{ name: 'lookup', input: { id: 1 }, status: 'success' }],
      },
    ]);
    expect(call.turns).toHaveLength(1);
    expect(call.tips).toEqual([{ tag: 'Info', content: 'tip', windowNumber: 1 }]);
    expect(call.activities).toEqual([
      { windowNumber: 1, index: 0, name: 'lookup', input: '{"id":1}', output: '', succeeded: true },
    ]);
  });

  it('decodeCall reports unreadable windows and reads the others', () => {
    const call = decodeCall('c', [
      windowOf('c', 1, [say('hello')]),
      windowOf('c', 2, [], { turns: '[{"speaker":"agent","transc' }),
      windowOf('c', 3, [], { turns: JSON.stringify([say('still here'), { speaker: 'agent' }, 7]) }),
      windowOf('c', 4, [say('bye')], { activityFeed: 'oops' }),
    ]);
    expect(call.turns.map((turn) => turn.text)).toEqual(['hello', 'still here', 'bye']);
    expect(call.completeness).toMatchObject({
      windows: 4,
      unreadableWindows: [2, 3, 4],
      unreadableWindowCount: 3,
    });
  });

  it('decodeCall reports missing windows as ranges', () => {
    const gaps = (...numbers: number[]) =>
      decodeCall(
        'c',
        numbers.map((number) => windowOf('c', number, [])),
      ).completeness;
    expect(gaps(1, 2, 4)).toMatchObject({ missingWindows: [[3, 3]], missingWindowCount: 1 });
    expect(gaps(0, 1, 2)).toMatchObject({ missingWindows: [], missingWindowCount: 0 });
    expect(gaps(1, 1_000_000)).toMatchObject({ missingWindows: [[2, 999_999]], missingWindowCount: 999_998 });
    expect(gaps(...Array.from({ length: 500 }, (_, i) => 2 * i)).missingWindows).toHaveLength(100);
  });

  it('decodeCall omits and counts a turn that repeats an earlier one with its time, and keeps one without a time', () => {
    const call = decodeCall('c', [
      windowOf('c', 1, [say('yes', '00:05'), say('no')]),
      windowOf('c', 2, [say('yes', '00:05'), say('yes', '00:09'), say('no')]),
    ]);
    expect(call.turns).toHaveLength(4);
    expect(call.completeness).toMatchObject({ duplicateTurns: 1, turnsWithoutTime: 2 });
  });

  it('decodeCall counts turns with a time before that of the preceding turn', () => {
    const call = decodeCall('c', [
      windowOf('c', 1, [say('a', '00:10'), say('b', '00:05'), say('c', '00:06')]),
    ]);
    expect(call.completeness.outOfOrderTurns).toBe(1);
  });

  it('decodeCall takes the end of a call from its turns, else from its windows, else null', () => {
    const ended = (timestamp: string | undefined, created_at: string | undefined) =>
      decodeCall('c', [{ ...windowOf('c', 1, [say('hello', timestamp)]), created_at }]).endedAt;
    expect(ended('2026-11-02T10:00:00Z', '2026-11-02T10:05:00Z')).toBe(Date.UTC(2026, 10, 2, 10));
    expect(ended('2026-11-02T12:00:00Z', '2026-11-02T10:05:00Z')).toBe(Date.UTC(2026, 10, 2, 10, 5));
    expect(ended('00:10', '2026-11-02T10:05:00Z')).toBe(Date.UTC(2026, 10, 2, 10, 5));
    expect(ended('00:10', undefined)).toBeNull();
  });

  it('decodeCall never throws, for any content of the table', () => {
    const column = fc.oneof(fc.jsonValue(), fc.json(), fc.string(), fc.constant(undefined));
    const window = fc.record({
      call_id: fc.constant('c'),
      window_number: fc.nat(1_000_000),
      turns: column,
      aiTips: column,
      activityFeed: column,
      created_at: fc.option(fc.string(), { nil: undefined }),
      timestamp_marks: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(window, { maxLength: 5 }), (windows) => {
        const call = decodeCall('c', windows as CallWindow[]);
        expect(call.completeness.windows).toBe(windows.length);
      }),
      { numRuns: 500 },
    );
  });
});

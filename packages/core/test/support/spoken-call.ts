import type { Call, Speaker } from '../../src/call/call.ts';

/** A call of one window with these lines and without times. */
export function spokenCall(lines: readonly [Speaker, string][], rest: Partial<Call> = {}): Call {
  return {
    callId: 'call-1',
    turns: lines.map(([speaker, text], index) => ({
      windowNumber: 1,
      index,
      speaker,
      text,
      at: null,
      offsetMs: null,
      beginMs: null,
      endMs: null,
    })),
    tips: [],
    activities: [],
    agentId: null,
    timestampMarks: 'end',
    lastWindow: 1,
    endedAt: null,
    completeness: {
      windows: 1,
      missingWindows: [],
      missingWindowCount: 0,
      duplicateTurns: 0,
      unreadableWindows: [],
      unreadableWindowCount: 0,
      turnsWithoutTime: lines.length,
      outOfOrderTurns: 0,
      partials: 0,
      repeats: 0,
      carriedOver: 0,
      noiseTurns: 0,
    },
    ...rest,
  };
}

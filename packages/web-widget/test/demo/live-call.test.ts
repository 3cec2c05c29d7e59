import { describe, expect, it } from 'vitest';
import { LiveCall, type RecordedWindow } from '../../demo/live-call.ts';
import type { Cue } from '../../demo/screenplay.ts';

const turn = (text: string): Cue => ({ kind: 'turn', speaker: 'agent', text });
const tool: Cue = { kind: 'tool', name: 'refund', output: 'done' };
const silent = { turn() {}, tool() {}, recorded() {}, failed() {}, next() {} };

async function recordedOf(cues: Cue[]): Promise<RecordedWindow[]> {
  const windows: RecordedWindow[] = [];
  const call = new LiveCall(cues, 0, async (window) => windows.push(structuredClone(window)), silent);
  call.sayAll();
  await call.end();
  return windows;
}

describe('a call of the demo', () => {
  it('a call of the demo is recorded without a window without a turn, and with every tool call', async () => {
    for (const turns of [5, 6, 7, 12]) {
      const windows = await recordedOf([
        ...Array.from({ length: turns }, (_, n) => turn(`Turn ${n}.`)),
        tool,
      ]);
      expect(windows.map((window) => window.turns.length)).not.toContain(0);
      expect(windows.flatMap((window) => window.turns)).toHaveLength(turns);
      expect(windows.at(-1)?.activityFeed).toHaveLength(1);
    }
  });
});

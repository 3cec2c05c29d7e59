import { decodeCall } from '../../../src/call/decode-call.ts';
import { checkFindings } from '../../../src/evidence/gate.ts';
import { plainJudgement, windowOf } from '../../support/story.ts';

/** A turn of a call, and its time where one is recorded. */
export type Line = [speaker: 'agent' | 'customer', transcript: string, timestamp?: string];

/** What the gate makes of one promise of the agent, made in a turn of a call that ends on Wednesday 25 November, 15:00 UTC. */
export function promise(
  lines: Line[],
  { turn, due, quote }: { turn: number; due: string | null; quote?: string },
  { timeZone = 'UTC', callZone }: { timeZone?: string; callZone?: string } = {},
) {
  const turns = lines.map(([speaker, transcript, timestamp]) => ({
    speaker,
    transcript,
    ...(timestamp !== undefined && { timestamp }),
  }));
  const call = {
    ...decodeCall('c', [windowOf('c', 1, turns, { created_at: '2026-11-25T15:00:00Z' })]),
    timeZone: callZone,
  };
  const words = quote ?? lines[turn]?.[1] ?? '';
  const commitments = [
    {
      text: words,
      owner: 'agent' as const,
      due,
      evidence: [{ window_number: 1, turn, speaker: 'agent' as const, quote: words }],
    },
  ];
  const { commitments: kept } = checkFindings(
    plainJudgement({ commitments }),
    call,
    [],
    call.endedAt,
    timeZone,
  );
  const [made] = kept;
  if (made === undefined) throw new Error('the promise was refused');
  return {
    due: [made.dueAt, made.dueTime],
    evidence: made.evidence.map((item) => ('quote' in item ? [item.speaker, item.quote] : [])),
  };
}

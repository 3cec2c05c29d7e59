import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { checkFindings } from '../../src/evidence/gate.ts';
import { leastOwnTime } from '../support/own-time.ts';
import { plainJudgement, windowOf } from '../support/story.ts';
import { THOROUGH } from '../support/thorough.ts';

const SMALL = THOROUGH ? 40_000 : 10_000;
const TIMES = 4;
// A factor of three for each doubling: two is linear, four is quadratic.
const MOST = 9;
const LEAST_MS = 20;
const LONGEST_MS = 2_000;

const SHAPES = [
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  ' ',
  '\t',
  '.',
  '. ',
  '? ',
  '"',
  "'",
  ', ',
  ': ',
  '- ',
  '[',
  '{"',
  '["',
  '7',
  '7 ',
  '1,111 ',
  '1.1',
  'a',
  'a ',
  'A',
  'A ',
  'ж',
  '漢',
  '\u200b',
  '$',
  'one hundred ',
  'Monday ',
  "I'll ",
  "I can't ",
  'you say ',
  'you want me to say ',
  'if only ',
  'but ',
  'so ',
  "I'd love to say ",
  'that is not ',
  '$5 ',
  'note: ',
  'refund ',
];

describe('the growth of the time of the gate', () => {
  it.each(SHAPES.map((unit) => [JSON.stringify(unit), unit]))(
    'the time of the gate grows no faster than a call of %s',
    { retry: 2 },
    (_, unit) => {
      const [little, much] = [SMALL, SMALL * TIMES].map((size) =>
        timeOf(unit.repeat(Math.ceil(size / unit.length))),
      );
      expect(much).toBeLessThan(Math.max(LEAST_MS, little ?? 0) * MOST);
      expect(much).toBeLessThan(LONGEST_MS);
    },
  );
});

// A turn and a tool call of that shape, with as many findings as an analyst may give.
function timeOf(text: string): number {
  const quote = "I'll refund you";
  const reason = JSON.stringify({ reason: text, amount: text.slice(0, 50), at: [text] });
  const turns = [
    { speaker: 'customer', transcript: 'I want my money back.' },
    { speaker: 'agent', transcript: `${text}${quote} ${text}` },
  ];
  const tool = { name: 'issue_refund', status: 'success' };
  const activityFeed = [
    { ...tool, input: text, output: text },
    { ...tool, input: reason, output: reason },
  ];
  const aiTips = [{ tag: 'Info', content: text }];
  const evidence = [
    { window_number: 1, turn: 1, speaker: 'agent' as const, quote },
    { window_number: 1, activity: 1, name: 'issue_refund' },
  ];
  const many = <Entry>(count: number, entry: Entry) => Array.from({ length: count }, () => entry);
  const finding = { text: "I'll refund you", evidence };
  const judgement = plainJudgement({
    about: [finding],
    keyInsights: many(3, finding),
    actionItems: many(3, finding),
    deliverables: many(3, finding),
    improvementAreas: many(3, finding),
    commitments: many(20, { ...finding, owner: 'agent', due: 'by Friday' }),
    closings: many(50, { commitment_id: 'p', status: 'kept', evidence }),
  });
  const open = [{ id: 'p', text: 'Refund twenty pounds', owner: 'agent' as const, dueAt: null }];
  return leastOwnTime(() => {
    const call = decodeCall('c', [
      windowOf('c', 1, turns, { activityFeed: JSON.stringify(activityFeed), aiTips: JSON.stringify(aiTips) }),
    ]);
    checkFindings(judgement, call, open, Date.UTC(2026, 10, 2), 'UTC', { worded: true });
  }, 1);
}

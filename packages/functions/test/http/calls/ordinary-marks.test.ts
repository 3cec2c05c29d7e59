import type { CallAnalytics } from '@live-assist/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realApp, said } from '../../support/real-calls.ts';

const CALL = [
  'agent: Thanks for calling, how can I help?',
  "customer: My order from last week never came, and I'm really unhappy about it.",
  "agent: I'm sorry about that. I've refunded the delivery fee of 5 pounds.",
  "customer: Thank you. I'll send you the receipt tomorrow.",
  "agent: I'll email you the refund form by Friday. Our engineer will call you on Monday.",
  'customer: Great, that solves it, thank you.',
];

const analyse = (lines: readonly string[]) => realApp().analyse([{ turns: said(...lines) }]);

/** What a reader takes from an analysis; quotes as they read without the marks of words that were not understood. */
function meaningOf(row: CallAnalytics) {
  const { sentiment, satisfaction, callMetrics, issueResolution, keyInsights, actionItems, tags, memory } =
    row;
  const commitments = row.commitments.map(({ text, owner, dueAt, dueTime, evidence }) => ({
    ...{ text, owner, dueAt, dueTime },
    quotes: evidence.map((item) => ('quote' in item ? item.quote.replace(/ ?\[inaudible\]/g, '') : item)),
  }));
  const metrics = { ...row.metrics, completeness: null };
  const said = { commitments, keyInsights, actionItems, tags, memory, summary: row.summary };
  return { sentiment, satisfaction, callMetrics, issueResolution, metrics, ...said };
}

const INVISIBLE = [
  '\u00ad',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u200f',
  '\u2060',
  '\u2069',
  '\ufeff',
  '\u061c',
];
const SOUNDS = ['<noise>', '[laughter]', '(coughs)', '[Music]', '*sighs*', '[cough]', '♪'];
const EMBEDDED = ['\u202a', '\u202b', '\u202c', '\u2066', '\u2067', '\u2068'];

/** A way to write the same words. */
type Way = (words: string, at: number) => string;
const between =
  (mark: string): Way =>
  (words, at) => {
    const gaps = [...words.matchAll(/ /g)].map(({ index }) => index);
    const gap = gaps[at % gaps.length] ?? words.length;
    return `${words.slice(0, gap)} ${mark}${words.slice(gap)}`;
  };
const anywhere =
  (mark: string): Way =>
  (words, at) => {
    const place = at % (words.length + 1);
    return words.slice(0, place) + mark + words.slice(place);
  };
const ways: fc.Arbitrary<Way> = fc.oneof(
  fc.constantFrom(...INVISIBLE, ...EMBEDDED).map(anywhere),
  fc.constantFrom(...SOUNDS).map(between),
  fc.constantFrom<Way>(
    (words) => words.replaceAll("'", '\u2019'),
    (words) => words.replaceAll("'", '&#39;'),
    (words) => words.replaceAll(' ', '\u00a0'),
    (words) => words.replaceAll(' ', '\u2009'),
    (words) => `<p>${words}</p>`,
    (words) => `${words}<br/>`,
    (words) => words.normalize('NFD'),
    (words) => `\u200f${words}\u200e`,
  ),
);

describe('the words of a call', () => {
  it('mean the same with marks that ordinary transcripts have', async () => {
    const plain = meaningOf(await analyse(CALL));
    expect(plain.commitments).toHaveLength(3);
    expect(plain.memory.deliverables).toHaveLength(1);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(ways, fc.nat(CALL.length - 1), fc.nat(200)), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const lines = [...CALL];
          for (const [way, line, at] of changes) {
            const [speaker = '', ...words] = (lines[line] ?? '').split(': ');
            lines[line] = `${speaker}: ${way(words.join(': '), at)}`;
          }
          expect(meaningOf(await analyse(lines))).toEqual(plain);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    [
      "agent: I'll email you the refund form by Friday [inaudible].",
      "I'll email you the refund form by Friday",
    ],
    [
      "agent: [inaudible] I'll email you the refund form by Friday.",
      "I'll email you the refund form by Friday",
    ],
    [
      "agent: I'll email you the refund form 👩\u200d💻 by Friday.",
      "I'll email you the refund form 👩\u200d💻 by Friday",
    ],
    [
      "agent: I'll email you the form at https://www.example.com/forms/7?a=b by Friday.",
      "I'll email you the form at [LINK] by Friday",
    ],
    [
      "agent: Ich sage می\u200cخواهم. I'll email you the form by Friday.",
      "I'll email you the form by Friday",
    ],
  ])('hold the promise: %s', async (line, text) => {
    const row = await analyse([...CALL.slice(0, 2), line, 'customer: Thank you.']);
    expect(row.commitments).toMatchObject([{ text, dueAt: '2026-11-27' }]);
    expect(row.summary).toContain(`Promised: ${text}.`);
  });

  const DECEPTIVE = [
    '\u202e',
    '\u202d',
    'p\u0430ypal',
    '5\u09ea',
    '\u0440\u0430\u0443',
    '1\u041e0',
    'Am\u0430zon',
    '£5O',
  ];

  it('are never shown with what reorders them or passes for something else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DECEPTIVE),
        fc.nat(CALL.length - 1),
        fc.nat(200),
        async (sign, line, at) => {
          const lines = CALL.map((said, n) => {
            const [speaker = '', words = ''] = said.split(': ');
            return n === line ? `${speaker}: ${between(sign)(words, at)}` : said;
          });
          expect(JSON.stringify(await analyse(lines))).not.toContain(sign);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are counted in the summary as often as they were kept', async () => {
    const row = await analyse([
      ...CALL.slice(0, 2),
      "agent: I'll email you the \u202eform by Friday. Also, I'll call you on Monday.",
      'customer: Thank you.',
    ]);
    expect(row.commitments).toMatchObject([{ text: "I'll call you on Monday" }]);
    expect(row.summary).toContain("Promised: I'll call you on Monday.");
    expect(row.analysis.dropped).toBeGreaterThan(0);
  });
});

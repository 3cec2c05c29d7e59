import type { Call, OpenCommitment } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { growthPerDoubling, MOST_PER_DOUBLING } from '../../../../core/test/support/growth.ts';
import { tidy } from '../../../src/adapters/local-analyst/reading.ts';
import { analyse, callOf, judge, type SampleTool } from './local-analyst-calls.ts';

interface Sample {
  lines: string[];
  tools?: SampleTool[];
  open?: OpenCommitment[];
}

async function growth(sample: (size: number) => Sample, size: number): Promise<number> {
  // Made before it is measured: most of these lines are quickly read and slowly made.
  const samples = new Map<number, Sample & { call: Call }>();
  const sampleOf = (length: number) => {
    const known = samples.get(length) ?? made(sample(length));
    samples.set(length, known);
    return known;
  };
  const made = (one: Sample) => ({ ...one, call: callOf(one.lines, one.tools, '2026-03-10T10:00:00.000Z') });
  for (let length = size / 256; length <= size; length *= 4) sampleOf(Math.ceil(length));
  return growthPerDoubling((length) => judge(sampleOf(length).call, sampleOf(length).open), size);
}

const many = <Item>(count: number, make: (i: number) => Item) =>
  Array.from({ length: count }, (_, i) => make(i));
/** Enough for any length to be judged: the rules leave alone what is of no known language. */
const IN_ENGLISH =
  'agent: I can see that it is what you asked for, so we will do it with you here, and you can tell me if there is more that you would want from us, or if that is what it was for you.';
/** Sentences in three turns of the agent. */
const inTurns = (count: number, make: (i: number) => string) =>
  many(3, (turn) => `agent: ${many(Math.ceil(count / 3), (i) => make(turn * count + i)).join(' ')}`);

/** How the patterns of promises begin. */
const HALF_SAID = [
  'the service team is looking at it and',
  "your new card and the label you'll be able to",
  'as soon as I hear from the depot I',
  "I've asked a colleague from the office",
  'once you have it you can email',
];

describe('the time that a call takes grows no faster than the call', () => {
  it.each<[string, number, (size: number) => Sample]>([
    ['promises', 500, (n) => ({ lines: inTurns(n, () => "I'll email you the form.") })],
    [
      'promises that are carried out',
      250,
      (n) => ({ lines: inTurns(n, (i) => `I'll email you form ${i}. I've emailed you form ${i}.`) }),
    ],
    ['things done', 400, (n) => ({ lines: inTurns(n, (i) => `I have booked AB${i}CD now.`) })],
    [
      'things done that tools refused',
      200,
      (n) => ({
        lines: inTurns(n, (i) => `I have booked AB${i}CD now.`),
        tools: [
          { name: 'send_form', output: 'ok' },
          ...many(n, (i) => ({ name: `book_${i}`, output: 'error' })),
        ],
      }),
    ],
    // No full stop: each beginning of a promise is followed by another one.
    ...HALF_SAID.map((half): [string, number, (size: number) => Sample] => [
      `"${half}", again and again`,
      120,
      (n) => ({ lines: [IN_ENGLISH, ...many(3, () => `agent: ${`${half} `.repeat(n)}`)] }),
    ]),
    ['white space', 90, (n) => ({ lines: inTurns(12, () => `I will${' '.repeat(n)}x.`) })],
    ['one word', 1_250, (n) => ({ lines: [IN_ENGLISH, ...many(20, () => `customer: ${'a'.repeat(n)}`)] })],
  ])('%s', async (_, size, sample) => {
    expect(await growth(sample, size * 4)).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('the time of an analysis grows no faster than the call, with commas', async () => {
    const run = (size: number) => many(10, () => tidy(`x${' ,'.repeat(size)}y`));
    expect(await growthPerDoubling(run, 20_000)).toBeLessThan(MOST_PER_DOUBLING);
  });
});

describe('a call longer than any conversation', () => {
  const chat = many(
    4_000,
    (i) => `${i % 2 === 0 ? 'agent' : 'customer'}: That is quite a long story, I see.`,
  );

  it('a call longer than any conversation is read at both ends', async () => {
    const call = callOf([
      'customer: I need a copy of my contract.',
      "agent: I'll email you the form by Friday.",
      ...chat,
      "agent: I'll call you back tomorrow.",
      ...chat,
      "agent: I've reset your password.",
    ]);
    const { commitments, deliverables } = await judge(call);
    const { summary } = await analyse(call);
    expect(summary).toContain('The customer wanted a copy of their contract.');
    expect(commitments.map(({ text }) => text)).toEqual(["I'll email you the form by Friday"]);
    expect(deliverables.map(({ text }) => text)).toEqual(["I've reset your password"]);
  });

  it('a call longer than any conversation is read as a whole up to four hours', async () => {
    const call = callOf([
      ...chat.slice(0, 2_000),
      "agent: I'll call you back tomorrow.",
      ...chat.slice(0, 2_000),
    ]);
    expect((await judge(call)).commitments.map(({ text }) => text)).toEqual(["I'll call you back tomorrow"]);
  });
});

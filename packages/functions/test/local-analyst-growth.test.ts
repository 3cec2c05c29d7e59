import type { OpenCommitment } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { tidy } from '../src/adapters/local-analyst/reading.ts';
import { analyse, callOf, judge, type SampleTool } from './local-analyst-calls.ts';

// Time is compared with time: four times the input may take nine times as long, three for each doubling. What grows
// with the square takes sixteen times as long.
const TIMES = 4;
const MOST = 9;

async function fastest(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 4; run += 1) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return Math.min(...times);
}

interface Sample {
  lines: string[];
  tools?: SampleTool[];
  open?: OpenCommitment[];
}

async function growth(sample: (size: number) => Sample, size: number): Promise<number> {
  const timeOf = ({ lines, tools, open }: Sample) => {
    const call = callOf(lines, tools, '2026-03-10T10:00:00.000Z');
    return fastest(() => judge(call, open));
  };
  const little = await timeOf(sample(size));
  return (await timeOf(sample(size * TIMES))) / little;
}

const many = <Item>(count: number, make: (i: number) => Item) =>
  Array.from({ length: count }, (_, i) => make(i));
/** Sentences in three turns of the agent. */
const inTurns = (count: number, make: (i: number) => string) =>
  many(3, (turn) => `agent: ${many(Math.ceil(count / 3), (i) => make(turn * count + i)).join(' ')}`);

// A busy machine may disturb a measurement, but not three in a row.
const PATIENCE = { retry: 2 };

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
    ['white space', 90, (n) => ({ lines: inTurns(12, () => `I will${' '.repeat(n)}x.`) })],
    ['one word', 250, (n) => ({ lines: many(100, () => `customer: ${'a'.repeat(n)}`) })],
  ])('%s', PATIENCE, async (_, size, sample) => {
    expect(await growth(sample, size)).toBeLessThan(MOST);
  });

  it('commas', PATIENCE, async () => {
    const timeOf = (size: number) => {
      const passage = `x${' ,'.repeat(size)}y`;
      return fastest(() => many(10, () => tidy(passage)));
    };
    expect((await timeOf(5_000 * TIMES)) / (await timeOf(5_000))).toBeLessThan(MOST);
  });
});

describe('a call longer than any conversation', () => {
  const chat = many(
    4_000,
    (i) => `${i % 2 === 0 ? 'agent' : 'customer'}: That is quite a long story, I see.`,
  );

  it('is read at both ends', async () => {
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
    expect(summary).toContain('I need a copy of my contract');
    expect(commitments.map(({ text }) => text)).toEqual(["I'll email you the form by Friday"]);
    expect(deliverables.map(({ text }) => text)).toEqual(["I've reset your password"]);
  });

  it('is read as a whole up to four hours', async () => {
    const call = callOf([
      ...chat.slice(0, 2_000),
      "agent: I'll call you back tomorrow.",
      ...chat.slice(0, 2_000),
    ]);
    expect((await judge(call)).commitments.map(({ text }) => text)).toEqual(["I'll call you back tomorrow"]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Call } from '../src/call.ts';
import { redactCall } from '../src/redact.ts';
import { SHAPES } from './adversarial-shapes.ts';
import { growthPerDoubling, MOST_PER_DOUBLING } from './growth.ts';

const SIZE = 20_000;
const growth = (run: (size: number) => unknown) => growthPerDoubling(run, SIZE);

describe('the time that a redaction takes grows no faster than the text', () => {
  it.each(SHAPES)('of $name', async ({ text }) => {
    expect(await growth((size) => redactCall(callOf(text(size))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it.each([
    ['numbers in sentences of their own words', '4821 is it '],
    ['answers without an end', '1 it '],
    ['passwords', 'password is x1 '],
    ['at signs of URLs', '%40'],
  ])('of %s', async (_, unit) => {
    const run = (size: number) => redactCall(callOf(unit.repeat(Math.ceil(size / unit.length))));
    expect(await growth(run)).toBeLessThan(MOST_PER_DOUBLING);
  });

  it.each([
    ['local part', (size: number) => `${'a.'.repeat(size / 2)}@`],
    ['domain', (size: number) => `a@${'b.'.repeat(size / 2)}`],
    ['gap', (size: number) => `PIN${' '.repeat(size)}4821x`],
  ])('of one long %s', async (_, text) => {
    expect(await growth((size) => redactCall(callOf(text(size))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('of a JSON text with many values under one long key', async () => {
    const input = (size: number) => JSON.stringify({ ['a_'.repeat(size)]: Array(size).fill(1234567) });
    expect(await growth((size) => redactCall(callWith(input(Math.ceil(size / 4)))))).toBeLessThan(
      MOST_PER_DOUBLING,
    );
  });

  it('of a JSON value whose key wants a number of some length', async () => {
    const input = (size: number) => JSON.stringify({ phone: '1   '.repeat(size), card: '1   '.repeat(size) });
    expect(await growth((size) => redactCall(callWith(input(Math.ceil(size / 16)))))).toBeLessThan(
      MOST_PER_DOUBLING,
    );
  });
});

/** A call in which the text is an answer to a question, and may hold a secret that was told before. */
function callOf(text: string): Call {
  return {
    ...callWith(''),
    turns: ['My password is Tiger-77. What is your password, and your PIN?', `x${text}y`].map(
      (said, index) => ({
        windowNumber: 1,
        index,
        speaker: index === 0 ? 'agent' : 'customer',
        text: said,
        at: null,
        offsetMs: null,
        beginMs: null,
        endMs: null,
      }),
    ),
  };
}

function callWith(input: string): Call {
  return {
    callId: 'call-1',
    turns: [],
    tips: [],
    activities: [{ windowNumber: 1, index: 0, name: 'tool', input, output: '', succeeded: true }],
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
      turnsWithoutTime: 0,
      outOfOrderTurns: 0,
    },
  };
}

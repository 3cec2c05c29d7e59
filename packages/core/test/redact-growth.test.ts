import { describe, expect, it } from 'vitest';
import type { Call } from '../src/call.ts';
import { redact, redactCall } from '../src/redact.ts';

const SMALL = 4_000;
const TIMES = 4;
// Twice the text may take twice the time; three times leaves room for a busy machine, four is quadratic.
const MOST_PER_DOUBLING = 3;

describe('the time that a redaction takes grows no faster than the text', () => {
  it.each([
    ['digits', '7'],
    ['spaces', ' '],
    ['line breaks', '\n'],
    ['dots', '.'],
    ['commas', ','],
    ['colons', ':'],
    ['question marks', '?'],
    ['exclamation marks', '!'],
    ['at signs', '@'],
    ['at signs of URLs', '%40'],
    ['dashes', '-'],
    ['slashes', '/'],
    ['underscores', '_'],
    ['equals signs', '='],
    ['plus signs', '+'],
    ['quotes', '"'],
    ['apostrophes', "'"],
    ['curly quotes', '”'],
    ['brackets', '([{'],
    ['closing brackets', ')'],
    ['letters', 'a'],
    ['letters of another script', '漢'],
    ['digits of another script', '৪'],
    ['zero-width characters', '\u200b'],
    ['combining marks', '\u0301'],
    ['spoken digits', 'one '],
    ['spoken repetitions', 'double '],
    ['single digits', '1 '],
    ['digits and commas', '1,111'],
    ['digits and slashes', '1/'],
    ['digits and dots', '1.'],
    ['digits and letters', '1a'],
    ['numbers in sentences of their own words', '4821 is it '],
    ['answers without an end', '1 it '],
    ['password cues', 'password '],
    ['passwords', 'password is x1 '],
    ['cues', 'the code is '],
    ['spoken addresses', 'a at b dot '],
    ['addresses without an end', 'a@b.'],
    ['halves of an IBAN', 'GB82 WEST '],
    ['tokens', '[CARD]'],
  ])('of %s', (_, unit) => {
    expect(growth((size) => redactCall(callOf(unit.repeat(size / unit.length))))).toBeLessThan(
      MOST_PER_DOUBLING,
    );
  });

  it('of a JSON text with many values under one long key', () => {
    const input = (size: number) => JSON.stringify({ ['a_'.repeat(size)]: Array(size).fill(1234567) });
    expect(growth((size) => redactCall(callWith(input(size / 4))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('of a JSON value whose key wants a number of some length', () => {
    const input = (size: number) => JSON.stringify({ phone: '1   '.repeat(size), card: '1   '.repeat(size) });
    expect(growth((size) => redactCall(callWith(input(size / 16))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('of addresses that end in no domain', () => {
    expect(growth((size) => redact('%40'.repeat(2 * size)))).toBeLessThan(MOST_PER_DOUBLING);
  });
});

/** How the time grows when the input doubles: the fastest of a few runs each, for other work only adds to it. */
function growth(run: (size: number) => unknown): number {
  run(SMALL);
  let least = Infinity;
  for (let attempt = 0; attempt < 3 && least >= MOST_PER_DOUBLING; attempt++) {
    const small = Math.min(...[1, 2, 3].map(() => timeOf(() => run(SMALL))));
    const large = Math.min(...[1, 2].map(() => timeOf(() => run(SMALL * TIMES))));
    least = Math.min(least, (large / small) ** (1 / Math.log2(TIMES)));
  }
  return least;
}

function timeOf(run: () => unknown): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

/** A call in which the text is a question, an answer, a repeated secret, and what a tool was given. */
function callOf(text: string): Call {
  return {
    ...callWith(JSON.stringify({ phone: text, note: text })),
    turns: ["What's your password and your PIN?", `x${text}y`, 'It is Tiger-77 and 4821.', text].map(
      (said, index) => ({
        windowNumber: 1,
        index,
        speaker: index % 2 === 0 ? 'agent' : 'customer',
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

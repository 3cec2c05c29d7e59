import { describe, expect, it } from 'vitest';
import type { Call, Turn } from '../src/call.ts';
import { redactCall } from '../src/redact.ts';
import { SHAPES } from './adversarial-shapes.ts';
import { growthPerDoubling, MOST_PER_DOUBLING } from './growth.ts';
import { windowWithoutSecurityCodes } from '../src/redaction/security-code.ts';

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

  it.each([
    ['one spoken digit each', ['one', 'two']],
    ['groups and echoes', ['4111', '4111', '1111', '1111']],
    ['a card question and a group', ['Can I take the long card number?', '4242']],
    ['a telephone number cut in two', ['my mobile is 07700', 'mhm', '900123', '07700 900123?']],
    ['cards that are all known later', ['4012 8888 8888 1881', 'so 8888 1881', '5555', '5555 5555 4444']],
    ['passwords and answers', ["What's your password?", 'Blue Biscuit', 'my password is', 'hunter2x']],
    ['addresses in pieces', ["What's your email?", 'kim dot', 'lee', 'at example dot com']],
    ['tokens', ['[CARD]', 'mhm', '1111', '[PHONE]']],
    ['back-channel', ['mhm', 'yes', 'ok']],
    ['hesitations', ['4242, hang on, one second', 'let me see, 4242']],
  ])('of many turns with %s', async (_, texts) => {
    const many = (size: number) =>
      Array.from({ length: size }, (_, index) => texts[index % texts.length] ?? '');
    expect(await growth((size) => redactCall(callOfTurns(many(Math.ceil(size / 4)))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('of 20,000 turns with one digit each', async () => {
    const turns = (size: number) => Array.from({ length: size }, (_, index) => String(index % 7));
    expect(await growth((size) => redactCall(callOfTurns(turns(size))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it.each([
    ['hesitations', 'hang on '],
    ['pauses', '4, one second, '],
    ['places', 'the next four are '],
    ['cues of the back', 'the back on the back '],
    ['passwords of many words', 'password is blue bird '],
    ['characters of a password', 'characters of my password are k and 9 '],
    ['ends', 'account ending in full '],
  ])('of one long text of %s', async (_, unit) => {
    const text = (size: number) => unit.repeat(Math.ceil(size / unit.length));
    expect(await growth((size) => redactCall(callOf(text(size))))).toBeLessThan(MOST_PER_DOUBLING);
    expect(
      await growth((size) => windowWithoutSecurityCodes({ turns: [{ transcript: text(size) }] })),
    ).toBeLessThan(MOST_PER_DOUBLING);
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
    turns: turnsOf(['My password is Tiger-77. What is your password, and your PIN?', `x${text}y`]),
  };
}

function callOfTurns(texts: string[]): Call {
  return { ...callWith(''), turns: turnsOf(texts) };
}

function turnsOf(texts: string[]): Turn[] {
  return texts.map((text, index) => ({
    windowNumber: 1,
    index,
    speaker: index % 2 === 0 ? 'agent' : 'customer',
    text,
    at: null,
    offsetMs: null,
    beginMs: null,
    endMs: null,
  }));
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

import { describe, expect, it } from 'vitest';
import type { Call } from '../src/call.ts';
import { redactCall } from '../src/redact.ts';

const SMALL = 5_000;
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
    ['digits and dashes', '2026-'],
    ['groups of digits', '4242 '],
    ['digits and letters', '1a'],
    ['numbers in sentences of their own words', '4821 is it '],
    ['answers without an end', '1 it '],
    ['password cues', 'password '],
    ['passwords', 'password is x1 '],
    ['cues', 'the code is '],
    ['spoken addresses', 'a at b dot '],
    ['addresses without an end', 'a@b.'],
    ['halves of an IBAN', 'GB82 WEST 1234 '],
    ['tokens', '[CARD]'],
    ['cues of national numbers', 'my ssn is '],
    ['national numbers', '078-05-1120 '],
    ['pieces of a number', 'AB 12 '],
    ['capitals', 'UTR '],
    ['spelled letters', 'b '],
    ['capitals and digits', 'X9-'],
    ['initials of a cue', 'd.o.b-'],
    ['dashes behind a cue', 'social -'],
    ['cues of a date of birth', 'born on '],
    ['dates', '4 March '],
    ['ordinals', 'first of '],
    ['years after a cue', 'born 19 84 of '],
    ['cues of an address', 'I live at 4 '],
    ['streets', '14 Harbour Street, '],
    ['names of a street', '14 Harbour '],
    ['streets before their number', 'calle Mayor '],
    ['compounds', 'Strassestrasse'],
    ['postcodes', 'LS1 4AP '],
    ['cues of a postcode', 'postcode L S 1 '],
    ['begins of a token', 'eyJ'],
    ['begins of a token with a dot', 'eyJ.'],
    ['begins of a key', 'sk-'],
    ['begins of a long key', 'SG.aaaaaaaaaaaa.'],
    ['names of a key', 'api key is '],
    ['bearers', 'bearer '],
    ['begins of a private key', '-----BEGIN PRIVATE KEY-----'],
    ['halves of a private key', '-----BEGIN '],
    ['links', 'https://'],
    ['links with parameters', 'https://a.b/?token=1 '],
    ['parameters', '&token='],
    ['paths', '/reset'],
    ['names with a password', '://a:'],
    ['hosts', 'a.b.'],
    ['numbers of another language', 'sei '],
    ['tens of another language', 'treinta y '],
    ['spoken addresses of another language', 'a arroba b punto '],
    ['passwords of another language', 'mi contraseña es '],
    ['cues of other languages', 'mein code de '],
    ['letters with accents', 'é'],
    ['cues of a device', 'imei 49015 '],
  ])('of %s', (_, unit) => {
    expect(growth((size) => redactCall(callOf(unit.repeat(size / unit.length))))).toBeLessThan(
      MOST_PER_DOUBLING,
    );
  });

  it.each([
    ['local part', (size: number) => `${'a.'.repeat(size / 2)}@`],
    ['domain', (size: number) => `a@${'b.'.repeat(size / 2)}`],
    ['link', (size: number) => `https://a.b/?${'x=1&'.repeat(size / 4)}`],
    ['path', (size: number) => `https://a.b/reset${'/a1b2c3'.repeat(size / 7)}`],
    ['end of a link', (size: number) => `https://a.b/${'.)'.repeat(size / 2)}x`],
    ['private key', (size: number) => `-----BEGIN PRIVATE KEY-----${'a\n'.repeat(size / 2)}`],
    ['value of a key', (size: number) => `api key ${'= '.repeat(size / 2)}`],
    ['token', (size: number) => `eyJ${'a'.repeat(size)}`],
    ['gap', (size: number) => `PIN${' '.repeat(size)}4821x`],
  ])('of one long %s', (_, text) => {
    expect(growth((size) => redactCall(callOf(text(size))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('of a JSON text with many values under one long key', () => {
    const input = (size: number) => JSON.stringify({ ['a_'.repeat(size)]: Array(size).fill(1234567) });
    expect(growth((size) => redactCall(callWith(input(size / 4))))).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('of a JSON value whose key wants a number of some length', () => {
    const input = (size: number) => JSON.stringify({ phone: '1   '.repeat(size), card: '1   '.repeat(size) });
    expect(growth((size) => redactCall(callWith(input(size / 16))))).toBeLessThan(MOST_PER_DOUBLING);
  });
});

/** How the time grows when the input doubles: the least that was seen, for other work on the machine adds to it. */
function growth(run: (size: number) => unknown): number {
  run(SMALL);
  let small = Infinity;
  let large = Infinity;
  for (let attempt = 0; attempt < 4; attempt++) {
    small = Math.min(
      small,
      timeOf(() => run(SMALL)),
      timeOf(() => run(SMALL)),
    );
    large = Math.min(
      large,
      timeOf(() => run(SMALL * TIMES)),
    );
    if (perDoubling(small, large) < MOST_PER_DOUBLING) {
      break;
    }
  }
  return perDoubling(small, large);
}

function perDoubling(small: number, large: number): number {
  return (large / small) ** (1 / Math.log2(TIMES));
}

/** Time of the processor in microseconds: it does not count what else the machine does meanwhile. */
function timeOf(run: () => unknown): number {
  const begin = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

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

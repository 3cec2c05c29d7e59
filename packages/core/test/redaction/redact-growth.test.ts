import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/call/call.ts';
import { redactCall } from '../../src/redaction/redact.ts';
import { windowWithoutSecurityCodes } from '../../src/redaction/secrets/security-code.ts';
import { SHAPES } from '../support/adversarial-shapes.ts';
import { growthPerDoubling, MOST_PER_DOUBLING } from '../support/growth.ts';
import { spokenCall } from '../support/spoken-call.ts';
import { share, THOROUGH } from '../support/thorough.ts';

const SIZE = THOROUGH ? 20_000 : 10_000;
const growth = (run: (size: number) => unknown) => growthPerDoubling(run, SIZE);

describe('the time that a redaction takes grows no faster than the text', () => {
  it.each(share(SHAPES, 2, 0))(
    'the time of a redaction grows no faster than a text of $name',
    async ({ text }) => {
      expect(await growth((size) => redactCall(callOf(text(size))))).toBeLessThan(MOST_PER_DOUBLING);
    },
  );

  it.each([
    ['numbers in sentences of their own words', '4821 is it '],
    ['answers without an end', '1 it '],
    ['passwords', 'password is x1 '],
    ['at signs of URLs', '%40'],
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
  ])('the time of a redaction grows no faster than %s', async (_, unit) => {
    const run = (size: number) => redactCall(callOf(unit.repeat(Math.ceil(size / unit.length))));
    expect(await growth(run)).toBeLessThan(MOST_PER_DOUBLING);
  });

  it.each([
    ['local part', (size: number) => `${'a.'.repeat(size / 2)}@`],
    ['domain', (size: number) => `a@${'b.'.repeat(size / 2)}`],
    ['gap', (size: number) => `PIN${' '.repeat(size)}4821x`],
    ['link', (size: number) => `https://a.b/?${'x=1&'.repeat(Math.ceil(size / 4))}`],
    ['path', (size: number) => `https://a.b/reset${'/a1b2c3'.repeat(Math.ceil(size / 7))}`],
    ['end of a link', (size: number) => `https://a.b/${'.)'.repeat(Math.ceil(size / 2))}x`],
    ['private key', (size: number) => `-----BEGIN PRIVATE KEY-----${'a\n'.repeat(Math.ceil(size / 2))}`],
    ['value of a key', (size: number) => `api key ${'= '.repeat(Math.ceil(size / 2))}`],
    ['token', (size: number) => `eyJ${'a'.repeat(size)}`],
  ])('the time of a redaction grows no faster than one long %s', async (_, text) => {
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
  ])('the time of a redaction grows no faster than many turns with %s', async (_, texts) => {
    const many = (size: number) =>
      Array.from({ length: size }, (_, index) => texts[index % texts.length] ?? '');
    expect(await growth((size) => redactCall(callOfTurns(many(Math.ceil(size / 4)))))).toBeLessThan(
      MOST_PER_DOUBLING,
    );
  });

  it('the time of a redaction stays low for 20,000 turns with one digit each', async () => {
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
  ])('the time of a redaction grows no faster than one long text of %s', async (_, unit) => {
    const text = (size: number) => unit.repeat(Math.ceil(size / unit.length));
    expect(await growth((size) => redactCall(callOf(text(size))))).toBeLessThan(MOST_PER_DOUBLING);
    expect(
      await growth((size) => windowWithoutSecurityCodes({ turns: [{ transcript: text(size) }] })),
    ).toBeLessThan(MOST_PER_DOUBLING);
  });

  it('the time of a redaction grows no faster than a JSON text with many values under one long key', async () => {
    const input = (size: number) => JSON.stringify({ ['a_'.repeat(size)]: Array(size).fill(1234567) });
    expect(await growth((size) => redactCall(callWith(input(Math.ceil(size / 4)))))).toBeLessThan(
      MOST_PER_DOUBLING,
    );
  });

  it('the time of a redaction grows no faster than a JSON value whose key wants a number', async () => {
    const input = (size: number) => JSON.stringify({ phone: '1   '.repeat(size), card: '1   '.repeat(size) });
    expect(await growth((size) => redactCall(callWith(input(Math.ceil(size / 16)))))).toBeLessThan(
      MOST_PER_DOUBLING,
    );
  });
});

/** A call in which the text answers a question and may repeat an earlier secret. */
function callOf(text: string): Call {
  return callOfTurns(['My password is Tiger-77. What is your password, and your PIN?', `x${text}y`]);
}

function callOfTurns(texts: string[]): Call {
  return callWith('', texts);
}

function callWith(input: string, texts: string[] = []): Call {
  const activities = [{ windowNumber: 1, index: 0, name: 'tool', input, output: '', succeeded: true }];
  return spokenCall(
    texts.map((text, index) => [index % 2 === 0 ? 'agent' : 'customer', text]),
    { activities },
  );
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainView } from '../../src/redaction/reading/plain-view.ts';
import { redact } from '../../src/redaction/redact.ts';

const CARD = ['4111', '1111', '1111', '1111'];

describe('digits of any script', () => {
  it.each([
    ['Bengali', 'PIN ৪৮২১', 'PIN [SECRET]'],
    ['Thai', 'my pin is ๔๘๒๑', 'my pin is [SECRET]'],
    ['Arabic', 'call ٠٧٧٠٠ ٩٠٠١٢٣', 'call [PHONE]'],
    ['mathematical bold', '𝟒𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏', '[CARD]'],
    ['mathematical double-struck', 'so 𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙', 'so [CARD]'],
    ['full-width', 'ＰＩＮ ４８２１', 'ＰＩＮ [SECRET]'],
    ['keycaps', 'PIN 4️⃣8️⃣2️⃣1️⃣', 'PIN [SECRET]️⃣'],
  ])('a secret in digits of any script is redacted: %s', (_, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it('digits of any script have their Unicode value', () => {
    for (const zero of [0x660, 0x966, 0x9e6, 0xe50, 0xff10, 0x104a0, 0x1d7ce, 0x1d7d8, 0x1d7f6, 0x1fbf0]) {
      const digits = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(zero + value));
      expect(plainView(digits.join('')).text).toBe('0123456789');
    }
  });

  it('a footnote sign is not a digit', () => {
    expect(redact('call 07700 900123¹')).toBe('call [PHONE]¹');
  });
});

describe('marks between the digits', () => {
  const marks = [..."/_:*|~·•+;,\\'‐‑‒–−﹣－﹘", ' / ', ' - ', '--', '. ', '\u00a0', '\u2800', '\u3000'];
  it.each(marks)('marks between digits do not hide a card: %j', (mark) => {
    expect(redact(`it is ${CARD.join(mark)} ok`)).toBe('it is [CARD] ok');
    expect(redact(`it is ${[...CARD.join('')].join(mark)} ok`)).toBe('it is [CARD] ok');
  });

  it.each([...'/_:*|~·‐‑−.'])('marks between digits do not hide a telephone number: %j', (mark) => {
    expect(redact(`it is 07700${mark}900${mark}123 ok`)).toBe('it is [PHONE] ok');
    expect(redact(`it is 07700${mark}900123 ok`)).toBe('it is [PHONE] ok');
  });

  it.each([...'/_:*|~·‐‑−'])('marks between digits do not hide a PIN: %j', (mark) => {
    expect(redact(`my PIN is 4${mark}8${mark}2${mark}1.`)).toBe('my PIN is [SECRET].');
  });

  it.each([
    ['4111/1111/1111/1111 12/26 cvv 123', '[CARD] 12/26 cvv [SECRET]'],
    ['4,111,111,111,111,111', '[CARD]'],
    ['41:11:11:11:11:11:11:11', '[CARD]'],
    ['sort code 20/45/30; account 55779911', 'sort code [BANK_ACCOUNT]; account [BANK_ACCOUNT]'],
    ['07700 900123 / 07700 900555', '[PHONE] / [PHONE]'],
    ['PIN-4821, pin_4821', 'PIN-[SECRET], pin_[SECRET]'],
  ])('%s becomes %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });
});

describe('letters glued to a number', () => {
  it.each([
    ['card4111111111111111', 'card[CARD]'],
    ['visa4111 1111 1111 1111', 'visa[CARD]'],
    ['4111111111111111a', '[CARD]a'],
    ['4111-1111-1111-1111x', '[CARD]x'],
    ['tel07700900123', 'tel[PHONE]'],
    ['tel07700 900123', 'tel[PHONE]'],
    ['07700 900123x', '[PHONE]x'],
    ['PIN4821', 'PIN[SECRET]'],
    ['PIN 4821x', 'PIN [SECRET]'],
    ['cvv123', 'cvv[SECRET]'],
    ['account87654321', 'account[BANK_ACCOUNT]'],
    ['card4111111111111111cvv123', 'card[CARD]cvv[SECRET]'],
    ['verification code 1234567a', 'verification code [SECRET]'],
    ['password 12345678abc', 'password [SECRET]'],
  ])('%s becomes %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });
});

describe('addresses in other characters', () => {
  it.each([
    'ana＠example．com',
    'ana﹫example.com',
    'ana@example。com',
    'ana@example․com',
    'ａｎａ@example.com',
  ])('%s', (text) => {
    expect(redact(`it is ${text}`)).toBe('it is [EMAIL]');
  });
});

describe('invisible characters', () => {
  const unseen = [
    '\u200b',
    '\u200d',
    '\u00ad',
    '\u2060',
    '\ufeff',
    '\u202e',
    '\ufe0f',
    '\u0000',
    '\u115f',
    '\ud800',
  ];
  it.each(unseen)('an invisible character does not hide a secret: %j', (char) => {
    const hidden = (text: string) => [...text].join(char);
    expect(redact(`so ${hidden('4111111111111111')} ok`)).toBe('so [CARD] ok');
    expect(redact(`so ${hidden('ana@example.com')} ok`)).toBe('so [EMAIL] ok');
    expect(redact(`so ${hidden('07700900123')} ok`)).toBe('so [PHONE] ok');
    expect(redact(`${hidden('PIN')} ${hidden('4821')} ok`)).toBe(`${hidden('PIN')} [SECRET] ok`);
    expect(redact(`my ${hidden('password')} is ${hidden('hunter2')} ok`)).toBe(
      `my ${hidden('password')} is [SECRET] ok`,
    );
    expect(redact(`IBAN ${hidden('GB82WEST12345698765432')} ok`)).toBe('IBAN [BANK_ACCOUNT] ok');
  });

  it('invisible characters stay in text without a secret', () => {
    expect(redact('co\u00adoperate\u200b 👩‍👩‍👧 ٢٠٢٦')).toBe('co\u00adoperate\u200b 👩‍👩‍👧 ٢٠٢٦');
  });
});

describe('what only looks like a secret', () => {
  it.each([
    'I got the code on 12/10.',
    'The code came on 12/11/26 at 10:20.',
    'The PIN support line is open 24/7.',
    'Order 3348917502A has shipped.',
    'It ran from 10:20:30 to 11:00, ratio 4:1, score 3/2.',
    '2026-11-12 10:20:30.123456, 2026-11-12 10:20:31.654321, 2026-11-13 09:00:00',
    'created 2026-11-12T10:20:08.979455+00:00/2026-11-13T00:00:00Z',
    'Flight UA1482/UA1483, HAT056 on 2024-05-25, seats 12/14/16/18',
    'sizes 10;12;14;16;18;20;22',
    'Invoice 2026/000451/7 of 12.11.26',
    'file_2026_11_12_000451.csv',
    'It costs £4,111,111.00, or €1.249,00, or 1,249,000,111 points.',
    'version 10.15.7/10.15.8 at 192.168.0.1:8080',
    'coordinates 51.507351, -0.127758',
    '1080p at 60fps, 4000mAh, 64GB, 2nd, 10am, 3x',
    'TBA123456789012 and 1Z999AA10123456784 and W3348917502',
    'MAC 00:11:22:33:44:55',
    'a1b2c3d4e5f60718293a4b5c6d7e8f90',
    'omar_rossi_1241, user12345678, cell2024, pin2',
    'The Tel Aviv flight, mobile2000 plan',
    // With the word behind it it has the length and the check of an account in Iceland, which has digits alone.
    'so is4821৪𝟒4111111111111111 ok',
  ])('text that only looks like a secret stays: %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

it('redacting disguised text again changes nothing, and the surrounding text stays', () => {
  const piece = fc.constantFrom(
    ...'PIN|4821|card|4111111111111111|tel07700900123|ana＠example．com|/|:|+|,|.|_|-|\u200b|\u00ad|৪|𝟒|x|is|12/26|10:20|[CARD]|＿|é|\ud800|\u0301|password|1,111'.split(
      '|',
    ),
  );
  const text = fc
    .array(fc.tuple(piece, fc.constantFrom('', ' ')), { maxLength: 30 })
    .map((all) => all.flat().join(''));
  fc.assert(
    fc.property(text, (before) => {
      const once = redact(`so ${before} ok`);
      expect(redact(once)).toBe(once);
      expect(once.startsWith('so ')).toBe(true);
      expect(once.endsWith(' ok')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiDomain, unicodeDomain } from '../../src/call/domain.ts';
import {
  ClientEmail,
  customerKey,
  customerKeys,
  ErasedEmail,
  storedKeys,
} from '../../src/call/identifiers.ts';
import { fromPunycode, toPunycode } from '../../src/call/punycode.ts';

const UNICODE = 'ana@münchen.example';
const ASCII = 'ana@xn--mnchen-3ya.example';

describe('punycode', () => {
  // RFC 3492, section 7.1.
  it.each([
    ['ليهمابتكلموشعربي؟', 'egbpdaj6bu4bxfgehfvwxn'],
    ['他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
    ['Pročprostěnemluvíčesky', 'Proprostnemluvesky-uyb24dma41a'],
    ['3年B組金八先生', '3B-ww4c5e180e575a65lsy2b'],
    ['そのスピードで', 'd9juau41awczczp'],
    ['-> $1.00 <-', '-> $1.00 <--'],
  ])('punycode encodes %s as %s, and decodes it', (label, text) => {
    expect(toPunycode(label)).toBe(text);
    expect(fromPunycode(text)).toBe(label);
  });

  it('punycode decodes what it encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (label) => {
        expect(fromPunycode(toPunycode(label))).toBe(label);
      }),
      { seed: 1 },
    );
  });

  it('punycode rejects invalid text without throwing', () => {
    for (const text of ['99999999', 'ü', 'abc-!', 'a'.repeat(300), '-', 'zzzzzzzzzzzzzzzz']) {
      expect(() => fromPunycode(text)).not.toThrow();
    }
    expect(fromPunycode('99999999')).toBeNull();
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => void fromPunycode(text)),
      { seed: 1 },
    );
  });
});

describe('the form of a domain', () => {
  it.each([
    'example.com',
    'münchen.example',
    'MÜNCHEN.example',
    'xn--mnchen-3ya.example',
    'straße.example',
    'ΟΔΟΣ.example',
    'οδός.example',
    'bücher。example',
    'правда.рф',
    '例え.テスト',
    'मिसाल.example',
    'i̇stanbul.example',
    'faß.xn--p1ai',
  ])('asciiDomain agrees with the Domain Name System: %s', (domain) => {
    expect(asciiDomain(domain.toLowerCase() === domain ? domain : domain.toLowerCase())).toBe(
      domainToASCII(domain.toLowerCase()),
    );
  });

  it('asciiDomain agrees with the Domain Name System for random letters of a dozen scripts', () => {
    const letters = 'abcxyz019-äöüéñçßøåæœłžğαβγςабвгёאבגابتपहिन्दी日本語中文한국ไทย'.normalize('NFC');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Array.from(letters)), { minLength: 1, maxLength: 20 }),
        (chosen) => {
          const domain = `${chosen.join('')}.example`;
          const expected = domainToASCII(domain);
          // The reference refuses some names, for example with a mark at the beginning.
          if (expected !== '') expect(asciiDomain(domain)).toBe(expected);
        },
      ),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('all forms of a domain give the same ASCII form, which can be decoded', () => {
    expect(asciiDomain('xn--mnchen-3ya.example')).toBe(asciiDomain('münchen.example'));
    expect(unicodeDomain('xn--mnchen-3ya.example')).toBe('münchen.example');
    expect(asciiDomain(asciiDomain('правда.рф'))).toBe(asciiDomain('правда.рф'));
    expect(asciiDomain('example.com.')).toBe('example.com');
    for (const odd of ['', '.', 'xn--', 'xn--.x', 'xn--99999999', 'xn--abc-', 'a..b']) {
      expect(asciiDomain(odd)).toBe(odd);
    }
  });
});

describe('the key of a customer', () => {
  it('all forms of an international domain give one customer key', () => {
    for (const email of [
      UNICODE,
      ASCII,
      ' ANA@MÜNCHEN.EXAMPLE',
      'Ana@XN--MNCHEN-3YA.example.',
      `${UNICODE}.`,
    ]) {
      expect(customerKey(email)).toBe(ASCII);
    }
    expect(customerKey(' Ana@Example.com ')).toBe('ana@example.com');
    expect(storedKeys('Ana@Example.com')).toEqual(['ana@example.com']);
  });

  it('customerKeys finds rows under each form of the domain', () => {
    expect(customerKeys(UNICODE)).toEqual([ASCII, UNICODE]);
    expect(customerKeys(ASCII)).toEqual([ASCII, UNICODE]);
    expect(customerKeys('Ana@München.example')).toEqual([ASCII, UNICODE, 'Ana@München.example']);
    expect(customerKeys('Ana@Example.com')).toEqual(['ana@example.com', 'Ana@Example.com']);
  });
});

describe('an address', () => {
  const isTaken = (email: string) => ClientEmail.safeParse(email).success;

  it('an address with an invisible character is refused, at any position', () => {
    const unseen: string[] = [];
    for (let code = 0; code <= 0x10_ff_ff; code += 1) {
      if (code >= 0xd8_00 && code <= 0xdf_ff) continue;
      const letter = String.fromCodePoint(code);
      if (/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cc}]/u.test(letter))
        unseen.push(letter);
    }
    // Visible signs of Arabic, Syriac, Kaithi and Egyptian in the same category.
    const seen = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}\u{13430}-\u{1343f}]/u;
    const taken = unseen.filter(
      (letter) =>
        !seen.test(letter) && (isTaken(`a${letter}na@example.com`) || isTaken(`ana@exam${letter}ple.com`)),
    );
    expect(taken.map((letter) => letter.codePointAt(0)?.toString(16))).toEqual([]);
    expect(unseen.length).toBeGreaterThan(4_000);
  });

  it.each([
    'ａｎａ@example.com',
    'ana＠example.com',
    'ana@ｅxample.com',
    'ana@example．com',
    'ana@\u212aelvin.example',
  ])('an address must be in plain characters: %s is refused', (email) => expect(isTaken(email)).toBe(false));

  it.each(['josé@example.com', 'аня@пример.рф', UNICODE, ASCII, ' ana@example.com\t', '山田@例え.テスト'])(
    'an international address is accepted: %s',
    (email) => expect(isTaken(email)).toBe(true),
  );

  it.each([
    'a\u200bna@example.com',
    'ana@exam\u00adple.com',
    '\u202eana@example.com',
    'ana\u00a0@example.com',
    'ａｎａ@example.com',
  ])('an address that looks like another one has its key, and can be erased: %j', (email) => {
    expect(isTaken(email)).toBe(false);
    expect(customerKey(email)).toBe('ana@example.com');
    expect(customerKeys(email)).toContain(email);
    expect(ErasedEmail.safeParse(email).success).toBe(true);
  });

  it.each(['', 'ana', 'ana @example.com', 'a@b@c', 'ana@exa\nmple.com', '@x'])(
    'an erasure refuses an invalid address: %j',
    (email) => expect(ErasedEmail.safeParse(email).success).toBe(false),
  );
});

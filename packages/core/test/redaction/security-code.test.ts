import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  windowWithoutSecurityCodes,
  withoutSecurityCodes,
} from '../../src/redaction/secrets/security-code.ts';

fc.configureGlobal({ seed: 20261128 });

describe('withoutSecurityCodes', () => {
  it.each([
    ['CVV 123', 'CVV [SECRET]'],
    ['cvc: 7 7 8', 'cvc: [SECRET]'],
    ['The three numbers on the back are nine oh seven.', 'The three numbers on the back are [SECRET].'],
    ['and the back says 907', 'and the back says [SECRET]'],
    ['907 is the security code', '[SECRET] is the security code'],
    ['it is 907 on the back', 'it is [SECRET] on the back'],
    ['The CVV on the back? 842.', 'The CVV on the back? [SECRET].'],
    ['four digits on the front of the Amex: 1 double 3 4', 'four digits on the front of the Amex: [SECRET]'],
    ['card 4111 1111 1111 1111, cvv 123', 'card 4111 1111 1111 1111, cvv [SECRET]'],
  ])('only the security code is removed: %s', (text, without) => {
    expect(withoutSecurityCodes(text)).toBe(without);
    expect(withoutSecurityCodes(without)).toBe(without);
  });

  it.each([
    'my PIN is 4821 and my password is hunter2',
    'the verification code is 771204',
    'I sat in the back. 250 seats.',
    'call me back on 907 123 4567',
    'My social security number is 078',
    'The order number is 907.',
    'There is a scratch on the back, about 120 millimetres long.',
  ])('a text without a security code stays: %s', (text) => {
    expect(withoutSecurityCodes(text)).toBe(text);
  });
});

describe('windowWithoutSecurityCodes', () => {
  const turn = (transcript: string, index = 0) => ({ speaker: index % 2 ? 'caller' : 'Agent 1', transcript });

  it('a security code that answers a question is removed, told digit by digit and read back, and the later text stays', () => {
    const said = [
      'And the three digits on the back?',
      'Let me turn it over.',
      'nine',
      'oh seven',
      '907, thank you. That is 250 pounds.',
      'And how many nights?',
      '14',
    ];
    expect(windowWithoutSecurityCodes({ turns: said.map(turn) }).turns.map((t) => t.transcript)).toEqual([
      said[0],
      said[1],
      '[SECRET]',
      '[SECRET]',
      '[SECRET], thank you. That is 250 pounds.',
      said[5],
      '14',
    ]);
  });

  it('removing security codes keeps all other fields, and JSON as JSON', () => {
    const window = {
      window_num: 3,
      turns: [{ ...turn('ok'), timestamp: '01:42' }],
      aiTips: [{ tag: 'Info', content: 'CVC 331 was wrong' }],
      activityFeed: [
        { name: 'pay', input: '{"cvv":123,"pin":4821,"note":"cvc 331","total": 1.50}', status: 'success' },
      ],
    };
    expect(windowWithoutSecurityCodes(window)).toEqual({
      ...window,
      aiTips: [{ tag: 'Info', content: 'CVC [SECRET] was wrong' }],
      activityFeed: [
        {
          ...window.activityFeed[0],
          input: '{"cvv":"[SECRET]","pin":4821,"note":"cvc [SECRET]","total": 1.50}',
        },
      ],
    });
  });

  it('removing security codes again changes nothing', () => {
    const line = fc.constantFrom(
      'CVV?',
      '123',
      'nine oh seven',
      'on the back 4821',
      'ok',
      'How many?',
      '12',
      '907 is the code',
      '[CARD]',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const once = windowWithoutSecurityCodes({ turns: lines.map(turn) });
        expect(windowWithoutSecurityCodes(once)).toEqual(once);
      }),
    );
  });
});

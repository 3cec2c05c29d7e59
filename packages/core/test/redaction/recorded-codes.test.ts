import { describe, expect, it } from 'vitest';
import type { CallWindow } from '../../src/index.ts';
import { withoutCodesOf } from '../../src/redaction/recorded-codes.ts';
import { windowOf } from '../support/story.ts';

const turnsOf = (...transcripts: string[]) =>
  transcripts.map((transcript, index) => ({ speaker: index % 2 === 0 ? 'agent' : 'customer', transcript }));
const cleaned = (window: Partial<CallWindow>) => withoutCodesOf({ ...windowOf('call-1', 1, []), ...window });
const said = (...transcripts: string[]) =>
  JSON.parse(String(cleaned({ turns: JSON.stringify(turnsOf(...transcripts)) }).turns)).map(
    ({ transcript }: { transcript: string }) => transcript,
  );

describe('a window that is stored', () => {
  it.each([
    ['The CVV is 737.', 'The CVV is [SECRET].'],
    ['cvc 1234 please', 'cvc [SECRET] please'],
    ['The security code is seven three seven.', 'The security code is [SECRET].'],
    ['737 is the CVV', '[SECRET] is the CVV'],
    ['The CVV is 7 <noise> 3 [cough] 7.', 'The CVV is [SECRET].'],
    ['The CVV is 7<b>3</b>&nbsp;7', 'The CVV is [SECRET]'],
  ])('a stored window has no security code of a card: %s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });

  it('a stored window has no security code that answers a question', () => {
    expect(said("What's the CVV?", 'Er, it is 737.', 'Thank you.', 'My order is 12 boxes.')).toEqual([
      "What's the CVV?",
      'Er, it is [SECRET].',
      'Thank you.',
      'My order is 12 boxes.',
    ]);
  });

  it('a stored window has no security code in tool calls, and stays JSON', () => {
    const input = '{"pan_last4":"4242","cvv":737,"note":"CVC 119","amount":450}';
    const { activityFeed } = cleaned({
      activityFeed: [{ name: 'Pay', input, output: 'CVV 737 ok', status: 'success' }],
    });
    const [{ input: left, output }] = activityFeed as [{ input: string; output: string }];
    expect(JSON.parse(left)).toEqual({
      pan_last4: '4242',
      cvv: '[SECRET]',
      note: 'CVC [SECRET]',
      amount: 450,
    });
    expect(output).toBe('CVV [SECRET] ok');
  });

  it('a stored window keeps everything but security codes verbatim', () => {
    const window = windowOf('call-1', 1, [], {
      turns: `[ {"speaker":"customer", "transcript":"My card is 4242 4242 4242 4242, PIN 4821.", "id": 7} ]`,
    });
    expect(withoutCodesOf(window)).toBe(window);
    const marked = { ...window, turns: turnsOf('hello <noise> it\u2019s\u00a0me', 'PIN 4821') };
    expect(withoutCodesOf(marked)).toBe(marked);
    const native = { ...window, turns: turnsOf('hello', 'PIN 4821') };
    expect(withoutCodesOf(native)).toBe(native);
  });

  it('removing security codes keeps the form, the other entries and unknown fields of a window', () => {
    const turns = ['odd', { speaker: 'customer', transcript: 'CVV 737', confidence: 0.9 }, null];
    expect(cleaned({ turns }).turns).toEqual([
      'odd',
      { speaker: 'customer', transcript: 'CVV [SECRET]', confidence: 0.9 },
      null,
    ]);
  });

  it('an unreadable column of a stored window is redacted as a whole', () => {
    expect(cleaned({ turns: '[{"transcript":"my card 4242 4242 4242 4242' }).turns).toBe(
      '[{"transcript":"my card [CARD]',
    );
  });
});

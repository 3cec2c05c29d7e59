import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Speaker } from '../../src/call/call.ts';
import { redactCall } from '../../src/redaction/redact.ts';
import { spokenCall } from '../support/spoken-call.ts';

// A fixed seed makes runs repeatable; search with other seeds when you change the rules.
fc.configureGlobal({ seed: 20261122 });

describe('redactCall', () => {
  it('redactCall redacts turns, tips, and the input and output of tools, and keeps everything else', () => {
    const call = spokenCall([['customer', 'my pin is 4821']], {
      tips: [{ windowNumber: 1, tag: 'Info', content: 'Call back on 07700 900123' }],
      activities: [activity('Verify PIN 0000 caller', '{"pin":"4821"}', 'mail sent to kim@example.com')],
    });
    const redacted = redactCall(call);
    expect(redacted).toEqual({
      ...call,
      turns: [{ ...call.turns[0], text: 'my pin is [SECRET]' }],
      tips: [{ windowNumber: 1, tag: 'Info', content: 'Call back on [PHONE]' }],
      activities: [activity('Verify PIN [SECRET] caller', '{"pin":"[SECRET]"}', 'mail sent to [EMAIL]')],
    });
    expect(call.turns[0]?.text).toBe('my pin is 4821');
  });

  it('redactCall changes nothing when it is repeated', () => {
    const line = fc.constantFrom(
      "What's your PIN?",
      '4821',
      "it's 4821",
      'And the card number please.',
      '4242 4242',
      'mhm',
      'my password is hunter2x',
      'so hunter2x, yes',
      'five five five, oh one four two',
      'Which number can we call?',
      'kim at example dot com',
      'Thanks, bye.',
    );
    const speaker = fc.constantFrom<Speaker>('agent', 'customer', 'other');
    fc.assert(
      fc.property(fc.array(fc.tuple(speaker, line), { maxLength: 20 }), (lines) => {
        const once = redactCall(
          spokenCall(lines, { activities: [activity('log', `{"said": "4821 hunter2x"}`, '4821')] }),
        );
        expect(redactCall(once)).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the name of a tool', () => {
  const named = (name: string) =>
    redactCall(spokenCall([], { activities: [activity(name, '', '')] })).activities[0]?.name;

  it.each([
    ['Refund card 4111 1111 1111 1111 pin 4821 ana@example.com', 'Refund card [CARD] pin [SECRET] [EMAIL]'],
    ['account-4111111111111111', 'account-[CARD]'],
    ['call_back_07700900123', 'call_back_[PHONE]'],
    ['mail ana_lee@example.com', 'mail [EMAIL]'],
  ])('a secret in the name of a tool is redacted: %s', (name, redacted) => {
    expect(named(name)).toBe(redacted);
  });

  it.each([
    'get_user_details',
    'hotel_book',
    'Create Support Ticket',
    'update_reservation_flights',
    'reset_pin',
    'verify-card-number',
    'send_otp_v2',
    'lookupOrder2026',
    'search_2024_11_12',
    '',
  ])('an ordinary tool name stays: %j', (name) => {
    expect(named(name)).toBe(name);
  });

  it('a tool name that repeats a secret of the call is redacted', () => {
    const call = spokenCall([['customer', 'my PIN is 4821']], {
      activities: [activity('Check 4821', '', '')],
    });
    expect(redactCall(call).activities[0]?.name).toBe('Check [SECRET]');
  });
});

describe('a secret whose cue is in another turn', () => {
  it.each([
    ["What's your PIN?", '4821', '[SECRET]'],
    ['Right, and your PIN as well please.', "You got it! It's 0314", "You got it! It's [SECRET]"],
    [
      'Can you tell me your account number, please?',
      "93418043810. Don't tell anyone",
      "[BANK_ACCOUNT]. Don't tell anyone",
    ],
    ['Could I take the long number on the card?', 'er, 4242 4242, 1234', 'er, [CARD]'],
    ['And the three digits on the back?', 'nine oh seven', '[SECRET]'],
    ['What is your security answer?', 'Miller', '[SECRET]'],
    ["What's the password on the account?", "it's bluebird!", "it's [SECRET]"],
    ['Which code did you get by text?', 'Um, 77 12 04.', 'Um, [SECRET].'],
    ['And the best phone number for you?', '5550142', '[PHONE]'],
  ])('a secret with its cue in another turn is redacted: %s %s', (question, answer, redacted) => {
    expect(
      said([
        ['agent', question],
        ['customer', answer],
      ])[1],
    ).toBe(redacted);
  });

  it.each([
    ["What's the order number?", '3348917502'],
    ["What's your PIN?", 'Sorry, one second.'],
    ["What's your PIN?", 'I have no idea, I wrote it down in 2019 somewhere'],
    ["What's your password?", 'Yes!'],
    ['Do you have your account number?', 'No'],
    ['What are the last four digits of the card?', '6437'],
    ['How many people are travelling?', '4'],
    ['And your postcode?', '90210'],
  ])('a turn without a secret stays after a cue: %s %s', (question, answer) => {
    expect(
      said([
        ['agent', question],
        ['customer', answer],
      ])[1],
    ).toBe(answer);
  });

  it('a secret read out in parts is redacted to its end, and no further', () => {
    expect(
      said([
        ['agent', 'Go ahead with the long number on the card.'],
        ['customer', 'four two four two'],
        ['agent', 'mhm'],
        ['customer', '4242 4242'],
        ['agent', 'and the rest'],
        ['customer', '4241'],
        ['agent', 'Thank you. And how many nights would you like to stay with us this time?'],
        ['customer', '4242'],
      ]).filter((_, index) => index % 2 === 1),
    ).toEqual(['[CARD]', '[CARD]', '[CARD]', '4242']);
  });

  it('a secret is redacted when a part of it is read back', () => {
    const lines: [Speaker, string][] = [
      ['agent', "What's your PIN?"],
      ['customer', 'five five five, oh one four two'],
      ['agent', 'five five five, oh one four two'],
      ['customer', "it's 4821"],
    ];
    expect(said(lines).slice(1)).toEqual(['[SECRET]', '[SECRET]', "it's [SECRET]"]);
  });

  it('a secret that a machine asks for is redacted', () => {
    expect(
      said([
        ['other', 'Please enter your PIN.'],
        ['customer', '4821'],
      ])[1],
    ).toBe('[SECRET]');
  });
});

describe('a secret that is repeated', () => {
  it('a repeated secret is redacted without a cue', () => {
    const call = spokenCall(
      [
        ['agent', "What's your PIN?"],
        ['customer', 'four eight two one'],
        ['agent', 'So 4821, thank you.'],
        ['customer', 'My password is Tiger-77, if you need it.'],
        ['agent', 'I only heard "Tiger-77"?'],
      ],
      { activities: [activity('note', '{"heard": ["Tiger-77", 4821]}', 'done')] },
    );
    const redacted = redactCall(call);
    expect(redacted.turns[2]?.text).toBe('So [SECRET], thank you.');
    expect(redacted.turns[4]?.text).toBe('I only heard "[SECRET]"?');
    expect(redacted.activities[0]?.input).toBe('{"heard": ["[SECRET]", "[SECRET]"]}');
  });

  it('a repetition that looks like a year stays, and so does a part of a card', () => {
    expect(
      said([
        ['customer', 'PIN 2024'],
        ['agent', 'This is from 2024.'],
        ['agent', 'And the card number?'],
        ['customer', '4242'],
        ['agent', 'The card ending in 4242, yes.'],
      ]).filter((_, index) => index === 1 || index === 4),
    ).toEqual(['This is from 2024.', 'The card ending in 4242, yes.']);
  });
});

describe('JSON of a tool call', () => {
  it.each([
    ['{"card": 4242424242424242, "total": 12.50}', '{"card": "[CARD]", "total": 12.50}'],
    ['{ "PIN" : 4821 }', '{ "PIN" : "[SECRET]" }'],
    ['{"cardNumber":"4242 4242 4242 4241"}', '{"cardNumber":"[CARD]"}'],
    [
      '{"sort_code":"20-00-00","accountNumber":55779911}',
      '{"sort_code":"[BANK_ACCOUNT]","accountNumber":"[BANK_ACCOUNT]"}',
    ],
    ['{"phone":"5550142","email":"a@example.com"}', '{"phone":"[PHONE]","email":"[EMAIL]"}'],
    ['{"note":"she said \\"PIN 4821\\"\\nthen left"}', '{"note":"she said \\"PIN [SECRET]\\"\\nthen left"}'],
    ['{"body":"{\\"password\\":\\"hunter2\\"}"}', '{"body":"{\\"password\\":\\"[SECRET]\\"}"}'],
    ['"Ticket created for kim@example.com"', '"Ticket created for [EMAIL]"'],
    [
      '{"backup_code":[], "recovery_pin":["4821","9916"]}',
      '{"backup_code":[], "recovery_pin":["[SECRET]","[SECRET]"]}',
    ],
    ['{"kim@example.com": 1}', '{"[EMAIL]": 1}'],
    ['4242424242424242', '"[CARD]"'],
    ['{"said":"4242424242424242"}', '{"said":"[CARD]"}'],
    ['12345678901.12345', '12345678901.12345'],
    [`{"phone":"${'1   '.repeat(10)}"}`, '{"phone":"[PHONE]"}'],
    [`{"phone":"${'1   '.repeat(16)}"}`, `{"phone":"${'1   '.repeat(16)}"}`],
    ['{"phone":"০৭৭০০ ৯০০১২৩"}', '{"phone":"[PHONE]"}'],
    [`{"${'a_'.repeat(100)}pin":"4821"}`, `{"${'a_'.repeat(100)}pin":"[SECRET]"}`],
    ["{'pin': '4821'}", "{'pin': '[SECRET]'}"],
    ['{"pin": "4821", "cut off": "he', '{"pin": "[SECRET]", "cut off": "he'],
  ])('%s becomes %s', (input, output) => {
    expect(
      redactCall(spokenCall([], { activities: [activity('tool', input, '')] })).activities[0]?.input,
    ).toBe(output);
  });

  it.each([
    '{"order_id":"#W3348917502","status":200,"code":4821,"at":"2026-11-12T10:20:08.979455+00:00"}',
    '{"card_ending":"6437","zip":"94107","price":129.99,"flight":"BA2490","pin_required":true,"pin":null}',
    '{"reservation_id":"SI5UKW","user_id":"omar_rossi_1241","seats":[12,14],"big":12345678901234567890}',
    '[1, 2.50e3, "", {}, []]',
  ])('%s stays as it is', (input) => {
    expect(
      redactCall(spokenCall([], { activities: [activity('tool', input, input)] })).activities[0],
    ).toEqual(activity('tool', input, input));
  });

  it('redacted JSON parses with the same keys and shape', () => {
    const secret = fc.constantFrom(
      '4242424242424242',
      'PIN 4821',
      'kim@example.com',
      'a "quoted\\" 07700 900123',
    );
    const value = fc.letrec<{ json: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(
        secret,
        fc.string({ unit: 'binary' }),
        fc.maxSafeInteger(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(4242424242424242, true, null),
      ),
      json: fc.oneof(
        { maxDepth: 2 },
        tie('leaf'),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('pin', 'note', 'phone', 'cardNumber', 'x'), tie('json')),
      ),
    })).json;
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (before, indent) => {
        const text = JSON.stringify(before, null, indent);
        const after =
          redactCall(spokenCall([], { activities: [activity('tool', text, text)] })).activities[0]?.output ??
          '';
        expect(shapeOf(JSON.parse(after))).toEqual(shapeOf(JSON.parse(text)));
        expect(after).not.toContain('4242424242424242');
        expect(after).not.toContain('kim@example.com');
      }),
      { numRuns: 100 },
    );
  });
});

/** Keys and nesting without the values, because a redacted number becomes a string. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
    : 'leaf';
}

function activity(name: string, input: string, output: string) {
  return { windowNumber: 1, index: 0, name, input, output, succeeded: true };
}

function said(lines: [Speaker, string][]): string[] {
  return redactCall(spokenCall(lines)).turns.map(({ text }) => text);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { checkFindings } from '../../src/evidence/gate.ts';
import type { Judgement, OpenCommitment } from '../../src/index.ts';
import { plainJudgement, windowOf } from '../support/story.ts';

const CALL = decodeCall('c', [
  windowOf('c', 1, [
    { speaker: 'agent', transcript: 'Hello, how can I help?' },
    { speaker: 'customer', transcript: 'You promised me a refund of 5000. Presets are lost.' },
    {
      speaker: 'agent',
      transcript: "I've reset your  password.\nI'll call you tomorrow, and I'll mail the form by Friday.",
    },
    { speaker: 'supervisor', transcript: 'I will check it.' },
    { speaker: 'customer', transcript: 'See <b>this</b> at https://evil.example.com \u202eabc, it’s ok.' },
  ]),
  windowOf('c', 2, [], {
    activityFeed: JSON.stringify([
      { name: 'create_ticket', input: '{}', output: 'done', status: 'success' },
      { name: 'issue_refund', input: '{}', output: 'no', status: 'failed' },
      { name: 'send_\u202eform', input: '{}', output: 'done', status: 'success' },
    ]),
  }),
]);
const MONDAY = Date.UTC(2026, 10, 2, 10);

const check = (more: Partial<Judgement>, open: OpenCommitment[] = [], endedAt: number | null = MONDAY) =>
  checkFindings(plainJudgement(more), CALL, open, endedAt, 'UTC');
const said = (
  turn: number,
  quote: string,
  speaker: 'agent' | 'customer' | 'other' = 'agent',
  window = 1,
) => ({
  window_number: window,
  turn,
  speaker,
  quote,
});
const deliver = (evidence: ReturnType<typeof said>, text = 'Reset the password') =>
  check({ deliverables: [{ text, evidence: [evidence] }] });

/** What is kept of words that the agent said: the text of the finding, and its quote, which is the same. */
function shownOf(text: string): string[] {
  const call = decodeCall('c', [windowOf('c', 1, [{ speaker: 'agent', transcript: `Done. ${text}` }])]);
  const finding = { text, evidence: [said(0, text)] };
  const { keyInsights } = checkFindings(plainJudgement({ keyInsights: [finding] }), call, [], MONDAY, 'UTC');
  return keyInsights.flatMap((kept) => {
    for (const item of kept.evidence) {
      if ('quote' in item) expect(item.quote.replace(' [inaudible]', '')).toBe(kept.text);
    }
    return [kept.text];
  });
}

describe('the evidence gate', () => {
  it('the gate passes a finding whose quote occurs in its turn, said by the agent', () => {
    expect(deliver(said(2, "I've reset your password."))).toMatchObject({
      deliverables: [{ text: 'Reset the password' }],
      dropped: 0,
    });
  });

  it.each([
    ['an invented quote', said(2, 'I have refunded 5000')],
    ['another turn', said(0, "I've reset your password.")],
    ['a turn that does not exist', said(9, "I've reset your password.")],
    ['a window that does not exist', said(2, "I've reset your password.", 'agent', 7)],
    ["the customer's words as the agent's", said(1, 'You promised me a refund of 5000')],
    ["the customer's words under his own name", said(1, 'You promised me a refund of 5000', 'customer')],
    ['another speaker', said(3, 'I will check it.', 'other')],
    ['a quote stitched from two places', said(2, "I've reset your password. by Friday")],
    ['part of a word', said(2, 'set your password')],
    ['no word at all', said(2, "'")],
    ['one letter', said(2, 'I')],
  ])('the gate refuses %s', (_, evidence) => {
    expect(deliver(evidence)).toMatchObject({ deliverables: [], dropped: 1 });
  });

  it.each([
    ['markup alone', '<img src=x onerror=alert(1)>'],
    ['a script', 'Reset <script>alert(1)</script>'],
    ['a frame', 'Reset <iframe src=x>'],
    ['entities', '&lt;script&gt;'],
    ['reordering characters', 'abc \u202edef'],
    ['an override from left to right', 'abc \u202ddef'],
    ['private characters', 'abc \ue000'],
    ['letters of two alphabets in a word', 'Reset p\u0430ypal'],
    ['a word in letters that only look Latin', 'Reset for \u0440\u0430\u0443'],
    ['digits of two scripts in a number', 'Reset 5\u09ea'],
    ['a letter for a nought in an amount', 'Reset £5O'],
  ])('the gate refuses a text with %s', (_, text) => {
    expect(deliver(said(2, "I've reset your password."), text)).toMatchObject({
      deliverables: [],
      dropped: 1,
    });
  });

  it.each([
    ['a soft hyphen', 'Reset the pass\u00adword', 'Reset the password'],
    ['a zero-width space', 'Reset the pass\u200bword', 'Reset the password'],
    ['marks of direction', '\u200fReset the\u200e password\u2069', 'Reset the password'],
    ['a space that does not break', 'Reset the\u00a0password', 'Reset the password'],
    ['a curly apostrophe', 'Reset Ana\u2019s password', "Reset Ana's password"],
    ['accents that stand apart', 'Reset the password of Zoe\u0308', 'Reset the password of Zoë'],
    ['marks of sounds', 'Reset <noise> the [laughter] password', 'Reset the password'],
    ['a word that was not understood', 'Reset the [inaudible] password', 'Reset the password'],
    ['tags that only format', 'Reset <b>the</b> password<br>', 'Reset the password'],
    ['entities of a web page', 'Reset Ana&#39;s &quot;password&quot;', 'Reset Ana\'s "password"'],
    ['bold letters of formulas', 'Reset the \u{1d429}\u{1d41a}ssword', 'Reset the password'],
    [
      'a picture of several people',
      'Reset the password 👩\u200d👩\u200d👧',
      'Reset the password 👩\u200d👩\u200d👧',
    ],
    [
      'a Persian joiner',
      'Reset \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
      'Reset \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    ],
    [
      'digits of its own script',
      'Reset \u06f5\u06f0 \u062a\u0648\u0645\u0627\u0646',
      'Reset \u06f5\u06f0 \u062a\u0648\u0645\u0627\u0646',
    ],
    ['an abbreviation with an ending', 'Reset пароль, SMSка', 'Reset пароль, SMSка'],
    ['units and signs', 'Reset 5 µm, α and π', 'Reset 5 µm, α and π'],
  ])('the gate shows what was said without %s, and keeps what belongs to a language', (_, text, shown) => {
    expect(shownOf(text)).toEqual([shown]);
  });

  it.each([
    ['see https://evil.example.com/x?y=1.', 'see [LINK].'],
    ['see www.evil.example.com now', 'see [LINK] now'],
  ])('the gate shows a token in place of a link that was said: %s', (text, shown) => {
    expect(shownOf(text)).toEqual([shown]);
  });

  it('the gate keeps a quote as it may be shown, and refuses one that reorders text, even if it was said', () => {
    const insight = (quote: string) =>
      check({ keyInsights: [{ text: 'Insight', evidence: [said(4, quote, 'customer')] }] });
    expect(insight('See <b>this</b> at').keyInsights).toMatchObject([
      { evidence: [{ quote: 'See this at' }] },
    ]);
    expect(insight('See this at https://evil.example.com').keyInsights).toMatchObject([
      { evidence: [{ quote: 'See this at [LINK]' }] },
    ]);
    expect(insight('\u202eabc').dropped).toBe(1);
    expect(insight("it's ok").dropped).toBe(0);
  });

  it('the gate narrows a quote that cannot be shown to the words of the finding', () => {
    const text = "I'll call you tomorrow";
    const call = decodeCall('c', [
      windowOf('c', 1, [{ speaker: 'agent', transcript: `${text} about p\u0430ypal.` }]),
    ]);
    const evidence = [said(0, `${text} about p\u0430ypal.`)];
    const { commitments, dropped } = checkFindings(
      plainJudgement({ commitments: [{ text, owner: 'agent', due: 'tomorrow', evidence }] }),
      call,
      [],
      MONDAY,
      'UTC',
    );
    expect(commitments).toMatchObject([{ text, dueAt: '2026-11-03', evidence: [{ quote: text }] }]);
    expect(dropped).toBe(0);
  });

  it('the gate accepts a tool call only if it exists under that name and succeeded', () => {
    const tool = (activity: number, name: string) =>
      check({
        deliverables: [{ text: 'Did it', evidence: [{ window_number: 2, activity, name }] }],
      }).deliverables.length;
    expect(tool(0, 'create_ticket')).toBe(1);
    expect(tool(0, 'issue_refund')).toBe(0);
    expect(tool(1, 'issue_refund')).toBe(0);
    expect(tool(5, 'create_ticket')).toBe(0);
    expect(tool(2, 'send_\u202eform')).toBe(0);
  });

  it('promises of a turn are numbered by their place in it, in any order of the list', () => {
    const call = {
      text: 'Call',
      owner: 'agent' as const,
      due: 'tomorrow',
      evidence: [said(2, "I'll call you tomorrow")],
    };
    const mail = {
      text: 'Mail',
      owner: 'agent' as const,
      due: 'by Friday',
      evidence: [said(2, "I'll mail the form by Friday.")],
    };
    const ids = (commitments: Judgement['commitments']) =>
      check({ commitments }).commitments.map(({ id, text, dueAt }) => [id, text, dueAt]);
    const expected = [
      ['c:1:2:0', 'Call', '2026-11-03'],
      ['c:1:2:1', 'Mail', '2026-11-06'],
    ];
    expect(ids([call, mail])).toEqual(expected);
    expect(ids([mail, call])).toEqual(expected);
  });

  it('a due date is null if the call has no date, or if no speaker said the words', () => {
    const mail = {
      text: 'Mail',
      owner: 'agent' as const,
      due: 'by Friday',
      evidence: [said(2, "I'll mail the form by Friday.")],
    };
    expect(check({ commitments: [mail] }, [], null).commitments[0]?.dueAt).toBeNull();
    expect(check({ commitments: [{ ...mail, due: 'by Monday' }] }).commitments[0]?.dueAt).toBeNull();
  });

  it('the gate refuses a promise in words of the other side, or with a tool call alone', () => {
    const promise = { text: 'Refund', owner: 'agent' as const, due: null };
    expect(
      check({ commitments: [{ ...promise, evidence: [said(1, 'You promised me a refund', 'customer')] }] }),
    ).toMatchObject({ commitments: [], dropped: 1 });
    const tool = { window_number: 2, activity: 0, name: 'create_ticket' };
    expect(check({ commitments: [{ ...promise, evidence: [tool] }] })).toMatchObject({
      commitments: [],
      dropped: 1,
    });
  });

  it('the gate closes only given promises, once each, with words of this call', () => {
    const open = [{ id: 'x:1:0:0', text: 'Mail the form', owner: 'agent' as const, dueAt: null }];
    const close = (commitment_id: string, quote = "I've reset your password.") => ({
      commitment_id,
      status: 'kept' as const,
      evidence: [said(2, quote)],
    });
    expect(
      check({ closings: [close('x:1:0:0'), close('x:1:0:0'), close('other:1:0:0')] }, open),
    ).toMatchObject({
      closings: [{ commitment_id: 'x:1:0:0', status: 'kept' }],
      dropped: 2,
    });
    expect(check({ closings: [close('x:1:0:0', 'never said')] }, open)).toMatchObject({
      closings: [],
      dropped: 1,
    });
  });

  it('the gate passes nothing that is not in the transcript, for any answer of an analyst', () => {
    const evidence = fc.oneof(
      fc.record({
        window_number: fc.constantFrom(1, 2, 3),
        turn: fc.nat(5),
        speaker: fc.constantFrom('agent' as const, 'customer' as const, 'other' as const),
        quote: fc.oneof(
          fc.string({ minLength: 1 }),
          fc.constantFrom("I've reset your password.", 'how can I help?'),
        ),
      }),
      fc.record({
        window_number: fc.constantFrom(1, 2),
        activity: fc.nat(2),
        name: fc.constantFrom('create_ticket', 'x'),
      }),
    );
    const finding = fc.record({
      text: fc.string({ minLength: 1 }),
      evidence: fc.array(evidence, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 3 }), (deliverables) => {
        const checked = check({ deliverables });
        expect(checked.deliverables.length + checked.dropped).toBe(deliverables.length);
        for (const { evidence: kept } of checked.deliverables) {
          for (const item of kept) {
            if ('activity' in item)
              expect(item).toEqual({ window_number: 2, activity: 0, name: 'create_ticket' });
            else {
              const turn = CALL.turns.find(
                (t) => t.windowNumber === item.window_number && t.index === item.turn,
              );
              expect(turn?.speaker).toBe('agent');
              expect(turn?.text.replace(/\s+/g, ' ')).toContain(item.quote.replace(/\s+/g, ' ').trim());
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

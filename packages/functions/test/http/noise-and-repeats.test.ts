import { describe, expect, it } from 'vitest';
import { type More, realApp, said } from '../support/real-calls.ts';

const analyse = (lines: string[], more: More = {}) => realApp().analyse([{ turns: said(...lines), ...more }]);

describe('noise', () => {
  it.each([
    ['[Music]', '[silence]'],
    ['...', '…'],
    ['<noise>', '(inaudible 00:12)'],
    ['Thank you for watching!', '♪ la la la ♪'],
    ['[BLANK_AUDIO]', '*coughs*'],
    ['Untertitel der Amara.org-Community', '[Gelächter]'],
    ['?', '- -'],
  ])('noise such as %s is not speech: a side with nothing else counts as silent', async (one, other) => {
    const refused = await analyse([
      'agent: Hello?',
      `customer: ${one}`,
      "agent: Hello, can you hear me? I'll call you back tomorrow.",
      `customer: ${other}`,
    ]);
    expect(refused).toMatchObject({ status: 422, code: 'insufficient_conversation' });
  });

  it('noise takes no time, changes no figure, and is counted', async () => {
    const call = [
      'agent: Thanks for calling, how can I help?',
      'customer: My order never came.',
      "agent: I'll send you a new one tomorrow.",
      'customer: Thank you.',
    ];
    const plain = await analyse(call);
    const [first = '', second = '', third = '', fourth = ''] = call;
    const noisy = await realApp().analyse([
      {
        turns: [
          ...said(first, second),
          { speaker: 'customer', transcript: '[Music]', timestamp: '2026-11-25T10:00:10Z' },
          { speaker: 'agent', transcript: 'Thank you for watching!', timestamp: '2026-11-25T10:00:12Z' },
          ...said(third.replace(':', '@16:'), fourth),
          { speaker: 'customer', transcript: '...', timestamp: '2026-11-25T10:01:50Z' },
        ],
      },
    ]);
    expect({ ...noisy.metrics, completeness: null }).toEqual({ ...plain.metrics, completeness: null });
    expect(noisy.metrics.completeness).toMatchObject({ noiseTurns: 3, partials: 0, repeats: 0 });
    expect(noisy.commitments.map(({ text, dueAt }) => [text, dueAt])).toEqual(
      plain.commitments.map(({ text, dueAt }) => [text, dueAt]),
    );
  });
});

describe('repeated turns', () => {
  it('partial results count once', async () => {
    const row = await analyse([
      'agent@0: Hi, how can I help?',
      'customer@1: My parcel',
      'customer@2: My parcel never',
      'customer@3: My parcel never came.',
      "agent@4: I'll",
      "agent@5: I'll call you",
      "agent@6: I'll call you back on",
      "agent@7: I'll call you back on Monday with the result.",
      'customer@8: Thanks.',
    ]);
    expect(row.commitments).toMatchObject([{ id: 'call-1:1:7:0', dueAt: '2026-11-30' }]);
    expect(row.metrics.completeness).toMatchObject({ partials: 5, repeats: 0 });
  });

  it('repeated final results count once', async () => {
    const row = await analyse([
      'agent@0: Hi, how can I help?',
      'customer@8: My washing machine has leaked all over the kitchen floor.',
      'customer@8.3: My washing machine has leaked all over the kitchen floor.',
      'customer@8.6: My washing machine has leaked all over the kitchen floor.',
      "agent@15: I'll send you a plumber on Friday.",
      "agent@15.3: I'll send you a plumber on Friday.",
      "agent@15.6: I'll send you a plumber on Friday.",
      'customer@18: Thank you.',
    ]);
    expect(row.commitments).toMatchObject([{ id: 'call-1:1:4:0' }]);
    expect(row.metrics.completeness).toMatchObject({ repeats: 4, partials: 0 });
  });

  it('results with the same beginning count once, as their words grow or change', async () => {
    const heard = (speaker: string, transcript: string, begin_ms: number, end_ms: number) => ({
      speaker,
      transcript,
      begin_ms,
      end_ms,
    });
    const row = await realApp().analyse([
      {
        turns: [
          heard('agent', 'Hi, how can I help?', 0, 2_000),
          heard('customer', 'My parcel never game', 3_000, 4_000),
          heard('customer', 'My parcel never came to me.', 3_000, 5_000),
          heard('agent', "I'll call you", 6_000, 7_000),
          heard('agent', "I'll call you back on Monday.", 6_000, 8_000),
          heard('customer', 'Thanks.', 9_000, 9_500),
          heard('agent', "I'll call you back on Monday.", 6_000, 8_000),
        ],
      },
    ]);
    expect(row.commitments).toHaveLength(1);
    expect(row.metrics.talkTime).toMatchObject({ agent: { millis: 4_000 }, customer: { millis: 2_500 } });
  });

  it('a sentence that a person repeats stays', async () => {
    const row = await analyse([
      'agent@0: Are you still there?',
      'customer@3: Yes.',
      'agent@5: And you want the refund?',
      'customer@7: Yes.',
      'agent@12: Hello? Can you hear me?',
      'agent@17: Hello? Can you hear me?',
      'customer@19: Yes, I can.',
    ]);
    expect(row.metrics.completeness).toMatchObject({ partials: 0, repeats: 0, duplicateTurns: 0 });
  });

  it('the transcript of the last contact at the start of a chat counts once', async () => {
    const first = said(
      'agent: Hello, how can I help?',
      'customer: I need the refund form.',
      "agent: I'll email you the form by Friday.",
      'customer: Great, thank you.',
    );
    const second = said(
      'agent@3600: Welcome back, what can I do?',
      'customer@3610: I have another question about my bill.',
      "agent@3620: I'll send you the bill tomorrow.",
      'customer@3630: Thanks.',
    );
    const app = realApp();
    const marks = { timestamp_marks: 'sent' };
    expect((await app.analyse([{ turns: first, ...marks }], 'chat-1')).commitments).toHaveLength(1);
    const row = await app.analyse([{ turns: [...first, ...second], ...marks }], 'chat-2');
    expect(row.metrics.completeness.carriedOver).toBe(4);
    expect(row.metrics.totalConversationDurationMillis).toBe(30_000);
    expect(row.commitments).toMatchObject([{ id: 'chat-2:1:6:0' }]);
    expect((await app.box()).commitments).toHaveLength(2);
  });
});

describe('two people with one address', () => {
  it('two people with one address keep separate calls, also when one lies within the other', async () => {
    const first = said(
      'agent: Hello, how can I help?',
      'customer: I need the refund form.',
      "agent: I'll email you the form by Friday.",
      'customer: Great, thank you.',
    );
    const second = first.map((turn, n) => ({
      ...turn,
      transcript:
        ['Good morning.', 'My bill is wrong.', "I'll call you back tomorrow.", 'Please do.'][n] ?? '',
    }));
    const app = realApp();
    await app.analyse([{ turns: first }], 'call-1');
    const row = await app.analyse(
      [{ turns: [...second, ...said('agent@3600: Is there anything else?', 'customer@3610: No, thanks.')] }],
      'call-2',
    );
    expect(row.metrics.completeness.carriedOver).toBe(0);
    expect(row.commitments).toMatchObject([{ id: 'call-2:1:2:0' }]);
  });
});

describe('words without spaces', () => {
  it('words without spaces are counted as words', async () => {
    const heard = (speaker: string, transcript: string, begin_ms: number, end_ms: number) => ({
      speaker,
      transcript,
      begin_ms,
      end_ms,
    });
    const { metrics } = await realApp().analyse([
      {
        turns: [
          heard('オペレーター', 'お電話ありがとうございます。ご用件をお聞かせください。', 0, 4_000),
          heard('お客様', '注文した商品がまだ届いていません。', 5_000, 8_000),
        ],
      },
    ]);
    expect(metrics.talkSpeed.agent).toBeGreaterThan(60);
    expect(metrics.talkSpeed.customer).toBeGreaterThan(100);
  });
});

import { Judgement } from '@live-assist/core/analytics/analytics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { analyse, callOf, judge } from './local-analyst-calls.ts';

const reset = callOf(
  [
    'agent: Good morning, thank you for calling. How can I help you?',
    "customer: Hi, I can't log in any more, I forgot my password.",
    'agent: I understand, let me take care of that.',
    "agent: I've reset your password, the link is in your inbox.",
    "customer: Perfect, that works now. Thank you so much, that's all I needed.",
  ],
  [{ name: 'reset_password', output: '{"status":"ok"}' }],
);
const angry = callOf([
  'agent: Hello, how can I help?',
  'customer: This is the third time I call and my internet is still not working.',
  'agent: Unfortunately there is no technician available this week.',
  'customer: That is ridiculous. I want to speak to a supervisor.',
  "agent: I'll transfer you to my supervisor.",
]);

describe('the local analyst', () => {
  it('the local analyst says who it is, and costs nothing', async () => {
    const analyst = localAnalyst();
    const { judgement: _, ...answer } = await analyst.analyze({
      call: reset,
      metrics: {} as never,
      openCommitments: [],
      deadline: 0,
    });
    expect(analyst.engine).toBe('local');
    expect(answer).toEqual({ model: 'rules-8', promptVersion: 'rules-8', usage: null, costUsd: null });
  });

  it('the local analyst judges a call that went well', async () => {
    const judgement = await judge(reset);
    expect(judgement.resolved).toBe(true);
    expect(judgement.resolvedAt).toEqual({ window_number: 1, turn: 3 });
    expect(judgement.category).toBe('account-access');
    expect(judgement.sentimentScore).toBeGreaterThanOrEqual(60);
    expect(judgement.satisfactionScore).toBeGreaterThanOrEqual(67);
    expect(judgement.escalationRisk).toBeLessThan(30);
    expect(judgement.emotions.map(({ emotion }) => emotion)).toContain('gratitude');
    expect(judgement.tags).toEqual(['account-access', 'resolved']);
    expect((await analyse(reset)).summary).toBe(
      "The customer reported: they can't log in any more, they forgot their password. Done for the customer: I've reset your password, the link is in your inbox. The request was resolved. The customer sounded pleased.",
    );
  });

  it('the local analyst judges a call that went badly', async () => {
    const judgement = await judge(angry);
    expect(judgement.resolved).toBe(false);
    expect(judgement.resolvedAt).toBeNull();
    expect(judgement.sentimentScore).toBeLessThan(40);
    expect(judgement.escalationRisk).toBeGreaterThanOrEqual(75);
    expect(judgement.category).toBe('technical-support');
    expect(judgement.tags).toContain('escalation');
    expect(judgement.keyInsights.map(({ text }) => text)).toContain(
      'The customer was passed on to someone else.',
    );
    expect(judgement.actionItems.map(({ text }) => text)).toContain(
      'Make sure that the hand-over was taken up.',
    );
  });

  it('the local analyst hears a negation', async () => {
    const sentiment = async (line: string) => (await judge(callOf([`customer: ${line}`]))).sentimentScore;
    expect(await sentiment('Not bad at all.')).toBeGreaterThan(50);
    expect(await sentiment('No problem.')).toBeGreaterThan(50);
    expect(await sentiment("I'm not happy with this.")).toBeLessThan(50);
    expect(await sentiment('Thanks for nothing.')).toBeLessThan(40);
  });

  it('the local analyst lets the end of the call count more than its beginning', async () => {
    const good = 'customer: That is perfect, thank you so much!';
    const bad = 'customer: This is ridiculous, what a waste of time.';
    const [better, worse] = [
      await judge(callOf([bad, 'agent: Sorry.', good])),
      await judge(callOf([good, 'agent: Sorry.', bad])),
    ];
    expect(better.sentimentScore).toBeGreaterThan(worse.sentimentScore);
    expect(better.satisfactionScore).toBeGreaterThan(worse.satisfactionScore);
  });

  it('the local analyst counts an accepted offer of a hand-over as an escalation, a declined one not', async () => {
    const offer = 'agent: I cannot change that. Would you like me to transfer you to a human agent?';
    expect((await judge(callOf([offer, 'customer: Yes, please.']))).escalationRisk).toBeGreaterThanOrEqual(
      50,
    );
    expect(
      (await judge(callOf([offer, "customer: No, I'll see what I can do."]))).escalationRisk,
    ).toBeLessThan(50);
  });

  it('the local analyst says nothing where nothing was said', async () => {
    const judgement = await judge(callOf(['agent: Hello.', 'customer: Hello.']));
    expect(judgement.category).toBe('general-enquiry');
    expect(judgement.sentimentScore).toBe(50);
    expect([
      judgement.deliverables,
      judgement.commitments,
      judgement.actionItems,
      judgement.improvementAreas,
    ]).toEqual([[], [], [], []]);
  });
});

describe('promises of earlier calls', () => {
  const form = {
    id: 'c-0:1:3:0',
    text: "I'll email you the form by Friday",
    owner: 'agent' as const,
    dueAt: '2026-03-06',
  };
  const photos = {
    id: 'c-0:1:5:0',
    text: "I'll send the photos tonight",
    owner: 'customer' as const,
    dueAt: null,
  };
  const after = '2026-03-10T10:00:00.000Z';
  const closingsOf = async (line: string, tools = [] as Parameters<typeof callOf>[1], at = after) =>
    (await judge(callOf([line], tools, at), [form, photos])).closings.map(({ commitment_id, status }) => [
      commitment_id,
      status,
    ]);

  it.each([
    ["agent: I've emailed you the form this morning.", [[form.id, 'kept']]],
    ['customer: I got the form, thanks.', [[form.id, 'kept']]],
    ['customer: I never got the form.', [[form.id, 'missed']]],
    ["customer: I haven't received the email with the form.", [[form.id, 'missed']]],
    ["customer: I've sent the photos.", [[photos.id, 'kept']]],
    ['agent: We have received your photos, thank you.', [[photos.id, 'kept']]],
    ['agent: Hello, did you get the form?', []],
    ["agent: I'll email you the form.", [[form.id, 'replaced']]],
    ['customer: I got a letter.', []],
    ['customer: I still have a question about the form.', []],
  ])('%s', async (line, closings) => {
    expect(await closingsOf(line)).toEqual(closings);
  });

  it('promises of earlier calls are kept by a tool call that did the thing', async () => {
    expect(await closingsOf('agent: Hello.', [{ name: 'email_form', output: 'sent' }])).toEqual([
      [form.id, 'kept'],
    ]);
  });

  it('promises of earlier calls are said to be missed also before their day, which the memory counts as asked', async () => {
    expect(await closingsOf('customer: I never got the form.', [], '2026-03-05T10:00:00.000Z')).toEqual([
      [form.id, 'missed'],
    ]);
  });
});

const WORDS = [
  "I'll email you the form by Friday",
  'we will call you back',
  'your booking has been cancelled',
  "I've reset it",
  'ridiculous',
  'if you like',
  '😀',
  '\ud800',
  '\u202e',
  'こんにちは、元気ですか？',
  'مرحبا',
  '<b>',
  'transfer me to a supervisor',
  'refund',
  '\n',
  '. ',
  ', ',
  '? ',
  ' and ',
  '   ',
  '**',
  '$40',
  'never',
  'İ',
  'ﬁ',
  "you'll receive",
  'thank you',
  'successfully',
];
const Text = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' '.repeat(10_000),
    'a'.repeat(10_000),
    "I'll send you ".repeat(700),
    '😀'.repeat(5_000),
    '. '.repeat(4_000),
  ),
);
const SomeCall = fc
  .record({
    turns: fc.array(
      fc.record({
        speaker: fc.constantFrom('agent' as const, 'customer' as const, 'other' as const),
        text: Text,
      }),
      { maxLength: 12 },
    ),
    tools: fc.array(
      fc.record({
        name: fc.oneof(
          Text,
          fc.constantFrom(
            'cancel_reservation',
            'hotel_book',
            'transfer_to_human_agents',
            '__proto__',
            'constructor',
          ),
        ),
        input: Text,
        output: fc.oneof(
          Text,
          fc.json(),
          fc.constantFrom('{"status":"confirmed"}', 'null', '[]', '{"error":null,"message":"done"}'),
        ),
        succeeded: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ turns, tools }) => {
    const call = callOf([]);
    call.turns = turns.map((turn, at) => ({
      windowNumber: Math.floor(at / 5),
      index: at % 5,
      at: null,
      offsetMs: null,
      beginMs: null,
      endMs: null,
      ...turn,
    }));
    call.activities = tools.map((tool, index) => ({ windowNumber: 0, index, ...tool }));
    return call;
  });

describe('whatever the call', () => {
  const open = [
    { id: 'c-0:1:3:0', text: "I'll email you the form by Friday", owner: 'agent' as const, dueAt: null },
  ];

  it('the judgement is valid, the same every time, and every quote stands where it is said to stand', async () => {
    await fc.assert(
      fc.asyncProperty(SomeCall, async (call) => {
        const judgement = await judge(call, open);
        expect(Judgement.parse(judgement)).toEqual(judgement);
        expect(await judge(call, open)).toEqual(judgement);
        const { keyInsights, actionItems, deliverables, improvementAreas, commitments, closings } = judgement;
        for (const { evidence } of [
          keyInsights,
          actionItems,
          deliverables,
          improvementAreas,
          commitments,
          closings,
        ].flat()) {
          expect(evidence.length).toBeGreaterThan(0);
          for (const item of evidence) {
            if ('quote' in item) {
              const turn = call.turns.find(
                (t) => t.windowNumber === item.window_number && t.index === item.turn,
              );
              expect(turn?.speaker).toBe(item.speaker);
              expect(turn?.text).toContain(item.quote);
            } else {
              const activity = call.activities[item.activity];
              expect([activity?.name, activity?.succeeded]).toEqual([item.name, true]);
            }
          }
        }
        for (const { owner, due, evidence } of commitments) {
          expect(evidence[0] !== undefined && 'speaker' in evidence[0] && evidence[0].speaker).toBe(owner);
          const quotes = evidence.map((item) => ('quote' in item ? item.quote : '')).join(' ');
          if (due !== null) expect(quotes).toContain(due);
        }
      }),
      { numRuns: 150 },
    );
  });
});

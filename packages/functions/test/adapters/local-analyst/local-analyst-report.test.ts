import type { OpenCommitment } from '@live-assist/core';
import { IMPROVEMENT_AREAS } from '@live-assist/core/analytics/improvement-areas';
import { describe, expect, it } from 'vitest';
import { analyse, callOf, judge, type SampleTool } from './local-analyst-calls.ts';

const HELLO = 'agent: Good morning, how can I help?';
const requestIn = async (...lines: string[]) => {
  const { keyInsights } = await judge(callOf(lines));
  const insight = keyInsights.find(({ text }) => text.startsWith('The customer’s request'));
  return /“(.*)”/.exec(insight?.text ?? '')?.[1] ?? null;
};

describe('the request of the customer', () => {
  it.each([
    ["I'm calling about a leak under the sink.", "I'm calling about a leak under the sink"],
    ['I just wanted to ask when the office opens.', 'I just wanted to ask when the office opens'],
    ['Um, so, yeah, I need a new key for the garage.', 'I need a new key for the garage'],
    ["Well, I'd like to move my appointment to Monday.", "I'd like to move my appointment to Monday"],
    ['Could you send somebody to look at the boiler?', 'Could you send somebody to look at the boiler?'],
    ["Oh, hi Nora, my washing machine won't spin.", "My washing machine won't spin"],
    ["My order hasn't arrived.", "My order hasn't arrived"],
    ['My heating has been off since Sunday.', 'My heating has been off since Sunday'],
    ['My phone goes dead after an hour.', 'My phone goes dead after an hour'],
    ['I was promised a visit and nobody came.', 'I was promised a visit and nobody came'],
    ["There's a crack in the window you put in.", "There's a crack in the window you put in"],
    ['I lost my bank card on the train.', 'I lost my bank card on the train'],
    ['You charged me twice for the same ticket.', 'You charged me twice for the same ticket'],
    ['When will my sofa be delivered?', 'When will my sofa be delivered?'],
    ['book me a table for two', 'Book me a table for two'],
    ['my name is ivan petrov i would like a copy of my bill', 'I would like a copy of my bill'],
  ])('%s', async (line, words) => {
    expect(await requestIn(HELLO, `customer: ${line}`)).toBe(words);
  });

  it('the request of the customer is what comes after a greeting, a name and small talk', async () => {
    expect(
      await requestIn(
        HELLO,
        "customer: Hello! It's Ines Ramos, we spoke on Monday. How are you?",
        'agent: Very well, and you?',
        'customer: Fine, thank you.',
        'agent: What can I do for you?',
        'customer: The lamp that you sent is broken.',
      ),
    ).toBe('The lamp that you sent is broken');
  });

  it('the request of the customer may come late in the call', async () => {
    const chat = ['Yes, I did.', 'That was quick.', 'On Tuesday.', 'No, not at all.', 'Lovely.', 'Good.'];
    const lines = chat.flatMap((line) => ['agent: And that?', `customer: ${line}`]);
    expect(await requestIn(...lines, "customer: I'd like to end my contract in May.")).toBe(
      "I'd like to end my contract in May",
    );
  });

  it('the request of the customer is quoted with the sentence after it when it names little by itself', async () => {
    const line = "customer: I need to make a claim. There's water in the cellar.";
    const { keyInsights } = await judge(callOf([HELLO, line]));
    expect(keyInsights).toEqual([
      {
        text: "The customer’s request: “I need to make a claim. There's water in the cellar”.",
        evidence: [
          {
            window_number: 1,
            turn: 1,
            speaker: 'customer',
            quote: "I need to make a claim. There's water in the cellar.",
          },
        ],
      },
    ]);
  });

  it.each([
    ["It's Ines Ramos, we spoke on Monday."],
    ['My name is Ines Ramos.'],
    ['I think I spoke to you about this.'],
    ['How long does that take?'],
    ['What do you need from me?'],
    ['Can you hear me?'],
    ['Can you help me?'],
    ["Yes, it's AB 1234."],
    ['My email is on the account.'],
    ['Okay, that explains it, thank you.'],
    ["I don't mind at all."],
  ])('the request of the customer is left out rather than: %s', async (line) => {
    const lines = [HELLO, `customer: ${line}`, 'agent: Thank you.', 'customer: Okay, bye.'];
    expect(await requestIn(...lines)).toBeNull();
    expect((await analyse(callOf(lines))).summary).not.toMatch(/The customer (?:wanted|reported|asked)/);
  });
});

describe('what a supervisor reads', () => {
  const insights = async (lines: string[], open: OpenCommitment[] = [], tools: SampleTool[] = []) =>
    (await judge(callOf(lines, tools, '2026-03-10T10:00:00.000Z'), open)).keyInsights.map(({ text }) => text);

  it('a supervisor reads why the customer was unhappy, in the customer’s words', async () => {
    expect(
      await insights([
        HELLO,
        "customer: I'd like to move my appointment. And I've been waiting for an hour, this is ridiculous.",
      ]),
    ).toEqual([
      "The customer was unhappy (anger): “I've been waiting for an hour, this is ridiculous”.",
      "The customer’s request: “I'd like to move my appointment”.",
    ]);
  });

  it.each([
    ["I was waiting for my son but he's got the flu."],
    ["I've never heard of it."],
    ["And the toaster's dead."],
  ])('a supervisor reads no complaint where the customer only had bad luck: %s', async (line) => {
    const lines = [HELLO, "customer: I'd like to move my appointment.", 'agent: Why?', `customer: ${line}`];
    expect(await insights(lines)).toEqual(["The customer’s request: “I'd like to move my appointment”."]);
  });

  it('a supervisor reads which earlier promise was not kept', async () => {
    const promised = {
      id: 'c-0:1:3:0',
      text: "I'll email you the form by Friday",
      owner: 'agent' as const,
      dueAt: '2026-03-06',
    };
    expect(await insights([HELLO, 'customer: I never got the form.'], [promised])).toEqual([
      'An earlier promise was not kept: “I never got the form”.',
    ]);
    expect(await insights(['agent: Did you get the form?', 'customer: No.'], [promised])).toEqual([
      'A promise of an earlier call was not kept.',
    ]);
  });

  it('a supervisor reads that a request is still open while its promise is open', async () => {
    const lines = [
      HELLO,
      'customer: I need a copy of my contract.',
      "agent: I've ordered the copy for you. We'll send you the copy by Friday.",
      'customer: Perfect, thank you.',
    ];
    expect((await analyse(callOf(lines))).summary).toBe(
      "The customer wanted a copy of their contract. Done for the customer: I've ordered the copy for you. The request was dealt with. Promised: We'll send you the copy by Friday. The customer sounded pleased.",
    );
  });

  it('no rudeness where there is none', async () => {
    const coached = async (line: string) =>
      (await judge(callOf([HELLO, 'customer: I lost my card.', `agent: ${line}`]))).improvementAreas.map(
        ({ text }) => text,
      );
    expect(await coached('We pay the postage, whatever happens with the claim.')).toEqual([]);
    expect(await coached('Fine, whatever.')).toEqual([IMPROVEMENT_AREAS.courtesy]);
  });
});

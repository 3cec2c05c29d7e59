import { describe, expect, it } from 'vitest';
import { analyse, callOf, judge, type SampleTool } from './local-analyst-calls.ts';

// Calls that were written down before anyone looked at the rules: 13 of the 24 were judged right at first, and 2 of the 8 in
// which the last state counts. Of 17 more, written after the rules were widened, 11 were; those of them that stand here
// are marked.

const ok = (name: string, input = ''): SampleTool => ({ name, input, output: 'ok' });

const delivered = async (lines: readonly string[], tools: SampleTool[] = []) =>
  (await judge(callOf([...lines], tools))).deliverables.map(({ text }) => text).join(' | ');

describe('calls that no rule was written for: the last state counts', () => {
  it.each<[name: string, gone: RegExp, lines: string[], tools: SampleTool[]]>([
    [
      'taken off again',
      /booked/i,
      [
        'customer: I need a table for eight tonight.',
        "agent: I've booked you a table for eight.",
        "customer: Oh no, actually we can't make it. Please take it off again.",
        "agent: Alright, I've taken it off again.",
      ],
      [],
    ],
    [
      'not needed any more',
      /booked/i,
      [
        'customer: I need a taxi to the airport.',
        'agent: Your taxi is booked.',
        "customer: Hang on, my sister is picking me up, so I don't need it.",
        "agent: No problem, it's cancelled.",
      ],
      [],
    ],
    [
      'another one was meant',
      /blue/i,
      [
        'customer: One lamp, please, in green.',
        "agent: I've ordered the blue lamp for you.",
        'customer: I said the green one!',
        "agent: I'm sorry, I've changed it to the green lamp.",
      ],
      [],
    ],
    [
      'removed on request',
      /added the (?:travel )?insurance/i,
      [
        'customer: Book me a seat to Leeds.',
        "agent: I've added the travel insurance.",
        'customer: I never asked for that. Remove it.',
        "agent: Done, I've removed the insurance.",
      ],
      [],
    ],
    [
      'moved back',
      /monday/i,
      [
        'customer: I have an appointment on Friday.',
        "agent: I've moved your appointment to Monday.",
        'customer: Monday is no good for me.',
        "agent: Then I've put it back to Friday.",
      ],
      [],
    ],
    [
      'a refund reversed',
      /refunded/i,
      [
        'customer: The kettle is broken.',
        "agent: I've refunded the kettle.",
        "customer: No, I don't want the money, I want a new kettle.",
        "agent: Okay, I've reversed the refund and ordered a new kettle for you.",
      ],
      [],
    ],
    [
      'undone by a tool',
      /book/i,
      [
        'customer: A room for Friday.',
        'agent: One moment.',
        'customer: Sorry, forget it, cancel that.',
        'agent: Sure.',
      ],
      [ok('book_room', '{"day":"Friday"}'), ok('cancel_room', '{"day":"Friday"}')],
    ],
    [
      'thrown out by the system',
      /booked|book/i,
      [
        'customer: I want to book the boat tour.',
        "agent: I've booked the boat tour for you.",
        "agent: Oh, the system has thrown it out again, so it isn't booked after all.",
        'customer: What a pity.',
      ],
      [],
    ],
    [
      'written later: ordered, and not needed',
      /ordered/i,
      [
        'customer: Two bags of sand.',
        "agent: I've ordered two bags of sand for you.",
        'customer: Wait, my neighbour has some. Cancel the sand.',
        'agent: Okay, the order is cancelled.',
      ],
      [],
    ],
    [
      'written later: undone by its own name',
      /upgraded/i,
      [
        'customer: A better seat, please.',
        "agent: I've upgraded your seat to business.",
        'customer: How much is that? Ninety? No way.',
        "agent: Then I've undone the upgrade.",
      ],
      [],
    ],
    [
      'written later: it did not go through',
      /credited/i,
      [
        'customer: I was charged twice.',
        "agent: I've credited twelve pounds.",
        'agent: Sorry, the credit has not gone through.',
      ],
      [],
    ],
  ])('is not shown as delivered: %s', async (_, gone, lines, tools) => {
    expect(await delivered(lines, tools)).not.toMatch(gone);
  });

  it.each<[name: string, kept: RegExp, lines: string[]]>([
    [
      'only the old one was cancelled',
      /booked/i,
      [
        'customer: I need a bigger room.',
        "agent: I've booked the bigger room for you.",
        'customer: Great. And the old one?',
        "agent: I've cancelled the old one.",
      ],
    ],
    [
      'the cancellation is what was wanted',
      /cancelled/i,
      [
        'customer: Please cancel my gym contract.',
        "agent: I've cancelled your gym contract.",
        'customer: Thanks.',
      ],
    ],
    [
      'something else is not wanted',
      /updated/i,
      [
        'customer: I have moved to Mill Road.',
        "agent: I've updated your address. Would you like our newsletter?",
        "customer: No, I don't need that.",
        'agent: All right.',
      ],
    ],
    [
      'written later: something beside it is removed',
      /updated/i,
      [
        'customer: New address: Mill Road.',
        "agent: I've updated your address. I've also removed the old phone number.",
        'customer: Thanks.',
      ],
    ],
    [
      'written later: taken off as well',
      /cancelled/i,
      [
        'customer: Cancel my order.',
        "agent: I've cancelled your order. I've taken it off your account too.",
        'customer: Thanks.',
      ],
    ],
  ])('is still shown as delivered: %s', async (_, kept, lines) => {
    expect(await delivered(lines)).toMatch(kept);
  });
});

describe('calls that no rule was written for: resolved', () => {
  const isResolved = async (lines: readonly string[]) => (await judge(callOf([...lines]))).resolved;

  it.each([
    [
      'customer: My printer shows a red light.',
      'agent: Please open the lid and close it.',
      "customer: Brilliant, it's printing again.",
    ],
    [
      'customer: Why is my bill higher this month?',
      'agent: The price went up in May, as we wrote in April.',
      'customer: Ah, so that is why. That answers it, thanks.',
    ],
    [
      'customer: Can you tell me how to change my password?',
      'agent: Under settings, then security.',
      "customer: Found it. That's sorted, cheers.",
    ],
    ['customer: I want my name corrected.', "agent: I've corrected it to Meyer.", 'customer: Perfect. Bye.'],
  ])('is settled: %s', async (...lines) => {
    expect(await isResolved(lines)).toBe(true);
  });

  it.each([
    ['customer: Why was I charged?', 'agent: It is in the terms.', "customer: I'm none the wiser, but fine."],
    [
      'customer: Can you unlock my phone?',
      'agent: Only a shop can do that.',
      "customer: I'll have to go to a shop then.",
    ],
    [
      'customer: I want to speak to my adviser.',
      'agent: She is away until Monday.',
      "customer: Right, I'll ring back on Monday.",
    ],
    [
      'customer: The app crashes.',
      "agent: There's nothing more I can do from here.",
      'customer: Fair enough.',
    ],
    [
      'customer: I want my deposit back.',
      'agent: The deposit is not refundable.',
      "customer: So I'm stuck with it. Okay, thanks anyway.",
    ],
    [
      'customer: My heating is off.',
      'agent: An engineer can come on Friday.',
      'customer: Fine, if there is nothing sooner.',
    ],
  ])('is not settled: %s', async (...lines) => {
    expect(await isResolved(lines)).toBe(false);
  });
});

describe('calls that no rule was written for: what the customer came to want', () => {
  it.each<[wanted: RegExp, lines: string[]]>([
    [
      /next (?:one|flight)/i,
      [
        "customer: My flight got cancelled and I'm stranded in Oslo.",
        'agent: Oh dear.',
        'customer: I want to be put on the next flight.',
      ],
    ],
    [
      /fix|gutter/i,
      ["customer: Hi, it's about the storm last week. I'd like somebody to fix the gutter.", 'agent: I see.'],
    ],
    [
      /copy|invoice/i,
      [
        'customer: Good morning, how are you?',
        'agent: Fine, how can I help?',
        'customer: I need a copy of the March invoice.',
      ],
    ],
  ])('is told: %s', async (wanted, lines) => {
    const { summary, about } = await analyse(callOf([...lines, 'agent: Let me see.']));
    expect(`${summary} ${about?.text}`).toMatch(wanted);
    expect(summary).not.toMatch(/the customer said/i);
  });
});

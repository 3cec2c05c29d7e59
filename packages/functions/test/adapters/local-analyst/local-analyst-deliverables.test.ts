import { describe, expect, it } from 'vitest';
import { callOf, judge, type SampleTool } from './local-analyst-calls.ts';

const delivered = async (lines: string[], tools: SampleTool[] = []) =>
  (await judge(callOf(lines, tools))).deliverables.map(({ text }) => text);

describe('what an agent says was done', () => {
  it.each([
    ["agent: I've reset your password.", "I've reset your password"],
    ['agent: okay i went ahead and updated your address', 'I went ahead and updated your address'],
    [
      'agent: Your booking has been cancelled and the refund is on its way.',
      'Your booking has been cancelled',
    ],
    [
      'agent: Your reservation has been successfully upgraded to economy class. Anything else?',
      'Your reservation has been successfully upgraded to economy class',
    ],
    [
      'agent: Your booking has been updated to business class, and two extra bags have been added.',
      'Your booking has been updated to business class',
    ],
    ['agent: That’s done, your subscription is now cancelled.', 'Your subscription is now cancelled'],
    [
      'agent: Your appointment is confirmed for Monday at 9.',
      'Your appointment is confirmed for Monday at 9',
    ],
    [
      'agent: so uh 135 dollars has been transferred to your checking account is there anything else i can help you with',
      '135 dollars has been transferred to your checking account',
    ],
  ])('%s', async (line, text) => {
    expect(await delivered([line])).toEqual([text]);
  });

  it.each([
    "agent: Lovely, I've added that.",
    "agent: So it's been ordered, it just never got a date.",
    "agent: I've checked your account.",
    "agent: I've put you on hold.",
    "agent: I've transferred you to billing.",
    'agent: I see that your flight has been cancelled.',
    'agent: Your order was processed last week.',
    'agent: Your payment was declined.',
    'agent: Your card has been blocked.',
    "agent: I haven't cancelled it.",
    "agent: Once we've refunded it, you'll see it.",
    'agent: Have I updated it correctly?',
    "agent: We've changed our policy.",
    "customer: I've cancelled my card.",
  ])('the deliverables in an agent’s words leave out: %s', async (line) => {
    expect(await delivered([line])).toEqual([]);
  });
});

describe('what a tool call did', () => {
  const check = {
    name: 'hotel_book',
    input: '[{"RequestType":"\\"Check\\""}]',
    output: '{"Message":"Available"}',
  };
  const book = {
    name: 'hotel_book',
    input: '[{"RequestType":"\\"Book\\""}]',
    output: '{"Message":"Reservation Confirmed"}',
  };
  const refused = { ...book, output: '{"ReservationStatus":"Reservation Failed"}' };

  it('the act of a tool call is named in the past tense', async () => {
    expect(
      await delivered(['agent: Hello.'], [{ name: 'cancel_reservation', output: '{"id":"X1"}' }]),
    ).toEqual(['Cancelled reservation']);
    expect(
      await delivered(['agent: Hello.'], [{ name: 'Create Support Ticket', output: '"Ticket created"' }]),
    ).toEqual(['Created support ticket']);
    expect(await delivered(['agent: Hello.'], [{ name: 'updateBillingAddress' }])).toEqual([
      'Updated billing address',
    ]);
    expect(await delivered(['agent: Hello.'], [book])).toEqual(['Booked hotel']);
    expect(
      await delivered(['agent: Hello.'], [{ name: 'Release payment', output: '{"status":"released"}' }]),
    ).toEqual(['Released payment']);
  });

  it.each([
    ['it only checks', check],
    ['it was refused', refused],
    ['it failed', { ...book, status: 'failed' as const }],
    ['it is pending', { name: 'refund_payment', output: '{"status":"pending"}' }],
    ['it reads', { name: 'get_reservation_details', output: '{"status":"ok"}' }],
    ['it reads, whatever its first word', { name: 'order_status', output: '{"status":"shipped"}' }],
    ['it hands the customer over', { name: 'transfer_to_human_agents', output: 'Transfer successful' }],
  ])('the act of a tool call does not count when %s', async (_, tool) => {
    expect(await delivered(['agent: Hello.'], [tool])).toEqual([]);
  });

  it('the act of a tool call confirms the agent’s words: one deliverable has both as evidence', async () => {
    const { deliverables } = await judge(callOf(["agent: I've booked the hotel for you!"], [check, book]));
    expect(deliverables).toEqual([
      {
        text: "I've booked the hotel for you",
        evidence: [
          { window_number: 1, turn: 0, speaker: 'agent', quote: "I've booked the hotel for you!" },
          { window_number: 1, activity: 1, name: 'hotel_book' },
        ],
      },
    ]);
  });

  it('the act of a tool call names what the agent only refers to', async () => {
    const { deliverables } = await judge(
      callOf(["agent: Perfect, I've added it: flat 6."], [{ name: 'Correct address', output: 'saved' }]),
    );
    expect(deliverables.map(({ text, evidence }) => [text, evidence.length])).toEqual([
      ['Corrected address', 2],
    ]);
  });

  it('the refusal of a tool call refutes the agent’s words about that act', async () => {
    const cancel = { name: 'cancel_order', output: 'Order cancelled' };
    const refund = { name: 'refund_payment', output: 'Error: declined', status: 'failed' as const };
    const lines = ["agent: I've cancelled your order.", "agent: I've refunded the 40 dollars."];
    expect(await delivered(lines, [cancel, refund])).toEqual(["I've cancelled your order"]);
  });

  it('the refusal of every tool call refutes the agent, and the coaching says so', async () => {
    const judgement = await judge(
      callOf(['agent: Your hotel booking is confirmed.', 'customer: Great.'], [refused]),
    );
    expect(judgement.deliverables).toEqual([]);
    expect(judgement.resolved).toBe(false);
    expect(judgement.improvementAreas[0]?.text).toMatch(/answer of the system/);
  });
});

describe('what stands at the end', () => {
  const ride = (mode: string, from: string, to: string) => ({
    name: 'book_taxi',
    input: JSON.stringify({ mode, origin: from, destination: to, passenger_name: 'Ana Diaz' }),
    output: '{"message":"Booked"}',
  });

  it('a deliverable says what it is about, by what the tool was asked for, and names no person', async () => {
    expect(
      await delivered(["agent: I've booked your taxi."], [ride('book', 'Central Station', 'Mill Road')]),
    ).toEqual(["I've booked your taxi (Central Station to Mill Road)"]);
    expect(await delivered(['agent: Hello.'], [ride('book', 'Central Station', 'Mill Road')])).toEqual([
      'Booked taxi (Central Station to Mill Road)',
    ]);
  });

  it.each([
    ['customer: Please cancel the taxi, my sister is here.', 'agent: No problem, goodbye.'],
    ["customer: Oh, I'll take the bus instead.", 'agent: Goodbye.'],
    ["customer: I don't need the taxi any more.", "agent: I'm afraid it cannot be cancelled."],
  ])('what was booked and then given up is not delivered: %s', async (...after) => {
    expect(
      await delivered(["agent: I've booked your taxi.", ...after], [ride('book', 'Station', 'Mill Road')]),
    ).toEqual([]);
  });

  it('what was booked and then cancelled is a cancellation', async () => {
    const lines = [
      "agent: I've booked your table for seven.",
      'customer: Sorry, please cancel it again.',
      "agent: I've cancelled your table.",
    ];
    expect(await delivered(lines)).toEqual(["I've cancelled your table"]);
  });

  it('of a wrong number and the right one, the right one was booked', async () => {
    const lines = ["customer: That was the wrong street, it's Park Street.", 'agent: Your taxi is booked.'];
    expect(
      await delivered(lines, [ride('book', 'Station', 'Mill Road'), ride('book', 'Station', 'Park Street')]),
    ).toEqual(['Booked taxi (Station to Park Street)']);
  });

  it('a change of what is cancelled afterwards is no deliverable of its own', async () => {
    const tools = [
      { name: 'update_order', input: '{"order_id":"A1"}', output: '{"status":"updated"}' },
      { name: 'cancel_order', input: '{"order_id":"A1"}', output: '{"status":"cancelled"}' },
    ];
    expect(await delivered(['agent: Hello.'], tools)).toEqual(['Cancelled order (A1)']);
  });

  it('a tool that was only asked whether it is free has booked nothing, whatever the agent says', async () => {
    const asked = { name: 'book_taxi', input: '{"action":"check"}', output: '{"message":"Available"}' };
    expect(await delivered(['agent: Your taxi is booked.'], [asked])).toEqual([]);
  });

  it('a line of a list explains, unless a tool call did what it says', async () => {
    const line = 'agent: Here is your order:\n- One bag has been added to your order';
    expect(await delivered([line])).toEqual([]);
  });
});

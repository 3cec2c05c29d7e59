import { describe, expect, it } from 'vitest';
import { callOf, judge } from './local-analyst-calls.ts';

const made = async (line: string) =>
  (await judge(callOf([line]))).commitments.map(({ text, due }) => [text, due]);

describe('what counts as a promise', () => {
  it.each([
    ["agent: I'll email you the form by Friday.", "I'll email you the form by Friday", 'by Friday'],
    ['agent: We will call you back tomorrow.', 'We will call you back tomorrow', 'tomorrow'],
    [
      "agent: We'll refund the 40 pounds within 5 business days.",
      "We'll refund the 40 pounds within 5 business days",
      'within 5 business days',
    ],
    [
      'agent: A technician will visit you on Tuesday.',
      'A technician will visit you on Tuesday',
      'on Tuesday',
    ],
    [
      'agent: OK, I have told my manager, they will give you a call.',
      'I have told my manager, they will give you a call',
      null,
    ],
    [
      "agent: I'll have my manager call you this afternoon",
      "I'll have my manager call you this afternoon",
      'this afternoon',
    ],
    [
      "agent: I'll look into it and get back to you on Monday morning.",
      "I'll look into it and get back to you on Monday morning",
      'on Monday morning',
    ],
    [
      'agent: Your replacement card will be delivered by 12 March.',
      'Your replacement card will be delivered by 12 March',
      'by 12 March',
    ],
    [
      'agent: okay so um i will send you the paperwork next week and you can sign it then',
      'I will send you the paperwork next week',
      'next week',
    ],
    [
      'agent: We will have a look at the matter ASAP and will contact you with details.',
      'We will have a look at the matter ASAP and will contact you with details',
      null,
    ],
    [
      'agent: So my colleague, Jana, will ring you back by Thursday.',
      'My colleague, Jana, will ring you back by Thursday',
      'by Thursday',
    ],
    [
      'agent: A surveyor will call you by Monday to see the roof.',
      'A surveyor will call you by Monday to see the roof',
      'by Monday',
    ],
    [
      "agent: The plumber will text you on Tuesday when he's near.",
      "The plumber will text you on Tuesday when he's near",
      'on Tuesday',
    ],
    ['agent: Tomas will call you on Tuesday.', 'Tomas will call you on Tuesday', 'on Tuesday'],
    [
      "agent: We'll send you a new key within three working days, and the old one is locked from now.",
      "We'll send you a new key within three working days",
      'within three working days',
    ],
    [
      "agent: I'll post you a statement today, in case you want to show it to the bank.",
      "I'll post you a statement today",
      'today',
    ],
    ["agent: I'll open a ticket and email you the link.", "I'll open a ticket and email you the link", null],
    ["customer: I'll send the photos tonight.", "I'll send the photos tonight", 'tonight'],
    [
      "customer: Sure, I'll call back tomorrow with the account number.",
      "I'll call back tomorrow with the account number",
      'tomorrow',
    ],
    ["customer: We'll pay the invoice by Friday.", "We'll pay the invoice by Friday", 'by Friday'],
    [
      "customer: I'll talk to my wife and I'll let you know by Sunday which one.",
      "I'll talk to my wife and I'll let you know by Sunday which one",
      'by Sunday',
    ],
    [
      "customer: I'll send you the receipt by Monday, she's looking for it now.",
      "I'll send you the receipt by Monday",
      'by Monday',
    ],
  ])('%s', async (line, text, due) => {
    expect(await made(line)).toEqual([[text, due]]);
  });

  it('one sentence may hold two promises, each with its own date', async () => {
    expect(
      await made('agent: I will send you all the details later today and call you back next week.'),
    ).toEqual([
      ['I will send you all the details later today', 'later today'],
      ['I will call you back next week', 'next week'],
    ]);
  });

  it('promises are found clause by clause', async () => {
    expect(
      await made(
        "agent: I'll ring you tomorrow once I've booked it, and I'll email you the plan on Friday at the latest.",
      ),
    ).toEqual([
      ["I'll ring you tomorrow once I've booked it", 'tomorrow'],
      ["I'll email you the plan on Friday at the latest", 'on Friday at the latest'],
    ]);
    expect(
      await made('agent: Our engineer will call you on Monday and I will post you the invoice by Friday.'),
    ).toEqual([
      ['Our engineer will call you on Monday', 'on Monday'],
      ['I will post you the invoice by Friday', 'by Friday'],
    ]);
  });

  it('a promise names its speaker as the owner and quotes the sentence at its address', async () => {
    const call = callOf(['agent: Hello.', "customer: Good morning. I'll send the photos tonight. Bye!"]);
    expect((await judge(call)).commitments).toEqual([
      {
        text: "I'll send the photos tonight",
        owner: 'customer',
        due: 'tonight',
        evidence: [
          { window_number: 1, turn: 1, speaker: 'customer', quote: "I'll send the photos tonight." },
        ],
      },
    ]);
  });

  it('a promise that is said twice is kept once, with the date that was named', async () => {
    const call = callOf([
      "agent: I'll email you the form.",
      'customer: When?',
      "agent: I'll email you the form by Friday.",
    ]);
    expect((await judge(call)).commitments.map(({ due }) => due)).toEqual(['by Friday']);
  });
});

describe('what fits the words and is no promise', () => {
  it.each([
    ['hold talk', 'agent: let me check that for you'],
    ['hold talk', "agent: I'll put you on hold for a moment."],
    ['hold talk', "agent: One moment, I'll get back to you in a minute."],
    ['a step of the call', "agent: I'll go ahead and cancel that."],
    ['a step of the call', 'agent: I will now cancel your booking.'],
    ['a step of the call', "agent: I'll check the status today."],
    ['a step of the call', "agent: I'll send you a verification code now."],
    ['a step of the call', "agent: I'll email it to you right now while you're on the line."],
    ['a transfer', "agent: I'll transfer you to billing."],
    ['a need', "agent: I'll need your number by Friday."],
    ['a duty of the other side', "agent: You'll have to send the form by Friday."],
    ['an offer', "agent: If you like I'll email you the form."],
    ['an offer', 'agent: I can send you the form tomorrow.'],
    ['an offer', 'agent: I could call you back tomorrow.'],
    ['a question', 'agent: Would you like me to email you the form by Friday?'],
    ['a question without its mark', 'agent: shall i call you back tomorrow'],
    ['a condition', 'agent: Please confirm and I will then proceed today.'],
    ['a condition', "agent: I'll call you back if we get disconnected."],
    ['a condition', "agent: If it fails, I'll call you tomorrow and I'll email you the form by Friday."],
    ['a condition', "agent: I'll call you tomorrow in case we cannot fix it."],
    ['a refusal', "agent: I won't be able to send it by Friday."],
    ['a refusal', 'agent: We will not call you about this again.'],
    ['a mere possibility', "agent: We'll try to send someone on Monday."],
    ['news', 'agent: Your flight will be delayed until tomorrow.'],
    ['another person’s words', 'agent: The note says that Tomas will call you on Tuesday.'],
    ['another person’s words', 'agent: The manager said he would call you tomorrow.'],
    ['a promise of the past', "customer: You said you'd call me back on Friday."],
    ['a promise of the past', "customer: Your colleague told me you'll send the form by Monday."],
    ['a plan of their own', "customer: I'll call the bank tomorrow."],
    ['a plan of their own', "customer: I'll be home tomorrow."],
    ['the opposite', 'customer: I will never call you again.'],
  ])('%s: %s', async (_, line) => {
    expect(await made(line)).toEqual([]);
  });

  it('a promise that the other side declines', async () => {
    const call = callOf(["agent: I'll have someone call you.", "customer: No, don't bother."]);
    expect((await judge(call)).commitments).toEqual([]);
  });

  it('a promise that is carried out before the call ends', async () => {
    const call = callOf([
      "agent: I'll email you the form.",
      'customer: Thanks.',
      "agent: I've just emailed you the form.",
    ]);
    const { commitments, deliverables } = await judge(call);
    expect(commitments).toEqual([]);
    expect(deliverables.map(({ text }) => text)).toEqual(["I've just emailed you the form"]);
  });

  it('a promise that follows a step done in the call stands', async () => {
    const tools = [{ name: 'Create ticket', output: 'Ticket created' }];
    const call = callOf(["agent: I'll create a ticket and send you the link by email."], tools);
    expect((await judge(call)).commitments.map(({ text }) => text)).toEqual([
      "I'll create a ticket and send you the link by email",
    ]);
  });
});

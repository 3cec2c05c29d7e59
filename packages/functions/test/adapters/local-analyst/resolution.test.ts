import { describe, expect, it } from 'vitest';
import { callOf, judge, type SampleTool } from './local-analyst-calls.ts';

const resolved = async (lines: string[], tools: SampleTool[] = []) =>
  (await judge(callOf(lines, tools))).resolved;

describe('resolved, in the customer’s own terms', () => {
  it.each([
    [
      'it was done',
      'customer: Please change my address.',
      "agent: I've updated your address.",
      "customer: That's all I needed.",
    ],
    [
      'a question was answered',
      'customer: When do you close today?',
      'agent: We are open until six today.',
      'customer: Thanks, bye.',
    ],
    [
      'it works now',
      'customer: My router is dead.',
      'agent: Please unplug it for ten seconds.',
      'customer: Great, it works now.',
    ],
    [
      'it was refused at first, then done',
      'customer: I want a refund.',
      "agent: I'm unable to refund the delivery.",
      'customer: And the item itself?',
      "agent: I've refunded the item.",
      'customer: Perfect, thanks.',
    ],
  ])('%s', async (_, ...lines) => {
    expect(await resolved(lines)).toBe(true);
  });

  it.each([
    [
      'it was refused again and again, however right',
      'customer: I want a refund.',
      'agent: The policy does not allow a refund.',
      'customer: Is there no exception?',
      "agent: I'm sorry, the policy is clear, I cannot refund it.",
      'customer: Alright, thank you for your help.',
    ],
    [
      'it is only promised',
      'customer: I need a copy of my bill.',
      "agent: I'll email you a copy by Friday.",
      'customer: Great, thanks.',
    ],
    [
      'the customer has to come back',
      'customer: I want to change my flight.',
      'agent: I need the number of your booking for that.',
      "customer: I'll look for it and get back to you. Thanks for your help.",
    ],
    ['it breaks off', 'customer: I want to book a table.', 'agent: For how many people?'],
    [
      'what was booked is no longer wanted',
      'customer: I need a taxi.',
      "agent: I've booked your taxi.",
      "customer: I don't need it any more, please cancel it.",
      'agent: Goodbye.',
    ],
  ])('not when %s', async (_, ...lines) => {
    expect(await resolved(lines)).toBe(false);
  });

  it('not when the customer is passed on, whatever was done before', async () => {
    const lines = [
      "agent: I've updated your address.",
      'customer: And my name?',
      'agent: I will connect you.',
    ];
    expect(await resolved(lines, [{ name: 'transfer_to_human_agents', output: 'ok' }])).toBe(false);
  });
});

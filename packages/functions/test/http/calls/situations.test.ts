import { describe, expect, it } from 'vitest';
import { ANA } from '../../support/app.ts';
import { type More, realApp, said } from '../../support/real-calls.ts';

const analyse = (lines: string[], more: More = {}) => realApp().analyse([{ turns: said(...lines), ...more }]);
const promisesOf = (row: Awaited<ReturnType<typeof analyse>>) =>
  row.commitments.map(({ owner, text, dueAt }) => [owner, text, dueAt]);

describe('situations that contact centres report', () => {
  it('one person under three spellings of an address: capitals are one customer, a tag is another', async () => {
    const app = realApp();
    const turns = said(
      'agent: Good morning, what can I do for you?',
      'customer: The lamp I bought is flickering.',
      "agent: I'll ring you on Monday with an answer.",
      'customer: Fine.',
    );
    await app.post('/recordCallWindow', {
      call_id: 'lamp-1',
      window_num: 1,
      client_email: 'Noa.Reed+Lamps@Example.com',
      turns,
    });
    await app.post('/getCallAnalytics', { call_id: 'lamp-1', client_email: 'noa.reed+lamps@example.com' });
    const callsOf = async (client_email: string) =>
      ((await (await app.post('/getMemoryBox', { client_email })).json()) as { calls: number }).calls;
    expect(await callsOf('NOA.REED+LAMPS@EXAMPLE.COM')).toBe(1);
    expect(await callsOf('noa.reed@example.com')).toBe(0);
    expect(await callsOf('noareed+lamps@example.com')).toBe(0);
  });

  it('an evening call far west: days are those of the desk when the window says where that is', async () => {
    // 20:15 on Tuesday the 24th in Vancouver.
    const turns = said(
      'agent: Thanks for waiting, how can I help?',
      'customer: I need a copy of my contract.',
      "agent: I'll post the copy tomorrow and I'll ring you on Monday.",
      'customer: Perfect.',
    ).map((turn, n) => ({ ...turn, timestamp: `2026-11-25T04:15:${String(n * 8).padStart(2, '0')}Z` }));
    const dueOf = async (more: More) =>
      (await realApp().analyse([{ turns, ...more }])).commitments.map(({ dueAt }) => dueAt);
    expect(await dueOf({ time_zone: 'America/Vancouver' })).toEqual(['2026-11-25', '2026-11-30']);
    expect(await dueOf({})).toEqual(['2026-11-26', '2026-11-30']);
  });

  it('a chat that goes on for a week: each day counts from its own message', async () => {
    const at = (timestamp: string, speaker: string, transcript: string) => ({
      speaker,
      transcript,
      timestamp,
    });
    const row = await realApp().analyse([
      {
        timestamp_marks: 'sent',
        turns: [
          at('2026-11-17T08:00:00Z', 'customer', 'Hello, my voucher is not accepted.'),
          at('2026-11-17T08:04:00Z', 'agent', "I'll email you a new code today and I'll ring you tomorrow."),
          at('2026-11-19T14:00:00Z', 'customer', 'Still nothing here.'),
          at('2026-11-19T14:03:00Z', 'agent', "So sorry. I'll send you a letter by Saturday."),
          at('2026-11-21T07:00:00Z', 'customer', 'ok'),
        ],
      },
    ]);
    expect(row.commitments.map(({ dueAt }) => dueAt)).toEqual(['2026-11-17', '2026-11-18', '2026-11-21']);
    expect(row.metrics.talkTime.agent.millis).toBeNull();
  });

  it('a promise that the recogniser cuts at a pause has the day of its second half', async () => {
    const row = await analyse([
      'agent: Hello, this is the claims desk.',
      'customer: Is there any news about the water damage?',
      "agent: I'll ring you",
      'agent: on Monday with the outcome.',
      'customer: Good.',
    ]);
    expect(row.commitments).toMatchObject([{ owner: 'agent', dueAt: '2026-11-30' }]);
  });

  it('a day that the other side names and the agent repeats is that of the promise', async () => {
    const row = await analyse([
      'agent: Hello, this is the claims desk.',
      'customer: Could you ring me by Monday?',
      "agent: Sure, I'll ring you back.",
      'customer: By Monday?',
      'agent: By Monday, yes.',
      'customer: Thank you.',
    ]);
    expect(row.commitments).toMatchObject([{ owner: 'agent', dueAt: '2026-11-30' }]);
  });

  it('a card and a number that are read out in groups and echoed leave no group behind', async () => {
    const row = await analyse([
      'agent: Could you read me the long number on the card?',
      'customer: 5555',
      'agent: 5555',
      'customer: 5555',
      'agent: 5555',
      'customer: 5555',
      'agent: 5555',
      'customer: 4444',
      "agent: 4444, great. I'll post you the receipt for 5555 4444 by Monday.",
      'customer: And my mobile is 07700',
      "customer: 900456, so you'll ring me on Tuesday. I'll mail the form from noa dot reed",
      'customer: at example dot com.',
      "agent: I'll ring you on 07700, sorry, 900456 on Tuesday.",
      'customer: Bye.',
    ]);
    expect(row.status).toBe(200);
    expect(JSON.stringify(row)).not.toMatch(/5555|4444|07700|900456|noa|reed/i);
    expect(promisesOf(row).filter(([owner]) => owner === 'agent')).toEqual([
      ['agent', "I'll post you the receipt for [CARD] by Monday", '2026-11-30'],
      ['agent', "I'll ring you on [PHONE] on Tuesday", '2026-12-01'],
    ]);
  });

  it('five minutes of one voice without a full stop are read in time, and the summary stays a paragraph', async () => {
    const breath =
      'and then the fitter said that the door was too narrow so he took it away again and no one has been in touch since ';
    const started = performance.now();
    const row = await analyse([
      'agent: hello you are through to the kitchen team how can i help',
      `customer: well it began in june ${breath.repeat(40)}`,
      'agent: i am very sorry to hear that',
      'customer: thank you',
    ]);
    expect(row.status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(row.summary.length).toBeLessThanOrEqual(500);
    expect(row.keyInsights.every((text) => text.length <= 500)).toBe(true);
    expect(row.client_email).toBe(ANA);
  });
});

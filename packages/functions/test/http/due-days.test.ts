import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysed, type SaidTurn } from '../support/analysed.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

describe('the days on which promises are due', () => {
  it('due days count from each message of a chat over several days', async () => {
    const { due } = await analysed(
      engine,
      [
        ['customer', 'Hi, where is my refund?', '2026-11-23T09:00:00Z'],
        ['agent', "I'll send you the form today and I'll call you tomorrow.", '2026-11-23T09:05:00Z'],
        ['customer', 'Hello? No one called.', '2026-11-25T16:00:00Z'],
        ['agent', "Sorry, I'll email you by Friday.", '2026-11-25T16:02:00Z'],
        ['customer', 'ok thanks', '2026-11-27T08:00:00Z'],
      ],
      'UTC',
      { timestamp_marks: 'sent' },
    );
    expect(due.map(([day]) => day)).toEqual(['2026-11-23', '2026-11-24', '2026-11-27']);
  });

  it('count from the evening there, when it is the next day in UTC', async () => {
    const evening: SaidTurn[] = [
      ['agent', 'Hello, how can I help?', '2026-11-26T03:30:00Z'],
      ['customer', 'I need the invoice.', '2026-11-26T03:30:08Z'],
      [
        'agent',
        "I'll email you the invoice by tomorrow and I'll call you on Friday.",
        '2026-11-26T03:30:16Z',
      ],
      ['customer', 'Great.', '2026-11-26T03:30:24Z'],
    ];
    const days = async (timeZone: string) =>
      (await analysed(engine, evening, timeZone)).due.map(([day]) => day);
    expect(await days('America/Los_Angeles')).toEqual(['2026-11-26', '2026-11-27']);
    expect(await days('UTC')).toEqual(['2026-11-27', '2026-11-27']);
  });

  it('a due day may have a time, after which the promise is overdue', async () => {
    const { due, boxAt } = await analysed(
      engine,
      [
        ['customer', 'I need the invoice.', '2026-11-25T10:00:00Z'],
        ['agent', "I'll call you tomorrow between 2 and 4.", '2026-11-25T10:01:00Z'],
        ['customer', 'Great.', '2026-11-25T10:02:00Z'],
      ],
      'Europe/Berlin',
    );
    expect(due).toEqual([['2026-11-26', '16:00']]);
    const at = async (time: string) => {
      const { headline, commitments } = await boxAt(time);
      return [headline.kind, commitments[0]?.dueTime, commitments[0]?.overdue];
    };
    expect(await at('2026-11-26T14:59:00Z')).toEqual(['due_today', '16:00', false]);
    expect(await at('2026-11-26T15:01:00Z')).toEqual(['overdue', '16:00', true]);
  });

  it('a due day in the next turn of the same sentence is found, and that turn is evidence as well', async () => {
    const { commitments } = await analysed(
      engine,
      [
        ['customer', 'I need the invoice.', '2026-11-25T10:00:00Z'],
        ['agent', "I'll email you the invoice", '2026-11-25T10:01:00Z'],
        ['agent', 'by Friday at noon.', '2026-11-25T10:01:04Z'],
        ['customer', 'Great.', '2026-11-25T10:02:00Z'],
      ],
      'UTC',
    );
    expect(commitments).toMatchObject([
      {
        dueAt: '2026-11-27',
        dueTime: '12:00',
        evidence: [
          { turn: 1, quote: "I'll email you the invoice" },
          { turn: 2, quote: 'by Friday at noon.' },
        ],
      },
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysed, type SaidTurn } from '../support/analysed.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

const HELLO = 'Hello, how can I help?';

// Each promise is the second turn; the third says when the call ended.
const IN_ZONES: [
  name: string,
  service: string,
  call: string | null,
  at: string,
  sentence: string,
  day: string | null,
  time: string | null,
][] = [
  [
    'an evening in California',
    'America/Los_Angeles',
    null,
    '2026-11-26T03:30:00Z',
    "I'll call you tomorrow.",
    '2026-11-26',
    null,
  ],
  [
    'a call with its own zone',
    'UTC',
    'America/Los_Angeles',
    '2026-11-26T03:30:00Z',
    "I'll call you tomorrow.",
    '2026-11-26',
    null,
  ],
  [
    'a call in UTC of a service elsewhere',
    'America/Los_Angeles',
    'UTC',
    '2026-11-26T03:30:00Z',
    "I'll call you tomorrow.",
    '2026-11-27',
    null,
  ],
  [
    'an early morning in Tokyo',
    'Asia/Tokyo',
    null,
    '2026-11-25T16:00:00Z',
    "I'll email you the form today.",
    '2026-11-26',
    null,
  ],
  [
    'an early morning in Auckland',
    'UTC',
    'Pacific/Auckland',
    '2026-11-25T12:00:00Z',
    "I'll call you tomorrow.",
    '2026-11-27',
    null,
  ],
  [
    'the morning to come, long after midnight',
    'Europe/Berlin',
    null,
    '2026-11-26T00:30:00Z',
    "I'll call you in the morning.",
    '2026-11-26',
    '12:00',
  ],
  [
    'the morning of the next day',
    'Europe/Berlin',
    null,
    '2026-11-26T09:00:00Z',
    "I'll call you in the morning.",
    '2026-11-27',
    '12:00',
  ],
  [
    'by Friday, said late on Thursday there',
    'America/Los_Angeles',
    null,
    '2026-11-27T07:50:00Z',
    "I'll email you the form by Friday.",
    '2026-11-27',
    null,
  ],
  [
    'by Friday, when it is Friday there',
    'UTC',
    null,
    '2026-11-27T07:50:00Z',
    "I'll email you the form by Friday.",
    '2026-12-04',
    null,
  ],
  [
    'tonight, late in the evening',
    'America/Los_Angeles',
    null,
    '2026-11-27T07:30:00Z',
    "I'll email you the form tonight.",
    '2026-11-26',
    null,
  ],
  [
    'by midnight',
    'America/New_York',
    null,
    '2026-11-26T03:00:00Z',
    "I'll email you the form by midnight.",
    '2026-11-25',
    null,
  ],
  [
    'Pacific, from New York',
    'America/New_York',
    null,
    '2026-11-25T15:00:00Z',
    "I'll call you by 5 pm Pacific tomorrow.",
    '2026-11-26',
    '20:00',
  ],
  [
    'Pacific, from London',
    'UTC',
    'Europe/London',
    '2026-11-25T15:00:00Z',
    "I'll call you by 5 pm Pacific tomorrow.",
    '2026-11-27',
    '01:00',
  ],
  [
    'Pacific, from India',
    'Asia/Kolkata',
    null,
    '2026-11-25T15:00:00Z',
    "I'll call you by 5 pm Pacific tomorrow.",
    '2026-11-27',
    '06:30',
  ],
  [
    'the UK, from New York',
    'America/New_York',
    null,
    '2026-11-25T15:00:00Z',
    "I'll call you by 9 am UK time on Friday.",
    '2026-11-27',
    '04:00',
  ],
  [
    'Eastern, while only America has changed its clocks',
    'Europe/London',
    null,
    '2027-03-15T10:00:00Z',
    "I'll call you by 5 pm Eastern tomorrow.",
    '2027-03-16',
    '21:00',
  ],
  [
    '24 hours over a lost hour',
    'Europe/Berlin',
    null,
    '2027-03-27T12:00:00Z',
    "I'll call you in 24 hours.",
    '2027-03-28',
    '14:00',
  ],
  [
    '24 hours over an hour that comes twice',
    'America/New_York',
    null,
    '2026-10-31T16:00:00Z',
    "I'll call you within 24 hours.",
    '2026-11-01',
    '12:00',
  ],
  [
    'two hours into the lost hour',
    'Europe/Berlin',
    null,
    '2027-03-28T00:30:00Z',
    "I'll call you in two hours.",
    '2027-03-28',
    '04:30',
  ],
  [
    'noon on the day that loses an hour',
    'Europe/Berlin',
    null,
    '2027-03-27T12:00:00Z',
    "I'll call you tomorrow at noon.",
    '2027-03-28',
    '12:00',
  ],
  [
    'an hour over midnight',
    'America/Chicago',
    null,
    '2026-11-26T05:30:00Z',
    "I'll call you in an hour.",
    '2026-11-26',
    '00:30',
  ],
  [
    'the end of the month in one zone',
    'Pacific/Auckland',
    null,
    '2026-11-30T12:00:00Z',
    "I'll email you the form by the end of the month.",
    '2026-12-31',
    null,
  ],
];

describe('the zone in which a day is counted', () => {
  it.each(IN_ZONES)('%s', async (_, service, call, at, sentence, day, time) => {
    const later = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
    const turns: SaidTurn[] = [
      ['agent', HELLO, at],
      ['agent', sentence, later(0)],
      ['customer', 'Great, thanks.', later(5)],
    ];
    const { due } = await analysed(engine, turns, service, call === null ? {} : { time_zone: call });
    expect(due).toEqual([[day, time]]);
  });

  it('is that of the turn in a call over midnight', async () => {
    const { due } = await analysed(
      engine,
      [
        ['agent', "I'll email you the form tomorrow.", '2026-11-25T23:58:00Z'],
        ['customer', 'And the invoice?', '2026-11-26T00:01:00Z'],
        ['agent', "I'll call you about the invoice tomorrow.", '2026-11-26T00:02:00Z'],
      ],
      'UTC',
    );
    expect(due.map(([day]) => day)).toEqual(['2026-11-26', '2026-11-27']);
  });
});

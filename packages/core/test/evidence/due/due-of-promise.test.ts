import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDueWords } from '../../../src/evidence/due-date.ts';
import { addDays, dayInZone } from '../../../src/shared/calendar.ts';
import { type Line, promise } from './made-promise.ts';

const say = (transcript: string, due: string | null, zones = {}) =>
  promise(
    [
      ['customer', 'Hello.'],
      ['agent', transcript],
    ],
    { turn: 1, due },
    zones,
  ).due;

describe('when a promise is due', () => {
  it.each([
    ["I'll call you tomorrow between 2 and 4.", 'tomorrow between 2 and 4', '2026-11-26', '16:00'],
    ["I'll call you tomorrow between 2 and 4.", 'tomorrow', '2026-11-26', '16:00'],
    ["I'll call you on Monday at 9.30.", 'on Monday at 9.30', '2026-11-30', '09:30'],
    ["I'll call you tomorrow morning.", 'tomorrow morning', '2026-11-26', '12:00'],
    ["I'll call you tomorrow at half past two.", 'tomorrow at half past two', '2026-11-26', '14:30'],
    ["I'll email it by 5 pm.", 'by 5 pm', '2026-11-25', '17:00'],
    ["I'll ring you in half an hour.", 'in half an hour', '2026-11-25', '15:30'],
    ["I'll ring you in ten hours.", 'in ten hours', '2026-11-26', '01:00'],
    ["I'll email it by close of business on Friday.", 'by close of business on Friday', '2026-11-27', null],
    ["I'll email it by Friday.", 'by Friday', '2026-11-27', null],
    ["I'll call you after 5 on Friday.", 'after 5 on Friday', '2026-11-27', null],
    ["I'll call you tomorrow between 11 and 1.", 'tomorrow between 11 and 1', '2026-11-26', '13:00'],
    ["I'll call you at 8 tomorrow evening.", 'at 8 tomorrow evening', '2026-11-26', '20:00'],
    ["I'll email it by 5.", 'by 5', '2026-11-25', '17:00'],
    ["I'll email it tomorrow by 9.", 'tomorrow by 9', '2026-11-26', '09:00'],
    ["I'll call you at half past nine tomorrow.", 'at half past nine tomorrow', '2026-11-26', '09:30'],
    ["I'll call you at quarter to three tomorrow.", 'at quarter to three tomorrow', '2026-11-26', '14:45'],
    ["I'll call you tomorrow at ten past nine.", 'tomorrow at ten past nine', '2026-11-26', '09:10'],
    ["I'll call you tomorrow at nine thirty.", 'tomorrow at nine thirty', '2026-11-26', '09:30'],
    ["I'll email it by noon on Friday.", 'by noon on Friday', '2026-11-27', '12:00'],
    ["I'll email it by midday tomorrow.", 'by midday tomorrow', '2026-11-26', '12:00'],
    ["I'll email it by midnight.", 'by midnight', '2026-11-25', null],
    ["I'll email it by lunchtime tomorrow.", 'by lunchtime tomorrow', '2026-11-26', '14:00'],
    ["I'll email it by the end of the day.", 'by the end of the day', '2026-11-25', null],
    ["I'll call you tomorrow between noon and 5.", 'tomorrow between noon and 5', '2026-11-26', '17:00'],
    ["I'll call you from nine till eleven on Friday.", 'on Friday', '2026-11-27', '11:00'],
    ["I'll call you Monday at 1400 hours.", 'Monday at 1400 hours', '2026-11-30', '14:00'],
    ["I'll call you tomorrow evening.", 'tomorrow evening', '2026-11-26', null],
    ["I'll have it at 7.", 'at 7', '2026-11-25', '19:00'],
  ])('%s ("%s") is %s, %s', (transcript, due, ...expected) => {
    expect(say(transcript, due)).toEqual(expected);
  });

  it('is not an earlier time than that of the promise', () => {
    expect(say("I'll email it by 11 am.", 'by 11 am')).toEqual([null, null]);
    expect(say("I'll email it by 11 am today.", 'by 11 am today')).toEqual(['2026-11-25', null]);
  });

  it('is converted from a zone that is named to that of the call', () => {
    const due = "I'll email it by 5 pm Pacific tomorrow.";
    expect(say(due, 'by 5 pm Pacific tomorrow')).toEqual(['2026-11-27', '01:00']);
    expect(say(due, 'by 5 pm Pacific tomorrow', { timeZone: 'America/New_York' })).toEqual([
      '2026-11-26',
      '20:00',
    ]);
    expect(say(due, 'by 5 pm Pacific tomorrow', { timeZone: 'America/Los_Angeles' })).toEqual([
      '2026-11-26',
      '17:00',
    ]);
  });

  it.each([
    ["I'll call you a week on Friday.", 'Friday', '2026-12-04'],
    ["I'll call you on Friday week.", 'on Friday', '2026-12-04'],
    ["I'll call you by Thursday the 3rd.", 'by Thursday', '2026-12-03'],
    ["I'll call you every Friday.", 'Friday', null],
    ["I'll call you two days after the visit.", 'two days', null],
    ["I'll call you within 24 hours of the visit.", 'within 24 hours', null],
  ])('is read with what stands around the words: %s ("%s")', (transcript, due, day) => {
    expect(say(transcript, due)[0]).toBe(day);
  });

  it('counts from the turn in which it is said, in the time zone of the call', () => {
    const evening: Line[] = [
      ['customer', 'I need the invoice.', '2026-11-25T03:30:00Z'],
      ['agent', "I'll email you the invoice by tomorrow.", '2026-11-25T03:30:08Z'],
    ];
    const made = { turn: 1, due: 'by tomorrow' };
    expect(promise(evening, made).due[0]).toBe('2026-11-26');
    expect(promise(evening, made, { callZone: 'America/Los_Angeles' }).due[0]).toBe('2026-11-25');
    expect(promise(evening, made, { timeZone: 'America/Los_Angeles' }).due[0]).toBe('2026-11-25');
  });

  it('counts from the last time known before it, in a chat over days and a call over midnight', () => {
    const chat: Line[] = [
      ['customer', 'Where is my refund?', '2026-11-23T09:00:00Z'],
      ['agent', "I'll call you tomorrow."],
      ['customer', 'Hello? No one called.', '2026-11-25T14:00:00Z'],
    ];
    expect(promise(chat, { turn: 1, due: 'tomorrow' }).due[0]).toBe('2026-11-24');
  });
});

describe('a due time in the turn beside the promise', () => {
  const cut: [name: string, lines: Line[], turn: number, day: string, evidence: number][] = [
    [
      'cut by a pause',
      [
        ['customer', 'Hi.'],
        ['agent', "I'll email you the form"],
        ['agent', 'by Friday.'],
      ],
      1,
      '2026-11-27',
      2,
    ],
    [
      'cut within the words',
      [
        ['customer', 'Hi.'],
        ['agent', "I'll email you the form by"],
        ['agent', 'Friday, okay?'],
      ],
      1,
      '2026-11-27',
      2,
    ],
    [
      'cut within a number',
      [
        ['customer', 'Hi.'],
        ['agent', "I'll email you the form in a week"],
        ['agent', 'on Friday.'],
      ],
      1,
      '2026-12-04',
      2,
    ],
    [
      'cut by the other side',
      [
        ['customer', 'Hi.'],
        ['agent', "I'll email you the form."],
        ['customer', 'Okay.'],
        ['agent', 'By Friday.'],
      ],
      1,
      '2026-11-27',
      2,
    ],
    [
      'asked for and answered',
      [
        ['customer', 'Hi.'],
        ['agent', "I'll email you the form."],
        ['customer', 'When will that be?'],
        ['agent', 'That will be by Friday.'],
      ],
      1,
      '2026-11-27',
      2,
    ],
    [
      'an answer',
      [
        ['customer', 'When will it arrive?'],
        ['agent', "By Friday. I'll email you the form."],
      ],
      1,
      '2026-11-27',
      2,
    ],
    [
      'asked for by the other side',
      [
        ['customer', 'Could you call me on Friday?'],
        ['agent', "Sure, I'll call you."],
      ],
      1,
      '2026-11-27',
      2,
    ],
    [
      'said before',
      [
        ['customer', 'Hi.'],
        ['agent', 'So by Friday'],
        ['agent', "I'll email you the form."],
      ],
      2,
      '2026-11-27',
      2,
    ],
  ];

  it.each(cut)('%s: the day is known, and both turns are evidence', (_, lines, turn, day, evidence) => {
    const quote = /I'll [a-z ]+/.exec(lines[turn]?.[1] ?? '')?.[0] ?? '';
    const made = promise(lines, { turn, due: findDueWords(quote), quote });
    expect(made.due[0]).toBe(day);
    expect(made.evidence).toHaveLength(evidence);
  });

  it('is taken where the analyst gives its words', () => {
    const lines: Line[] = [
      ['customer', 'When will it arrive?'],
      ['agent', "I'll email you the form."],
      ['customer', 'By Friday?'],
    ];
    const made = promise(lines, { turn: 1, due: 'By Friday' });
    expect(made).toEqual({
      due: ['2026-11-27', null],
      evidence: [
        ['agent', "I'll email you the form."],
        ['customer', 'By Friday?'],
      ],
    });
  });

  it.each([
    [
      'another matter',
      [
        ['customer', 'Hi.'],
        ['agent', "I'll email you the form."],
        ['agent', 'On Friday we are closed.'],
      ],
    ],
    [
      'what the customer tells',
      [
        ['customer', 'I was there on Friday.'],
        ['agent', "I'll email you the form."],
      ],
    ],
    [
      'a question for something else',
      [
        ['customer', 'Was it closed on Friday?'],
        ['agent', "No. I'll email you the form."],
      ],
    ],
  ] as [string, Line[]][])('is not %s', (_, lines) => {
    const made = promise(lines, { turn: 1, due: null, quote: "I'll email you the form" });
    expect(made.due).toEqual([null, null]);
    expect(made.evidence).toHaveLength(1);
  });
});

describe('whatever the call', () => {
  const PHRASES = [
    'by tomorrow',
    'in three days',
    'today',
    'tomorrow between 2 and 4',
    'within 24 hours',
    'in two weeks',
  ];

  it('moves with the whole call, by as many days', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PHRASES), fc.integer({ min: -600, max: 0 }), (words, days) => {
        const at = (day: string): Line[] => [
          ['customer', 'Hi.', `${day}T09:00:00Z`],
          ['agent', `I'll email you the form ${words}.`, `${day}T09:01:00Z`],
        ];
        const [here, time] = promise(at('2026-11-25'), { turn: 1, due: words }).due;
        const moved = promise(at(addDays('2026-11-25', days)), { turn: 1, due: words }).due;
        expect(moved).toEqual([addDays(here ?? '', days), time]);
      }),
    );
  });

  it('stays when the sentence is split over two turns', () => {
    const sentences = PHRASES.map((words) => `I'll email you the form ${words}`);
    fc.assert(
      fc.property(fc.constantFrom(...sentences), fc.nat({ max: 6 }), (sentence, n) => {
        const words = sentence.split(' ');
        const cut = Math.min(words.length - 1, 5 + n);
        const whole = promise(
          [
            ['customer', 'Hi.'],
            ['agent', sentence],
          ],
          { turn: 1, due: sentence.slice(24) },
        );
        const [first, second] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
        const split: Line[] = [
          ['customer', 'Hi.'],
          ['agent', first],
          ['agent', second],
        ];
        expect(promise(split, { turn: 1, due: findDueWords(first), quote: first }).due).toEqual(whole.due);
      }),
    );
  });

  it('counts from the day in the zone of the call', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland'),
        fc.integer({ min: 0, max: 23 }),
        (timeZone, hour) => {
          const at = `2026-11-24T${String(hour).padStart(2, '0')}:10:00Z`;
          const lines: Line[] = [
            ['customer', 'Hi.', at],
            ['agent', "I'll call you tomorrow.", at],
          ];
          const day = dayInZone(Date.parse(at), timeZone);
          expect(promise(lines, { turn: 1, due: 'tomorrow' }, { timeZone }).due[0]).toBe(addDays(day, 1));
        },
      ),
    );
  });
});

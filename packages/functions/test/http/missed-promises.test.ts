import { describe, expect, it } from 'vitest';
import { type ToldCall, toldCustomer } from '../support/told-customer.ts';

const FORM = 'Email you the refund form';
const P = 'first:1:2:0';

const PROMISE: ToldCall = {
  day: '2026-11-02',
  lines: [
    ['agent', 'How can I help?'],
    ['customer', 'I need the refund form.'],
    ['agent', 'I will email you the refund form by Friday.'],
  ],
  script: { promises: [{ text: FORM, turn: 2, due: 'by Friday' }] },
};
const COMPLAINT: ToldCall = {
  day: '2026-11-12',
  lines: [
    ['agent', 'How can I help?'],
    ['customer', 'The refund form never came.'],
    ['agent', 'I am sorry to hear that.'],
  ],
  script: { told: [{ of: FORM, status: 'missed', turn: 1 }] },
};
const SOMETHING_ELSE: ToldCall = {
  day: '2026-11-14',
  lines: [
    ['agent', 'How can I help?'],
    ['customer', 'When does my contract end?'],
    ['agent', 'It ends in March.'],
  ],
  script: { category: 'contract' },
};
const ARRIVED: ToldCall = {
  day: '2026-11-18',
  lines: [
    ['agent', 'How can I help?'],
    ['customer', 'The refund form has arrived, thank you.'],
    ['agent', 'You are welcome.'],
  ],
  script: { told: [{ of: FORM, status: 'kept', turn: 1 }] },
};

describe('a promise that the customer complains about', () => {
  it('leads the box until it arrives, whatever the calls between are about', async () => {
    const { call, box } = toldCustomer();
    await call('first', PROMISE);
    expect((await box()).headline).toMatchObject({ kind: 'open', commitmentId: P });

    await call('second', COMPLAINT);
    expect(await box()).toMatchObject({
      headline: { kind: 'missed', commitmentId: P, call_id: 'first', count: 1, days: 6 },
      commitments: [
        {
          id: P,
          status: 'open',
          missed: { times: 1, call_id: 'second', lastAt: '2026-11-12T10:01:00.000Z' },
        },
      ],
    });

    await call('third', SOMETHING_ELSE);
    expect(await box()).toMatchObject({
      headline: { kind: 'missed', commitmentId: P },
      commitments: [{ id: P, status: 'open', missed: { times: 1 } }],
    });

    await call('fourth', ARRIVED);
    expect(await box()).toMatchObject({
      headline: { kind: 'repeat', category: 'billing', count: 3 },
      commitments: [{ id: P, status: 'kept', closing: { by: 'analyst', call_id: 'fourth' } }],
    });
  });

  it('may be kept in the complaining call by what is done then', async () => {
    const { call, box } = toldCustomer();
    await call('first', PROMISE);
    const done = { of: FORM, status: 'kept' as const, turn: 2 };
    await call('second', { ...COMPLAINT, script: { told: [...(COMPLAINT.script.told ?? []), done] } });
    expect((await box()).commitments).toMatchObject([{ id: P, status: 'open' }]);
    await call('third', {
      ...COMPLAINT,
      day: '2026-11-13',
      script: { told: [...(COMPLAINT.script.told ?? []), { ...done, now: true }] },
    });
    expect((await box()).commitments).toMatchObject([
      { id: P, status: 'kept', missed: { times: 2 }, late: true, closing: { call_id: 'third' } },
    ]);
  });

  it('promised again twice, one of the three is open, and not red before its day has ended', async () => {
    const { call, box, at } = toldCustomer();
    const again = (day: string, text: string, of: string): ToldCall => ({
      day,
      lines: [
        ['agent', 'How can I help?'],
        ['agent', 'I will send the refund form again by Friday.'],
        ['customer', 'It never came, so please do.'],
      ],
      script: {
        promises: [{ text, turn: 1, due: 'by Friday' }],
        told: [
          { of, status: 'replaced', turn: 1, by: text },
          { of, status: 'missed', turn: 2 },
        ],
      },
    });
    await call('first', PROMISE);
    await call('second', again('2026-11-12', 'Send the refund form', FORM));
    await call('third', again('2026-11-16', 'Send the refund form again', 'Send the refund form'));
    expect(await box()).toMatchObject({
      headline: { kind: 'open', commitmentId: 'third:1:1:0' },
      commitments: [
        {
          id: 'third:1:1:0',
          status: 'open',
          dueAt: '2026-11-20',
          renewed: { times: 2, firstMadeAt: '2026-11-02T10:02:00.000Z' },
          missed: { times: 2, call_id: 'third' },
        },
        { id: 'second:1:1:0', status: 'replaced', closing: { call_id: 'third' } },
      ],
    });
    await at('2026-11-20T23:00');
    expect((await box()).headline.kind).toBe('due_today');
    await at('2026-11-21T01:00');
    expect((await box()).headline).toMatchObject({ kind: 'missed', commitmentId: 'third:1:1:0' });
  });

  it.each([
    ['stays kept when it was ticked after the words of the complaint', '2026-11-12T10:02', 'kept', false],
    ['is open and disputed when it was ticked before', '2026-11-12T09:00', 'open', true],
  ])('%s', async (_, tickedAt, status, disputed) => {
    const { call, box, at, change } = toldCustomer();
    await call('first', PROMISE);
    await at(tickedAt);
    await change(P, { status: 'kept' });
    await call('second', COMPLAINT);
    expect((await box()).commitments).toMatchObject([{ id: P, status, disputed }]);
    if (disputed) expect((await box()).headline).toMatchObject({ kind: 'missed', commitmentId: P });
  });

  it.each(['dismissed', 'withdrawn'])('%s by hand, it stays so', async (status) => {
    const { call, change, analyse } = toldCustomer();
    await call('first', PROMISE);
    expect(await change(P, { status })).toMatchObject({ status, closing: { by: 'person' } });
    await call('second', COMPLAINT);
    await analyse('first');
    expect(await change(P, { due_at: '2026-12-01' })).toMatchObject({ status, dueAt: '2026-12-01' });
    expect(await change(P, { status: 'open' })).toMatchObject({ status: 'open', dueAt: '2026-12-01' });
  });

  it('withdrawn in a call, it is closed', async () => {
    const { call, promises } = toldCustomer();
    await call('first', PROMISE);
    await call('second', {
      ...SOMETHING_ELSE,
      lines: [
        ['agent', 'How can I help?'],
        ['customer', 'I do not need the refund form any more.'],
        ['agent', 'Understood.'],
      ],
      script: { told: [{ of: FORM, status: 'withdrawn', turn: 1 }] },
    });
    expect(await promises()).toEqual([`${P} withdrawn`]);
  });

  it('given another day by hand, it is not red before that day has ended', async () => {
    const { call, box, change, at } = toldCustomer();
    await call('first', PROMISE);
    await call('second', COMPLAINT);
    expect(await change(P, { due_at: '2026-11-16' })).toMatchObject({ dueAt: '2026-11-16', overdue: false });
    expect((await box()).headline).toMatchObject({ kind: 'open', commitmentId: P });
    await at('2026-11-17T10:00');
    expect((await box()).headline).toMatchObject({ kind: 'missed', commitmentId: P });
  });
});

describe('a promise that waits for the customer', () => {
  it('has no day until a call tells that they have done their part, and then as many days as were said', async () => {
    const { call, box, at } = toldCustomer();
    await call('first', {
      day: '2026-11-02',
      lines: [
        ['agent', 'How can I help?'],
        ['customer', 'I will send you a photo of the parcel.'],
        ['agent', 'I will ring you within three days.'],
      ],
      script: {
        promises: [
          { text: 'Send a photo of the parcel', turn: 1, owner: 'customer' },
          { text: 'Ring you', turn: 2, due: 'within three days', waitsFor: 'Send a photo of the parcel' },
        ],
      },
    });
    await at('2026-11-10T10:00');
    const ring = async () => (await box()).commitments.find(({ id }) => id === 'first:1:2:0');
    expect(await ring()).toMatchObject({ conditional: true, dueAt: null, overdue: false });
    expect((await box()).headline.kind).toBe('customer_owes');
    await call('second', {
      day: '2026-11-12',
      lines: [
        ['agent', 'How can I help?'],
        ['customer', 'I have sent you the photo of the parcel.'],
        ['agent', 'Yes, the photo of the parcel is here.'],
      ],
      script: { told: [{ of: 'Send a photo of the parcel', status: 'kept', turn: 1 }] },
    });
    expect(await ring()).toMatchObject({ conditional: false, dueAt: '2026-11-15' });
    await at('2026-11-16T10:00');
    expect((await box()).headline).toMatchObject({ kind: 'overdue', commitmentId: 'first:1:2:0' });
  });
});

describe('a re-analysis of any call in the middle', () => {
  const STORY = [
    ['first', PROMISE],
    ['second', COMPLAINT],
    ['third', SOMETHING_ELSE],
    ['fourth', ARRIVED],
  ] as const;

  it.each(STORY.map(([name]) => name))('gives the same end: %s', async (name) => {
    const { call, box, analyse } = toldCustomer();
    for (const [call_id, told] of STORY) await call(call_id, told);
    const before = await box();
    await analyse(name);
    await analyse(name);
    expect(await box()).toEqual(before);
  });

  it('of two promises in one turn it may find one, which keeps what was said of it', async () => {
    const { call, analyse, scripts, promises } = toldCustomer();
    const both: ToldCall = {
      ...PROMISE,
      lines: [
        ['agent', 'How can I help?'],
        ['customer', 'I need the refund form.'],
        ['agent', 'I will waive the late fee, and I will email you the refund form.'],
      ],
      script: {
        promises: [
          { text: 'Waive the late fee', turn: 2 },
          { text: FORM, turn: 2 },
        ],
      },
    };
    await call('first', both);
    await call('second', ARRIVED);
    expect(await promises()).toEqual(['first:1:2:0 open', 'first:1:2:1 kept']);
    scripts.set('first', { promises: [{ text: FORM, turn: 2 }] });
    await analyse('first');
    expect(await promises()).toEqual(['first:1:2:1 kept']);
    scripts.set('first', {});
    await analyse('first');
    expect(await promises()).toEqual(['first:1:2:1 kept']);
  });
});

describe('a matter, over HTTP', () => {
  const LEFT: ToldCall = {
    day: '2026-11-02',
    lines: [
      ['agent', 'So this is about the double charge in October.'],
      ['customer', 'Yes, and nobody explains it.'],
      ['agent', 'I cannot see why it happened.'],
    ],
    script: { resolved: false, about: { text: 'The double charge in October', turn: 0 } },
  };

  it('stays open after a call about something else, until an analysis says that it is settled', async () => {
    const { call, box, requests } = toldCustomer();
    await call('first', LEFT);
    await call('second', SOMETHING_ELSE);
    expect(await box()).toMatchObject({
      headline: { kind: 'unresolved', call_id: 'first', category: 'billing', count: 1 },
      matters: [{ call_id: 'first', about: 'The double charge in October', calls: 1 }],
    });
    await call('third', {
      ...ARRIVED,
      lines: [
        ['agent', 'How can I help?'],
        ['customer', 'The double charge has been paid back, thank you.'],
        ['agent', 'You are welcome.'],
      ],
      script: { category: 'contract', settles: [{ call_id: 'first', turn: 1 }] },
    });
    expect(requests.at(-1)?.openMatters).toEqual([
      { call_id: 'first', category: 'billing', about: 'The double charge in October' },
    ]);
    expect((await box()).matters).toEqual([]);
  });

  it('is not left by a call that another one goes on with', async () => {
    const { call, box } = toldCustomer();
    await call('first', LEFT);
    await call('second', { ...SOMETHING_ELSE, continues: 'first' });
    expect((await box()).matters).toEqual([]);
  });

  it('is settled and opened again by hand', async () => {
    const { call, box, post } = toldCustomer();
    await call('first', LEFT);
    expect(await post('/updateMatter', { call_id: 'first', status: 'settled' })).toMatchObject({
      call_id: 'first',
      status: 'settled',
    });
    expect((await box()).matters).toEqual([]);
    await post('/updateMatter', { call_id: 'first', status: 'open' });
    expect((await box()).matters).toMatchObject([{ call_id: 'first' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { firstCall, promise, returning } from '../support/boxes.ts';
import { inBrowser } from '../support/in-browser.ts';

const ANA = 'ana.martins@example.com';
const at = inBrowser();
const changes = () =>
  at.service.seen.filter(({ path }) => path === '/updateCommitment').map(({ body }) => body);

describe('a promise', () => {
  it('a promise is done, undone and dismissed by hand; its line stays where it is, and the headline moves on', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA, 'call-id': 'c-9' });
    const button = (name: string) => desk.page.getByRole('button', { name });
    const headline = (text: string) =>
      desk.page.getByRole('status').getByText(text, { exact: true }).waitFor();
    await headline('Overdue 2 days: Refund form by e-mail');
    await button('Done: Refund form').click();
    await headline('We owe: Call back after courier answers');
    await desk.page.getByText('22 Nov').waitFor();
    await button('Undo: Refund form').click();
    await headline('Overdue 2 days: Refund form by e-mail');
    await button('More: Call back').click();
    await button('Not a promise: Call back').click();
    await button('Undo: Call back').waitFor();
    await expect.poll(changes).toEqual([
      { client_email: ANA, commitment_id: 'p-1', status: 'kept' },
      { client_email: ANA, commitment_id: 'p-1', status: 'open' },
      { client_email: ANA, commitment_id: 'p-2', status: 'dismissed' },
    ]);
    expect(
      await desk.page
        .locator('[part=promise] button:first-of-type')
        .evaluateAll((buttons) => buttons.map((each) => each.ariaLabel)),
    ).toEqual([
      'Done: Refund form by e-mail',
      'Undo: Call back after courier answers',
      'Done: Next delivery free',
    ]);
    await expect
      .poll(
        async () =>
          (await desk.events()).filter(({ type }) => type === 'memory-box-commitment-changed').length,
      )
      .toBe(3);
  });

  it('a promise is done on another day, gets a new date or none, or will not happen', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    const button = (name: string) => desk.page.getByRole('button', { name });
    const day = desk.page.getByRole('textbox', { name: 'Day: Refund form' });
    const choose = async (value: string, name: string) => {
      await button('More: Refund form').click();
      expect(await day.inputValue()).toBe('2026-11-22');
      await day.fill(value);
      await button(name).click();
      expect(await day.count()).toBe(0);
    };
    await choose('2026-11-30', 'New date: Refund form');
    await desk.page.getByText('We owe: Call back').waitFor();
    await desk.page.getByText('30 Nov').waitFor();
    await choose('', 'New date: Refund form');
    await choose('2026-11-19', 'Done that day: Refund form');
    await desk.page.getByText('19 Nov').waitFor();
    await button('Undo: Refund form').click();
    await choose('2026-11-19', 'Won’t happen: Refund form');
    await button('Undo: Refund form').waitFor();
    expect(changes().map(({ client_email: _, commitment_id: __, ...change }) => change)).toEqual([
      { due_at: '2026-11-30' },
      { due_at: null },
      { status: 'kept', on: '2026-11-19' },
      { status: 'open' },
      { status: 'withdrawn' },
    ]);
  });

  it('a promise that will not happen no longer speaks for its matter, which leads then', async () => {
    const matter = {
      call_id: 'c-3',
      category: 'billing',
      about: 'Refund of order 4411',
      since: '2026-11-17T09:12:00.000Z',
      calls: 1,
      stale: false,
      evidence: [],
    };
    const [first, second] = [promise('p-1'), promise('p-2', { dueAt: null, overdue: false })];
    at.service.boxes.set(ANA, returning(ANA, { commitments: [first, second], matters: [matter] }));
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    const button = (name: string) => desk.page.getByRole('button', { name }).first();
    await button('Done: Refund form').click();
    await desk.page.getByText('We owe: Refund form').waitFor();
    await button('More: Refund form').click();
    await button('Won’t happen: Refund form').click();
    await desk.page.getByText('Not solved: Refund of order 4411').waitFor();
    expect(await desk.page.locator('section').getAttribute('data-tone')).toBe('warn');
  });

  it('green is the box only when nothing of ours is late', async () => {
    const [first, second] = [promise('p-1'), promise('p-2', { label: 'Credit of twelve pounds' })];
    at.service.boxes.set(ANA, returning(ANA, { commitments: [first, second] }));
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    const tone = () => desk.page.locator('section').getAttribute('data-tone');
    await desk.page.getByRole('button', { name: 'Done: Refund form' }).click();
    await desk.page.getByText('Overdue 2 days: Credit of twelve pounds').waitFor();
    expect(await tone()).toBe('alert');
    await desk.page.getByRole('button', { name: 'Done: Credit' }).click();
    await desk.page.getByText('Kept 22 Nov: ').waitFor();
    expect(await tone()).toBe('calm');
    expect(await desk.text()).toContain('not solved');
    expect(await desk.text()).not.toContain('open');

    // One that is late for so long that it never leads is late all the same.
    const headline = { ...returning().headline, kind: 'nothing_open' as const, commitmentId: null };
    at.service.boxes.set(ANA, returning(ANA, { headline, commitments: [promise('p-1', { stale: true })] }));
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Nothing open').waitFor();
    expect(await tone()).toBe('info');
  });

  it('a promise that could not be saved stays open and says so', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.answer = ({ path }) =>
      path === '/updateCommitment'
        ? { status: 503, body: { error: 'No.', code: 'store_unavailable' } }
        : null;
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByRole('button', { name: 'Done: Refund' }).click();
    await desk.page.getByText('Not saved. Try again.').waitFor();
    at.service.answer = () => null;
    await desk.page.getByRole('button', { name: 'Done: Refund' }).click();
    await desk.page.getByRole('button', { name: 'Undo: Refund' }).waitFor();
  });

  it('a promise that was ticked while a newer box was on its way stays ticked', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const pending = [{ call_id: 'c-4', since: '2026-11-22T09:57:00Z', state: 'running' as const }];
    at.service.boxes.set(ANA, returning(ANA, { pending }));
    const desk = await at.desk({ clock: 'paused' });
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Overdue 2 days').waitFor();
    const late = returning(ANA);
    at.service.answer = async ({ path }) => {
      if (path !== '/getMemoryBox') return null;
      await held;
      return { status: 200, body: late };
    };
    await desk.page.clock.runFor(5_100);
    await expect.poll(() => at.service.seen.length).toBe(2);
    await desk.page.getByRole('button', { name: 'Done: Refund' }).click();
    await desk.page.getByRole('button', { name: 'Undo: Refund' }).waitFor();
    release();
    at.service.answer = () => null;
    const [before] = [...at.service.boxes.values()];
    if (before) at.service.boxes.set(ANA, { ...before, pending: [] });
    await desk.timersSet(5_000, 2);
    await desk.page.clock.runFor(5_100);
    await desk.page.getByRole('button', { name: 'Show' }).click();
    // It is closed by hand, so it stands among the older ones now.
    await desk.page.getByRole('button', { name: 'More', exact: true }).click();
    await desk.page.getByRole('button', { name: 'Undo: Refund form' }).waitFor();
  });
});

describe('an address', () => {
  it('an address that is not known is asked for, and never called a new customer', async () => {
    at.service.boxes.set('new.person@example.com', firstCall());
    const desk = await at.desk();
    await desk.mount({ 'call-id': 'c-1' });
    expect(await desk.text()).toContain('Who is calling?');
    expect(await desk.text()).not.toMatch(/first|new/i);
    const input = desk.page.getByLabel('E-mail address');
    await input.fill('not an address');
    await input.press('Enter');
    await desk.page.getByText('Not an e-mail address.').waitFor();
    expect(at.service.seen).toEqual([]);
    await input.fill('new.person@example.com');
    await input.press('Enter');
    await desk.page.getByText('First call from this address').waitFor();
    expect(await desk.page.evaluate(`document.querySelector('memory-box').outerHTML`)).not.toContain(
      'new.person',
    );

    await desk.page.evaluate(`document.querySelector('memory-box').setAttribute('call-id', 'c-2')`);
    expect(await desk.text()).toContain('Who is calling?');
  });

  it('an address that many people share shows nothing of what is known until the agent asks for it', async () => {
    at.service.boxes.set('info@example.com', returning('info@example.com', { shared: true }));
    const desk = await at.desk();
    await desk.mount({ 'client-email': 'info@example.com' });
    await desk.page.getByText('Ask who is calling').waitFor();
    const everything = () => desk.page.evaluate(`document.querySelector('memory-box').shadowRoot.innerHTML`);
    expect(await everything()).not.toMatch(/refund|courier|parcel|4th/i);
    await desk.page.getByRole('button', { name: 'Show what we know' }).click();
    await desk.page.getByText('Overdue 2 days').waitFor();
  });

  it('of the wrong person empties the box for this call, stores nothing and tells the host', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA, 'call-id': 'c-9' });
    await desk.page.getByRole('button', { name: 'Wrong person?' }).click();
    expect(await desk.state()).toBe('wrong_customer');
    expect(await desk.text()).not.toContain('refund');
    expect((await desk.events()).at(-1)).toEqual({
      type: 'memory-box-wrong-customer',
      detail: { clientEmail: ANA, callId: 'c-9' },
    });
    expect(at.service.seen).toHaveLength(1);
    expect(await desk.page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual(
      [0, 0, ''],
    );

    // The same call again, after another one, is still the wrong person; a new call is not.
    const follow = (...contact: (string | null)[]) =>
      desk.page.evaluate(`document.querySelector('memory-box').follow(...${JSON.stringify(contact)})`);
    await follow('c-10', null);
    await follow('c-9', ANA);
    expect(await desk.state()).toBe('wrong_customer');
    await desk.page.getByRole('button', { name: 'Right person after all' }).click();
    await desk.page.getByText('Overdue 2 days').waitFor();
  });
});

describe('the first view', () => {
  it('the first view says nothing twice, no scores, no quotes and no coaching', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA, 'client-name': 'Ana Martins' });
    await desk.page.getByText('Overdue 2 days').waitFor();
    const text = await desk.text();
    expect(text).not.toMatch(/hear back|coaching|\b(38|41|55|72)\b|neutral|I will email|Friday/);
    for (const once of [
      'Ana Martins',
      'Refund form',
      'Call back after',
      'Corrected the delivery address',
      '20 Nov',
    ])
      expect([once, text.split(once).length - 1]).toEqual([once, 1]);
    expect(text).not.toContain(ANA);
    expect(text).toContain('4th call');
    expect(text).toContain('Last call17 Nov3 promises open');
  });

  it('the first view says of a call what it was about, and solved only when nothing of ours is open', async () => {
    const lastCall = { ...returning().lastCall, resolved: true, promisesOpen: 0 } as never;
    const solved = { ...returning().headline, kind: 'nothing_open' as const, commitmentId: null };
    const show = async (more: Parameters<typeof returning>[1]) => {
      at.service.boxes.set(ANA, returning(ANA, { lastCall, ...more }));
      await desk.mount({ 'client-email': ANA });
      return desk.page.locator('[part=last-call]').textContent();
    };
    const desk = await at.desk();
    expect(await show({ commitments: [], headline: solved })).toBe(
      'Last call17 NovsolvedRefund of order 4411',
    );
    expect(await show({})).toBe('Last call17 Nov3 promises openRefund of order 4411');
    const unknown = {
      ...returning().lastCall,
      resolved: null,
      about: null,
      promisesOpen: 0,
      summary: 'The customer said: “The router blinks red again”. The request was dealt with.',
    } as never;
    expect(await show({ commitments: [], headline: solved, lastCall: unknown })).toBe(
      'Last call17 NovThe router blinks red again',
    );
  });

  it('the first view says what was kept since the last call, once', async () => {
    const [headline] = [{ ...returning().headline, kind: 'nothing_open' as const, commitmentId: null }];
    const quote = [
      { window_number: 1, turn: 4, speaker: 'agent' as const, quote: 'I have emailed the form.' },
    ];
    const kept = promise('p-1', {
      status: 'kept',
      overdue: false,
      closing: {
        status: 'kept',
        by: 'analyst',
        at: '2026-11-17T09:10:00.000Z',
        call_id: 'c-3',
        evidence: quote,
      },
    });
    const done = (text: string, evidence: typeof quote | []) => ({
      text,
      call_id: 'c-3',
      created_at: '2026-11-17T09:12:00.000Z',
      evidence,
    });
    at.service.boxes.set(
      ANA,
      returning(ANA, {
        headline,
        commitments: [kept],
        deliverables: [done('Emailed the form', quote), done('Noted the outage', [])],
      }),
    );
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.locator('[part=deliverables] li').first().waitFor();
    expect(await desk.page.locator('[part=deliverables] li').allTextContents()).toEqual([
      'Refund form by e-mailkept17 Nov',
      'Noted the outage17 Nov',
    ]);
    await desk.page.getByRole('button', { name: 'More', exact: true }).click();
    await desk.page.locator('#panel').getByText('Emailed the form').waitFor();
  });

  it('the first view is not of the former customer when the host names the new one late', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.boxes.set('ben@example.com', returning('ben@example.com'));
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA, 'client-name': 'Ana Martins' });
    await desk.page.getByText('Ana Martins').waitFor();
    await desk.page.evaluate(`document.querySelector('memory-box').clientEmail = 'ben@example.com'`);
    expect(await desk.text()).not.toContain('Ana');
    await desk.page.getByText('ben@example.com').waitFor();
    await desk.page.evaluate(`document.querySelector('memory-box').clientName = 'Ben Adeyemi'`);
    await desk.page.getByText('Ben Adeyemi').waitFor();
    const both = `Object.assign(document.querySelector('memory-box'), { clientName: 'Ana Martins', clientEmail: '${ANA}' })`;
    await desk.page.evaluate(both);
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(await desk.text()).toContain('Ana Martins');
    await desk.page.evaluate(`document.querySelector('memory-box').follow('c-9', 'ben@example.com', 'Ben')`);
    await desk.page.getByText('Ben', { exact: true }).waitFor();
  });
});

describe('what is folded away', () => {
  it('the folded panels hold quotes, calls, older promises and the trend', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Overdue 2 days').waitFor();
    const open = async (name: string) => {
      await desk.page.getByRole('button', { name, exact: true }).click();
      return desk.page.locator('#panel').textContent();
    };
    expect(await open('Quotes')).toMatch(
      /Promised 17 Nov by leahAgent: I will email you the refund form by Friday\.[\s\S]*The warehouse has the right address now[\s\S]*Done in the system: Update Delivery Address/,
    );
    expect(await open('All calls (3)')).toBe(
      '17 NovRefund of order 4411leah3 promises open4 NovParcel left in the rainmarcussolved',
    );
    expect(await open('More')).toMatch(
      /Address check with warehouse[\s\S]*They owePhoto of the damaged parcel[\s\S]*hear back 2×[\s\S]*oldest call first72, 55, 41/,
    );
    await desk.page.getByRole('button', { name: 'More', exact: true }).click();
    expect(await desk.page.locator('#panel').count()).toBe(0);
  });

  it('the folded panels hold no trend before the third call', async () => {
    at.service.boxes.set(ANA, returning(ANA, { satisfactionTrend: returning().satisfactionTrend.slice(1) }));
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByRole('button', { name: 'More', exact: true }).click();
    expect(await desk.page.locator('#panel').textContent()).not.toContain('oldest call');
  });
});

describe('the keyboard', () => {
  it('the keyboard reaches everything in the order of the screen, and keeps its place', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Overdue 2 days').waitFor();
    const focused = () =>
      desk.page.evaluate(`(() => {
        const element = document.querySelector('memory-box').shadowRoot.activeElement;
        return element && (element.getAttribute('aria-label') ?? element.innerText);
      })()`);
    expect(await focused()).toBe(null);
    const order: unknown[] = [];
    for (let step = 0; step < 10; step += 1) {
      await desk.page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      'Wrong person?',
      'Done: Refund form by e-mail',
      'More: Refund form by e-mail',
      'Done: Call back after courier answers',
      'More: Call back after courier answers',
      'Done: Next delivery free',
      'More: Next delivery free',
      'Quotes',
      'All calls (3)',
      'More',
    ]);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText('oldest call first').waitFor();
    expect(await focused()).toBe('More');
    await desk.page.getByRole('button', { name: 'Done: Refund' }).focus();
    await desk.page.keyboard.press('Space');
    await desk.page.getByText('We owe: Call').waitFor();
    expect(await focused()).toBe('Undo: Refund form by e-mail');
    await desk.page.getByRole('button', { name: 'More: Call' }).focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('button', { name: 'Not a promise: Call' }).focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('button', { name: 'Undo: Call back' }).waitFor();
    expect(await focused()).not.toBe(null);
    await desk.page.getByRole('button', { name: 'Wrong person?' }).focus();
    await desk.page.keyboard.press('Enter');
    expect(await focused()).toBe('Customer memory');
    await desk.page.keyboard.press('Tab');
    await desk.page.keyboard.type(ANA);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText('Wrong person?').waitFor();
  });

  it('the keyboard is never taken from where the agent is writing', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'call-id': 'c-1' });
    await desk.page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<textarea aria-label="Note"></textarea>')`,
    );
    await desk.page.getByLabel('Note').focus();
    await desk.page.evaluate(`document.querySelector('memory-box').clientEmail = '${ANA}'`);
    await desk.page.getByText('Overdue 2 days').waitFor();
    await desk.page.keyboard.type('ok');
    expect(await desk.page.getByLabel('Note').inputValue()).toBe('ok');
  });
});

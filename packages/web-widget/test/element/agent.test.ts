import { describe, expect, it } from 'vitest';
import { firstCall, returning } from '../support/boxes.ts';
import { inBrowser } from '../support/in-browser.ts';

const ANA = 'ana.martins@example.com';
const at = inBrowser();
const changes = () =>
  at.service.seen.filter(({ path }) => path === '/updateCommitment').map(({ body }) => body);

describe('the last call', () => {
  it('the last call says how it ended, and nothing of that where it was a message on an answering machine', async () => {
    const box = returning();
    const { lastCall } = box;
    at.service.boxes.set(ANA, box);
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    const line = desk.page.locator('.last');
    expect(await line.textContent()).toContain('not solved: The refund');

    if (lastCall === null) throw new Error('the sample box has a last call');
    const unjudged = { score: null, label: null, prediction: null };
    at.service.boxes.set('ben@example.com', {
      ...box,
      client_email: 'ben@example.com',
      lastCall: {
        ...lastCall,
        summary: 'The agent left a message on an answering machine.',
        ...{ category: null, resolved: null, sentiment: unjudged, satisfaction: unjudged },
      },
    });
    await desk.mount({ 'client-email': 'ben@example.com' });
    await desk.page.getByText('The agent left a message').waitFor();
    expect(await line.last().textContent()).not.toContain('solved');
  });
});

describe('a promise', () => {
  it('a promise is done, undone and dismissed by hand; its line stays where it is', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA, 'call-id': 'c-9' });
    const button = (name: string) => desk.page.getByRole('button', { name });
    await button('Done: Email the refund form').click();
    await desk.page.getByText('by hand Sun 22 Nov').waitFor();
    expect(await desk.page.getByRole('status').textContent()).toBe('Done: Email the refund form');
    await button('Undo: Email the refund form').click();
    await button('Done: Email the refund form').waitFor();
    await button('Not a promise: Call back').click();
    await button('Undo: Call back').waitFor();
    await expect.poll(changes).toEqual([
      { client_email: ANA, commitment_id: 'p-1', status: 'kept' },
      { client_email: ANA, commitment_id: 'p-1', status: 'open' },
      { client_email: ANA, commitment_id: 'p-2', status: 'dismissed' },
    ]);
    const lines = await desk.page.locator('li').allInnerTexts();
    expect(lines.map((line) => line.split('\n')[0])).toEqual([
      'Email the refund form',
      'Call back once the courier has answered',
      'Send a photo of the damaged parcel',
    ]);
    await expect
      .poll(
        async () =>
          (await desk.events()).filter(({ type }) => type === 'memory-box-commitment-changed').length,
      )
      .toBe(3);
  });

  it('a promise that could not be saved stays open and says so', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.answer = ({ path }) =>
      path === '/updateCommitment'
        ? { status: 503, body: { error: 'No.', code: 'store_unavailable' } }
        : null;
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByRole('button', { name: 'Done: Email' }).click();
    await desk.page.getByText('Not saved. Try again.').waitFor();
    at.service.answer = () => null;
    await desk.page.getByRole('button', { name: 'Done: Email' }).click();
    await desk.page.getByText('by hand').waitFor();
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
    await desk.page.getByText('Overdue since Friday').waitFor();
    const late = returning(ANA);
    at.service.answer = async ({ path }) => {
      if (path !== '/getMemoryBox') return null;
      await held;
      return { status: 200, body: late };
    };
    await desk.page.clock.runFor(5_100);
    await expect.poll(() => at.service.seen.length).toBe(2);
    await desk.page.getByRole('button', { name: 'Done: Email' }).click();
    await desk.page.getByText('by hand').waitFor();
    release();
    at.service.answer = () => null;
    const [before] = [...at.service.boxes.values()];
    if (before) at.service.boxes.set(ANA, { ...before, pending: [] });
    await desk.page.waitForTimeout(100);
    await desk.page.clock.runFor(5_100);
    await desk.page.getByRole('button', { name: 'Show' }).click();
    // It is closed by hand, so it stands among the older ones now.
    await desk.page.getByRole('button', { name: 'Older' }).click();
    await desk.page.getByRole('button', { name: 'Undo: Email the refund form' }).waitFor();
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
    await desk.page.getByText('That is not an e-mail address.').waitFor();
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
    expect(await everything()).not.toMatch(/refund|courier|parcel|call 4/i);
    await desk.page.getByRole('button', { name: 'Show what we know' }).click();
    await desk.page.getByText('Overdue since Friday').waitFor();
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
    await desk.page.getByText('Overdue since Friday').waitFor();
  });
});

describe('what is folded away', () => {
  it('the folded panels hold quotes, notes, older promises and the trend; the first view has no scores and no coaching', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Overdue since Friday').waitFor();
    expect(await desk.text()).not.toMatch(/hear back|coaching|\b(38|41|55|72)\b|neutral|quote|I will email/);
    const open = async (name: string) => {
      await desk.page.getByRole('button', { name, exact: true }).click();
      return desk.page.locator('#panel').textContent();
    };
    expect(await open('Quotes')).toContain('I will email you the refund form by Friday.');
    expect(await open('Notes')).toMatch(
      /Corrected the delivery address[\s\S]*Say when the customer will hear back/,
    );
    expect(await open('Older (2)')).toMatch(
      /Waive the delivery fee[\s\S]*The warehouse has the right address now/,
    );
    expect(await open('Trend')).toBe('Satisfaction of 100, oldest call first: 72, 55, 41');
    expect(await desk.page.getByRole('img').getAttribute('aria-label')).toContain('72, 55, 41');
    await desk.page.getByRole('button', { name: 'Trend' }).click();
    expect(await desk.page.locator('#panel').count()).toBe(0);
  });

  it('the folded panels hold no trend before the third call', async () => {
    at.service.boxes.set(ANA, returning(ANA, { satisfactionTrend: returning().satisfactionTrend.slice(1) }));
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByRole('button', { name: 'Quotes' }).waitFor();
    expect(await desk.page.getByRole('button', { name: 'Trend' }).count()).toBe(0);
  });
});

describe('the keyboard', () => {
  it('the keyboard reaches everything in the order of the screen, and keeps its place', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Overdue since Friday').waitFor();
    const focused = () =>
      desk.page.evaluate(`(() => {
        const element = document.querySelector('memory-box').shadowRoot.activeElement;
        return element && (element.getAttribute('aria-label') ?? element.innerText);
      })()`);
    expect(await focused()).toBe(null);
    const order: unknown[] = [];
    for (let step = 0; step < 11; step += 1) {
      await desk.page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      'Wrong person?',
      'Done: Email the refund form',
      'Not a promise: Email the refund form',
      'Done: Call back once the courier has answered',
      'Not a promise: Call back once the courier has answered',
      'Done: Send a photo of the damaged parcel',
      'Not a promise: Send a photo of the damaged parcel',
      'Quotes',
      'Notes',
      'Older (2)',
      'Trend',
    ]);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('img').waitFor();
    expect(await focused()).toBe('Trend');
    await desk.page.getByRole('button', { name: 'Done: Email' }).focus();
    await desk.page.keyboard.press('Space');
    await desk.page.getByText('by hand').waitFor();
    expect(await focused()).toBe('Undo: Email the refund form');
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
    await desk.page.getByText('Overdue since Friday').waitFor();
    await desk.page.keyboard.type('ok');
    expect(await desk.page.getByLabel('Note').inputValue()).toBe('ok');
  });
});

import { describe, expect, it } from 'vitest';
import { firstCall, justCalled, returning } from '../support/boxes.ts';
import { inBrowser } from '../support/in-browser.ts';

const ANA = 'ana.martins@example.com';
const at = inBrowser();
const never = () => new Promise<never>(() => {});

describe('waiting for the service', () => {
  it('waiting for the service shows a skeleton at once, says that it is still looking, then fails and can be asked again', async () => {
    at.service.answer = never;
    const desk = await at.desk({ clock: 'paused' });
    await desk.mount({ 'client-email': ANA });
    expect(await desk.state()).toBe('loading');
    expect(await desk.text()).toBe(ANA);
    await desk.page.clock.runFor(2_400);
    expect(await desk.text()).not.toContain('Still looking');
    await desk.page.clock.runFor(200);
    expect(await desk.text()).toContain('Still looking…');
    await desk.page.clock.runFor(3_300);
    expect(await desk.state()).toBe('loading');
    await desk.page.clock.runFor(200);
    expect(await desk.state()).toBe('timeout');

    at.service.reset();
    at.service.boxes.set(ANA, returning());
    await desk.page.getByRole('button', { name: 'Try again' }).click();
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect((await desk.events()).map(({ type }) => type)).toEqual([
      'memory-box-loading',
      'memory-box-error',
      'memory-box-loading',
      'memory-box-loaded',
    ]);
  });

  it('waiting for the service asks again by itself when the connection is back', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.context.setOffline(true);
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('You are offline.').waitFor();
    await desk.context.setOffline(false);
    await desk.page.getByText('Overdue 2 days').waitFor();
  });

  it('waiting for the service says why a request failed, to the agent in a sentence and to the host in an event', async () => {
    at.service.answer = () => ({
      status: 503,
      body: { error: 'Try again in a minute.', code: 'store_unavailable' },
    });
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA, 'call-id': 'c-9' });
    await desk.page.getByText('The customer memory cannot be reached.').waitFor();
    expect((await desk.events()).at(-1)).toEqual({
      type: 'memory-box-error',
      detail: {
        clientEmail: ANA,
        callId: 'c-9',
        reason: 'unavailable',
        code: 'store_unavailable',
        message: 'Try again in a minute.',
      },
    });
  });

  it('waiting for the service asks once more by itself, and shows what came then', async () => {
    at.service.boxes.set(ANA, returning());
    for (const status of [503, 429]) {
      at.service.seen.length = 0;
      at.service.answer = () =>
        at.service.seen.length === 1 ? { status, body: { error: 'No.', code: 'store_unavailable' } } : null;
      const desk = await at.desk();
      await desk.mount({ 'client-email': ANA });
      await desk.page.getByText('Overdue 2 days').waitFor();
      expect(at.service.seen).toHaveLength(2);
      expect((await desk.events()).map(({ type }) => type)).toEqual([
        'memory-box-loading',
        'memory-box-loaded',
      ]);
    }
  });

  it('waiting for the service does not ask once more for a customer who is gone', async () => {
    at.service.boxes.set('ben@example.com', returning('ben@example.com'));
    at.service.answer = ({ body }) =>
      body.client_email === ANA ? { status: 503, body: { error: 'No.', code: 'internal' } } : null;
    const desk = await at.desk({ clock: 'paused' });
    await desk.mount({ 'client-email': ANA });
    // It has begun to wait before it asks once more.
    await desk.timersSet(1_000, 1);
    await desk.page.evaluate(`document.querySelector('memory-box').clientEmail = 'ben@example.com'`);
    await desk.page.getByText('Overdue 2 days').waitFor();
    await desk.page.clock.runFor(5_000);
    expect(at.service.seen.map(({ body }) => body.client_email)).toEqual([ANA, 'ben@example.com']);
  });

  it.each([
    ['a page', { status: 200, body: '<title>Sign in</title>' }],
    ['a redirect', { status: 302, body: '' }],
  ])('waiting for the service says that %s came in place of an answer', async (_, answer) => {
    at.service.answer = () => answer;
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('A sign-in page came.').waitFor();
    expect((await desk.events()).at(-1)?.detail.reason).toBe('login_page');
    expect(at.service.seen).toHaveLength(1);
  });

  it('waiting for the service says that there were too many requests', async () => {
    at.service.answer = () => ({ status: 429, body: { error: 'Later.', code: 'rate_limited' } });
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Too many requests.').waitFor();
    expect((await desk.events()).at(-1)?.detail).toMatchObject({ reason: 'busy', code: 'rate_limited' });
  });

  it('waiting for the service does not show an answer about another customer', async () => {
    at.service.answer = () => ({ status: 200, body: returning('ben@example.com') });
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('The answer was not about this customer.').waitFor();
    expect(await desk.text()).not.toContain('refund');
  });
});

describe('a call that is not analysed yet', () => {
  it('a call that is not analysed yet is looked up every five seconds; its notes wait for the agent and move no line', async () => {
    at.service.boxes.set(ANA, justCalled());
    const desk = await at.desk({ clock: 'paused' });
    await desk.mount({ 'client-email': ANA, 'call-id': 'c-9' });
    await desk.page.getByText('being read').waitFor();
    const places = () =>
      desk.page.evaluate(`[...document.querySelector('memory-box').shadowRoot.querySelectorAll('section, p, ul, li, .tabs')]
        .map((element) => { const { x, y, width, height } = element.getBoundingClientRect(); return [x, y, width, height]; })`);
    const before = await places();
    const looks = () => at.service.seen.filter(({ path }) => path === '/getMemoryBox').length;

    await desk.page.clock.runFor(4_900);
    expect(looks()).toBe(1);
    await desk.page.clock.runFor(200);
    await expect.poll(looks).toBe(2);

    await desk.timersSet(5_000, 2);
    at.service.boxes.set(ANA, returning(ANA, { calls: 4 }));
    await desk.page.clock.runFor(5_000);
    await desk.page.getByText('notes ready').waitFor();
    expect(await places()).toEqual(before);
    expect(await desk.page.getByRole('status').textContent()).toBe('No notes of the last call');

    await desk.page.getByRole('button', { name: 'Show' }).click();
    expect(await desk.page.getByRole('status').textContent()).toBe('Overdue 2 days: Refund form by e-mail');
    const soFar = looks();
    await desk.page.clock.runFor(20_000);
    expect(looks()).toBe(soFar);
  });

  it('a call that is not analysed yet is given up after two minutes', async () => {
    const desk = await at.desk({ clock: 'paused' });
    await desk.mount({ 'client-email': '' });
    // An own transport answers within the same turn, so that the clock may run through at once.
    await desk.page.evaluate((box) => {
      const element = document.querySelector('memory-box') as HTMLElement & {
        load: unknown;
        clientEmail: string;
      };
      Object.assign(globalThis, { looks: 0 });
      element.load = async () => {
        (globalThis as unknown as { looks: number }).looks += 1;
        return box;
      };
      element.clientEmail = box.client_email;
    }, justCalled());
    await desk.page.getByText('being read').waitFor();
    for (let passed = 0; passed < 200_000; passed += 5_000) await desk.page.clock.runFor(5_000);
    await desk.page.getByText('still not read').waitFor();
    expect(await desk.page.evaluate('looks')).toBe(1 + 120 / 5);
  });

  it('a call that could not be analysed is reported, and not looked up again', async () => {
    const pending = justCalled().pending.map((call) => ({ ...call, state: 'failed' as const }));
    at.service.boxes.set(ANA, justCalled(ANA, { pending }));
    const desk = await at.desk({ clock: 'paused' });
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('not readable').waitFor();
    await desk.page.clock.runFor(30_000);
    expect(at.service.seen).toHaveLength(1);
  });
});

describe('a customer who has just been on the line', () => {
  it('is never a first call, whatever the service makes of it', async () => {
    const pending = [{ call_id: 'c-1', since: '2026-11-22T09:59:00.000Z', state: 'recorded' as const }];
    for (const kind of ['new', 'nothing_open', 'not_analysed'] as const) {
      const box = firstCall(ANA, { returning: true, pending });
      at.service.boxes.set(ANA, { ...box, headline: { ...box.headline, kind } });
      const desk = await at.desk();
      await desk.mount({ 'client-email': ANA });
      await desk.page.getByText('No notes of the last call').waitFor();
      expect(await desk.page.locator('[part=news]').textContent()).toBe('Last call1 minute agonot read yet');
      expect(await desk.text()).toContain('2nd call');
    }
  });
});

describe('tokens', () => {
  const withGetToken = (tokens: string[]) => `(() => {
    const tokens = ${JSON.stringify(tokens)};
    globalThis.asked = [];
    const box = document.querySelector('memory-box');
    box.getToken = async ({ clientEmail, callId, signal }) => {
      asked.push([clientEmail, callId, signal instanceof AbortSignal]);
      return tokens.shift();
    };
    box.clientEmail = '${ANA}';
  })()`;

  it('an expired one is asked for once more, for this customer and call', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.tokens.add('t-2');
    const desk = await at.desk();
    await desk.mount({ 'call-id': 'c-9' });
    await desk.page.evaluate(withGetToken(['t-2']));
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(at.service.seen.map(({ authorization }) => authorization)).toEqual(['Bearer t-1', 'Bearer t-2']);
    expect(await desk.page.evaluate('asked')).toEqual([[ANA, 'c-9', true]]);
  });

  it('a new one that is refused too ends it; a new token from the host begins anew', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.tokens.add('good');
    const desk = await at.desk();
    await desk.mount({});
    await desk.page.evaluate(withGetToken(['t-2', 't-3']));
    await desk.page.getByText('Your sign-in has expired.').waitFor();
    expect(at.service.seen).toHaveLength(2);
    await desk.page.evaluate(`document.querySelector('memory-box').getToken = null`);
    at.service.tokens.add('t-9');
    await desk.page.evaluate(`document.querySelector('memory-box').token = 't-9'`);
    await desk.page.getByText('Overdue 2 days').waitFor();
  });

  it('one that was minted for a customer serves no other', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.boxes.set('ben@example.com', returning('ben@example.com'));
    const desk = await at.desk();
    await desk.mount({});
    await desk.page.evaluate(`document.querySelector('memory-box').token = null`);
    await desk.page.evaluate(withGetToken(['for-ana', 'for-ben']));
    await desk.page.getByText('Overdue 2 days').waitFor();
    await desk.page.evaluate(`document.querySelector('memory-box').clientEmail = 'ben@example.com'`);
    await desk.page.getByText('ben@example.com').waitFor();
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(at.service.seen.map(({ authorization, body }) => [authorization, body.client_email])).toEqual([
      ['Bearer for-ana', ANA],
      ['Bearer for-ben', 'ben@example.com'],
    ]);
  });
});

describe('a contact whose address has to be found', () => {
  const follow = (find: string) =>
    `document.querySelector('memory-box').follow('c-9', (signal) => { globalThis.signal = signal; return ${find}; })`;

  it('a contact whose address has to be found clears the screen meanwhile, then shows that memory', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.boxes.set('ben@example.com', returning('ben@example.com'));
    const desk = await at.desk();
    await desk.mount({ 'client-email': 'ben@example.com' });
    await desk.page.getByText('Overdue 2 days').waitFor();
    await desk.page.evaluate(follow('new Promise((resolve) => { globalThis.found = resolve; })'));
    expect([await desk.state(), await desk.text()]).toEqual(['loading', '']);
    await desk.page.evaluate(`found('${ANA}')`);
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(at.service.seen.at(-1)?.body).toEqual({ client_email: ANA, call_id: 'c-9' });
    expect(await desk.page.evaluate(`document.querySelector('memory-box').clientEmail`)).toBe(ANA);
  });

  it.each([
    ['it is unknown', 'Promise.resolve(null)', 0],
    ['finding it fails', 'Promise.reject(new Error("no directory"))', 1],
    ['finding it takes too long', 'new Promise(() => {})', 1],
  ])('a contact whose address has to be found is asked of the agent when %s', async (_, find, failures) => {
    const desk = await at.desk({ clock: 'paused' });
    await desk.mount({});
    await desk.page.evaluate(follow(find));
    await desk.page.clock.runFor(6_100);
    await desk.page.getByText('Who is calling?').waitFor();
    expect((await desk.events()).map(({ type }) => type)).toEqual(Array(failures).fill('memory-box-error'));
  });

  it('a contact whose address has to be found is no longer looked for when the contact is gone', async () => {
    const desk = await at.desk();
    await desk.mount({});
    await desk.page.evaluate(follow('new Promise(() => {})'));
    await desk.page.evaluate(`document.querySelector('memory-box').follow(null, null)`);
    expect(await desk.page.evaluate('signal.aborted')).toBe(true);
    expect(await desk.state()).toBe('no_address');
  });
});

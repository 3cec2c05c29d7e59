import { describe, expect, it } from 'vitest';
import { returning } from '../support/boxes.ts';
import { inBrowser } from '../support/in-browser.ts';

const ANA = 'ana.martins@example.com';
const NUMBER = '+44 20 7946 0958';
const UNKNOWN = { status: 404, body: { error: 'No customer is known by this.', code: 'customer_not_found' } };
const at = inBrowser();

describe('a box of a contact whose number alone is known', () => {
  it('shows the customer whom the number stands for, and changes their promises under the address of the answer', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.answer = ({ path, body }) =>
      path === '/getMemoryBox' && body.client_email === undefined ? { status: 200, body: returning() } : null;
    const desk = await at.desk();
    await desk.mount({ 'client-phone': NUMBER, 'call-id': 'c-1' });
    await desk.page.getByText('Overdue 2 days').waitFor();

    expect(at.service.seen.map(({ body }) => body)).toEqual([{ phone: NUMBER, call_id: 'c-1' }]);
    expect((await desk.events()).map(({ type }) => type)).toEqual([
      'memory-box-loading',
      'memory-box-loaded',
    ]);
    await desk.page
      .getByRole('button', { name: /kept|done/i })
      .first()
      .click();
    await expect
      .poll(() => at.service.seen.at(-1)?.body)
      .toMatchObject({ client_email: ANA, status: 'kept' });
  });

  it('asks for the address when the number stands for no one, tells the host of the typed one, and shows that box', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.answer = ({ body }) => (body.client_email === undefined ? UNKNOWN : null);
    const desk = await at.desk();
    await desk.mount({ 'client-phone': NUMBER, 'call-id': 'c-1' });
    const field = desk.page.getByRole('textbox');
    await field.waitFor();
    expect((await desk.events()).filter(({ type }) => type === 'memory-box-link')).toEqual([]);

    await field.fill(' Ana.Martins@example.com ');
    await field.press('Enter');
    await expect.poll(() => desk.state()).toBe('ready');
    expect((await desk.events()).filter(({ type }) => type === 'memory-box-link')).toEqual([
      {
        type: 'memory-box-link',
        detail: {
          clientEmail: expect.stringMatching(/^ana\.martins@example\.com$/i),
          callId: 'c-1',
          clientPhone: NUMBER,
          customerId: null,
          insteadOf: null,
        },
      },
    ]);
    // The box itself links nothing: that is for the back end of the host.
    expect(at.service.strays).toEqual([]);
    expect(new Set(at.service.seen.map(({ path }) => path))).toEqual(new Set(['/getMemoryBox']));
  });

  it('forgets the typed address with the next contact, and asks for its number', async () => {
    at.service.boxes.set(ANA, returning());
    at.service.answer = ({ body }) => (body.client_email === undefined ? UNKNOWN : null);
    const desk = await at.desk();
    await desk.mount({ 'client-phone': NUMBER, 'call-id': 'c-1' });
    await desk.page.getByRole('textbox').fill(ANA);
    await desk.page.getByRole('textbox').press('Enter');
    await expect.poll(() => desk.state()).toBe('ready');
    await desk.page.evaluate(`Object.assign(document.querySelector('memory-box'), {
      callId: 'c-2', clientPhone: '+44 20 7946 0111',
    })`);
    await desk.page.getByRole('textbox').waitFor();
    expect(await desk.text()).not.toContain(ANA);
    expect(at.service.seen.at(-1)?.body).toEqual({ phone: '+44 20 7946 0111', call_id: 'c-2' });
  });
});

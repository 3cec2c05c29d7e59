import { firstCall, justCalled, promise, returning } from './boxes.ts';
import type { Desk } from './desk.ts';
import type { Service } from './service.ts';

/** One look of the box, and how to get there. */
export interface Look {
  name: string;
  /** The name that the box gives to its state. */
  state: string;
  headline: string;
  attributes?: Record<string, string>;
  prepare?(service: Service): void;
  arrive?(desk: Desk, service: Service): Promise<void>;
}

const ANA = 'ana.martins@example.com';
const never = () => new Promise<never>(() => {});
const answer = (status: number, code: string) => (service: Service) => {
  service.answer = () => ({ status, body: { error: 'A sentence for people.', code } });
};
const box = (more: Parameters<typeof returning>[1]) => (service: Service) => {
  service.boxes.set(ANA, returning(ANA, more));
};
const headline = { commitmentId: null, call_id: 'c-3', category: 'billing', count: 3, days: 2 };
const one = [promise('p-1', { dueAt: '2026-11-27', overdue: false })];

/** Every look of the box. The desk's clock stands still, so an `arrive` may run it. */
export const GALLERY: Look[] = [
  {
    name: 'overdue',
    state: 'ready',
    headline: 'Overdue 2 days: Refund form by e-mail',
    prepare: box({}),
  },
  {
    name: 'missed',
    state: 'ready',
    headline: 'Not kept: Refund form by e-mail',
    prepare: box({
      headline: { ...headline, kind: 'missed', commitmentId: 'p-1' },
      commitments: [
        promise('p-1', {
          missed: { times: 2, lastAt: '2026-11-21T10:00:00.000Z', call_id: 'c-3', evidence: [] },
        }),
        promise('p-6', { label: 'Credit of twelve pounds', disputed: true, attempted: 1 }),
      ],
    }),
  },
  {
    name: 'due-today',
    state: 'ready',
    headline: 'Due now: Refund form by e-mail',
    prepare: box({
      headline: { ...headline, kind: 'due_today', commitmentId: 'p-1' },
      commitments: [promise('p-1', { dueAt: '2026-11-22', dueTime: '17:00', overdue: false })],
    }),
  },
  {
    name: 'unresolved',
    state: 'ready',
    headline: 'Not solved: Refund of order 4411',
    prepare: box({
      headline: { ...headline, kind: 'unresolved' },
      commitments: [],
      matters: [
        {
          call_id: 'c-3',
          category: 'billing',
          about: 'Refund of order 4411',
          since: '2026-11-17T09:12:00.000Z',
          calls: 1,
          stale: false,
          evidence: [],
        },
      ],
    }),
  },
  {
    name: 'repeat',
    state: 'ready',
    headline: '3 calls about billing',
    prepare: box({ headline: { ...headline, kind: 'repeat' }, commitments: [] }),
  },
  {
    name: 'open',
    state: 'ready',
    headline: 'We owe: Refund form by e-mail',
    prepare: box({ headline: { ...headline, kind: 'open', commitmentId: 'p-1' }, commitments: one }),
  },
  {
    name: 'customer-owes',
    state: 'ready',
    headline: 'They owe: Photo of the damaged parcel',
    prepare: box({
      headline: { ...headline, kind: 'customer_owes', commitmentId: 'p-3' },
      commitments: [
        promise('p-3', {
          label: 'Photo of the damaged parcel',
          owner: 'customer',
          dueAt: null,
          overdue: false,
        }),
      ],
    }),
  },
  {
    name: 'kept',
    state: 'ready',
    headline: 'Kept 20 Nov: Refund form by e-mail',
    prepare: box({
      headline: { ...headline, kind: 'kept', commitmentId: 'p-1' },
      commitments: [
        promise('p-1', {
          status: 'kept',
          overdue: false,
          closing: {
            status: 'kept',
            by: 'person',
            at: '2026-11-20T10:00:00.000Z',
            call_id: null,
            evidence: [],
          },
        }),
      ],
    }),
  },
  {
    name: 'nothing-open',
    state: 'ready',
    headline: 'Nothing open',
    prepare: box({ headline: { ...headline, kind: 'nothing_open' }, commitments: [] }),
  },
  {
    name: 'first-call',
    state: 'new',
    headline: 'First call from this address',
    prepare: (service) => service.boxes.set(ANA, firstCall(ANA)),
  },
  {
    name: 'not-analysed',
    state: 'not_analysed',
    headline: 'No notes of the last call',
    prepare: (service) => service.boxes.set(ANA, justCalled(ANA)),
  },
  {
    name: 'not-analysed-ready',
    state: 'not_analysed',
    headline: 'No notes of the last call',
    prepare: (service) => service.boxes.set(ANA, justCalled(ANA)),
    async arrive({ page }, service) {
      await page.getByText('being read').waitFor();
      finishCall(service);
      await page.clock.runFor(5_100);
      await page.getByText('notes ready').waitFor();
    },
  },
  {
    name: 'overdue-and-recorded',
    state: 'ready',
    headline: 'Overdue 2 days: Refund form by e-mail',
    prepare: box({
      pending: [{ call_id: 'c-4', since: '2026-11-21T09:57:00.000Z', state: 'recorded' }],
    }),
  },
  { name: 'shared', state: 'shared', headline: 'Ask who is calling', prepare: box({ shared: true }) },
  {
    name: 'no-address',
    state: 'no_address',
    headline: 'Who is calling?',
    attributes: { 'client-email': '' },
  },
  {
    name: 'loading',
    state: 'loading',
    headline: '',
    prepare: (service) => {
      service.answer = never;
    },
  },
  {
    name: 'still-looking',
    state: 'loading',
    headline: 'Still looking…',
    prepare: (service) => {
      service.answer = never;
    },
    arrive: ({ page }) => page.clock.runFor(2_600),
  },
  {
    name: 'timeout',
    state: 'timeout',
    headline: 'The customer memory did not answer.',
    prepare: (service) => {
      service.answer = never;
    },
    arrive: ({ page }) => page.clock.runFor(6_100),
  },
  {
    name: 'error',
    state: 'unavailable',
    headline: 'The customer memory cannot be reached.',
    prepare: answer(503, 'store_unavailable'),
  },
  {
    name: 'offline',
    state: 'offline',
    headline: 'You are offline.',
    prepare: answer(503, 'store_unavailable'),
    async arrive({ page, context }) {
      await page.getByText('cannot be reached').waitFor();
      await context.setOffline(true);
      await page.getByRole('button', { name: 'Try again' }).click();
    },
  },
  {
    name: 'signed-out',
    state: 'signed_out',
    headline: 'Your sign-in has expired.',
    prepare: answer(401, 'unauthenticated'),
  },
  {
    name: 'login-page',
    state: 'login_page',
    headline: 'A sign-in page came.',
    prepare: (service) => {
      service.answer = () => ({ status: 200, body: '<title>Sign in</title>' });
    },
  },
  {
    name: 'busy',
    state: 'busy',
    headline: 'Too many requests.',
    prepare: answer(429, 'rate_limited'),
  },
  {
    name: 'not-allowed',
    state: 'not_allowed',
    headline: 'You may not see this customer.',
    prepare: answer(403, 'forbidden'),
  },
  {
    name: 'erased',
    state: 'erased',
    headline: 'This customer asked to be forgotten.',
    prepare: answer(409, 'customer_erased'),
  },
  {
    name: 'wrong-person',
    state: 'wrong_customer',
    headline: 'Box emptied for this call',
    prepare: box({}),
    arrive: ({ page }) => page.getByRole('button', { name: 'Wrong person?' }).click(),
  },
  {
    name: 'ticked',
    state: 'ready',
    headline: 'We owe: Call back after courier answers',
    prepare: box({}),
    async arrive({ page }) {
      await page.getByRole('button', { name: 'Done: Refund form' }).click();
      await page.getByRole('button', { name: 'Undo: Refund form' }).waitFor();
      await page.getByText('We owe: Call').waitFor();
    },
  },
  {
    name: 'acts',
    state: 'ready',
    headline: 'Overdue 2 days: Refund form by e-mail',
    prepare: box({}),
    arrive: ({ page }) => page.getByRole('button', { name: 'More: Refund form' }).click(),
  },
  {
    name: 'not-saved',
    state: 'ready',
    headline: 'Overdue 2 days: Refund form by e-mail',
    prepare: (service) => {
      box({})(service);
      service.answer = ({ path }) =>
        path === '/updateCommitment'
          ? { status: 503, body: { error: 'No.', code: 'store_unavailable' } }
          : null;
    },
    async arrive({ page }) {
      await page.getByRole('button', { name: 'Done: Call back' }).click();
      await page.getByText('Not saved').waitFor();
    },
  },
  ...(['Quotes', 'All calls (3)', 'More'] as const).map((panel) => ({
    name: `panel-${panel.split(' ')[0]?.toLowerCase()}`,
    state: 'ready',
    headline: 'Overdue 2 days: Refund form by e-mail',
    prepare: box({}),
    arrive: ({ page }: Desk) => page.getByRole('button', { name: panel, exact: true }).click(),
  })),
  {
    name: 'long-words',
    state: 'ready',
    headline: 'Overdue 2 days: Call the claims department…',
    prepare: box({
      commitments: returning().commitments.map((each) => ({
        ...each,
        overdue: true,
        dueAt: '2026-11-20',
        dueTime: '17:00',
        label: 'Call the claims department about compensation',
        missed: { times: 3, lastAt: '2026-11-21T10:00:00.000Z', call_id: 'c-3', evidence: [] },
      })),
    }),
  },
];

const finishCall = (service: Service) => service.boxes.set(ANA, returning(ANA, { calls: 4 }));

/** Brings a desk to a look. */
export async function show(desk: Desk, service: Service, look: Look): Promise<void> {
  look.prepare?.(service);
  await desk.mount({ 'client-email': ANA, 'call-id': 'c-9', ...look.attributes });
  await look.arrive?.(desk, service);
  await desk.page.waitForFunction(
    (state) =>
      document.querySelector('memory-box')?.shadowRoot?.querySelector('section')?.dataset.state === state,
    look.state,
  );
}

import type { MemoryBox, RememberedCommitment } from '@live-assist/core';

/** What the tests take for now: a Sunday. */
export const NOW = new Date('2026-11-22T10:00:00');

const quote = (text: string, speaker: 'agent' | 'customer' = 'agent') => [
  { window_number: 1, turn: 2, speaker, quote: text },
];

/** A promise of an earlier call. */
export function promise(id: string, more: Partial<RememberedCommitment> = {}): RememberedCommitment {
  return {
    id,
    text: 'I will email you the refund form by Friday',
    label: 'Refund form by e-mail',
    owner: 'agent',
    dueAt: '2026-11-20',
    dueTime: null,
    asked: 0,
    attempted: 0,
    conditional: false,
    recurring: false,
    late: null,
    disputed: false,
    missed: null,
    renewed: null,
    status: 'open',
    overdue: true,
    stale: false,
    madeIn: { call_id: 'c-3', created_at: '2026-11-17T09:12:00.000Z', agent_id: 'leah' },
    evidence: quote('I will email you the refund form by Friday.'),
    closing: null,
    ...more,
  };
}

/** A customer who has called three times, with three open promises. */
export function returning(
  client_email = 'ana.martins@example.com',
  more: Partial<MemoryBox> = {},
): MemoryBox {
  return {
    client_email,
    returning: true,
    shared: false,
    calls: 3,
    headline: { kind: 'overdue', commitmentId: 'p-1', call_id: 'c-3', category: null, count: 1, days: 2 },
    pending: [],
    lastCall: {
      call_id: 'c-3',
      created_at: '2026-11-17T09:12:00.000Z',
      agent_id: 'leah',
      about: 'Refund of order 4411',
      promisesOpen: 4,
      summary:
        'The refund for order 4411 was not paid out; a form is needed, and the courier was to be asked.',
      category: 'billing',
      resolved: false,
      sentiment: { score: 38, label: 'Neutral' },
      satisfaction: { score: 41, prediction: 'Neutral' },
    },
    commitments: [
      promise('p-1'),
      promise('p-2', {
        text: 'I will call you back on Monday, when the courier has answered',
        label: 'Call back after courier answers',
        dueAt: '2026-11-23',
        overdue: false,
        evidence: quote('I will call you back on Monday, when the courier has answered.'),
      }),
      promise('p-3', {
        text: 'I can send you a photo of the damaged parcel',
        label: 'Photo of the damaged parcel',
        owner: 'customer',
        dueAt: null,
        overdue: false,
        evidence: quote('I can send you a photo of the parcel.', 'customer'),
      }),
      promise('p-4', {
        text: 'Next time we waive the delivery fee for you',
        label: 'Next delivery free',
        dueAt: null,
        overdue: false,
        evidence: quote('Next time we waive the delivery fee for you.'),
      }),
      promise('p-5', {
        text: 'I will check the address with the warehouse',
        label: 'Address check with warehouse',
        dueAt: '2026-11-18',
        status: 'kept',
        overdue: false,
        closing: {
          status: 'kept',
          by: 'analyst',
          at: '2026-11-17T09:12:00.000Z',
          call_id: 'c-3',
          evidence: quote('The warehouse has the right address now.'),
        },
      }),
    ],
    recentCalls: [
      {
        call_id: 'c-3',
        created_at: '2026-11-17T09:12:00.000Z',
        agent_id: 'leah',
        about: 'Refund of order 4411',
        category: 'billing',
        resolved: false,
        promisesOpen: 4,
      },
      {
        call_id: 'c-2',
        created_at: '2026-11-04T10:00:00.000Z',
        agent_id: 'marcus',
        about: 'Parcel left in the rain',
        category: 'delivery',
        resolved: true,
        promisesOpen: 0,
      },
    ],
    matters: [],
    deliverables: [
      {
        text: 'Corrected the delivery address',
        call_id: 'c-3',
        created_at: '2026-11-17T09:12:00.000Z',
        evidence: [{ window_number: 2, activity: 0, name: 'Update Delivery Address' }],
      },
    ],
    improvementAreas: [{ text: 'Say when the customer will hear back', times: 2, lastSeen: '2026-11-17' }],
    satisfactionTrend: [
      { created_at: '2026-10-02T10:00:00.000Z', score: 72 },
      { created_at: '2026-11-04T10:00:00.000Z', score: 55 },
      { created_at: '2026-11-17T09:12:00.000Z', score: 41 },
    ],
    ...more,
  };
}

/** The first call from this address. */
export function firstCall(client_email = 'new.person@example.com', more: Partial<MemoryBox> = {}): MemoryBox {
  return {
    client_email,
    returning: false,
    shared: false,
    calls: 0,
    headline: { kind: 'new', commitmentId: null, call_id: null, category: null, count: null, days: null },
    pending: [],
    lastCall: null,
    commitments: [],
    recentCalls: [],
    matters: [],
    deliverables: [],
    satisfactionTrend: [],
    ...more,
  };
}

/** The customer has just called, and that call is not analysed yet; nothing of ours is open. */
export function justCalled(
  client_email = 'ana.martins@example.com',
  more: Partial<MemoryBox> = {},
): MemoryBox {
  return returning(client_email, {
    headline: {
      kind: 'not_analysed',
      commitmentId: null,
      call_id: 'c-4',
      category: null,
      count: null,
      days: 0,
    },
    commitments: [],
    pending: [{ call_id: 'c-4', since: new Date(NOW.getTime() - 180_000).toISOString(), state: 'running' }],
    ...more,
  });
}

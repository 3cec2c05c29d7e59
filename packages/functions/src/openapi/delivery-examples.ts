import { createHmac } from 'node:crypto';
import { inMemoryErasures, inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import { localAnalyst } from '../adapters/local-analyst/local-analyst.ts';
import { createApp } from '../http/app.ts';
import type { RoutePath } from '../http/routes.ts';
import type { Sender } from '../http/senders.ts';
import { takeDelivery } from '../import/take-delivery.ts';
import type { Example } from './document.ts';

const SECRET = 'a-secret-of-these-examples';
const CUSTOMER = 'priya.nair@example.com';
const START = Date.parse('2026-11-03T10:00:00Z');
const NOW = START + 60_000;

const SAID: [role: 'agent' | 'user', text: string, from: number, to: number][] = [
  ['agent', 'Good morning, how can I help?', 0, 2],
  ['user', 'You charged me twice for my broadband in October.', 3, 7],
  ['agent', 'I have refunded the second payment of 28 pounds.', 8, 12],
];

/** A short call as each sender tells of it. */
const BODIES: Record<Sender, object> = {
  elevenlabs: {
    type: 'post_call_transcription',
    data: {
      conversation_id: 'conv-4711',
      agent_id: 'agent-7',
      user_id: CUSTOMER,
      metadata: { start_time_unix_secs: START / 1000 },
      transcript: SAID.map(([role, message, from]) => ({ role, message, time_in_call_secs: from })),
    },
  },
  retell: {
    event: 'call_analyzed',
    call: {
      call_id: 'retell-4711',
      call_status: 'ended',
      agent_id: 'agent-7',
      direction: 'inbound',
      start_timestamp: START,
      metadata: { customer_email: CUSTOMER },
      transcript_object: SAID.map(([role, content, start, end]) => ({
        role,
        content,
        words: [{ word: content, start, end }],
      })),
    },
  },
  vapi: {
    message: {
      type: 'end-of-call-report',
      startedAt: new Date(START).toISOString(),
      call: { id: 'vapi-4711', assistantId: 'agent-7', metadata: { email: CUSTOMER } },
      artifact: {
        messages: SAID.map(([role, message, from, to]) => ({
          role: role === 'agent' ? 'bot' : role,
          message,
          time: START + from * 1000,
          endTime: START + to * 1000,
          secondsFromStart: from,
          duration: (to - from) * 1000,
        })),
      },
    },
  },
  vcon: {
    uuid: 'vcon-4711',
    parties: [
      { name: 'Mia Jones', meta: { role: 'agent' } },
      { name: 'Priya Nair', role: 'customer', mailto: CUSTOMER },
    ],
    dialog: [{ type: 'recording', start: new Date(START).toISOString(), parties: [1, 0] }],
    analysis: [
      {
        type: 'transcript',
        dialog: 0,
        body: SAID.map(([role, message]) => ({
          speaker: role === 'agent' ? 'Mia Jones' : 'Priya Nair',
          message,
        })),
      },
    ],
  },
};

const digest = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex');

/** How each sender proves that a delivery is its own. */
const PROOFS: Record<Sender, (body: string) => Record<string, string>> = {
  elevenlabs: (body) => ({ 'elevenlabs-signature': `t=${NOW / 1000},v0=${digest(`${NOW / 1000}.${body}`)}` }),
  retell: (body) => ({ 'x-retell-signature': `v=${NOW},d=${digest(`${body}${NOW}`)}` }),
  vapi: () => ({ 'x-vapi-secret': SECRET }),
  vcon: () => ({ authorization: `Bearer ${SECRET}` }),
};

/** Real answers of the app to a delivery of each sender, over ports in memory whose queue keeps nothing. */
export async function deliveryExamples(version: string): Promise<Partial<Record<RoutePath, Example>>> {
  const clock = manualClock(NOW);
  const ports = inMemoryPorts({
    analyst: localAnalyst(),
    clock,
    erasures: inMemoryErasures({ now: clock.now }),
    queue: { send: async () => {} },
  });
  const senders = Object.keys(BODIES) as Sender[];
  const app = createApp(ports, {
    auth: { keys: { secret: 'no token is needed for these examples' } },
    settings: { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] },
    deliveries: {
      secrets: Object.fromEntries(senders.map((sender) => [sender, SECRET])),
      take: takeDelivery,
    },
    version,
    log: () => {},
  });
  const found: Partial<Record<RoutePath, Example>> = {};
  for (const sender of senders) {
    const path = `/ingest/${sender}` as const;
    const body = JSON.stringify(BODIES[sender]);
    const headers = { 'content-type': 'application/json', ...PROOFS[sender](body) };
    const received = await app.request(path, { method: 'POST', headers, body });
    const answer: unknown = await received.json();
    if (!received.ok) throw new Error(`${path} answers ${received.status} to its example.`);
    found[path] = { request: BODIES[sender], answer };
  }
  return found;
}

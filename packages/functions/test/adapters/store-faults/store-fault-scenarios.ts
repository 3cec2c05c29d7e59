import { analyzeCall, runJob, runRedaction } from '@live-assist/core';
import { runEvents } from '@live-assist/core/queue/run-events';
import { importCall, readCall } from '../../../src/import/import-lines.ts';
import { conversation } from '../../support/app.ts';
import { ask, type Reply, told, type World } from './store-fault-world.ts';

type Step = (world: World) => Promise<Reply | Reply[]>;

/** The requests of a scenario, and the history before them. */
export interface Scenario {
  name: string;
  given: Step[];
  when: Step;
  /** True if the requests of `when` are concurrent. */
  together?: boolean;
}

export const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };

const record =
  (window_num = 1, call = 1): Step =>
  (world) =>
    ask(world, '/recordCallWindow', {
      call_id: world.call(call),
      client_email: world.email,
      window_num,
      turns: conversation,
    });

const analyze =
  (more: object = {}, by?: Record<string, unknown>, call = 1): Step =>
  (world) =>
    ask(world, '/getCallAnalytics', { call_id: world.call(call), client_email: world.email, ...more }, by);

const change =
  (status: string): Step =>
  (world) =>
    ask(world, '/updateCommitment', {
      client_email: world.email,
      commitment_id: `${world.call()}:1:2:0`,
      status,
    });

const named = ({ email, customerId }: World) => ({ client_email: email, customer_id: customerId });

const link: Step = (world) => ask(world, '/linkCustomer', named(world));

/** A window whose sender knows the customer by the id of the host alone. */
const recordById: Step = (world) =>
  ask(world, '/recordCallWindow', {
    call_id: world.call(),
    customer_id: world.customerId,
    window_num: 1,
    turns: conversation,
  });

const two =
  (step: Step): Step =>
  async (world) =>
    (await Promise.all(Array.from({ length: 2 }, () => step(world)))).flat();

const line = (world: World) =>
  readCall(
    JSON.stringify({
      call_id: world.call(),
      client_email: world.email,
      windows: [1, 2].map((window_number) => ({
        window_number,
        turns: conversation,
        created_at: '2026-01-15T11:00:00.000Z',
      })),
    }),
  );

const importAndAnalyze: Step = (world) =>
  told(async () => {
    const { added: _, ...call } = await importCall(world.ports, line(world));
    const { analytics } = await analyzeCall(world.ports, SETTINGS, {
      call_id: call.callId,
      client_email: call.clientEmail ?? '',
    });
    return { call, analytics };
  });

// A failed job is delivered again, so the next step of the world repeats it.
const work: Step = async (world) => {
  const now = world.clock.now();
  const job = { call_id: world.call(), client_email: world.email, queuedAt: now - 1 };
  const outcome = await runJob(world.ports, SETTINGS, job, { tries: 1, firstTriedAt: now });
  if (outcome.outcome === 'done') return { status: 200, body: {} };
  return { status: outcome.code === 'store_unavailable' ? 503 : 500, body: { code: outcome.code } };
};

const recordSecrets: Step = (world) =>
  ask(world, '/recordCallWindow', {
    call_id: world.call(),
    client_email: world.email,
    window_num: 1,
    turns: [...conversation, { speaker: 'customer', transcript: 'My PIN is 4821.' }],
  });

// The redaction is due after a day; a failed job is delivered again.
const redact: Step = async (world) => {
  await world.clock.advance(24 * 3_600_000);
  const now = world.clock.now();
  const job = { job: 'redact', call_id: world.call(), notBefore: now } as const;
  const outcome = await runRedaction(world.ports, job, { tries: 1, firstTriedAt: now });
  if (outcome.outcome === 'done') return { status: 200, body: {} };
  const code = 'code' in outcome ? outcome.code : undefined;
  return { status: code === 'store_unavailable' ? 503 : 500, body: { code } };
};

// A failed job is delivered again.
const sendEvents: Step = async (world) => {
  const job = { job: 'events', call_id: world.call() } as const;
  const outcome = await runEvents(world.ports, SETTINGS, job, { tries: 1, firstTriedAt: world.clock.now() });
  if (outcome.outcome === 'done') return { status: 200, body: { told: [...world.told].sort() } };
  return { status: outcome.code === 'store_unavailable' ? 503 : 500, body: { code: outcome.code } };
};

const oldRows: Step = async (world) => {
  for (const day of ['01', '02']) {
    await world.leave({
      call_id: world.call(),
      client_email: world.email,
      created_at: `2025-06-${day}T10:20:08.979455+00:00`,
      tags: ['old'],
    });
  }
  return { status: 200, body: {} };
};

export const SCENARIOS: Scenario[] = [
  { name: 'recordCallWindow: the first of a call', given: [], when: record() },
  { name: 'recordCallWindow: the next of a call', given: [record()], when: record(2) },
  { name: 'recordCallWindow: one that is there', given: [record()], when: record() },
  { name: 'getCallAnalytics: the first time', given: [record()], when: analyze() },
  { name: 'getCallAnalytics: what is stored', given: [record(), analyze()], when: analyze() },
  {
    name: 'getCallAnalytics: as a reader',
    given: [record(), analyze()],
    when: analyze({}, { scope: 'analytics:read customers:any' }),
  },
  {
    name: 'getCallAnalytics: after one more window',
    given: [record(), analyze(), record(2)],
    when: analyze(),
  },
  { name: 'getCallAnalytics: by force', given: [record(), analyze()], when: analyze({ force: true }) },
  {
    name: 'getCallAnalytics: on the millisecond of another call',
    given: [record(1, 1), record(1, 2), analyze({}, {}, 2)],
    when: analyze(),
  },
  {
    name: 'getCallAnalytics: by force, over rows of the previous system',
    given: [record(), oldRows],
    when: analyze({ force: true }),
  },
  {
    name: 'getCallAnalytics: async',
    given: [record()],
    when: analyze({ async: true }),
  },
  {
    name: 'getAnalysisStatus',
    given: [record(), analyze()],
    when: (world) => ask(world, '/getAnalysisStatus', { call_id: world.call() }),
  },
  {
    name: 'getMemoryBox',
    given: [record(), analyze(), change('kept')],
    when: (world) => ask(world, '/getMemoryBox', { client_email: world.email }),
  },
  {
    name: 'listCalls',
    given: [record(), analyze(), record(1, 2), analyze({}, {}, 2)],
    when: (world) => ask(world, '/listCalls', { client_email: world.email }),
  },
  { name: 'updateCommitment: the first change', given: [record(), analyze()], when: change('kept') },
  {
    name: 'updateCommitment: the next change',
    given: [record(), analyze(), change('kept')],
    when: change('open'),
  },
  {
    name: 'eraseCustomer',
    given: [record(), analyze()],
    when: (world) => ask(world, '/eraseCustomer', { client_email: world.email }),
  },
  { name: 'linkCustomer: an id that a call waits for', given: [recordById], when: link },
  { name: 'recordCallWindow: by an id that is known', given: [link], when: recordById },
  {
    name: 'getMemoryBox: by an id',
    given: [link, record(), analyze()],
    when: (world) => ask(world, '/getMemoryBox', { customer_id: world.customerId }),
  },
  {
    name: 'unlinkCustomer',
    given: [link],
    when: (world) => ask(world, '/unlinkCustomer', named(world)),
  },
  {
    name: 'eraseCustomer: with an id',
    given: [link, recordById, analyze()],
    when: (world) => ask(world, '/eraseCustomer', { client_email: world.email }),
  },
  { name: 'an import with its analysis', given: [], when: importAndAnalyze },
  { name: 'a worker', given: [record()], when: work },
  { name: 'the events of an analysis', given: [record(), analyze()], when: sendEvents },
  {
    name: 'the events of a change by hand',
    given: [record(), analyze(), change('kept')],
    when: sendEvents,
  },
  { name: 'a redaction in place', given: [recordSecrets, analyze()], when: redact },
  { name: 'a redaction of a call without an analysis', given: [recordSecrets], when: redact },
  {
    name: 'recordCallWindow: one that was redacted',
    given: [recordSecrets, redact],
    when: recordSecrets,
  },
  {
    name: 'two at once, the first time',
    given: [record()],
    when: two(analyze()),
    together: true,
  },
  {
    name: 'two at once, by force',
    given: [record(), analyze()],
    when: two(analyze({ force: true })),
    together: true,
  },
];

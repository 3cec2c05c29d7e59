import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallAnalytics } from '../../src/analytics/analytics.ts';
import type { StoredCallAnalytics } from '../../src/analytics/stored-analytics.ts';
import { type InMemoryPorts, inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import {
  type AnalysisJob,
  analyzeCall,
  recallMemory,
  recordCallWindow,
  runJob,
  runPromises,
  updateCommitment,
} from '../../src/index.ts';
import { readLedger } from '../../src/ledger/customer-ledger.ts';
import { promiseRecords } from '../../src/ledger/promise-records.ts';
import type { PromiseItem } from '../../src/ports/promise-store.ts';
import { keepPromises } from '../../src/promises/keep-promises.ts';
import { planPromises } from '../../src/promises/plan-promises.ts';
import { joinedRecords } from '../../src/promises/promise-items.ts';
import { rebuildPromises } from '../../src/promises/rebuild-promises.ts';
import { callAnalytics } from '../contracts/contracts-rows.ts';
import { scriptedAnalyst, windowOf } from '../support/story.ts';

const JANE = 'jane@example.com';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };
const TIME = { now: Date.UTC(2026, 2, 1), timeZone: 'UTC' };
const NOTHING = { save: [], remove: [] };

/** A row of call `n`: whether it makes a promise, and what it tells of which other call's promise. */
interface Said {
  call: number;
  attempt: number;
  makes: boolean;
  tells: { of: number; status: 'kept' | 'missed' | 'attempted' | 'withdrawn' }[];
}

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
const idOf = (n: number) => `call-${n}:1:0:0`;

function rowOf({ call, attempt, makes, tells }: Said): CallAnalytics {
  return callAnalytics({
    call_id: `call-${call}`,
    created_at: day(call),
    attempt,
    commitments: makes
      ? [{ id: idOf(call), text: `Send form ${call}`, owner: 'agent', dueAt: '2026-02-01', evidence: [] }]
      : [],
    closings: tells
      .filter(({ of }) => of < call)
      .map(({ of, status }) => ({ commitment_id: idOf(of), status, at: day(call), evidence: [] })),
  });
}

const said: fc.Arbitrary<Said> = fc.record({
  call: fc.nat(5),
  attempt: fc.constant(1),
  makes: fc.boolean(),
  tells: fc.array(
    fc.record({
      of: fc.nat(5),
      status: fc.constantFrom('kept' as const, 'missed' as const, 'attempted' as const, 'withdrawn' as const),
    }),
    { maxLength: 3 },
  ),
});

/** What happens to a customer: an analysis of a call, or a change by hand. */
const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('analyse' as const), said }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('change' as const),
        call: fc.nat(5),
        status: fc.constantFrom('kept' as const, 'open' as const, 'dismissed' as const),
      }),
    },
  ),
  { maxLength: 14 },
);

type Acts = typeof acts extends fc.Arbitrary<infer Played> ? Played : never;

const stateOf = (records: Parameters<typeof readLedger>[0]) =>
  readLedger(records, TIME).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Plays the acts as the use cases do: first the row, then the ledger. */
async function play(ports: InMemoryPorts, happened: Acts): Promise<void> {
  const attempts = new Map<number, number>();
  for (const [n, act] of happened.entries()) {
    if (act.do === 'analyse') {
      const attempt = (attempts.get(act.said.call) ?? 0) + 1;
      attempts.set(act.said.call, attempt);
      const row = rowOf({ ...act.said, attempt });
      const before = await ports.analytics.get(JANE, row.created_at);
      await ports.analytics.write(row, (before as StoredCallAnalytics | null)?.commitmentChangeCount ?? null);
      await ports.claims.bind(row.call_id, JANE);
      await ports.claims.take({ ...row, attempt, token: `${n}`, leaseUntil: 0 });
      await keepPromises(ports, row);
    } else {
      const row = { client_email: JANE, created_at: day(act.call), call_id: `call-${act.call}` };
      const change = { status: act.status, at: day(60 + n), by: null };
      if ((await ports.analytics.changeCommitment(row, idOf(act.call), change)) !== null) {
        await keepPromises(ports, row);
      }
    }
  }
}

describe('the ledger of promises', () => {
  it('the items fold to what all rows fold to, after any analyses, re-analyses and changes by hand', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (happened) => {
        const ports = inMemoryPorts();
        await play(ports, happened);
        const [items, rows] = [ports.promises.rows(), ports.analytics.rows()];

        expect(planPromises({ items, rows, isGone: () => true })).toEqual(NOTHING);
        expect(stateOf(joinedRecords([], items))).toEqual(stateOf(promiseRecords(rows)));
      }),
      { numRuns: 300 },
    );
  });

  it('any part of the rows, with the items, folds to what all rows fold to', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.array(fc.nat(5)), async (happened, read) => {
        const ports = inMemoryPorts();
        await play(ports, happened);
        const [items, rows] = [ports.promises.rows(), ports.analytics.rows()];
        const some = rows.filter(({ call_id }) => read.includes(Number(call_id.slice(5))));

        expect(stateOf(joinedRecords(some, items))).toEqual(stateOf(promiseRecords(rows)));
      }),
      { numRuns: 300 },
    );
  });

  it('a rebuild from nothing, from a part and from other items ends the same, and then writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.array(fc.nat(20)), async (happened, lost) => {
        const ports = inMemoryPorts();
        await play(ports, happened);
        const whole = ports.promises.rows().map(withoutVersion);
        for (const n of lost) {
          const item = ports.promises.rows()[n];
          if (item) await ports.promises.remove(JANE, item.commitment_id);
        }
        for (const item of ports.promises.rows()) ports.promises.put({ ...item, said: {}, bucket: 'x' });
        await rebuildPromises(ports, JANE);

        expect(ports.promises.rows().map(withoutVersion).sort(byId)).toEqual(whole.sort(byId));
        expect(await rebuildPromises(ports, JANE)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

const withoutVersion = ({ version: _, ...item }: PromiseItem) => item;
const byId = (a: { commitment_id: string }, b: { commitment_id: string }) =>
  a.commitment_id < b.commitment_id ? -1 : 1;

describe('a customer with more calls than are read', () => {
  /** 300 analysed calls, one a day; the first made a promise, which nothing has kept. */
  async function regular(): Promise<InMemoryPorts> {
    const ports = inMemoryPorts();
    await ports.clock.advance(0);
    const start = ports.clock.now() - 80 * 86_400_000;
    for (let n = 0; n < 300; n += 1) {
      const created_at = new Date(start + n * 6 * 3_600_000).toISOString();
      const due = new Date(start + 5 * 86_400_000).toISOString().slice(0, 10);
      const row = callAnalytics({
        call_id: `call-${n}`,
        created_at,
        commitments:
          n === 0 ? [{ id: 'call-0:1:0:0', text: 'Send it', owner: 'agent', dueAt: due, evidence: [] }] : [],
      });
      await ports.analytics.write(row);
      await ports.claims.take({ ...row, attempt: 1, token: 't', leaseUntil: 0 });
      await ports.claims.update({ call_id: row.call_id, token: 't' }, { status: 'done' });
      if (n === 0) await keepPromises(ports, row);
    }
    return ports;
  }
  const box = (ports: InMemoryPorts) => recallMemory(ports, SETTINGS, { client_email: JANE }, false);

  it('the memory box of a customer with 300 calls shows the open promise of the first one', async () => {
    const { calls, callsMore, headline, commitments } = await box(await regular());

    expect({ calls, callsMore }).toEqual({ calls: 200, callsMore: true });
    expect(headline).toMatchObject({ kind: 'overdue', commitmentId: 'call-0:1:0:0' });
    expect(commitments).toMatchObject([{ id: 'call-0:1:0:0', status: 'open' }]);
  });

  it('a promise of the first of 300 calls is kept by hand, and opened again', async () => {
    const ports = await regular();
    const change = (status: 'kept' | 'open') =>
      updateCommitment(ports, SETTINGS, { client_email: JANE, commitment_id: 'call-0:1:0:0', status });

    expect(await change('kept')).toMatchObject({ status: 'kept' });
    expect((await box(ports)).commitments).toMatchObject([{ status: 'kept' }]);
    expect(ports.promises.rows()).toMatchObject([
      { change: { status: 'kept' }, bucket: expect.stringMatching(/^closed#/) },
    ]);
    expect(await change('open')).toMatchObject({ status: 'open' });
    expect((await box(ports)).headline.kind).toBe('overdue');
    expect(await ports.analytics.get(JANE, ports.analytics.rows()[0]?.created_at ?? '')).toMatchObject({
      commitmentChanges: { 'call-0:1:0:0': { status: 'open' } },
    });
  });

  it('an analysis is given the open promise of the first of 300 calls, and what it tells closes that', async () => {
    const ports = await regular();
    const analyst = scriptedAnalyst(({ openCommitments }) => ({
      closings: openCommitments.map(({ id }) => ({
        commitment_id: id,
        status: 'kept' as const,
        evidence: [
          { window_number: 1, turn: 1, speaker: 'customer' as const, quote: 'It has arrived, thank you' },
        ],
      })),
    }));
    await recordCallWindow(ports, {
      call_id: 'call-next',
      window_num: 1,
      client_email: JANE,
      turns: [
        { speaker: 'agent', transcript: 'Have we sent it?' },
        { speaker: 'customer', transcript: 'It has arrived, thank you.' },
      ],
    });
    await analyzeCall({ ...ports, analyst }, SETTINGS, { call_id: 'call-next', client_email: JANE });

    expect(analyst.runs[0]?.openCommitments).toMatchObject([{ id: 'call-0:1:0:0' }]);
    expect(ports.promises.rows()).toMatchObject([{ said: { 'call-next': { told: [{ status: 'kept' }] } } }]);
  });
});

describe('what could not be written into the ledger', () => {
  const WINDOWS = [
    { speaker: 'customer', transcript: 'I still need the refund form.' },
    { speaker: 'agent', transcript: 'I will send you the form by Friday.' },
  ];
  const promising = scriptedAnalyst(({ call }) => ({
    commitments: call.turns
      .filter(({ speaker }) => speaker === 'agent')
      .map((turn) => ({
        text: turn.text,
        owner: 'agent' as const,
        due: null,
        evidence: [
          { window_number: turn.windowNumber, turn: turn.index, speaker: 'agent' as const, quote: turn.text },
        ],
      })),
  }));

  function world(queue?: object[]) {
    const ports = inMemoryPorts({ analyst: promising });
    let isDown = true;
    const save: typeof ports.promises.save = async (item) => {
      if (isDown) throw new Error('The table is not there.');
      return ports.promises.save(item);
    };
    const failing = {
      ...ports,
      promises: { ...ports.promises, save },
      ...(queue && { queue: { send: async (job: object) => void queue.push(job) } }),
    };
    return { ports, failing, heal: () => (isDown = false) };
  }
  const record = (ports: Parameters<typeof recordCallWindow>[0]) =>
    recordCallWindow(ports, { call_id: 'call-1', window_num: 1, client_email: JANE, turns: WINDOWS });

  it('a failure leaves the analysis as it is, and a job of the queue writes the promise', async () => {
    const jobs: object[] = [];
    const { ports, failing, heal } = world(jobs);
    await record(failing);
    const { analytics } = await analyzeCall(failing, SETTINGS, { call_id: 'call-1', client_email: JANE });
    const job = jobs.find((one) => 'job' in one && one.job === 'promises');

    expect(analytics.commitments).toHaveLength(1);
    expect(ports.promises.rows()).toEqual([]);
    const delivery = { tries: 1, firstTriedAt: ports.clock.now() };
    expect(await runPromises(failing, job as never, delivery)).toMatchObject({ outcome: 'later' });
    heal();
    expect(await runPromises(failing, job as never, delivery)).toEqual({ outcome: 'done' });
    expect(ports.promises.rows()).toHaveLength(1);
  });

  it.each([
    [
      'the next memory box',
      (ports: InMemoryPorts) => recallMemory(ports, SETTINGS, { client_email: JANE }, false),
    ],
    [
      'the next request for the analysis',
      (ports: InMemoryPorts) => analyzeCall(ports, SETTINGS, { call_id: 'call-1', client_email: JANE }),
    ],
  ])('without a queue %s writes the promise', async (_, read) => {
    const { ports, failing, heal } = world();
    await record(failing);
    await analyzeCall(failing, SETTINGS, { call_id: 'call-1', client_email: JANE });
    await ports.clock.advance(80_000);
    heal();
    await read(failing as InMemoryPorts);

    expect(ports.promises.rows()).toHaveLength(1);
    expect(promising.runs.length).toBeGreaterThan(0);
  });
});

describe('a call that was analysed before an earlier one', () => {
  async function world() {
    const jobs: AnalysisJob[] = [];
    const names: (string | undefined)[] = [];
    const ports = inMemoryPorts({
      analyst: scriptedAnalyst(({ call }) => ({
        commitments: call.turns
          .filter(({ text }) => text.startsWith('I will'))
          .map((turn) => ({
            text: turn.text,
            owner: 'agent' as const,
            due: null,
            evidence: [{ window_number: 1, turn: turn.index, speaker: 'agent' as const, quote: turn.text }],
          })),
      })),
      queue: {
        async send(job, sameAs) {
          if ('job' in job || names.includes(sameAs)) return;
          names.push(sameAs);
          jobs.push(job);
        },
      },
    });
    const call = async (call_id: string, at: string, agent: string) => {
      await ports.records.add(
        windowOf(
          call_id,
          1,
          [
            { speaker: 'customer', transcript: 'Where is my form?', timestamp: at },
            { speaker: 'agent', transcript: agent, timestamp: at },
          ],
          { client_email: JANE, created_at: at },
        ),
      );
      return analyzeCall(ports, SETTINGS, { call_id, client_email: JANE, force: true });
    };
    return { ports, jobs, call };
  }

  it('a late analysis queues the later call once, which is then given the promise, and nothing more is queued', async () => {
    const { ports, jobs, call } = await world();
    await call('second', '2026-01-10T10:00:00Z', 'Let me look.');
    expect(jobs).toEqual([]);
    await call('first', '2026-01-05T10:00:00Z', 'I will send you the form.');
    await call('first', '2026-01-05T10:00:00Z', 'I will send you the form.');

    expect(jobs).toMatchObject([{ call_id: 'second', force: true }]);
    const [job] = jobs as [AnalysisJob];
    await ports.clock.advance(1000);
    expect(await runJob(ports, SETTINGS, job, { tries: 1, firstTriedAt: 0 })).toEqual({ outcome: 'done' });
    const second = ports.analytics.rows().find(({ call_id }) => call_id === 'second') as CallAnalytics;
    expect(second.analysis).toMatchObject({ attempt: 2, given: expect.arrayContaining(['first:1:1:0']) });
    await call('first', '2026-01-05T10:00:00Z', 'I will send you the form.');
    expect(jobs).toHaveLength(1);
  });

  it('a late analysis that changes nothing for later calls, or is over 90 days older, queues nothing', async () => {
    const { jobs, call } = await world();
    await call('second', '2026-01-10T10:00:00Z', 'Let me look.');
    await call('first', '2026-01-05T10:00:00Z', 'Good morning.');
    await call('long-ago', '2025-09-05T10:00:00Z', 'I will send you the form.');

    expect(jobs).toEqual([]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredCallAnalytics } from '../../src/analytics/stored-analytics.ts';
import { sweepErased } from '../../src/erasure/erase-customer.ts';
import {
  type InMemoryPorts,
  inMemoryAnalysisClaims,
  inMemoryAnalyticsStore,
  inMemoryPorts,
} from '../../src/in-memory/in-memory.ts';
import { manualClock } from '../../src/in-memory/manual-clock.ts';
import { eraseCustomer, recallMemory } from '../../src/index.ts';
import { ledgerMark } from '../../src/ports/analysis-claims.ts';
import { keepPromises } from '../../src/promises/keep-promises.ts';
import { rebuildPromises } from '../../src/promises/rebuild-promises.ts';
import { callAnalytics } from '../contracts/contracts-rows.ts';

const JANE = 'jane@example.com';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };
const DAY_MS = 86_400_000;
const RETENTION_DAYS = 30;
const START = Date.UTC(2026, 0, 15, 12);

const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const idOf = (call: number) => `call-${call}:1:0:0`;

/** A customer whose rows and claims are kept for 30 days. */
function customer(): InMemoryPorts {
  const clock = manualClock(START);
  const options = { ...clock, retentionDays: RETENTION_DAYS };
  return inMemoryPorts({
    clock,
    analytics: inMemoryAnalyticsStore(options),
    claims: inMemoryAnalysisClaims(options),
  });
}

/** What happens: the analysis of a call of some day, a change by hand, or days that pass. */
const acts = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('analyse' as const),
        call: fc.nat(4),
        dueInDays: fc.constantFrom(null, 3, 20, 60, 400),
        tells: fc.array(
          fc.record({
            of: fc.nat(4),
            status: fc.constantFrom('kept' as const, 'missed' as const, 'withdrawn' as const),
          }),
          { maxLength: 2 },
        ),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('change' as const),
        call: fc.nat(4),
        status: fc.constantFrom(undefined, 'kept' as const, 'open' as const),
        dueInDays: fc.constantFrom(undefined, 5, 200),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), days: fc.nat(25) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('rebuild' as const) }) },
  ),
  { maxLength: 16 },
);

type Act = typeof acts extends fc.Arbitrary<(infer One)[]> ? One : never;

/** Calls end a day apart, whenever they are analysed. */
const endOf = (call: number) => new Date(START - (5 - call) * DAY_MS).toISOString();

async function play(ports: InMemoryPorts, act: Act): Promise<void> {
  const now = ports.clock.now();
  if (act.do === 'pass') await ports.clock.advance(act.days * DAY_MS);
  else if (act.do === 'rebuild') await rebuildPromises(ports, JANE);
  else if (act.do === 'analyse') {
    const call_id = `call-${act.call}`;
    await ports.claims.bind(call_id, JANE);
    const attempt = ((await ports.claims.get(call_id))?.attempt ?? 0) + 1;
    const created_at = endOf(act.call);
    const row = callAnalytics({
      call_id,
      created_at,
      attempt,
      analyzedAt: new Date(now).toISOString(),
      commitments: [
        {
          id: idOf(act.call),
          text: `Send form ${act.call}`,
          owner: 'agent',
          dueAt: act.dueInDays === null ? null : dayAt(now + act.dueInDays * DAY_MS),
          evidence: [],
        },
      ],
      closings: act.tells
        .filter(({ of }) => of < act.call)
        .map(({ of, status }) => ({ commitment_id: idOf(of), status, at: created_at, evidence: [] })),
    });
    const token = ports.newToken();
    await ports.claims.take({ ...row, attempt, token, leaseUntil: 0, status: 'running', updatedAt: now });
    const before = (await ports.analytics.get(JANE, created_at)) as StoredCallAnalytics | null;
    await ports.analytics.write(row, before?.commitmentChangeCount ?? null);
    await keepPromises(ports, row);
    await ports.claims.update({ call_id, token }, { status: 'done', updatedAt: now });
  } else {
    const row = { client_email: JANE, created_at: endOf(act.call), call_id: `call-${act.call}` };
    const at = new Date(now).toISOString();
    const due = act.dueInDays && { dueAt: dayAt(now + act.dueInDays * DAY_MS), at };
    const change = { ...(act.status && { status: act.status }), ...(due && { due }), at, by: null };
    if ((await ports.analytics.changeCommitment(row, idOf(act.call), change)) === null) return;
    await keepPromises(ports, row);
  }
}

const box = (ports: InMemoryPorts) => recallMemory(ports, SETTINGS, { client_email: JANE }, false);

/** So many claims that a reader does not rely on them, and reads the ledger. */
function withLedger(ports: InMemoryPorts): InMemoryPorts {
  const more = Array.from({ length: 400 }, (_, n) => ({
    call_id: `other-${n}`,
    client_email: JANE,
    status: 'done' as const,
  }));
  const ofCustomer = async (email: string) => [...(await ports.claims.ofCustomer(email)), ...more];
  return { ...ports, claims: { ...ports.claims, ofCustomer } };
}

/** The same ports; `read` tells whether the ledger was read. */
function watched(ports: InMemoryPorts): { ports: InMemoryPorts; read: () => boolean } {
  let isRead = false;
  const recalled: typeof ports.promises.recalled = (...given) => {
    isRead = true;
    return ports.promises.recalled(...given);
  };
  return { ports: { ...ports, promises: { ...ports.promises, recalled } }, read: () => isRead };
}

describe('a memory box without the ledger of promises', () => {
  it('says what it says with the ledger, whatever was analysed, changed and has expired in whatever order', async () => {
    let without = 0;
    let beyond = 0;
    await fc.assert(
      fc.asyncProperty(acts, async (happened) => {
        const ports = customer();
        for (const act of happened) {
          await play(ports, act);
          const { ports: seen, read } = watched(ports);
          expect(await box(seen)).toEqual(await box(withLedger(ports)));
          if (read()) beyond += 1;
          else without += 1;
        }
      }),
      { numRuns: 300 },
    );
    // Both ways are taken.
    expect(without).toBeGreaterThan(100);
    expect(beyond).toBeGreaterThan(100);
  });

  it('is read of rows and claims alone while every row is there', async () => {
    const ports = customer();
    for (const call of [0, 1, 2]) await play(ports, { do: 'analyse', call, dueInDays: null, tells: [] });
    const { ports: seen, read } = watched(ports);

    expect((await box(seen)).commitments).toHaveLength(3);
    expect(read()).toBe(false);
  });

  it('shows a promise for a far day after the row of its call has gone', async () => {
    const ports = customer();
    await play(ports, { do: 'analyse', call: 0, dueInDays: 60, tells: [] });
    await ports.clock.advance(40 * DAY_MS);

    expect(await ports.analytics.list(JANE)).toEqual([]);
    expect((await box(ports)).commitments).toMatchObject([{ id: idOf(0), status: 'open' }]);
  });

  it('knows that a promise was kept after the row that tells it has gone before the row that made it', async () => {
    const ports = customer();
    await play(ports, { do: 'analyse', call: 3, dueInDays: null, tells: [{ of: 0, status: 'kept' }] });
    await ports.clock.advance(20 * DAY_MS);
    await play(ports, { do: 'analyse', call: 0, dueInDays: null, tells: [] });
    await ports.clock.advance(15 * DAY_MS);

    expect((await ports.analytics.list(JANE)).map(({ call_id }) => call_id)).toEqual(['call-0']);
    expect((await box(ports)).commitments.filter(({ status }) => status === 'open')).toEqual([]);
  });

  it('leaves no mark of its ledger behind when the customer is erased', async () => {
    const ports = customer();
    await play(ports, { do: 'analyse', call: 0, dueInDays: 60, tells: [] });
    expect(ports.claims.rows().map(({ call_id }) => call_id)).toContain(ledgerMark(JANE));
    await eraseCustomer(ports, SETTINGS, { client_email: JANE });

    expect(ports.claims.rows()).toEqual([]);
    expect(ports.promises.rows()).toEqual([]);
  });

  it('keeps the mark of a ledger that holds promises of a later call when the erasure is swept again', async () => {
    const ports = customer();
    await eraseCustomer(ports, SETTINGS, { client_email: JANE });
    await ports.clock.advance(2 * DAY_MS);
    await play(ports, { do: 'analyse', call: 6, dueInDays: 60, tells: [] });
    await sweepErased(ports, JANE);
    expect(await ports.analytics.list(JANE)).toHaveLength(1);
    await ports.clock.advance(40 * DAY_MS);

    expect((await box(ports)).commitments).toMatchObject([{ id: idOf(6), status: 'open' }]);
  });

  it('does not count the mark of the ledger as a call', async () => {
    const ports = customer();
    await play(ports, { do: 'analyse', call: 0, dueInDays: 60, tells: [] });

    expect(await box(withLedger(ports))).toMatchObject({ calls: 1, pending: [] });
    expect(await box(ports)).toMatchObject({ calls: 1, pending: [] });
  });
});

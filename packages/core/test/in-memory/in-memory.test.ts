import { describe, expect, it } from 'vitest';
import type { StoredAnalytics } from '../../src/analytics/stored-analytics.ts';
import type { CallWindow } from '../../src/call/call.ts';
import {
  inMemoryAnalysisClaims,
  inMemoryAnalyticsStore,
  inMemoryCallRecords,
  inMemoryCounters,
  inMemoryCustomerAliases,
  inMemoryErasures,
  inMemoryPorts,
  inMemoryPromiseStore,
  manualClock,
} from '../../src/in-memory/in-memory.ts';
import type { AnalysisClaims, Claim } from '../../src/ports/analysis-claims.ts';
import type { AnalyticsStore } from '../../src/ports/analytics-store.ts';
import type { CallRecords } from '../../src/ports/call-records.ts';
import type { CustomerAlias } from '../../src/ports/customer-aliases.ts';
import type { PromiseItem } from '../../src/ports/promise-store.ts';
import {
  describeAliasClaims,
  describeAnalysisClaims,
  describeAnalyticsStore,
  describeCallRecords,
  describeCounters,
  describeCustomerAliases,
  describeErasures,
  describeHiddenNumbers,
  describeMovedRows,
  describePromiseStore,
  describeRetention,
  type MakeStore,
} from '../contracts/contracts.ts';
import { callWindow } from '../contracts/contracts-rows.ts';

const now = Date.now;

const records: MakeStore<CallRecords> = async (options) => {
  const store = inMemoryCallRecords({ now, ...options });
  return { store, put: async (row) => store.put(row as unknown as CallWindow) };
};
const analytics: MakeStore<AnalyticsStore> = async (options) => {
  const store = inMemoryAnalyticsStore({ now, ...options });
  return { store, put: async (row) => store.put(row as unknown as StoredAnalytics) };
};
const claims: MakeStore<AnalysisClaims> = async (options) => {
  const store = inMemoryAnalysisClaims({ now, ...options });
  return { store, put: async (row) => store.put(row as unknown as Claim) };
};

describeCallRecords('in memory', records);
describeAnalyticsStore('in memory', analytics);
describeAnalysisClaims('in memory', claims);
describeAliasClaims('in memory', claims);
describeMovedRows('in memory', analytics);
describeHiddenNumbers('in memory', records);
describeCustomerAliases('in memory', async (options) => {
  const store = inMemoryCustomerAliases({ now, ...options });
  return { store, put: async (row) => store.put(row as unknown as CustomerAlias) };
});
describeRetention('in memory', { records, analytics, claims });
describeCounters('in memory', async () => inMemoryCounters());
describeErasures('in memory', async () => inMemoryErasures({ now }));
describePromiseStore('in memory', async () => {
  const store = inMemoryPromiseStore({ now });
  return { store, put: async (row) => store.put(row as unknown as PromiseItem) };
});

describe('a manual clock', () => {
  it('a manual clock stands still until it is advanced', async () => {
    const clock = manualClock(1000);

    expect([clock.now(), clock.now()]).toEqual([1000, 1000]);
    await clock.advance(250);
    expect(clock.now()).toBe(1250);
  });

  it('a manual clock runs due tasks in order, each at its time', async () => {
    const clock = manualClock(0);
    const ran: [string, number][] = [];
    clock.after(300, () => ran.push(['late', clock.now()]));
    clock.after(100, () => ran.push(['early', clock.now()]));
    clock.after(301, () => ran.push(['not yet', clock.now()]));
    await clock.advance(300);

    expect(ran).toEqual([
      ['early', 100],
      ['late', 300],
    ]);
  });

  it('a manual clock runs no cancelled task, and no task twice', async () => {
    const clock = manualClock(0);
    let runs = 0;
    const cancel = clock.after(10, () => runs++);
    clock.after(20, () => runs++);
    cancel();
    await clock.advance(50);
    await clock.advance(50);

    expect(runs).toBe(1);
  });

  it('a manual clock lets code that waits repeatedly continue in between', async () => {
    const { clock, claims } = inMemoryPorts();
    const asked: number[] = [];
    const poll = async () => {
      for (;;) {
        await claims.get('call-1');
        asked.push(clock.now());
        await new Promise<void>((resolve) => clock.after(1000, resolve));
      }
    };
    void poll();
    const start = clock.now();
    await clock.advance(3000);

    expect(asked.map((at) => at - start)).toEqual([0, 1000, 2000, 3000]);
  });
});

describe('ports in memory', () => {
  it('in-memory ports number their tokens', () => {
    const { newToken } = inMemoryPorts();

    expect([newToken(), newToken()]).toEqual(['token-1', 'token-2']);
  });

  it('the analyst of in-memory ports throws when called', async () => {
    const { analyst, clock } = inMemoryPorts();
    const asking = analyst.analyze({} as Parameters<typeof analyst.analyze>[0]);

    await expect(asking).rejects.toMatchObject({ code: 'analyst_misconfigured' });
    expect(clock.now()).toBe(Date.parse('2026-01-15T12:00:00Z'));
  });

  it('an override replaces a port of in-memory ports', async () => {
    const records = inMemoryCallRecords();
    const clock = manualClock(5);
    const ports = inMemoryPorts({ records, clock, newToken: () => 'mine' });

    expect(ports).toMatchObject({ records, clock });
    expect(ports.newToken()).toBe('mine');
  });

  it('rows of in-memory ports expire by the clock of those ports', async () => {
    const { records, clock } = inMemoryPorts({ clock: manualClock(0) });
    records.put({ ...callWindow(0), expires_at: 60 });
    await clock.advance(59_999);
    expect(await records.list('call-1')).toHaveLength(1);
    await clock.advance(1);

    expect(await records.list('call-1')).toEqual([]);
    expect(records.rows()).toHaveLength(1);
  });
});

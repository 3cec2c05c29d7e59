import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import { listCalls, type StoredAnalytics } from '../../src/index.ts';

const row = (call_id: string, created_at: string, more: object = {}): StoredAnalytics => ({
  call_id,
  client_email: 'ana@example.com',
  created_at,
  ...more,
});

function listing(rows: StoredAnalytics[], client_email = 'Ana@Example.com') {
  const ports = inMemoryPorts();
  for (const entry of rows) ports.analytics.put(entry);
  return (more: { limit?: number; before?: string } = {}) => listCalls(ports, { client_email, ...more });
}

describe('the list of a customer’s calls', () => {
  it('the list of calls is empty for an unknown customer', async () => {
    expect(await listing([])()).toEqual({ calls: [], next: null });
  });

  it('the list of calls is newest first, without evidence, under every spelling of the address', async () => {
    const list = listing([
      row('b', '2026-11-01T00:00:00.000Z', { evidence: { keyInsights: [] } }),
      row('a', '2026-11-02T00:00:00.000Z'),
      row('old', '2025-06-28T10:20:08.979455+00:00', { client_email: 'Ana@Example.com' }),
    ]);
    const { calls } = await list();
    expect(calls.map((call) => call.call_id)).toEqual(['a', 'b', 'old']);
    expect(calls[1]).not.toHaveProperty('evidence');
  });

  it('the list shows each call once: a row of ours, else the newest row of the previous system', async () => {
    const list = listing([
      row('x', '2025-06-28T10:20:08.979455+00:00', { tags: ['first'] }),
      row('x', '2025-06-29T10:20:08.979455+00:00', { tags: ['second'] }),
      row('y', '2025-06-28T09:00:00.000Z', { analysis: { attempt: 1 } } as object),
      row('y', '2025-06-30T10:20:08.979455+00:00'),
    ]);
    const { calls } = await list();
    expect(calls).toMatchObject([
      { call_id: 'x', tags: ['second'] },
      { call_id: 'y', analysis: { attempt: 1 } },
    ]);
  });

  it('the list is ordered by the end of calls, and reads what former versions closed as broken', async () => {
    const list = listing([
      row('a', '2026-11-01T00:00:00.000Z', { endedAt: '2026-11-03T00:00:00.000Z' }),
      row('b', '2026-11-02T00:00:00.000Z', {
        analysis: { attempt: 1 },
        closings: [{ commitment_id: 'p', status: 'broken', at: '', evidence: [] }],
      }),
    ]);
    const { calls } = await list();
    expect(calls.map((call) => call.call_id)).toEqual(['a', 'b']);
    expect(calls[1]?.closings).toMatchObject([{ status: 'missed' }]);
  });

  it('the pages of the list hold every call exactly once, for any page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(100_000_000), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(undefined, 0, 1),
        async (times, limit, apart) => {
          const stamp = (ms: number) => new Date(1.7e12 + ms).toISOString();
          // Calls may end at the same moment; the keys of their rows tell them apart.
          const ends = (ms: number) => (apart === undefined ? {} : { endedAt: stamp(ms * apart) });
          const list = listing(times.map((ms) => row(`call-${ms}`, stamp(ms), ends(ms))));
          const seen: string[] = [];
          let before: string | null = null;
          do {
            const page = await list({ limit, ...(before !== null && { before }) });
            seen.push(...page.calls.map((call) => call.call_id));
            before = page.next;
          } while (before !== null);
          expect(seen).toEqual(times.toSorted((a, b) => b - a).map((ms) => `call-${ms}`));
        },
      ),
      { numRuns: 100 },
    );
  });
});

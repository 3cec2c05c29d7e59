import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import { recallMemory } from '../../src/index.ts';
import { callAnalytics } from '../contracts/contracts-rows.ts';

const JANE = 'jane@example.com';
const DAY_MS = 86_400_000;

/** What each of the calls of a customer holds. */
const contents = fc.record({
  calls: fc.integer({ min: 1, max: 60 }),
  promises: fc.integer({ min: 0, max: 6 }),
  kept: fc.boolean(),
  letters: fc.constantFrom('a', 'ü', '👋'),
  length: fc.integer({ min: 1, max: 240 }),
  resolved: fc.boolean(),
});

it('a memory box is at most 64 KB, keeps the promise of its headline, and drops none of ours before a closed one', async () => {
  await fc.assert(
    fc.asyncProperty(contents, async ({ calls, promises, kept, letters, length, resolved }) => {
      const ports = inMemoryPorts();
      const now = ports.clock.now();
      const text = letters.repeat(length);
      const evidence = [{ window_number: 1, turn: 1, speaker: 'agent' as const, quote: text }];
      for (let n = 0; n < calls; n += 1) {
        const created_at = new Date(now - (calls - n) * DAY_MS).toISOString();
        await ports.analytics.write(
          callAnalytics({
            call_id: `call-${n}`,
            created_at,
            summary: text,
            issueResolution: { resolved, category: `c${n}`, resolutionTimeMinutes: null, escalationRisk: 5 },
            memory: { deliverables: [`${text}${n}`], improvementAreas: [`${text}${n}`] },
            evidence: {
              keyInsights: [[]],
              actionItems: [],
              deliverables: [evidence],
              improvementAreas: [evidence],
            },
            commitments: Array.from({ length: promises }, (_, p) => ({
              id: `call-${n}:1:1:${p}`,
              text: `${text}${p}`,
              owner: p % 3 === 2 ? ('customer' as const) : ('agent' as const),
              dueAt: created_at.slice(0, 10),
              evidence,
            })),
            closings:
              kept && n === calls - 1 && n > 0
                ? [{ commitment_id: `call-${n - 1}:1:1:0`, status: 'kept', at: created_at, evidence }]
                : [],
          }),
        );
      }
      const box = await recallMemory(
        ports,
        { timeZone: 'UTC', sharedAddresses: [] },
        { client_email: JANE },
        true,
      );
      const ids = box.commitments.map(({ id }) => id);

      expect(new TextEncoder().encode(JSON.stringify(box)).length).toBeLessThanOrEqual(64 * 1024);
      if (box.headline.commitmentId !== null) expect(ids).toContain(box.headline.commitmentId);
      const ours = box.commitments.filter(({ status, owner }) => status === 'open' && owner === 'agent');
      const closed = box.commitments.filter(
        ({ status, id }) => status !== 'open' && id !== box.headline.commitmentId,
      );
      const owned = Array.from({ length: promises }, (_, p) => p).filter((p) => p % 3 !== 2).length;
      const all = calls * owned - (kept && calls > 1 && promises > 0 ? 1 : 0);
      if (closed.length > 0) expect(ours).toHaveLength(all);
    }),
    { numRuns: 60 },
  );
});

it('of a shared address the newest 20 calls are read, and no promise leads', async () => {
  const ports = inMemoryPorts();
  for (let n = 0; n < 30; n += 1) {
    const created_at = new Date(ports.clock.now() - (30 - n) * DAY_MS).toISOString();
    await ports.analytics.write(
      callAnalytics({
        call_id: `call-${n}`,
        client_email: 'info@example.com',
        created_at,
        commitments: [
          { id: `call-${n}:1:1:0`, text: 'Send it', owner: 'agent', dueAt: '2026-01-01', evidence: [] },
        ],
      }),
    );
  }
  const box = await recallMemory(
    ports,
    { timeZone: 'UTC', sharedAddresses: ['info@'] },
    { client_email: 'info@example.com' },
    false,
  );

  expect(box).toMatchObject({ shared: true, calls: 20, callsMore: true, headline: { commitmentId: null } });
  expect(box.satisfactionTrend).toHaveLength(20);
});

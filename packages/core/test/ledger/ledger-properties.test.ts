import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredAnalytics } from '../../src/index.ts';
import { byHand, call, promise, promisesAt, tells } from './ledger-story.ts';

const CALLS = 5;
const id = (made: number, n: number) => `call ${made}:1:${n}:0`;

/** Calls of one customer: each makes up to two promises, and tells of promises of calls before it. */
const stories = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 60 * 24 * 4 }),
      promises: fc.array(
        fc.record({
          dueAt: fc.constantFrom(null, '2026-11-03', '2026-11-10'),
          owner: fc.constantFrom('agent', 'customer'),
          recurring: fc.boolean(),
          conditional: fc.boolean(),
          waitsFor: fc.constantFrom(null, id(0, 0), id(1, 0)),
        }),
        { maxLength: 2 },
      ),
      told: fc.array(
        fc.record({
          made: fc.nat(CALLS - 1),
          n: fc.nat(1),
          status: fc.constantFrom('kept', 'missed', 'attempted', 'replaced', 'withdrawn'),
          by: fc.nat(1),
          now: fc.boolean(),
          before: fc.integer({ min: 0, max: 30 }),
        }),
        { maxLength: 4 },
      ),
      changes: fc.array(
        fc.record({
          n: fc.nat(1),
          status: fc.constantFrom('kept', 'withdrawn', 'dismissed', 'open', undefined),
          after: fc.integer({ min: 0, max: 60 * 24 * 10 }),
          due: fc.constantFrom(undefined, null, '2026-11-12'),
        }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: CALLS },
  )
  .map((calls): StoredAnalytics[] => {
    let at = Date.UTC(2026, 10, 2);
    return calls.map(({ minutes, promises, told, changes }, place) => {
      at += minutes * 60_000;
      const iso = (ms: number) => new Date(ms).toISOString();
      const row = call(
        '11-01 00:00',
        {
          created_at: iso(at),
          endedAt: iso(at),
          commitments: promises.map((more, n) => promise(id(place, n), more)),
          closings: told
            .filter(({ made }) => made <= place)
            .map(({ made, n, status, by, now, before }) =>
              tells(id(made, n), status, {
                by: status === 'replaced' ? id(place, by) : null,
                now,
                at: iso(at - before * 60_000),
              }),
            ),
        },
        `call ${place}`,
      );
      return changes.reduce((changed, { n, status, after, due }) => {
        const time = iso(at + after * 60_000);
        const decided = {
          ...(status && { status }),
          ...(due !== undefined && { due: { dueAt: due, at: time } }),
        };
        return byHand(changed, id(place, n), { ...decided, at: time });
      }, row);
    });
  });

const known = (rows: StoredAnalytics[]) => new Set(Object.keys(promisesAt('11-30 10:00', ...rows)));

describe('the ledger of any story', () => {
  it('holds every promise that was made', () => {
    fc.assert(
      fc.property(stories, (rows) => {
        const made = rows.flatMap((row) => (row.commitments as { id: string }[]).map((one) => one.id));
        expect(known(rows)).toEqual(new Set(made));
      }),
    );
  });

  it('is the same in whatever order its rows were stored', () => {
    fc.assert(
      fc.property(
        stories.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          expect(promisesAt('11-30 10:00', ...shuffled)).toEqual(promisesAt('11-30 10:00', ...rows));
        },
      ),
    );
  });

  it('shows what is owed: a promise is closed only by words or a person that close it', () => {
    fc.assert(
      fc.property(stories, (rows) => {
        const states = promisesAt('11-30 10:00', ...rows);
        const said = (one: string, ...statuses: string[]) =>
          rows.some((row) =>
            (row.closings as { commitment_id: string; status: string }[]).some(
              ({ commitment_id, status }) => commitment_id === one && statuses.includes(status),
            ),
          );
        const anyByHand = rows.some((row) => Object.keys((row.commitmentChanges as object) ?? {}).length > 0);
        for (const state of Object.values(states)) {
          if (state.status === 'open') continue;
          if (state.status === 'replaced') {
            const next = states[state.by ?? ''];
            expect(next, 'what replaced it is in the ledger').toBeDefined();
            expect(said(state.id, 'replaced')).toBe(true);
            // Followed to its end, the chain ends in a promise whose own state counts.
            let end = next;
            const way = new Set<string>();
            while (end?.status === 'replaced') {
              expect(way.has(end.id)).toBe(false);
              way.add(end.id);
              end = states[end.by ?? ''];
            }
            expect(end).toBeDefined();
          } else expect(anyByHand || said(state.id, state.status)).toBe(true);
        }
      }),
    );
  });

  it('leaves a promise open of which nothing but complaints and attempts are told', () => {
    fc.assert(
      fc.property(stories, (rows) => {
        const quiet = rows.map((row) => ({
          ...row,
          commitmentChanges: undefined,
          closings: (row.closings as { status: string }[]).filter(({ status }) =>
            ['missed', 'attempted'].includes(status),
          ),
        })) as StoredAnalytics[];
        for (const state of Object.values(promisesAt('11-30 10:00', ...quiet))) {
          expect(state.status).toBe('open');
        }
      }),
    );
  });

  it('a call that tells nothing changes no state', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 1, max: 28 }), (rows, day) => {
        const silent = call(`11-${String(day).padStart(2, '0')} 12:00`);
        expect(promisesAt('11-30 10:00', ...rows, silent)).toEqual(promisesAt('11-30 10:00', ...rows));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { braked } from '../../src/analysis/cost-brake.ts';
import { inMemoryCounters, inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import type { AnalysisRequest, Analyst } from '../../src/ports/analyst.ts';
import { plainJudgement } from '../support/story.ts';

/** In dollars: the upper bound of an analysis, and its real share of it. */
const analysis = fc
  .record({ bound: fc.integer({ min: 1, max: 100 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ bound, part }) => ({ bound: bound / 100, cost: (part * bound) / 100 }));

describe('the limit of a day', () => {
  it('the daily limit holds for overlapping analyses, as long as none exceeds its bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(analysis, { maxLength: 30 }),
        fc.integer({ min: 1, max: 300 }).map((cents) => cents / 100),
        async (scheduler, analyses, dollarsPerDay) => {
          let spent = 0;
          const { clock, newToken } = inMemoryPorts();
          const brake = { counters: inMemoryCounters(), clock, newToken };
          const asked = analyses.map(async ({ bound, cost }) => {
            await scheduler.schedule(Promise.resolve());
            const analyst: Analyst = {
              engine: 'openai',
              costBound: () => bound,
              async analyze() {
                spent += cost;
                await scheduler.schedule(Promise.resolve());
                const judgement = plainJudgement();
                return { judgement, model: 'm', promptVersion: '1', usage: null, costUsd: cost };
              },
            };
            return braked(analyst, { dollarsPerDay }, brake).analyze({} as AnalysisRequest);
          });
          const ended = await scheduler.waitFor(Promise.allSettled(asked));
          const refused = ended.filter(({ status }) => status === 'rejected');

          expect(spent).toBeLessThanOrEqual(dollarsPerDay + 1e-9);
          const whole = analyses.reduce((sum, { bound }) => sum + bound, 0);
          if (whole <= dollarsPerDay) expect(refused).toEqual([]);
        },
      ),
      { seed: 20261122, numRuns: 200 },
    );
  });
});

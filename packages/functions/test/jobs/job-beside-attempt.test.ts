import {
  type AnalysisJob,
  type Analyst,
  type Claim,
  type JobOutcome,
  type Ports,
  runJob,
} from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { ANA, appOver, hurriedClock, scriptedAnalyst, testApp, window } from '../support/app.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const CALL = { call_id: 'call-ana', client_email: ANA };

/** Ports whose claims do something around two of their methods. */
function around(
  ports: Ports,
  acts: { afterGet?: () => Promise<void>; beforeTake?: () => Promise<void>; afterTake?: () => void },
): Ports {
  return {
    ...ports,
    claims: {
      ...ports.claims,
      async get(callId, options) {
        const claim: Claim | null = await ports.claims.get(callId, options);
        await acts.afterGet?.();
        return claim;
      },
      async take(claim) {
        await acts.beforeTake?.();
        const isTaken = await ports.claims.take(claim);
        acts.afterTake?.();
        return isTaken;
      },
    },
  };
}

/** Pauses are short, and no time limit is reached. */
function soon(ms: number, run: () => void): () => void {
  const timer = ms > 5_000 ? undefined : setTimeout(run, 5);
  return () => clearTimeout(timer);
}

describe('a job beside an attempt that has read its windows before', () => {
  it('a window that is announced in between is analysed all the same, whichever of both has the claim', async () => {
    const scripted = scriptedAnalyst();
    let outcome: Promise<JobOutcome> | undefined;
    let waits = () => {};
    const jobWaits = new Promise<void>((resolve) => {
      waits = resolve;
    });
    // The attempt lasts until the job waits for it, however busy the machine is.
    const analyst: Analyst = {
      ...scripted,
      async analyze(request) {
        if (outcome !== undefined) await jobWaits;
        return scripted.analyze(request);
      },
    };
    const jobs: AnalysisJob[] = [];
    const app = testApp({
      analyst,
      clock: { ...hurriedClock(), after: soon },
      queue: { send: async (job) => void ('job' in job || jobs.push(job)) },
    });
    const { post, ports } = app;
    await post('/recordCallWindow', window());
    await post('/getCallAnalytics', { ...CALL, async: true });
    const [job] = jobs;
    if (job === undefined) throw new Error('Nothing was sent.');
    const deliver = (over: Ports) =>
      runJob(over, SETTINGS, job, { tries: 1, firstTriedAt: ports.clock.now() });

    let taken = () => {};
    const hasTaken = new Promise<void>((resolve) => {
      taken = resolve;
    });
    let looks = 0;
    const attempt = appOver(
      around(ports, {
        async beforeTake() {
          // Its windows are read. Another one comes, and the worker reads the claim that announces it.
          await post('/recordCallWindow', window({ window_num: 2 }));
          await new Promise<void>((read) => {
            outcome = deliver(
              around(ports, {
                async afterGet() {
                  looks += 1;
                  if (looks > 1) waits();
                  read();
                  await hasTaken;
                },
              }),
            );
          });
        },
        afterTake: taken,
      }),
    );
    await attempt.post('/getCallAnalytics', CALL);
    await outcome;
    expect(scripted.asked).toBe(1);
    expect((await ports.claims.get(CALL.call_id))?.waitingShard).toBeTypeOf('number');

    expect(await outcome).toEqual({ outcome: 'later', at: ports.clock.now() });
    await ports.clock.advance(1_000);
    expect(await deliver(ports)).toEqual({ outcome: 'done' });
    expect(await ports.analytics.list(ANA)).toMatchObject([{ analysis: { windows: [[1, 2]] } }]);
    expect((await ports.claims.get(CALL.call_id))?.waitingShard).toBeUndefined();
  });
});

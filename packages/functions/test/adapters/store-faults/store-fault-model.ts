import { planPromises } from '@live-assist/core/promises/plan-promises';
import { expect } from 'vitest';
import type { TestTables } from '../../support/with-engine.ts';
import { type Act, CALLS, lasts, promiseOf, WINDOWS, wordsIn } from './store-fault-acts.ts';
import { ask, type Reply, type World } from './store-fault-world.ts';

/** Tracks the required and the possible states from the answers to the caller. */
export function modelOf(world: World) {
  /** By call and window: the words that were accepted, and all that were sent. */
  const accepted = new Map<string, string>();
  const sent = new Map<string, Set<string>>();
  const analysed = new Set<number>();
  const promise = new Set(['open']);
  /** True if a claim may remain without a holder. */
  let troubled = false;

  const isRecorded = (call: number) => WINDOWS.some((window) => accepted.has(`${call} ${window}`));

  const requirePromise = ({ body }: Reply) => {
    const commitments = body.commitments as { id: string; status: string }[];
    const found = commitments.find(({ id }) => id === promiseOf(world));
    if (found !== undefined) expect([...promise]).toContain(found.status);
    // The box only omits a promise that was closed long ago.
    else
      expect(analysed.has(1) && accepted.has('1 1') && promise.size === 1 && promise.has('open')).toBe(false);
  };

  return {
    /** Records a step, and checks its answer. */
    note({ step, trouble }: Act, reply: Reply): void {
      troubled ||= lasts(trouble);
      const succeeded = reply.status === 200;
      const requireOneOf = (...codes: string[]) => {
        if (succeeded || (lasts(trouble) && reply.body.code === 'store_unavailable')) return;
        expect(codes, JSON.stringify({ step, trouble, reply })).toContain(reply.body.code);
      };
      if (step.do === 'record') {
        const key = `${step.call} ${step.window}`;
        const before = sent.get(key) ?? new Set();
        requireOneOf(...([...before].some((words) => words !== step.words) ? ['window_conflict'] : []));
        if (succeeded) {
          expect(accepted.get(key) ?? step.words).toBe(step.words);
          accepted.set(key, step.words);
        }
        sent.set(key, before.add(step.words));
      } else if (step.do === 'analyze') {
        requireOneOf(
          ...(isRecorded(step.call) ? [] : ['call_not_found']),
          ...(troubled ? ['analysis_in_progress'] : []),
        );
        if (succeeded) analysed.add(step.call);
      } else if (step.do === 'change') {
        requireOneOf(...(analysed.has(1) && accepted.has('1 1') ? [] : ['commitment_not_found']));
        if (succeeded) promise.clear();
        if (succeeded || reply.status === 503) promise.add(step.status);
      } else {
        requireOneOf();
        if (succeeded) requirePromise(reply);
      }
    },

    /** The final checks, after all faults, delayed writes and leases have ended. */
    async requireAll({ records, analytics, promises }: TestTables): Promise<void> {
      for (const call of CALLS) {
        const body = { call_id: world.call(call), client_email: world.email };
        const windows = await records.list(body.call_id);
        for (const window of WINDOWS) {
          const key = `${call} ${window}`;
          const words = wordsIn(windows.find(({ window_number }) => window_number === window)?.turns);
          if (accepted.has(key)) expect(words).toBe(accepted.get(key));
          else if (words !== undefined) expect([...(sent.get(key) ?? [])]).toContain(words);
        }
        const analysis = await ask(world, '/getCallAnalytics', body);
        expect(analysis.status, JSON.stringify(analysis)).toBe(windows.length > 0 ? 200 : 404);
        if (windows.length === 0) continue;
        const status = async () =>
          (await ask(world, '/getAnalysisStatus', { call_id: body.call_id })).body.status;
        if ((await status()) === 'done') continue;
        // The last attempt has failed, but an earlier analysis is stored.
        expect(await ask(world, '/getCallAnalytics', { ...body, force: true })).toMatchObject({
          status: 200,
        });
        expect(await status()).toBe('done');
      }
      const rows = await analytics.list(world.email);
      const calls = rows.map(({ call_id }) => call_id);
      expect(new Set(calls).size).toBe(calls.length);
      for (const call of analysed) expect(calls).toContain(world.call(call));

      // A write that arrives late is completed by the next reader.
      await ask(world, '/getMemoryBox', { client_email: world.email });
      const items = await promises.all(world.email);
      const ofLedger = planPromises({ items, rows, isGone: () => true });
      expect(ofLedger).toEqual({ save: [], remove: [] });

      const box = await ask(world, '/getMemoryBox', { client_email: world.email });
      expect(box).toMatchObject({ status: 200, body: { calls: calls.length, pending: [] } });
      requirePromise(box);
    },
  };
}

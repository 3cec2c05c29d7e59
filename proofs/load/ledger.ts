import type { RecordedTurn } from '@live-assist/core';
import { referenceOf } from './conversation.ts';

/** One call as its callers know it. */
export interface KnownCall {
  call_id: string;
  client_email: string;
  /** The word of its own that its words hold. */
  reference: string;
  /** By number: the sent window, and whether the service confirmed it. */
  windows: Map<number, { turns: RecordedTurn[]; acknowledged: boolean }>;
  /** True if the service returned an analysis of it. */
  isAnalysed: boolean;
  /** How often it had to be judged: once, again for a late window, and for each forced request. */
  judgements: number;
  /** `asked`: a caller waits for its analysis; `queued`: the worker has it, and its outcome is unknown. */
  pending: 'asked' | 'queued' | null;
  /** How often a kill may have undone an analysis of it. */
  interrupted: number;
  /** How often the model had been asked when the server was killed last. */
  runsAtLastKill: number;
  /** How often an analysis of it took too long. */
  timeouts: number;
  /** By the id of a promise: the states in which changes by hand may have left it, one when it is certain. */
  changes: Map<string, string[]>;
  /** The history of the call, for the engineer who investigates a finding. */
  story: string[];
}

/** Everything that the callers know, to audit the store afterwards. */
export interface Ledger {
  calls: readonly KnownCall[];
  newCall(clientEmail: string): KnownCall;
  /** Adds a line to the story of a call, by its id or its reference. */
  note(name: string, what: string): void;
  /** Call right before the server is killed, with the model runs by reference. */
  serverIsKilled(runs: ReadonlyMap<string, number>): void;
}

export function startLedger(): Ledger {
  const calls: KnownCall[] = [];
  const byName = new Map<string, KnownCall>();
  const startedAt = performance.now();
  const note = (name: string, what: string) => {
    byName.get(name)?.story.push(`${Math.round(performance.now() - startedAt)} ms ${what}`);
  };
  return {
    calls,
    note,
    newCall(client_email) {
      const n = calls.length;
      const call: KnownCall = {
        call_id: `load-${n}`,
        client_email,
        reference: referenceOf(n),
        windows: new Map(),
        isAnalysed: false,
        judgements: 0,
        pending: null,
        interrupted: 0,
        runsAtLastKill: 0,
        timeouts: 0,
        changes: new Map(),
        story: [],
      };
      calls.push(call);
      byName.set(call.call_id, call).set(call.reference, call);
      return call;
    },
    serverIsKilled(runs) {
      for (const call of calls) {
        note(call.call_id, 'the server is killed');
        const asked = runs.get(call.reference) ?? 0;
        // Of what was queued a kill undoes only what the worker has begun since the kill before.
        const hasBegun = call.pending === 'asked' || asked > call.runsAtLastKill;
        if (call.pending !== null && hasBegun) call.interrupted += 1;
        call.runsAtLastKill = asked;
      }
    },
  };
}

import type { RecordedTurn } from '@live-assist/core';
import { referenceOf } from './conversation.ts';

/** One call as its clients know it. */
export interface KnownCall {
  call_id: string;
  client_email: string;
  /** The unique word in its transcript. */
  reference: string;
  /** The sent windows by number, and whether the service confirmed them. */
  windows: Map<number, { turns: RecordedTurn[]; acknowledged: boolean }>;
  /** True if the service returned an analysis. */
  isAnalysed: boolean;
  /** Number of required judgements: one, plus one for a late window and for each forced request. */
  judgements: number;
  /** `asked`: a client waits for its analysis; `queued`: the worker has it, and its outcome is unknown. */
  pending: 'asked' | 'queued' | null;
  /** Number of kills that may have interrupted an analysis of it. */
  interrupted: number;
  /** True from a kill that may have interrupted an analysis of it until the next one. */
  isCounted: boolean;
  /** Number of model runs at the time of the last kill. */
  runsAtLastKill: number;
  /** Number of analyses that timed out. */
  timeouts: number;
  /** Number of answers of the model, and the time of the newest by `performance.now()`. */
  answers: number;
  answeredAt: number;
  /** The possible states of each promise after manual changes, by its id; a single state is certain. */
  changes: Map<string, string[]>;
  /** The history of the call, for the engineer who investigates a finding. */
  story: string[];
}

/** Everything that the clients know, to audit the store afterwards. */
export interface Ledger {
  calls: readonly KnownCall[];
  newCall(clientEmail: string): KnownCall;
  /** Adds a line to the story of a call, by its id or its reference. */
  note(name: string, what: string): void;
  /** Must be called before each answer of the model, also a faulty one; `how` is a line for the story. */
  modelAnswers(reference: string, how: string): void;
  /** Must be called right before the server is killed, with the model runs by reference. */
  serverIsKilled(runs: ReadonlyMap<string, number>): void;
  /** Must be called right before the next server starts, when the requests of the killed one have arrived. */
  serverStarts(): void;
}

/** How long the storing of an answer may take on a busy machine, in milliseconds. */
const STORING_MS = 2_000;

export function startLedger(): Ledger {
  const calls: KnownCall[] = [];
  const byName = new Map<string, KnownCall>();
  const startedAt = performance.now();
  let isServed = true;
  const note = (name: string, what: string) => {
    byName.get(name)?.story.push(`${Math.round(performance.now() - startedAt)} ms ${what}`);
  };
  return {
    calls,
    note,
    modelAnswers(reference, how) {
      note(reference, how);
      const call = byName.get(reference);
      if (call === undefined) return;
      call.answers += 1;
      call.answeredAt = performance.now();
      // The killed server had sent this request, and it arrives only now.
      if (isServed || call.isCounted) return;
      call.interrupted += 1;
      call.isCounted = true;
    },
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
        isCounted: false,
        runsAtLastKill: 0,
        timeouts: 0,
        answers: 0,
        answeredAt: Number.NEGATIVE_INFINITY,
        changes: new Map(),
        story: [],
      };
      calls.push(call);
      byName.set(call.call_id, call).set(call.reference, call);
      return call;
    },
    serverStarts() {
      isServed = true;
    },
    serverIsKilled(runs) {
      isServed = false;
      for (const call of calls) {
        note(call.call_id, 'the server is killed');
        const asked = runs.get(call.reference) ?? 0;
        // A kill interrupts a queued analysis only if the worker started it after the previous kill.
        const isNew = asked > call.runsAtLastKill;
        // An analysis after one of an earlier call is known from its run alone; what the model has just answered is not
        // stored yet.
        const isAtWork = asked > call.answers || performance.now() - call.answeredAt < STORING_MS;
        const hasBegun = call.pending === null ? isNew && isAtWork : call.pending === 'asked' || isNew;
        if (hasBegun) call.interrupted += 1;
        call.isCounted = hasBegun;
        call.runsAtLastKill = asked;
      }
    },
  };
}

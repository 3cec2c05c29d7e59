import fc from 'fast-check';
import { awsError, type Fault } from '../../support/faulty-proxy.ts';
import { ask, type Reply, type World } from './store-fault-world.ts';

/** A step in a customer's history; window 1 of call 1 makes the promise that is changed. */
export type Step =
  | { do: 'record'; call: number; window: number; words: string }
  | { do: 'analyze'; call: number; force: boolean }
  | { do: 'change'; status: string }
  | { do: 'box' };

/** A fault of some commands of a step: their first `attempts` attempts fail, and the third is the last. */
export interface Trouble {
  fault: Fault;
  first: number;
  commands: number;
  attempts: number;
}

/** True if a command may fail permanently. */
export function lasts(trouble: Trouble | null): boolean {
  return trouble !== null && trouble.attempts === 3;
}

export interface Act {
  step: Step;
  trouble: Trouble | null;
  /** True if delayed writes arrive right after this step; otherwise they arrive after a later one. */
  arrives: boolean;
}

export const CALLS = [1, 2];
export const WINDOWS = [1, 2];

const call = fc.constantFrom(...CALLS);
const change: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('change' as const),
  status: fc.constantFrom('kept', 'withdrawn', 'dismissed', 'open'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('record' as const),
      call,
      window: fc.constantFrom(...WINDOWS),
      words: fc.constantFrom('now', 'now', 'soon'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('analyze' as const), call, force: fc.boolean() }),
  },
  { weight: 2, arbitrary: change },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('box' as const) }) },
);

const trouble: fc.Arbitrary<Trouble> = fc.record({
  fault: fc.constantFrom<Fault[]>(
    'answer lost',
    'answer lost',
    'answer lost',
    'late',
    'late',
    'late',
    'late',
    'failed after',
    'cut answer',
    'short answer',
    'empty answer',
    'reset',
    'stale',
    awsError(500, 'InternalServerError'),
    awsError(400, 'ThrottlingException'),
  ),
  first: fc.constantFrom(1, 1, 1, 2, 3, 4, 5, 6, 7),
  commands: fc.constantFrom(1, 99, 99),
  attempts: fc.constantFrom(1, 2, 3),
});

const acts = (steps: fc.Arbitrary<Step>) =>
  fc.array(fc.record({ step: steps, trouble: fc.option(trouble, { freq: 4 }), arrives: fc.boolean() }), {
    minLength: 3,
    maxLength: 6,
  });

/** Random acts, or repeated changes of one promise. */
export const story: fc.Arbitrary<Act[]> = fc.oneof(
  { weight: 2, arbitrary: acts(step) },
  { weight: 1, arbitrary: acts(change).map((changes) => [...BEGINNING, ...changes]) },
);

const BEGINNING: Act[] = [
  { step: { do: 'record', call: 1, window: 1, words: 'now' }, trouble: null, arrives: true },
  { step: { do: 'analyze', call: 1, force: false }, trouble: null, arrives: true },
  { step: { do: 'change', status: 'kept' }, trouble: null, arrives: true },
];

export function promiseOf(world: World): string {
  return `${world.call(1)}:1:2:0`;
}

export function take(world: World, step: Step): Promise<Reply> {
  const client_email = world.email;
  switch (step.do) {
    case 'record':
      return ask(world, '/recordCallWindow', {
        call_id: world.call(step.call),
        client_email,
        window_num: step.window,
        turns: [
          { speaker: 'agent', transcript: 'Good morning, how can I help?' },
          { speaker: 'customer', transcript: `My parcel has not arrived. I need it ${step.words}.` },
          { speaker: 'agent', transcript: 'I will send a new one today.' },
        ],
      });
    case 'analyze':
      return ask(world, '/getCallAnalytics', {
        call_id: world.call(step.call),
        client_email,
        force: step.force,
      });
    case 'change':
      return ask(world, '/updateCommitment', {
        client_email,
        commitment_id: promiseOf(world),
        status: step.status,
      });
    case 'box':
      return ask(world, '/getMemoryBox', { client_email });
  }
}

/** The words of the {@link Step} that recorded a window. */
export function wordsIn(turns: unknown): string | undefined {
  return /I need it (\w+)/.exec(String(turns))?.[1];
}

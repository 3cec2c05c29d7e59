import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChatRequest,
  dueWords,
  FIRM,
  plainAnswer,
  type Scripted,
  startFakeModel,
  turnsIn,
} from '../../packages/functions/test/support/fake-model-server.ts';
import { PROMISE, REFERENCE } from './conversation.ts';
import type { Random } from './random.ts';

/** A model on a loopback socket that finds the promise of a call and sometimes fails. */
export interface Model {
  /** Base address, as in OPENAI_BASE_URL. */
  url: string;
  /** Number of requests per call, by the reference in the transcript. */
  runs: Map<string, number>;
  /** Number of those runs with a faulty answer. */
  spoiled: Map<string, number>;
  /** Number of those runs without an answer. */
  unanswered: Map<string, number>;
  stop(): Promise<void>;
}

/** Part of every error message of the provider; no client may see it. */
export const PROVIDER_WORDS = 'quota of organisation org-7Qx exceeded';

const ERROR_BODY = JSON.stringify({ error: { message: PROVIDER_WORDS, type: 'server_error', code: null } });

/** The possible faults of a provider. The last two keep the service waiting until its timeout. */
const FAULTS: readonly [Scripted, ...Scripted[]] = [
  { status: 500, body: ERROR_BODY },
  { status: 503, body: `<html>${PROVIDER_WORDS}</html>` },
  { status: 429, body: ERROR_BODY, headers: { 'retry-after': '1' } },
  { reset: 'before the head' },
  { reset: 'in the body' },
  { content: `{"category": "${PROVIDER_WORDS}` },
  // A category that is not in the list would be read as a general enquiry, and the promise of the call would be gone.
  { content: JSON.stringify({ ...plainAnswer(), resolved: PROVIDER_WORDS }) },
  { status: 200, body: PROVIDER_WORDS },
  { hang: 'before the head' },
  { hang: 'in the body' },
];

export interface ModelOptions {
  random: Random;
  /** Share of the runs that fail, from 0 to 1. */
  faultRate: number;
  /** Maximum time for a good answer, in milliseconds. */
  slowestMs?: number;
  /** Called before each answer. */
  onRun?: (reference: string, what: string) => void;
}

export async function startModel({
  random,
  faultRate,
  slowestMs = 60,
  onRun = () => {},
}: ModelOptions): Promise<Model> {
  const runs = new Map<string, number>();
  const spoiled = new Map<string, number>();
  const unanswered = new Map<string, number>();
  const server = await startFakeModel(async (request) => {
    // The prompt also contains open promises of other calls, with their references.
    const said = turnsIn(request).map(({ words }) => words);
    const reference = REFERENCE.exec(said.join('\n'))?.[0] ?? 'none';
    add(runs, reference);
    if (random.chance(faultRate)) {
      const fault = random.pick(FAULTS);
      add('hang' in fault ? unanswered : spoiled, reference);
      onRun(reference, `the model fails with ${JSON.stringify(fault).slice(0, 80)}`);
      return fault;
    }
    onRun(reference, 'the model answers');
    await sleep(random.below(slowestMs));
    return { content: JSON.stringify(judgementOf(request)) };
  });
  return { url: server.url, runs, spoiled, unanswered, stop: server.stop };
}

/** Finds the agent's promise, as a real model would. */
function judgementOf(request: ChatRequest): object {
  const commitments = turnsIn(request).flatMap(({ line, speaker, words }) => {
    const [quote, text] = PROMISE.exec(words) ?? [];
    if (quote === undefined || text === undefined || speaker !== 'agent') return [];
    return [
      {
        text,
        owner: 'agent' as const,
        due: dueWords('by Friday'),
        ...FIRM,
        quotes: [{ line, quote }],
      },
    ];
  });
  return plainAnswer({ category: 'delivery', commitments });
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

import { decodeCall } from '@live-assist/core/call/decode-call';
import { checkFindings } from '@live-assist/core/evidence/gate';
import { addressesAnalyst } from '@live-assist/core/evidence/prompt-injection';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { promptFor } from '@live-assist/core/prompt/prompt';
import { partsOf } from '@live-assist/core/prompt/prompt-lines';
import { redactCall } from '@live-assist/core/redaction/redact';
import { localAnalyst } from '../../packages/functions/src/adapters/local-analyst/local-analyst.ts';
import { callWindow } from './shape-calls.ts';

/** Processor time of each step of an analysis, in milliseconds. */
export type StepTimes = Record<
  'decode' | 'measure' | 'redact' | 'addressed' | 'rules' | 'prompt' | 'gate',
  number
>;

const PART_BUDGET = 32_000;

/** Analyses a call in this process to measure each step. */
export async function stepTimes(texts: readonly string[]): Promise<StepTimes> {
  const times: StepTimes = { decode: 0, measure: 0, redact: 0, addressed: 0, rules: 0, prompt: 0, gate: 0 };
  const timed = async <Outcome>(step: keyof StepTimes, run: () => Outcome | Promise<Outcome>) => {
    const begin = process.cpuUsage();
    const outcome = await run();
    const { user, system } = process.cpuUsage(begin);
    times[step] = Math.round((user + system) / 1_000);
    return outcome;
  };
  const windows = texts.map((text, n) => ({ ...callWindow('c-1', n + 1, text), window_number: n + 1 }));
  const decoded = await timed('decode', () => decodeCall('c-1', windows));
  const { metrics } = await timed('measure', () => measureCall(decoded));
  const call = await timed('redact', () => redactCall(decoded));
  await timed('addressed', () => call.turns.map(({ text }) => addressesAnalyst(text)));
  const openCommitments = [
    { id: 'c-0:1:1:0', text: 'Email you the form', owner: 'agent' as const, dueAt: null },
  ];
  const deadline = Date.now() + 60_000;
  const { judgement } = await timed('rules', () =>
    localAnalyst().analyze({ call, metrics, openCommitments, deadline }),
  );
  await timed('prompt', () =>
    partsOf(call, PART_BUDGET).map((part) =>
      promptFor(part, { nonce: 'n', part: 1, parts: 1, promises: openCommitments, matters: [] }),
    ),
  );
  await timed('gate', () =>
    checkFindings(judgement, call, openCommitments, call.endedAt, 'UTC', { worded: true }),
  );
  return times;
}

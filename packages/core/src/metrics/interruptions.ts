import type { Metrics } from '../analytics/analytics.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';
import type { Speech } from './timeline.ts';

/** Speech of both sides at once counts as an interruption when it lasts longer than this. */
export const INTERRUPTION_MIN_MS = 1600;

// Sounds by which a listener shows attention without taking the floor.
const BACK_CHANNELS = new Set(
  'mhm mm mmm mmhm hm hmm uh huh um ah oh yeah yes yep yup ok okay right alright sure'.split(' '),
);

/**
 * Counts how often one side began to speak before the other had ended, with more than
 * {@link INTERRUPTION_MIN_MS} of overlap. A turn that opens with a back-channel sentence ("Mhm. Thank you.")
 * did not interrupt: at that moment its speaker only showed attention.
 *
 * @param speech ordered by begin, with measured ends.
 */
export function countInterruptions(speech: readonly Speech[]): NonNullable<Metrics['interruptions']> {
  const found = { count: 0, byAgent: 0, byCustomer: 0, millis: 0 };
  // Per side, the latest end of what began earlier. What starts now waits in `started`: of two who start at
  // the same moment, neither interrupts the other.
  const heldUntil = { agent: Number.NEGATIVE_INFINITY, customer: Number.NEGATIVE_INFINITY };
  let started: { side: 'agent' | 'customer'; endMs: number }[] = [];
  let startedAt = Number.NEGATIVE_INFINITY;
  for (const { speaker, beginMs, endMs, text } of speech) {
    if (speaker === 'other') continue;
    if (beginMs > startedAt) {
      for (const other of started) heldUntil[other.side] = Math.max(heldUntil[other.side], other.endMs);
      started = [];
      startedAt = beginMs;
    }
    started.push({ side: speaker, endMs });
    const overlapMs = Math.min(endMs, heldUntil[speaker === 'agent' ? 'customer' : 'agent']) - beginMs;
    if (overlapMs <= INTERRUPTION_MIN_MS || opensWithBackChannel(text)) continue;
    found.count += 1;
    found[speaker === 'agent' ? 'byAgent' : 'byCustomer'] += 1;
    found.millis += overlapMs;
  }
  return { ...found, millis: Math.round(found.millis) };
}

const LETTERS = lazyPattern(() => /\p{L}+/gu);

function opensWithBackChannel(text: string): boolean {
  const sentence = text.split(/[.!?]/, 1)[0] ?? '';
  const words = sentence.toLowerCase().replaceAll('all right', 'alright').match(LETTERS()) ?? [];
  return words.length > 0 && words.every((word) => BACK_CHANNELS.has(word));
}

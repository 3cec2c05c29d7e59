import type { Metrics } from '../analytics/analytics.ts';
import type { TimedTurn } from './timeline.ts';

/**
 * How long each answer of an agent took, with the turn that answers. Only an agent turn that directly follows a customer
 * turn answers it. A pair whose second turn lies before its first tells nothing; an answer that starts while the customer
 * still speaks took no time.
 */
export function latenciesOf(turns: readonly TimedTurn[]): { answer: TimedTurn; millis: number }[] {
  const latencies: { answer: TimedTurn; millis: number }[] = [];
  let before: TimedTurn | undefined;
  for (const answer of turns) {
    const answers = answer.turn.speaker === 'agent' && before?.turn.speaker === 'customer';
    if (answers && before?.fromMs != null && before.toMs !== null && answer.fromMs !== null) {
      if (answer.fromMs >= before.fromMs) {
        latencies.push({ answer, millis: Math.max(0, answer.fromMs - before.toMs) });
      }
    }
    before = answer;
  }
  return latencies;
}

/** Median, 90th percentile and greatest of some latencies; null without any. */
export function figuresOfLatency(millis: readonly number[]): Metrics['agentResponseLatency'] {
  const sorted = millis.toSorted((a, b) => a - b);
  const count = sorted.length;
  if (count === 0) return null;
  const at = (index: number) => sorted[index] ?? 0;
  return {
    medianMs: Math.round((at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2),
    p90Ms: Math.round(at(Math.ceil((9 * count) / 10) - 1)),
    maxMs: Math.round(at(count - 1)),
    count,
  };
}

import { answersOf } from './labels.ts';
import { f1OfCounts, type LabelledCall, listCounts } from './lists.ts';
import { bootstrap, type Interval, mcNemar, ratio } from './statistics.ts';

/** Two evaluations of the same calls, label by label. */
export interface Difference {
  /** The label, or the list. */
  label: string;
  calls: number;
  /** Accuracy of a label, F1 of a list. */
  figure: 'accuracy' | 'F1';
  before: number | null;
  now: number | null;
  /** 95 % of `now - before`, by resampling the calls, each with both of its judgements. */
  interval: Interval | null;
  /** Exact p-value of McNemar's test; null for a list. */
  p: number | null;
}

/**
 * Compares two evaluations call by call, so that what both find hard does not blur the difference.
 *
 * @param pairs - The same call judged before and now.
 */
export function differences(pairs: readonly { before: LabelledCall; now: LabelledCall }[]): Difference[] {
  const [before, now] = [pairs.map((pair) => pair.before), pairs.map((pair) => pair.now)];
  const answers = answersOf(before);
  const labels = [...answersOf(now)].map(([label, all]): Difference => {
    const both = all.flatMap((answer, at) => {
      const other = answers.get(label)?.[at] ?? null;
      if (answer === null || other === null) return [];
      return [{ now: answer.truth === answer.predicted, before: other.truth === other.predicted }];
    });
    const share = (which: 'now' | 'before') => (sample: typeof both) =>
      ratio(sample.filter((pair) => pair[which]).length, sample.length);
    return {
      label,
      calls: both.length,
      figure: 'accuracy',
      before: share('before')(both),
      now: share('now')(both),
      interval: bootstrap(both, (sample) => minus(share('now')([...sample]), share('before')([...sample]))),
      p: mcNemar(
        both.filter((pair) => pair.before && !pair.now).length,
        both.filter((pair) => pair.now && !pair.before).length,
      ),
    };
  });
  const counts = listCounts(before);
  const lists = [...listCounts(now)].map(([list, all]): Difference => {
    const both = all.flatMap((count, at) => {
      const other = counts.get(list)?.[at] ?? null;
      return count === null || other === null ? [] : [{ now: count, before: other }];
    });
    const f1 = (sample: readonly (typeof both)[number][], which: 'now' | 'before') =>
      f1OfCounts(sample.map((pair) => pair[which]));
    return {
      label: list,
      calls: both.length,
      figure: 'F1',
      before: f1(both, 'before'),
      now: f1(both, 'now'),
      interval: bootstrap(both, (sample) => minus(f1(sample, 'now'), f1(sample, 'before'))),
      p: null,
    };
  });
  return [...labels, ...lists];
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

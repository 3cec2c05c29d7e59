import type { Judgement } from '@live-assist/core';
import {
  areaUnderCurve,
  bootstrap,
  type Calibration,
  calibrationOf,
  type Interval,
  ratio,
  type Scored,
  wilson,
} from './statistics.ts';

/** Counts of a yes-or-no label: predicted against actual. */
export interface Confusion {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
}

/** The scores of one label over all calls that have it. `null` when a ratio has no denominator. */
export interface LabelScore {
  label: string;
  calls: number;
  accuracy: number;
  /** Accuracy of always predicting the most frequent value. */
  majorityBaseline: number;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** `null` for a label with more than two values. */
  confusion: Confusion | null;
  /** Area under the curve of the score behind the label, and its calibration; `null` for a label without a score. */
  auc: number | null;
  calibration: Calibration | null;
  /** 95 %: of the accuracy by Wilson, of F1 and AUC by resampling. */
  intervals: { accuracy: Interval | null; f1: Interval | null; auc: Interval | null };
}

/** A row of `labels.jsonl`; unknown fields are ignored. */
export type LabelRow = Record<string, unknown>;

/** A judgement and the labels of its call. */
export interface Labelled {
  judgement: Judgement;
  labels: LabelRow;
}

/** One label of one call: the true value, the analyst's value, and the score behind it from 0 to 1. */
export interface Answer {
  truth: string;
  predicted: string;
  score: number | null;
}

/** Below this sentiment a customer counts as negative. */
const NEGATIVE_BELOW = 50;
/** At or above this risk a call counts as escalated. */
const ESCALATED_FROM = 50;

interface YesNo {
  label: string;
  field: string;
  predict: (judgement: Judgement) => boolean;
  score?: (judgement: Judgement) => number;
}
const negative = {
  predict: ({ sentimentScore }: Judgement) => sentimentScore < NEGATIVE_BELOW,
  score: ({ sentimentScore }: Judgement) => 1 - sentimentScore / 100,
};
const resolved = ({ resolved }: Judgement) => resolved;

// A benchmark's own label of success is not our meaning of "resolved", so it has a name of its own.
const YES_NO: YesNo[] = [
  { label: 'resolved', field: 'resolved', predict: resolved },
  { label: 'resolved (customer’s report)', field: 'resolved_user_reported', predict: resolved },
  {
    label: 'escalated',
    field: 'escalated',
    predict: ({ escalationRisk }) => escalationRisk >= ESCALATED_FROM,
    score: ({ escalationRisk }) => escalationRisk / 100,
  },
  { label: 'customer negative', field: 'customer_negative', ...negative },
  { label: 'annoyed (agent’s report)', field: 'customer_annoyed_agent_reported', ...negative },
  {
    label: 'customer grateful',
    field: 'customer_grateful',
    predict: (judgement) => gratitudeOf(judgement) > 0,
  },
];

function gratitudeOf({ emotions }: Judgement): number {
  return emotions.find(({ emotion }) => emotion === 'gratitude')?.intensity ?? 0;
}

/** The answers to every label that at least one call has, by label. */
export function answersOf(judged: readonly Labelled[]): Map<string, (Answer | null)[]> {
  const all = new Map<string, (Answer | null)[]>();
  for (const { label, field, predict, score } of YES_NO) {
    all.set(
      label,
      judged.map(({ judgement, labels }) => {
        const truth = labels[field];
        if (typeof truth !== 'boolean') return null;
        const predicted = String(predict(judgement));
        return { truth: String(truth), predicted, score: score?.(judgement) ?? null };
      }),
    );
  }
  all.set(
    'category',
    judged.map(({ judgement, labels }) =>
      typeof labels.category === 'string'
        ? { truth: categoryKey(labels.category), predicted: categoryKey(judgement.category), score: null }
        : null,
    ),
  );
  for (const [label, answers] of all) if (answers.every((answer) => answer === null)) all.delete(label);
  return all;
}

/** Scores every label that at least one call has. */
export function scoreLabels(judged: readonly Labelled[]): LabelScore[] {
  return [...answersOf(judged)].map(([label, answers]) =>
    scoreOf(
      label,
      answers.filter((answer) => answer !== null),
    ),
  );
}

/**
 * The normalised form of a category: the first four letters of its words, in any order, so that `replace card` equals
 * `card-replacement`, and `hotel_book` equals `hotel-booking`.
 *
 * @example categoryKey('replace card') // 'card repl'
 */
export function categoryKey(category: string): string {
  const words = category.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, 4)))].toSorted().join(' ');
}

function scoreOf(label: string, answers: readonly Answer[]): LabelScore {
  const calls = answers.length;
  const right = answers.filter(({ truth, predicted }) => truth === predicted).length;
  const frequencies = new Map<string, number>();
  for (const { truth } of answers) frequencies.set(truth, (frequencies.get(truth) ?? 0) + 1);
  const confusion = label === 'category' ? null : confusionOf(answers);
  const scored = scoredOf(answers);
  const hasScore = scored.length > 0;
  return {
    label,
    calls,
    accuracy: ratio(right, calls) ?? 0,
    majorityBaseline: ratio(Math.max(0, ...frequencies.values()), calls) ?? 0,
    precision:
      confusion && ratio(confusion.truePositives, confusion.truePositives + confusion.falsePositives),
    recall: confusion && ratio(confusion.truePositives, confusion.truePositives + confusion.falseNegatives),
    f1: confusion && f1Of(confusion),
    confusion,
    auc: hasScore ? areaUnderCurve(scored) : null,
    calibration: hasScore ? calibrationOf(scored) : null,
    intervals: {
      accuracy: wilson(right, calls),
      f1: confusion && bootstrap(answers, (sample) => f1Of(confusionOf(sample))),
      auc: hasScore ? bootstrap(scored, areaUnderCurve) : null,
    },
  };
}

function scoredOf(answers: readonly Answer[]): Scored[] {
  return answers.flatMap(({ truth, score }) => (score === null ? [] : [{ truth: truth === 'true', score }]));
}

function f1Of({ truePositives, falsePositives, falseNegatives }: Confusion): number | null {
  return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

function confusionOf(answers: readonly Answer[]): Confusion {
  const count = (truth: string, predicted: string) =>
    answers.filter((answer) => answer.truth === truth && answer.predicted === predicted).length;
  return {
    truePositives: count('true', 'true'),
    falsePositives: count('false', 'true'),
    falseNegatives: count('true', 'false'),
    trueNegatives: count('false', 'false'),
  };
}

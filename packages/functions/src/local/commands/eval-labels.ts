import type { Judgement } from '@live-assist/core';

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
}

/** A row of `labels.jsonl`; unknown fields are ignored. */
export type LabelRow = Record<string, unknown>;

/** One label of one call: the true value and the analyst's value. */
interface Answer {
  truth: string;
  predicted: string;
}

/** Below this sentiment a customer counts as annoyed. */
const ANNOYED_BELOW = 50;
/** At or above this risk a call counts as escalated. */
const ESCALATED_FROM = 50;

const YES_NO: { label: string; fields: string[]; predict: (judgement: Judgement) => boolean }[] = [
  { label: 'resolved', fields: ['resolved', 'resolved_user_reported'], predict: ({ resolved }) => resolved },
  {
    label: 'escalated',
    fields: ['escalated'],
    predict: (judgement) => judgement.escalationRisk >= ESCALATED_FROM,
  },
  {
    label: 'annoyed',
    fields: ['customer_annoyed_agent_reported'],
    predict: (judgement) => judgement.sentimentScore < ANNOYED_BELOW,
  },
];

/** Scores every label that at least one call has. */
export function scoreLabels(judged: readonly { judgement: Judgement; labels: LabelRow }[]): LabelScore[] {
  const yesNo = YES_NO.map(({ label, fields, predict }) => {
    const answers = judged.flatMap(({ judgement, labels }) => {
      const truth = fields.map((field) => labels[field]).find((value) => typeof value === 'boolean');
      return truth === undefined ? [] : [{ truth: String(truth), predicted: String(predict(judgement)) }];
    });
    return score(label, answers, confusionOf(answers));
  });
  const categories = judged.flatMap(({ judgement, labels }) =>
    typeof labels.category === 'string'
      ? [{ truth: categoryKey(labels.category), predicted: categoryKey(judgement.category) }]
      : [],
  );
  return [...yesNo, score('category', categories, null)].filter(({ calls }) => calls > 0);
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

function score(label: string, answers: readonly Answer[], confusion: Confusion | null): LabelScore {
  const calls = answers.length;
  const right = answers.filter(({ truth, predicted }) => truth === predicted).length;
  const frequencies = new Map<string, number>();
  for (const { truth } of answers) frequencies.set(truth, (frequencies.get(truth) ?? 0) + 1);
  const precision =
    confusion && ratio(confusion.truePositives, confusion.truePositives + confusion.falsePositives);
  const recall =
    confusion && ratio(confusion.truePositives, confusion.truePositives + confusion.falseNegatives);
  const f1 =
    confusion &&
    ratio(
      2 * confusion.truePositives,
      2 * confusion.truePositives + confusion.falsePositives + confusion.falseNegatives,
    );
  return {
    label,
    calls,
    accuracy: ratio(right, calls) ?? 0,
    majorityBaseline: ratio(Math.max(0, ...frequencies.values()), calls) ?? 0,
    precision,
    recall,
    f1,
    confusion,
  };
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

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

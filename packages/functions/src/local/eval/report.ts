import type { Difference } from './compare.ts';
import type { LabelScore } from './labels.ts';
import type { ListScore } from './lists.ts';
import type { Evaluation, Scores } from './run.ts';
import type { Interval } from './statistics.ts';

/** Formats an evaluation for a terminal: tables of labels and lists, then the comparison, findings, cost and time. */
export function reportOf(evaluation: Evaluation): string {
  const { engine, model, promptVersion, calls, claims, usage, costUsd, milliseconds } = evaluation;
  const { failed, against, perCall } = evaluation;
  const share =
    claims.made === 0
      ? 'none were made'
      : `${claims.passed} of ${claims.made} (${percent(claims.passed / claims.made)})`;
  const tokens =
    usage === null
      ? 'none'
      : `${usage.inputTokens} in (${usage.cachedInputTokens} cached), ${usage.outputTokens} out`;
  const cost =
    costUsd === null
      ? usage === null
        ? 'none'
        : 'not known'
      : `${costUsd.toFixed(4)} USD, ${(costUsd / perCall.length).toFixed(5)} USD a call`;
  return [
    `${calls} calls, engine ${engine}, model ${model}, prompt ${promptVersion}`,
    '',
    ...scoreLines(evaluation),
    '',
    ...(against === null ? [] : [...comparison(against), '']),
    `Claims that passed the evidence gate: ${share}`,
    `Tokens: ${tokens}`,
    `Cost: ${cost}`,
    ...(milliseconds === null
      ? []
      : [`Time a call: median ${time(milliseconds.median)}, 95 % within ${time(milliseconds.p95)}`]),
    ...(failed.length === 0
      ? []
      : [`Not judged: ${failed.map(({ call_id, code }) => `${call_id} (${code})`).join(', ')}`]),
  ].join('\n');
}

/** The tables of what labels tell. */
export function scoreLines({ labels, lists, cancelledAgain }: Scores): string[] {
  if (labels.length + lists.length === 0) return ['No call carries a label that is known here.'];
  const scored = labels.filter(({ auc }) => auc !== null);
  return [
    ...(labels.length === 0 ? [] : table([LABEL_HEADER, ...labels.map(labelCells)])),
    ...(scored.length === 0 ? [] : ['', ...table([SCORE_HEADER, ...scored.map(scoreCells)])]),
    ...(lists.length === 0 ? [] : ['', ...table([LIST_HEADER, ...lists.map(listCells)])]),
    ...(cancelledAgain === null
      ? []
      : [
          '',
          `Booked and cancelled again: ${cancelledAgain.calls} calls, ${cancelledAgain.shown} with something shown as delivered that was not`,
        ]),
  ];
}

const LABEL_HEADER = [
  'label',
  'calls',
  'accuracy',
  'majority',
  'precision',
  'recall',
  'F1',
  'TP',
  'FP',
  'FN',
  'TN',
  'accuracy, 95 %',
  'F1, 95 %',
];
const SCORE_HEADER = ['score', 'calls', 'AUC', 'AUC, 95 %', 'Brier', 'calibration error'];
const LIST_HEADER = [
  'list',
  'calls',
  'labelled',
  'found',
  'right',
  'precision',
  'recall',
  'F1',
  'precision, 95 %',
  'recall, 95 %',
];

function labelCells({ confusion, intervals, ...score }: LabelScore): string[] {
  const counts = confusion && [
    confusion.truePositives,
    confusion.falsePositives,
    confusion.falseNegatives,
    confusion.trueNegatives,
  ];
  return [
    score.label,
    String(score.calls),
    ...[score.accuracy, score.majorityBaseline, score.precision, score.recall, score.f1].map(figure),
    ...(counts?.map(String) ?? ['-', '-', '-', '-']),
    range(intervals.accuracy),
    range(intervals.f1),
  ];
}

function scoreCells({ label, calls, auc, calibration, intervals }: LabelScore): string[] {
  const { brier = null, error = null } = calibration ?? {};
  return [label, String(calls), figure(auc), range(intervals.auc), figure(brier), figure(error)];
}

function listCells({ list, calls, labelled, found, right, intervals, ...score }: ListScore): string[] {
  return [
    list,
    ...[calls, labelled, found, right].map(String),
    ...[score.precision, score.recall, score.f1].map(figure),
    range(intervals.precision),
    range(intervals.recall),
  ];
}

function comparison({ engine, model, differences }: NonNullable<Evaluation['against']>): string[] {
  const rows = differences.map(({ label, calls, figure: of, before, now, interval, p }: Difference) => [
    label,
    String(calls),
    of,
    figure(before),
    figure(now),
    range(interval),
    p === null ? '-' : p.toFixed(3),
  ]);
  const header = ['compared', 'calls', 'figure', 'before', 'now', 'difference, 95 %', 'p (McNemar)'];
  return [`Compared with engine ${engine}, model ${model}, call by call:`, ...table([header, ...rows])];
}

function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

function figure(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function range(interval: Interval | null): string {
  return interval === null ? '-' : `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`;
}

function time(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

import type { LabelScore } from './eval-labels.ts';
import type { Evaluation } from './eval-run.ts';

/** Formats an evaluation for a terminal: a table of labels, then findings, tokens and cost. */
export function reportOf(evaluation: Evaluation): string {
  const { engine, model, promptVersion, calls, labels, claims, usage, costUsd, failed } = evaluation;
  const header = [
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
  ];
  const share =
    claims.made === 0
      ? 'none were made'
      : `${claims.passed} of ${claims.made} (${percent(claims.passed / claims.made)})`;
  const tokens =
    usage === null
      ? 'none'
      : `${usage.inputTokens} in (${usage.cachedInputTokens} cached), ${usage.outputTokens} out`;
  return [
    `${calls} calls, engine ${engine}, model ${model}, prompt ${promptVersion}`,
    '',
    ...(labels.length === 0
      ? ['No call carries a label that is known here.']
      : table([header, ...labels.map(cells)])),
    '',
    `Claims that passed the evidence gate: ${share}`,
    `Tokens: ${tokens}`,
    `Cost: ${costUsd === null ? (usage === null ? 'none' : 'not known') : `${costUsd.toFixed(4)} USD`}`,
    ...(failed.length === 0 ? [] : [`Not judged: ${listOf(failed)}`]),
  ].join('\n');
}

function listOf(failed: Evaluation['failed']): string {
  return failed.map(({ call_id, code }) => `${call_id} (${code})`).join(', ');
}

function cells({
  label,
  calls,
  accuracy,
  majorityBaseline,
  precision,
  recall,
  f1,
  confusion,
}: LabelScore): string[] {
  const counts = confusion && [
    confusion.truePositives,
    confusion.falsePositives,
    confusion.falseNegatives,
    confusion.trueNegatives,
  ];
  return [
    label,
    String(calls),
    ...[accuracy, majorityBaseline, precision, recall, f1].map((value) =>
      value === null ? '-' : value.toFixed(3),
    ),
    ...(counts?.map(String) ?? ['-', '-', '-', '-']),
  ];
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

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

import { seededRandom } from '@live-assist/core/shared/seeded-random';

/** A 95 % confidence interval. */
export interface Interval {
  low: number;
  high: number;
}

const Z = 1.96;
const RESAMPLES = 500;

/** Part of a whole; null without a whole. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Wilson's interval of a share; null without a whole. It holds for few calls too, and near 0 and 1. */
export function wilson(part: number, whole: number): Interval | null {
  if (whole === 0) return null;
  const share = part / whole;
  const middle = (share + (Z * Z) / (2 * whole)) / (1 + (Z * Z) / whole);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / whole + (Z * Z) / (4 * whole * whole))) / (1 + (Z * Z) / whole);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * The interval of a figure of calls, from resamples of them (the same in every run); null for fewer than two calls, or
 * when most resamples have no such figure.
 */
export function bootstrap<Item>(
  items: readonly Item[],
  figure: (sample: readonly Item[]) => number | null,
): Interval | null {
  if (items.length < 2) return null;
  const random = seededRandom(1);
  const figures: number[] = [];
  for (let i = 0; i < RESAMPLES; i += 1) {
    const sample = items.map(() => items[Math.floor(random() * items.length)] as Item);
    const value = figure(sample);
    if (value !== null) figures.push(value);
  }
  if (figures.length < RESAMPLES / 2) return null;
  figures.sort((a, b) => a - b);
  const at = (share: number) => figures[Math.round(share * (figures.length - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

/** A score from 0 to 1 of a call, and whether its label is true. */
export interface Scored {
  score: number;
  truth: boolean;
}

/** The chance that a true call scores above a false one, ties counted half; null when either kind is missing. */
export function areaUnderCurve(scored: readonly Scored[]): number | null {
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  const positives = scored.filter(({ truth }) => truth).length;
  const negatives = scored.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let ranks = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to += 1;
    const rank = (from + 1 + to) / 2;
    ranks += rank * sorted.slice(from, to).filter(({ truth }) => truth).length;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** How far scores are from shares. */
export interface Calibration {
  /** Mean squared distance of score and truth: 0 is perfect, always 0.5 gives 0.25. */
  brier: number;
  /** Mean distance of score and share in five bands of scores, weighted by their calls. */
  error: number;
}

/** Compares scores with the shares of true labels; null without calls. */
export function calibrationOf(scored: readonly Scored[]): Calibration | null {
  if (scored.length === 0) return null;
  const squared = scored.reduce((sum, { score, truth }) => sum + (score - Number(truth)) ** 2, 0);
  let error = 0;
  for (let band = 0; band < 5; band += 1) {
    const inside = scored.filter(({ score }) => Math.min(4, Math.floor(score * 5)) === band);
    error += Math.abs(inside.reduce((sum, { score, truth }) => sum + score - Number(truth), 0));
  }
  return { brier: squared / scored.length, error: error / scored.length };
}

/** Cohen's kappa of two readers: 1 is full agreement, 0 is chance; null when chance alone agrees fully. */
export function kappa(pairs: readonly (readonly [string, string])[]): number | null {
  const values = new Set(pairs.flat());
  const agreed = pairs.filter(([a, b]) => a === b).length / pairs.length;
  let chance = 0;
  for (const value of values) {
    const first = pairs.filter(([a]) => a === value).length / pairs.length;
    const second = pairs.filter(([, b]) => b === value).length / pairs.length;
    chance += first * second;
  }
  return ratio(agreed - chance, 1 - chance);
}

/**
 * The exact two-sided p-value of McNemar's test: how likely two equal analysts differ at least so much.
 *
 * @param onlyFirst - Calls that only the first judged right; `onlySecond` likewise.
 */
export function mcNemar(onlyFirst: number, onlySecond: number): number {
  const total = onlyFirst + onlySecond;
  let term = 0.5 ** total;
  let tail = 0;
  for (let k = 0; k <= Math.min(onlyFirst, onlySecond); k += 1) {
    tail += term;
    term = (term * (total - k)) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}

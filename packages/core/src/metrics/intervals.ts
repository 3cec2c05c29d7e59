import type { Interval } from './timeline.ts';

/** The same time as separate intervals, ordered, none touching another. Empty intervals are kept as points. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  let open: Interval | undefined;
  for (const { beginMs, endMs } of intervals.toSorted((a, b) => a.beginMs - b.beginMs)) {
    if (open === undefined || beginMs > open.endMs) {
      open = { beginMs, endMs };
      merged.push(open);
    } else {
      open.endMs = Math.max(open.endMs, endMs);
    }
  }
  return merged;
}

/** Total length; what two intervals share counts twice. */
export function millisOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { beginMs, endMs }) => sum + (endMs - beginMs), 0);
}

/** The stretches of at least `minMs` between the intervals of a {@link union}. */
export function gapsBetween(separate: readonly Interval[], minMs: number): Interval[] {
  const gaps: Interval[] = [];
  let before: Interval | undefined;
  for (const interval of separate) {
    if (before !== undefined && interval.beginMs - before.endMs >= minMs) {
      gaps.push({ beginMs: before.endMs, endMs: interval.beginMs });
    }
    before = interval;
  }
  return gaps;
}

/** Length of the time that lies in both of two {@link union}s. */
export function millisOfBoth(left: readonly Interval[], right: readonly Interval[]): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  for (;;) {
    const a = left[i];
    const b = right[j];
    if (a === undefined || b === undefined) return sum;
    sum += Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.beginMs, b.beginMs));
    if (a.endMs < b.endMs) i += 1;
    else j += 1;
  }
}

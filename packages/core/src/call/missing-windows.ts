import { type CallWindow, type Completeness, MAX_LIST } from './call.ts';

/** The numbers between the first and the last window of a call that were never recorded. */
export function missingWindowsOf(
  ordered: readonly CallWindow[],
): Pick<Completeness, 'missingWindows' | 'missingWindowCount'> {
  const gaps: [number, number][] = [];
  let missingWindowCount = 0;
  // Recorders number from 0 or from 1, so a missing window 0 is no gap.
  let expected = 1;
  for (const { window_number: number } of ordered) {
    if (number > expected) {
      missingWindowCount += number - expected;
      if (gaps.length < MAX_LIST) gaps.push([expected, number - 1]);
    }
    expected = Math.max(expected, number + 1);
  }
  return { missingWindows: gaps, missingWindowCount };
}

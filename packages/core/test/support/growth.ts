/**
 * Doubling the input may double the time; the rest allows for a busy machine. Quadratic growth takes four times as
 * long.
 */
export const MOST_PER_DOUBLING = 2.5;
const TIMES = 4;
/** Shorter times are noise; quadratic work on such a size takes far longer. */
const QUICK_MICROS = 20_000;
/** If a part of the input takes longer than this, the whole exceeds its limit. */
const SLOW_MICROS = 50_000;
const RUNS = 3;
const ATTEMPTS = 3;

/**
 * Measures the factor by which the time of some work grows when its input doubles. A large input that takes a few
 * milliseconds counts as 1. Otherwise medians are compared, and the best of several attempts counts, because other work
 * on the machine only adds time.
 *
 * @param run - Does the work on an input of about this many characters.
 * @param size - Characters of the larger input; the smaller one has a quarter.
 */
export async function growthPerDoubling(run: (size: number) => unknown, size: number): Promise<number> {
  // From small to large, so that cubic growth shows before it takes minutes.
  for (let warm = size / 64; warm < size; warm *= 4) {
    if ((await timeOf(run, warm)) < SLOW_MICROS) continue;
    const [before, after] = [await timeOf(run, warm / TIMES), await timeOf(run, warm)];
    const growth = perDoubling(before, after);
    if (after > SLOW_MICROS && growth > MOST_PER_DOUBLING) return growth;
  }
  const first = await timeOf(run, size);
  if (first < QUICK_MICROS) return 1;
  // Noise is small relative to that much time, and a failing test should not take minutes.
  if (first > SLOW_MICROS * 20) return perDoubling(await timeOf(run, size / TIMES), first);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least >= MOST_PER_DOUBLING; attempt++) {
    const small: number[] = [];
    const large: number[] = [];
    for (let n = 0; n < RUNS; n++) {
      small.push(await timeOf(run, size / TIMES));
      large.push(await timeOf(run, size));
    }
    least = Math.min(least, perDoubling(medianOf(small), medianOf(large)));
  }
  return least;
}

function perDoubling(small: number, large: number): number {
  return (large / Math.max(1, small)) ** (1 / Math.log2(TIMES));
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** Processor time in microseconds, without other work on the machine. */
async function timeOf(run: (size: number) => unknown, size: number): Promise<number> {
  const whole = Math.ceil(size);
  const begin = process.cpuUsage();
  await run(whole);
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

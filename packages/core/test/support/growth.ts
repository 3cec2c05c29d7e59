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
/** Less than this is linear even if one of the two times was measured badly. */
const FAR_BELOW = 1.8;
const FAR_OVER = 3.2;
const RUNS = 3;
const ATTEMPTS = 5;
/** Processor time is told in steps of a few milliseconds. */
const TOLD_MICROS = 40_000;
const MOST_REPEATED = 20;

/**
 * Measures the factor by which the time of some work grows when its input doubles. A large input that takes a few
 * milliseconds counts as 1. Otherwise the least times of several runs are compared, unless the first are far below the
 * limit, and a factor over the limit is measured again and again before it is believed, because other work on the machine
 * only adds time.
 *
 * @param run - Does the work on an input of about this many characters.
 * @param size - Characters of the larger input; the smaller one has a quarter.
 */
export async function growthPerDoubling(run: (size: number) => unknown, size: number): Promise<number> {
  // From small to large, so that cubic growth shows before it takes minutes.
  for (let warm = size / 64; warm < size; warm *= 4) {
    if ((await timeOf(run, warm, 1)) < SLOW_MICROS) continue;
    const growth = await leastGrowth(run, warm);
    if (growth >= MOST_PER_DOUBLING) return growth;
  }
  return (await timeOf(run, size, 1)) < QUICK_MICROS ? 1 : leastGrowth(run, size);
}

/** The growth by the least times of all runs so far; ends when it is far below the limit, an attempt stays below it, or two are far over it. */
async function leastGrowth(run: (size: number) => unknown, size: number): Promise<number> {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let growth = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && growth >= MOST_PER_DOUBLING; attempt++) {
    for (let n = 0; n < RUNS; n++) {
      // The large one first: it warms the code, without which the small one seems slow, and the growth low.
      large = Math.min(large, await timeOf(run, size));
      small = Math.min(small, await timeOf(run, size / TIMES));
      growth = growthFrom(small, large);
      if (growth < FAR_BELOW) return large < QUICK_MICROS ? 1 : growth;
      // Noise is small relative to that much time, and a failing test should not take minutes.
      if (large > SLOW_MICROS * 20) break;
    }
    // The first run was slow for another reason, such as code that was not compiled yet.
    if (large < QUICK_MICROS) return 1;
    if (attempt > 0 && growth > FAR_OVER) break;
  }
  return growth;
}

function growthFrom(small: number, large: number): number {
  return (large / Math.max(1, small)) ** (1 / Math.log2(TIMES));
}

/**
 * Processor time of this thread in microseconds: neither other work on the machine nor the collector's threads count. The
 * work is repeated until that is a time that a clock of a few milliseconds can tell.
 */
async function timeOf(
  run: (size: number) => unknown,
  size: number,
  mostRepeated = MOST_REPEATED,
): Promise<number> {
  const whole = Math.ceil(size);
  const begin = process.threadCpuUsage();
  for (let repeated = 1; ; repeated++) {
    await run(whole);
    const { user, system } = process.threadCpuUsage(begin);
    if (repeated >= mostRepeated || user + system >= TOLD_MICROS) return (user + system) / repeated;
  }
}

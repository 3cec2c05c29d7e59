/** Twice the input may take twice the time; the rest is for a busy machine. What grows with the square takes four times. */
export const MOST_PER_DOUBLING = 2.5;
const TIMES = 4;
/** Less than this cannot be told from noise, and a quadratic text of such a size takes far longer. */
const QUICK_MICROS = 20_000;
/** For a part of the input this is more than the whole may take. */
const SLOW_MICROS = 50_000;
const RUNS = 3;
const ATTEMPTS = 3;

/**
 * By how much the time of some work grows when its input doubles. What is done with the large input in a few milliseconds
 * counts as 1; otherwise medians are compared, and of several attempts the best, for other work on the machine only adds.
 *
 * @param run - Does the work on an input of about so many characters.
 * @param size - Of the larger input; the smaller one has a quarter of it.
 */
export async function growthPerDoubling(run: (size: number) => unknown, size: number): Promise<number> {
  // From small to large, so that work with a cube in it shows before it takes minutes.
  for (let warm = size / 64; warm < size; warm *= 4) {
    if ((await timeOf(run, warm)) < SLOW_MICROS) continue;
    const [before, after] = [await timeOf(run, warm / TIMES), await timeOf(run, warm)];
    const growth = perDoubling(before, after);
    if (after > SLOW_MICROS && growth > MOST_PER_DOUBLING) return growth;
  }
  const first = await timeOf(run, size);
  if (first < QUICK_MICROS) return 1;
  // Noise is small beside so much time, and the test is not to take minutes when it fails.
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

/** Time of the processor in microseconds: it does not count what else the machine does meanwhile. */
async function timeOf(run: (size: number) => unknown, size: number): Promise<number> {
  const whole = Math.ceil(size);
  const begin = process.cpuUsage();
  await run(whole);
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

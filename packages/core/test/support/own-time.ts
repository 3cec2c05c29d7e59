/** Returns the minimum processor time of some work over several runs, in milliseconds; other threads do not count. */
export function leastOwnTime(work: () => unknown, runs = 2): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

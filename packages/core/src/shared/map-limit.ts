/**
 * Runs `work` on every item, at most `most` at a time, and returns the results in the order of the items. Rejects as
 * soon as one item fails, without waiting for the items still running.
 *
 * @example const rows = await mapLimit(8, files, (file) => readRow(file));
 */
export async function mapLimit<Item, Result>(
  most: number,
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const runner = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, runner));
  return results;
}

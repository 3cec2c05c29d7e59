/**
 * Does `work` for all items, at most `most` of them at once, and gives the results in the order of the items. When one
 * fails, so does the whole, and those under way are not waited for.
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
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}

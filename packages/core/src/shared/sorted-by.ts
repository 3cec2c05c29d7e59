/**
 * Sorts by a number, which is read of each entry once: comparators that parse a time do so several times for each.
 *
 * @param then - Compares two entries of the same number; without it their order stays.
 * @returns a new list, the smallest number first.
 */
export function sortedBy<Entry>(
  entries: readonly Entry[],
  numberOf: (entry: Entry) => number,
  then: (a: Entry, b: Entry) => number = () => 0,
): Entry[] {
  return entries
    .map((entry) => ({ entry, number: numberOf(entry) }))
    .sort((a, b) => a.number - b.number || then(a.entry, b.entry))
    .map(({ entry }) => entry);
}

import { lazyPattern } from '../shared/lazy-pattern.ts';
/**
 * Merges texts that say the same: case, punctuation and the order of words do not count. Numbers and names of days are
 * words like all others, so two refunds or two dates are never merged.
 *
 * @returns the first text of each kind, in the given order, and the number of texts of that kind.
 */
export function foldRepeats<Entry extends { text: string }>(entries: readonly Entry[]): [Entry, number][] {
  const kinds = new Map<string, [Entry, number]>();
  for (const entry of entries) {
    const key = wordKey(entry.text);
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, [entry, 1]);
    else known[1] += 1;
  }
  return [...kinds.values()];
}

const NUMBER_OR_WORD = lazyPattern(() => /\p{N}+(?:[.,:/-]\p{N}+)*|[\p{L}\p{M}]+/gu);

function wordKey(text: string): string {
  // A point or comma between digits belongs to the number: 1.50 is not 150, nor 1 and 50.
  const words = text.normalize('NFKC').toLowerCase().match(NUMBER_OR_WORD());
  return words === null ? text.trim() : words.sort().join(' ');
}

/** The words of a list that is written as one text, with spaces or lines between them. */
export function wordsIn(list: string): string[] {
  return list.trim().split(/\s+/);
}

/**
 * The words of a list that is written as one text, to be looked up.
 *
 * @example wordSet('is was are').has('was') // true
 */
export function wordSet(list: string): Set<string> {
  return new Set(wordsIn(list));
}

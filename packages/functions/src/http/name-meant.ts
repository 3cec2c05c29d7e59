/**
 * Finds the known name for a misspelt one: the same words in another case (`activity_feed`), a few wrong letters
 * (`transcirpt`), or missing words (`email`). Undefined without a near match.
 *
 * @param known - The valid names.
 * @example nameMeant('activity_feed', ['turns', 'activityFeed']) // 'activityFeed'
 */
export function nameMeant(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_NAME) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** A longer name cannot be a misspelling of a known one, and comparing it would take time. */
const MAX_NAME = 64;

function distanceOf(name: string, candidate: string): number {
  const [given, meant] = [nameWords(name), nameWords(candidate)];
  const [ours, theirs] = [meant.join(''), given.join('')];
  if (theirs === '') return Number.POSITIVE_INFINITY;
  if (ours === theirs) return 0;
  const distance = editDistance(theirs, ours);
  if (distance <= Math.floor(Math.max(theirs.length, ours.length) / 4) && distance < theirs.length) {
    return distance;
  }
  const [few, many] = given.length < meant.length ? [given, meant] : [meant, given];
  const isPart =
    few.join('').length > 3 && few.every((word) => many.some((other) => isSameWord(word, other)));
  return isPart ? distance : Number.POSITIVE_INFINITY;
}

// "num" matches "number", "tip" matches "tips".
function isSameWord(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === long || (short.length > 2 && long.startsWith(short));
}

function nameWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** The number of insertions, deletions, replacements and swaps of adjacent letters. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const differs = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      line[column] = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + differs,
        isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, above] = [above, line];
  }
  return above[to.length] ?? 0;
}

const DAY_MS = 86_400_000;

/**
 * When a call of a story happens. The service dates a call by the times of its turns, so a call of days ago needs
 * nothing but such times; when it was recorded is today, and its windows say so.
 *
 * @param daysAgo - Whole days before now; 0 for a call that happens as it is played.
 * @param now - Milliseconds since 1970.
 */
export function stampedTurns<Turn extends { end_ms: number }>(
  turns: readonly Turn[],
  daysAgo: number,
  now: number,
): (Turn & { timestamp?: string })[] {
  if (daysAgo === 0) return [...turns];
  const begin = now - daysAgo * DAY_MS;
  return turns.map((turn) => ({ ...turn, timestamp: new Date(begin + turn.end_ms).toISOString() }));
}

/** How the page says that a call does not happen now; null where it does. */
export function storyDay(daysAgo: number, now: number): string | null {
  if (daysAgo === 0) return null;
  const day = new Date(now - daysAgo * DAY_MS).toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  return `dated ${day}, ${daysAgo} days ago`;
}

import { createContext, Script } from 'node:vm';
import { analyse } from 'scslre';
import { pumped, SHAPES } from '../../packages/core/test/support/adversarial-shapes.ts';
import { growthPerDoubling, MOST_PER_DOUBLING } from '../../packages/core/test/support/growth.ts';
import { attacksOn } from './attacks.ts';
import type { FoundPattern } from './collect.ts';

const SIZE = 16_000;
/** On texts of this size, an exponential pattern does not end, and all others end within the limit. */
const LITTLE = 1_000;
const LIMIT_MS = 5_000;

/**
 * Returns the faults of a pattern, one sentence each: a proof that a run of characters makes it slow, or a text with
 * which it was slow.
 *
 * @param limitMs - How long the pattern may take with short texts before it counts as endless.
 * @example await faultsOf({ source: '\\s+$', flags: '' }) // ['polynomial (Move) with a run of \\s']
 */
export async function faultsOf(
  { source, flags }: Pick<FoundPattern, 'source' | 'flags'>,
  limitMs = LIMIT_MS,
): Promise<string[]> {
  const { reports } = analyse({ source, flags }, { reportTypes: { Move: true, Self: true, Trade: true } });
  const proven = reports.map(
    ({ type, exponential, character }) =>
      `${exponential ? 'exponential' : 'polynomial'} (${type}) with a run of ${character.literal.source.slice(0, 60)}`,
  );
  return proven.length > 0 ? proven : measured(source, flags, limitMs);
}

async function measured(source: string, flags: string, limitMs: number): Promise<string[]> {
  const pattern = new RegExp(source, flags.includes('y') ? flags : [...new Set(`${flags}g`)].join(''));
  const texts = [
    ...attacksOn(source, flags).map(({ start, unit }) => ({
      name: `${JSON.stringify(start)} and a run of ${JSON.stringify(unit)}`,
      text: pumped(start, unit, '\0'),
    })),
    ...SHAPES,
  ];
  const endless = endlessWith(
    pattern,
    texts.map(({ text }) => text(LITTLE)),
    limitMs,
  );
  if (endless !== null) return [`does not end with ${LITTLE} characters of ${texts[endless]?.name}`];
  for (const { name, text } of texts) {
    const growth = await growthPerDoubling((size) => text(size).replace(pattern, ''), SIZE);
    if (growth > MOST_PER_DOUBLING)
      return [`takes ${growth.toFixed(1)} times as long for twice as much of ${name}`];
  }
  return [];
}

/** The index of the first text with which the pattern does not end; null when there is none. */
function endlessWith(pattern: RegExp, texts: readonly string[], timeout: number): number | null {
  const context = createContext({ pattern, texts, at: 0 });
  try {
    // Only the timeout of a `vm` script can stop a running pattern.
    new Script("for (; at < texts.length; at++) texts[at].replace(pattern, '')").runInContext(context, {
      timeout,
    });
    return null;
  } catch {
    return Number(context.at);
  }
}

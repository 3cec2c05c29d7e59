import { createContext, Script } from 'node:vm';
import { analyse } from 'scslre';
import { pumped, SHAPES } from '../../packages/core/test/support/adversarial-shapes.ts';
import { growthPerDoubling, MOST_PER_DOUBLING } from '../../packages/core/test/support/growth.ts';
import { attacksOn } from './attacks.ts';
import type { FoundPattern } from './collect.ts';

const SIZE = 16_000;
/** With texts of this size a pattern that is exponential does not end, and all others do within the limit. */
const LITTLE = 1_000;
const LIMIT_MS = 5_000;

/**
 * What is wrong with a pattern, one sentence a fault: a proof that it is slow with some run of characters, or a text with
 * which it was measured to be.
 *
 * @example await faultsOf({ source: '\\s+$', flags: '' }) // ['polynomial (Move) with a run of \\s']
 */
export async function faultsOf({ source, flags }: Pick<FoundPattern, 'source' | 'flags'>): Promise<string[]> {
  const { reports } = analyse({ source, flags }, { reportTypes: { Move: true, Self: true, Trade: true } });
  const proven = reports.map(
    ({ type, exponential, character }) =>
      `${exponential ? 'exponential' : 'polynomial'} (${type}) with a run of ${character.literal.source.slice(0, 60)}`,
  );
  return proven.length > 0 ? proven : measured(source, flags);
}

async function measured(source: string, flags: string): Promise<string[]> {
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
  );
  if (endless !== null) return [`does not end with ${LITTLE} characters of ${texts[endless]?.name}`];
  for (const { name, text } of texts) {
    const growth = await growthPerDoubling((size) => text(size).replace(pattern, ''), SIZE);
    if (growth > MOST_PER_DOUBLING)
      return [`takes ${growth.toFixed(1)} times as long for twice as much of ${name}`];
  }
  return [];
}

/** The index of the first text that the pattern does not come to an end with; null when there is none. */
function endlessWith(pattern: RegExp, texts: readonly string[]): number | null {
  const context = createContext({ pattern, texts, at: 0 });
  try {
    // The limit of a script is all that ends a pattern while it runs.
    new Script("for (; at < texts.length; at++) texts[at].replace(pattern, '')").runInContext(context, {
      timeout: LIMIT_MS,
    });
    return null;
  } catch {
    return Number(context.at);
  }
}

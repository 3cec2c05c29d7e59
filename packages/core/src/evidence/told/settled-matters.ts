import type { Judgement, Settled } from '../../analytics/analytics.ts';
import type { OpenMatter } from '../../ports/analyst.ts';
import type { FindingChecks } from '../finding-checks.ts';
import { groundsOf, sharedSubstance } from '../grounding.ts';
import { denies } from '../taken-back.ts';

const ABOUT_IT = /[-_]+/g;

/**
 * Checks which open matters a judgement says to be settled: each needs a quote of the agent or the customer that does not
 * deny, and of a model one that names the matter, with the turn before it. A tool call settles nothing by itself.
 *
 * @returns What passed, in the order of the judgement; null stands for what was refused.
 */
export function settledMatters(
  judged: NonNullable<Judgement['settles']>,
  matters: readonly OpenMatter[],
  { call, isMeant, languageOf, worded }: Pick<FindingChecks, 'call' | 'isMeant' | 'languageOf' | 'worded'>,
): (Settled | null)[] {
  const open = new Map(matters.map((matter) => [matter.call_id, matter]));
  return judged.map(({ call_id, evidence: given }) => {
    const matter = open.get(call_id);
    const evidence = call.standing(given, { by: ['agent', 'customer'], tools: false, most: 1 });
    const [said] = evidence;
    if (matter === undefined || said === undefined || !('quote' in said)) return null;
    const named = `${matter.about ?? ''} ${matter.category.replace(ABOUT_IT, ' ')}`;
    if (worded && sharedSubstance(named, groundsOf(call.around(said))) === 0) return null;
    if (denies(said.quote, languageOf(said)) || !isMeant(said.quote, evidence)) return null;
    // A matter is settled once.
    open.delete(call_id);
    return { call_id, evidence };
  });
}

import type { Judgement, OpenMatter } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import { type CallSentences, isQuotable, quoteOf, type Sentence } from './reading.ts';
import { contentStems, overlap, stemsOf } from './stems.ts';

type Settled = NonNullable<Judgement['settles']>[number];

const MOST = 20;
const LONGEST = 300;

/**
 * Finds the open matters of earlier calls that this call names and says to be settled: "The router works now", "that's all
 * sorted, the refund came". One sentence names at most one matter; on a tie none is settled.
 */
export function findSettled({ sentences }: CallSentences, matters: readonly OpenMatter[]): Settled[] {
  const named = matters.map((matter) => ({
    matter,
    stems: contentStems(`${matter.about ?? ''} ${matter.category.replace(/[-_]+/g, ' ')}`),
  }));
  const settled = new Map<string, Settled>();
  for (const [place, sentence] of named.length === 0 ? [] : sentences.entries()) {
    if (!saysSettled(sentence)) continue;
    const before = sentences[place - 1];
    const stems = new Set([...stemsOf(sentence), ...(before === undefined ? [] : stemsOf(before))]);
    const shared = named.map(({ stems: own }) => overlap(stems, own));
    const most = Math.max(...shared);
    const best = named.filter((_, at) => shared[at] === most);
    const [first] = best;
    if (most === 0 || first === undefined || best.length > 1) continue;
    const { call_id } = first.matter;
    if (!settled.has(call_id)) settled.set(call_id, { call_id, evidence: [quoteOf(sentence)] });
  }
  return [...settled.values()].slice(0, MOST);
}

function saysSettled(sentence: Sentence): boolean {
  const { plain, isQuestion, turn } = sentence;
  if (isQuestion || turn.speaker === 'other' || plain.length > LONGEST || !isQuotable(sentence)) return false;
  return SETTLED().test(plain) && !UNSETTLED().test(plain);
}

const SETTLED = lazyPattern(
  () =>
    /\b(?:(?:it|that|this|they|everything|all|[a-z]+)(?:'s| is| are| has been| have been| was| were)(?: now| all| finally| already)* (?:sorted(?: out)?|fixed|solved|resolved|settled|repaired|working(?: again| now| fine)?|dealt with|cleared up|fine now|okay now|back to normal|gone through|refunded|credited|back on|up and running)|(?:works|working)(?: fine| well)? (?:again|now)|(?:no longer|not) (?:a problem|an issue)|no more (?:problems|issues|trouble)|(?:has|have|'s|'ve) (?:now |finally |just )?(?:come|gone) through|came through|(?:is|'s) in my account|(?:you|they|he|she) (?:fixed|sorted|solved|resolved|repaired) (?:it|that|the)\b|(?:i've|i have|we've|we have) (?:now |just )?(?:fixed|sorted|solved|resolved|settled|repaired) (?:it|that|this|the|your)\b)/i,
);
const UNSETTLED = lazyPattern(
  () =>
    /\b(?:not|never|if|unless|until|once|when|hope|hopefully|should|would|could|will|going to|want|need|still|but)\b|n't\b|'ll\b/i,
);

import type { Commitment, Judgement } from '../analytics/analytics.ts';
import type { Finding } from '../analytics/findings.ts';
import { addsNoFacts, groundsOf, shareOfEvidence } from './grounding.ts';
import { isPlain } from './shown-text.ts';

const MOST_LABEL_WORDS = 6;

/** The parts of a promise beside its words and its day. A label must be in the words of its quotes. */
export function shapeOf(
  { label, conditional, recurring }: Judgement['commitments'][number],
  evidence: Finding['evidence'],
): Pick<Commitment, 'label' | 'conditional' | 'recurring'> {
  const said = groundsOf(evidence.map((item) => ('quote' in item ? item.quote : '')).join('\n'));
  const isLabel =
    label != null &&
    label.trim() !== '' &&
    label.trim().split(/\s+/).length <= MOST_LABEL_WORDS &&
    isPlain(label) &&
    addsNoFacts(label, said) &&
    shareOfEvidence(label, said) === 1;
  return {
    ...(isLabel && { label: label.trim() }),
    ...(conditional === true && { conditional }),
    ...(recurring === true && { recurring }),
  };
}

import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import type { PromptPart } from '@live-assist/core/prompt/prompt-lines';

/** A conversation of fewer turns or words may well leave nothing to say. */
const FEWEST_TURNS = 8;
const FEWEST_WORDS = 80;

const SCORES = [
  'sentimentScore',
  'satisfactionScore',
  'escalationRisk',
  'professionalismScore',
  'empathyScore',
  'knowledgeScore',
] as const;
/** Scores of a model that has not looked: the ends and the middle of the scale. */
const UNJUDGED = new Set([0, 50, 100]);

/** True if both sides say so much in a part that any judge would find something in it. */
export function hasSubstance({ lines }: PromptPart): boolean {
  const sides = (['agent', 'customer'] as const).map((side) =>
    lines.flatMap((line) => line[side]?.text ?? []),
  );
  const texts = sides.flat();
  if (texts.length < FEWEST_TURNS || sides.some((said) => said.length === 0)) return false;
  let words = 0;
  for (const text of texts) {
    words += text.split(/\s+/, FEWEST_WORDS).length;
    if (words >= FEWEST_WORDS) return true;
  }
  return false;
}

/** True if an answer says nothing: no entry in any list, and scores that are all alike or only 0, 50 and 100. */
export function saysNothing(answer: ModelAnswer): boolean {
  if (Object.values(answer).some((value) => Array.isArray(value) && value.length > 0)) return false;
  const scores = SCORES.map((name) => answer[name]);
  return new Set(scores).size === 1 || scores.every((score) => UNJUDGED.has(score));
}

import type { Judgement } from '../analytics/analytics.ts';
import { type Evidence, type Finding, MAX_TEXT } from '../analytics/findings.ts';
import { IMPROVEMENT_AREAS } from '../analytics/improvement-areas.ts';
import type { Turn } from '../call/call.ts';
import type { OpenCommitment } from '../ports/analyst.ts';
import type { ModelAnswer } from './prompt-answer.ts';
import type { PromptPart } from './prompt-lines.ts';

const MAX_DUE = 80;

/**
 * Reads a model's answer about one part as a judgement: lines become turns, numbers of tools and promises become what
 * they stand for. What names nothing that exists keeps its place with no evidence, so that the evidence gate refuses
 * and counts it.
 */
export function judgementOf(
  answer: ModelAnswer,
  part: PromptPart,
  openCommitments: readonly OpenCommitment[],
): Judgement {
  const lines = new Map(part.lines.map((line) => [line.line, line]));
  const tools = new Map(part.tools.map(({ number, activity }) => [number, activity]));
  const evidenceOf = ({ quotes, tools: named }: Pick<ModelAnswer['about'][number], 'quotes' | 'tools'>) => [
    ...quotes.flatMap(({ line, speaker, quote }): Evidence[] => {
      const turn = lines.get(line)?.[speaker]?.turn;
      return turn === undefined || !fits(quote) ? [] : [{ ...at(turn), speaker, quote }];
    }),
    ...named.flatMap((number): Evidence[] => {
      const activity = tools.get(number);
      return activity === undefined
        ? []
        : [{ window_number: activity.windowNumber, activity: activity.index, name: activity.name }];
    }),
  ];
  const claimed = (claim: ModelAnswer['about'][number]): Finding[] => {
    const text = claim.text.trim();
    // A text beyond all bounds is refused whole: its first 500 characters would be another claim.
    if (text.length > MAX_TEXT) return [{ text: text.slice(0, MAX_TEXT), evidence: [] }];
    return text === '' ? [] : [{ text, evidence: evidenceOf(claim) }];
  };
  const resolvedLine = answer.resolvedAtLine === null ? undefined : lines.get(answer.resolvedAtLine);
  const resolvedTurn = (resolvedLine?.other ?? resolvedLine?.customer ?? resolvedLine?.agent)?.turn;

  return {
    category: answer.category,
    resolved: answer.resolved,
    resolvedAt: answer.resolved && resolvedTurn !== undefined ? at(resolvedTurn) : null,
    sentimentScore: answer.sentimentScore,
    satisfactionScore: answer.satisfactionScore,
    escalationRisk: answer.escalationRisk,
    professionalismScore: answer.professionalismScore,
    empathyScore: answer.empathyScore,
    knowledgeScore: answer.knowledgeScore,
    emotions: answer.emotions,
    about: answer.about.flatMap(claimed),
    keyInsights: answer.keyInsights.flatMap(claimed),
    actionItems: answer.actionItems.flatMap(claimed),
    deliverables: answer.deliverables.flatMap(claimed),
    improvementAreas: answer.improvementAreas.map((claim) => ({
      text: IMPROVEMENT_AREAS[claim.area],
      evidence: evidenceOf(claim),
    })),
    tags: tagsOf(answer),
    commitments: answer.commitments.flatMap((claim) =>
      claimed(claim).map((promise) => ({
        ...promise,
        owner: claim.owner,
        due: claim.due === null || claim.due.length > MAX_DUE ? null : claim.due,
      })),
    ),
    closings: answer.closings.map((closing) => ({
      commitment_id: openCommitments[closing.promise]?.id ?? '',
      status: closing.status,
      evidence: evidenceOf(closing),
    })),
  };
}

function at({ windowNumber, index }: Turn) {
  return { window_number: windowNumber, turn: index };
}

function fits(quote: string): boolean {
  const { length } = quote.trim();
  return length > 0 && length <= MAX_TEXT;
}

// Tags follow from the answer, so no words of a call become one.
function tagsOf({ category, resolved, escalationRisk, emotions }: ModelAnswer): string[] {
  const [strongest] = emotions.toSorted((a, b) => b.intensity - a.intensity);
  return [
    category,
    resolved ? 'resolved' : 'unresolved',
    ...(escalationRisk >= 50 ? ['escalation'] : []),
    ...(strongest === undefined ? [] : [strongest.emotion]),
  ];
}

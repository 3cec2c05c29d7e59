import type { Judgement } from '../analytics/analytics.ts';
import { type Evidence, type Finding, MAX_TEXT } from '../analytics/findings.ts';
import { IMPROVEMENT_AREAS } from '../analytics/improvement-areas.ts';
import type { Turn } from '../call/call.ts';
import type { PromptOptions } from './prompt.ts';
import type { ModelAnswer } from './prompt-answer.ts';
import type { PromptPart } from './prompt-lines.ts';

const MAX_DUE = 80;

/**
 * Converts the answer of a model about one part to a judgement: lines become turns, numbers of tools and promises
 * become the entries that they name. A finding that names nothing that exists keeps its place without evidence, so that
 * the evidence gate refuses and counts it.
 */
export function judgementOf(
  answer: ModelAnswer,
  part: PromptPart,
  { promises, matters }: Pick<PromptOptions, 'promises' | 'matters'>,
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
  const findingOf = (statement: ModelAnswer['about'][number]): Finding[] => {
    const text = statement.text.trim();
    // An overlong text is refused whole: its first 500 characters would be another statement.
    if (text.length > MAX_TEXT) return [{ text: text.slice(0, MAX_TEXT), evidence: [] }];
    return text === '' ? [] : [{ text, evidence: evidenceOf(statement) }];
  };
  const textAt = (place: number | null) =>
    place === null ? null : (answer.commitments[place]?.text.trim() ?? null);
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
    about: answer.about.flatMap(findingOf),
    keyInsights: answer.keyInsights.flatMap(findingOf),
    actionItems: answer.actionItems.flatMap(findingOf),
    deliverables: answer.deliverables.flatMap(findingOf),
    improvementAreas: answer.improvementAreas.map((statement) => ({
      text: IMPROVEMENT_AREAS[statement.area],
      evidence: evidenceOf(statement),
    })),
    tags: tagsOf(answer),
    commitments: answer.commitments.flatMap((statement) =>
      findingOf(statement).map((promise) => ({
        ...promise,
        owner: statement.owner,
        due: within(statement.due),
        ...(statement.conditional && { conditional: true, waitsFor: textAt(statement.waitsFor) }),
        ...(statement.recurring && { recurring: true }),
      })),
    ),
    closings: answer.closings.map((closing) => ({
      commitment_id: promises[closing.promise]?.id ?? '',
      status: closing.status,
      ...(closing.by !== null && { by: textAt(closing.by) }),
      ...(closing.now && { now: true }),
      ...(closing.when !== null && { when: within(closing.when) }),
      evidence: evidenceOf(closing),
    })),
    settles: answer.settles.map((settled) => ({
      call_id: matters[settled.matter]?.call_id ?? '',
      evidence: evidenceOf(settled),
    })),
  };
}

const within = (words: string | null) => (words === null || words.length > MAX_DUE ? null : words);

function at({ windowNumber, index }: Turn) {
  return { window_number: windowNumber, turn: index };
}

function fits(quote: string): boolean {
  const { length } = quote.trim();
  return length > 0 && length <= MAX_TEXT;
}

// Tags derive from the answer, so no words of a call become a tag.
function tagsOf({ category, resolved, escalationRisk, emotions }: ModelAnswer): string[] {
  const [strongest] = emotions.toSorted((a, b) => b.intensity - a.intensity);
  return [
    category,
    resolved ? 'resolved' : 'unresolved',
    ...(escalationRisk >= 50 ? ['escalation'] : []),
    ...(strongest === undefined ? [] : [strongest.emotion]),
  ];
}

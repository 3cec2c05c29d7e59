import type { Judgement } from '../analytics/analytics.ts';
import type { Evidence, Finding } from '../analytics/findings.ts';
import { IMPROVEMENT_AREAS } from '../analytics/improvement-areas.ts';
import type { Speaker, Turn } from '../call/call.ts';
import { finished } from '../shared/steps.ts';
import type { PromptOptions } from './prompt.ts';
import type { ModelAnswer } from './prompt-answer.ts';
import type { PromptPart } from './prompt-lines.ts';
import { quotePlacesInSteps } from './quote-places.ts';

/** From this risk on a call is tagged: the customer wants a superior, or threatens to complain or to leave. */
const ESCALATION = 67;

type Quotes = ModelAnswer['about'][number]['quotes'];
/** What an answer may name by a number. */
type Named = Pick<PromptOptions, 'promises' | 'matters'>;
type Statement = { quotes: Quotes; text: string; tool?: number | null };

/**
 * Converts the answer of a model about one part to a judgement: quotes get the turns in which they stand, numbers of tools
 * and promises become the entries that they name. A finding that names nothing that exists keeps its place without evidence,
 * so that the evidence gate refuses and counts it.
 */
export const judgementOf = (answer: ModelAnswer, part: PromptPart, given: Named): Judgement =>
  finished(judgementInSteps(answer, part, given));

/** {@link judgementOf} in steps. */
export function* judgementInSteps(
  answer: ModelAnswer,
  part: PromptPart,
  { promises, matters }: Named,
): Generator<undefined, Judgement> {
  const lines = new Map(part.lines.map((line) => [line.line, line]));
  const tools = new Map(part.tools.map(({ number, activity }) => [number, activity]));
  const placeOf = yield* quotePlacesInSteps(part, quotesOf(answer));
  const evidenceOf = (
    { quotes, tool = null }: { quotes: Quotes; tool?: number | null },
    by?: Speaker,
  ): Evidence[] => {
    const activity = tool === null ? undefined : tools.get(tool);
    return [
      ...quotes.flatMap((quote) => placeOf(quote, by) ?? []),
      ...(activity === undefined
        ? []
        : [{ window_number: activity.windowNumber, activity: activity.index, name: activity.name }]),
    ];
  };
  const findingOf = (statement: Statement, by?: Speaker): Finding[] => {
    const text = statement.text.trim();
    return text === '' ? [] : [{ text, evidence: evidenceOf(statement, by) }];
  };
  const ofAgent = (statement: Statement) => findingOf(statement, 'agent');
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
    about: answer.about.flatMap(ofAgent),
    keyInsights: answer.keyInsights.flatMap((statement) => findingOf(statement)),
    actionItems: answer.actionItems.flatMap(ofAgent),
    deliverables: answer.deliverables.flatMap(ofAgent),
    improvementAreas: answer.improvementAreas.map((advice) => ({
      text: IMPROVEMENT_AREAS[advice.area],
      evidence: evidenceOf(advice, 'agent'),
    })),
    modelSummary: answer.summary.flatMap((statement) => findingOf(statement)),
    tags: tagsOf(answer),
    commitments: answer.commitments.flatMap((statement) =>
      findingOf(statement, statement.owner).map((promise) => ({
        ...promise,
        owner: statement.owner,
        ...dueOf(statement.due),
        ...(statement.conditional && { conditional: true, waitsFor: textAt(statement.waitsFor) }),
        ...(statement.recurring && { recurring: true }),
      })),
    ),
    closings: answer.closings.map((closing) => ({
      commitment_id: promises[closing.promise]?.id ?? '',
      status: closing.status,
      ...(closing.by !== null && { by: textAt(closing.by) }),
      ...(closing.now && { now: true }),
      ...(closing.when !== null && { when: closing.when }),
      evidence: evidenceOf(closing),
    })),
    settles: answer.settles.map((settled) => ({
      call_id: matters[settled.matter]?.call_id ?? '',
      evidence: evidenceOf(settled),
    })),
  };
}

function quotesOf(answer: ModelAnswer): Quotes {
  const { about, keyInsights, actionItems, deliverables, improvementAreas, summary } = answer;
  const { commitments, closings, settles } = answer;
  return [
    ...[about, keyInsights, actionItems, deliverables, improvementAreas, summary].flat(),
    ...[commitments, closings, settles].flat(),
  ].flatMap(({ quotes }) => quotes);
}

function dueOf(due: ModelAnswer['commitments'][number]['due']) {
  if (due === null) return { due: null };
  const { words, ...dueForm } = due;
  return { due: words, dueForm };
}

function at({ windowNumber, index }: Turn) {
  return { window_number: windowNumber, turn: index };
}

// Tags derive from the answer, so no words of a call become a tag.
function tagsOf({ category, resolved, escalationRisk, emotions }: ModelAnswer): string[] {
  const [strongest] = emotions.toSorted((a, b) => b.intensity - a.intensity);
  return [
    category,
    resolved ? 'resolved' : 'unresolved',
    ...(escalationRisk >= ESCALATION ? ['escalation'] : []),
    ...(strongest === undefined ? [] : [strongest.emotion]),
  ];
}

import type { Judgement } from '../analytics/analytics.ts';

/** The judgement of one part of a call. */
export interface PartJudgement {
  judgement: Judgement;
  /** Number of turns of the part; its weight in averages. */
  turns: number;
}

/** The judgement of a call, joined from its parts. */
export interface JoinedJudgement {
  judgement: Judgement;
  /** Names of the lists that were cut, such as `commitments`, because the parts hold more than the whole may. */
  overfull: string[];
}

const MOST = {
  about: 1,
  keyInsights: 3,
  actionItems: 3,
  deliverables: 3,
  improvementAreas: 3,
  commitments: 20,
  closings: 50,
  settles: 20,
  modelSummary: 3,
} as const;

/**
 * Joins the judgements of the parts of a call, in their order. Scores of the agent are averages by turns. The last part
 * decides how the customer felt and left and whether the matter was settled. The risk is the highest of all. Lists take
 * entries from each part in turn, so that every part is represented; lists that were cut are named in `overfull`.
 *
 * @throws {RangeError} without parts.
 */
export function joinJudgements(parts: readonly PartJudgement[]): JoinedJudgement {
  const judgements = parts.map(({ judgement }) => judgement);
  const [first] = judgements;
  const last = judgements.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('there is no part to join');
  if (parts.length === 1) return { judgement: first, overfull: [] };

  const overfull: string[] = [];
  const take = <Entry>(name: keyof typeof MOST, lists: readonly (readonly Entry[])[]): Entry[] => {
    const entries = distinct(inTurn(lists));
    if (entries.length > MOST[name]) overfull.push(name);
    return entries.slice(0, MOST[name]);
  };
  const turns = parts.reduce((sum, part) => sum + part.turns, 0);
  const average = (score: (judgement: Judgement) => number) =>
    Math.round(parts.reduce((sum, part) => sum + score(part.judgement) * part.turns, 0) / Math.max(1, turns));
  const escalationRisk = Math.max(...judgements.map((judgement) => judgement.escalationRisk));
  const ofAll = <Entry>(list: (judgement: Judgement) => readonly Entry[]) => judgements.map(list);
  const closed = new Set<string>();

  return {
    overfull,
    judgement: {
      category: mostFrequent(judgements.map(({ category }) => category)),
      resolved: last.resolved,
      resolvedAt: last.resolvedAt,
      sentimentScore: last.sentimentScore,
      satisfactionScore: last.satisfactionScore,
      escalationRisk,
      professionalismScore: average((judgement) => judgement.professionalismScore),
      empathyScore: average((judgement) => judgement.empathyScore),
      knowledgeScore: average((judgement) => judgement.knowledgeScore),
      emotions: strongest(judgements.flatMap(({ emotions }) => emotions)),
      // A call states its topic at its beginning.
      about: judgements.flatMap(({ about = [] }) => about).slice(0, MOST.about),
      keyInsights: take(
        'keyInsights',
        ofAll(({ keyInsights }) => keyInsights),
      ),
      actionItems: take(
        'actionItems',
        ofAll(({ actionItems }) => actionItems),
      ),
      deliverables: take(
        'deliverables',
        ofAll(({ deliverables }) => deliverables),
      ),
      improvementAreas: take(
        'improvementAreas',
        ofAll(({ improvementAreas }) => improvementAreas),
      ),
      tags: [...new Set([...last.tags, ...first.tags])].slice(0, 4),
      commitments: take(
        'commitments',
        ofAll(({ commitments }) => commitments),
      ),
      closings: take(
        'closings',
        ofAll(({ closings }) => closings),
      ).filter(({ commitment_id, status }) => {
        // That a promise was missed may be told beside one more thing of it.
        const kind = `${commitment_id} ${status === 'missed' ? status : ''}`;
        return !closed.has(kind) && closed.add(kind);
      }),
      modelSummary: inOrder(judgements.map(({ modelSummary = [] }) => modelSummary)),
      settles: judgements.flatMap(({ settles = [] }) => settles).slice(0, MOST.settles),
    },
  };
}

function inTurn<Entry>(lists: readonly (readonly Entry[])[]): Entry[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** Sentences from as many parts as there is room for, in the order of the call. */
function inOrder<Sentence>(parts: readonly (readonly Sentence[])[]): Sentence[] {
  const chosen = new Set(inTurn(parts).slice(0, MOST.modelSummary));
  return parts.flat().filter((sentence) => chosen.has(sentence));
}

function distinct<Entry>(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return names.find((name) => counts.get(name) === most) ?? '';
}

function strongest(emotions: Judgement['emotions']): Judgement['emotions'] {
  const byName = new Map<string, Judgement['emotions'][number]>();
  for (const entry of emotions) {
    if ((byName.get(entry.emotion)?.intensity ?? -1) < entry.intensity) byName.set(entry.emotion, entry);
  }
  return [...byName.values()].toSorted((a, b) => b.intensity - a.intensity).slice(0, 2);
}

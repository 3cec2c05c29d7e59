import { kappa, ratio } from '../../packages/functions/src/local/eval/statistics.ts';

/** What one reader wrote about one call; the places are those of the windows of the call. */
export interface Reading {
  call_id: string;
  /** null where it cannot be told, or there was no matter. */
  resolved: boolean | null;
  negative: boolean;
  grateful: boolean;
  cancelledAgain: boolean;
  promises: { owner: string; window: number; turn: number }[];
  deliverables: { window: number; turn: number | null; activity: number | null }[];
}

/** How far two readers of the same calls agree, a line for each label. */
export function agreementOf(first: readonly Reading[], second: readonly Reading[]): string[] {
  const byCall = new Map(second.map((reading) => [reading.call_id, reading]));
  const pairs = first.flatMap((a) => {
    const b = byCall.get(a.call_id);
    return b === undefined ? [] : [[a, b] as const];
  });
  const labels = (['resolved', 'negative', 'grateful', 'cancelledAgain'] as const).map((label) => {
    const values = pairs.map(([a, b]) => [String(a[label]), String(b[label])] as const);
    const same = values.filter(([a, b]) => a === b).length;
    return `${label}: ${same} of ${values.length} equal, kappa ${kappa(values)?.toFixed(2) ?? '-'}`;
  });
  const lists = (['promises', 'deliverables'] as const).map((list) => {
    let [shared, all] = [0, 0];
    for (const [a, b] of pairs) {
      const [ours, theirs] = [a[list].map(placeOf), b[list].map(placeOf)];
      const both = ours.filter((place) => theirs.includes(place)).length;
      shared += both;
      all += ours.length + theirs.length - both;
    }
    return `${list}: ${shared} of ${all} named by both (${ratio(shared, all)?.toFixed(2) ?? '-'})`;
  });
  return [...labels, ...lists];
}

function placeOf(item: { owner?: string; window: number; turn: number | null; activity?: number | null }) {
  return [item.owner, item.window, item.turn, item.activity].join(' ');
}

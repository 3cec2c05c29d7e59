import type { Evidence, Finding } from '@live-assist/core';
import * as z from 'zod/mini';
import type { JudgedCall } from './folder.ts';
import type { LabelRow } from './labels.ts';
import { bootstrap, type Interval, ratio, wilson } from './statistics.ts';

/** How well the findings of one list are those of the labels. `null` when a ratio has no denominator. */
export interface ListScore {
  list: string;
  /** Calls whose labels hold the list, empty or not. */
  calls: number;
  labelled: number;
  found: number;
  right: number;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** 95 %: of precision and recall by Wilson, of F1 by resampling the calls. */
  intervals: { precision: Interval | null; recall: Interval | null; f1: Interval | null };
}

/** Counts of one call. */
export interface ListCounts {
  labelled: number;
  found: number;
  right: number;
}

const Turn = { window: z.int(), turn: z.int() };
// What is said twice may be proved by either turn.
const Or = z.optional(z.array(z.object(Turn)));
const Promises = z.array(z.object({ owner: z.enum(['agent', 'customer']), ...Turn, or: Or }));
const Deliverables = z.array(
  z.object({ window: z.int(), turn: z.nullish(z.int()), activity: z.nullish(z.int()), or: Or }),
);
const Closings = z.array(z.object({ ...Turn, call_id: z.string(), status: z.string() }));

/** A judged call and its labels. */
export interface LabelledCall {
  judgement: JudgedCall['judgement'];
  findings: JudgedCall['findings'];
  labels: LabelRow;
}

/** A list: its name, and whether a finding of the analyst is the one that a label means. */
interface List {
  list: string;
  /** Null when the labels of the call do not hold the list. */
  count: (call: LabelledCall) => ListCounts | null;
}

const LISTS: List[] = [
  {
    list: 'promises',
    count: ({ findings, labels }) =>
      counted(labels, 'promises', Promises, findings.commitments, (label, { owner, evidence }) => {
        const places = [label, ...(label.or ?? [])];
        return owner === label.owner && places.some((place) => evidence.some((item) => isAt(item, place)));
      }),
  },
  {
    list: 'deliverables',
    count: ({ findings, labels }) =>
      counted(labels, 'deliverables', Deliverables, findings.deliverables, isDelivered),
  },
  {
    list: 'closings',
    count: ({ findings, labels }) =>
      counted(labels, 'closings', Closings, findings.closings, (label, { status, made }) => {
        if (made === null || status !== label.status || made.call_id !== label.call_id) return false;
        return made.evidence.some((item) => isAt(item, label));
      }),
  },
];

function isDelivered(label: z.infer<typeof Deliverables>[number], { evidence }: Finding): boolean {
  return evidence.some((item) => {
    if ('quote' in item) return [label, ...(label.or ?? [])].some((place) => isAt(item, place));
    return item.window_number === label.window && item.activity === label.activity;
  });
}

function isAt(
  item: Evidence,
  { window, turn }: { window: number; turn?: number | null | undefined },
): boolean {
  return 'quote' in item && item.window_number === window && item.turn === turn;
}

// Each label counts for one finding at most.
function counted<Label, Found>(
  labels: LabelRow,
  field: string,
  schema: z.ZodMiniType<Label[]>,
  found: readonly Found[],
  isOf: (label: Label, found: Found) => boolean,
): ListCounts | null {
  const read = schema.safeParse(labels[field]);
  if (!read.success) return null;
  const left = [...read.data];
  let right = 0;
  for (const finding of found) {
    const at = left.findIndex((label) => isOf(label, finding));
    if (at === -1) continue;
    left.splice(at, 1);
    right += 1;
  }
  return { labelled: read.data.length, found: found.length, right };
}

/** The counts of every list that the labels of at least one call hold, call by call. */
export function listCounts(judged: readonly LabelledCall[]): Map<string, (ListCounts | null)[]> {
  const all = new Map(LISTS.map(({ list, count }) => [list, judged.map(count)]));
  for (const [list, counts] of all) if (counts.every((count) => count === null)) all.delete(list);
  return all;
}

/** Scores every list that the labels of at least one call hold. */
export function scoreLists(judged: readonly LabelledCall[]): ListScore[] {
  return [...listCounts(judged)].map(([list, counts]) => {
    const calls = counts.filter((count) => count !== null);
    const { labelled, found, right } = sumOf(calls);
    return {
      list,
      calls: calls.length,
      labelled,
      found,
      right,
      precision: ratio(right, found),
      recall: ratio(right, labelled),
      f1: f1OfCounts(calls),
      intervals: {
        precision: wilson(right, found),
        recall: wilson(right, labelled),
        f1: bootstrap(calls, f1OfCounts),
      },
    };
  });
}

/** F1 over the calls; null when nothing was labelled or found. */
export function f1OfCounts(calls: readonly ListCounts[]): number | null {
  const { labelled, found, right } = sumOf(calls);
  return ratio(2 * right, labelled + found);
}

function sumOf(calls: readonly ListCounts[]): ListCounts {
  return calls.reduce(
    (sum, { labelled, found, right }) => ({
      labelled: sum.labelled + labelled,
      found: sum.found + found,
      right: sum.right + right,
    }),
    { labelled: 0, found: 0, right: 0 },
  );
}

/** Of calls in which what was booked was cancelled again: how many, and how many still show something as delivered. */
export function cancelledAgain(judged: readonly LabelledCall[]): { calls: number; shown: number } | null {
  const calls = judged.filter(({ labels }) => labels.cancelled_again === true);
  if (calls.length === 0) return null;
  const shown = calls.filter(({ findings, labels }) => {
    const counts = counted(labels, 'deliverables', Deliverables, findings.deliverables, isDelivered);
    return counts !== null && counts.found > counts.right;
  });
  return { calls: calls.length, shown: shown.length };
}

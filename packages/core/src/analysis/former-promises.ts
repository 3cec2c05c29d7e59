import type { CallAnalytics, Commitment } from '../analytics/analytics.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import type { Ports } from '../ports/ports.ts';
import { itemOfPromise } from '../promises/promise-items.ts';
import { substanceShared } from '../shared/substance.ts';

/**
 * The findings of a re-analysis with the ids that their promises had before. A promise that matches one of the row keeps
 * its id; another one gets a number that this row has never used. A former one without a match stays as it stood when a
 * change by hand, or a closing in any row, names it; otherwise it goes.
 *
 * @param found - With ids as of a first analysis.
 * @param former - The row as stored; null for a first analysis.
 * @param rows - The newest rows of the customer.
 * @param told - Promises of the former row of which a call tells that is not among the rows.
 */
export function withFormerPromises(
  found: CallAnalytics,
  former: StoredAnalytics | null,
  rows: readonly StoredAnalytics[],
  told: ReadonlySet<string> = new Set(),
): CallAnalytics {
  const held = former !== null && isAnalysis(former) ? former : null;
  const matches = matched(found.commitments, held?.commitments ?? []);
  const used = held === null ? -1 : highestNumber(held, rows);
  const fresh = found.commitments.filter(({ id }) => !matches.has(id));
  const ids = new Map(
    found.commitments.map((commitment) => {
      const { id } = commitment;
      if (held === null) return [id, id];
      const number = String(used + 1 + fresh.indexOf(commitment));
      return [id, matches.get(id)?.id ?? id.slice(0, id.lastIndexOf(':') + 1) + number];
    }),
  );
  const renamed = (id: string) => ids.get(id) ?? id;
  const kept = new Set([...matches.values()].map(({ id }) => id));
  const closings = found.closings.map((closing) => ({
    ...closing,
    commitment_id: renamed(closing.commitment_id),
    ...(closing.by != null && { by: renamed(closing.by) }),
  }));
  const named = namesIn(held, closings, rows);
  const isNamed = (id: string) => named.has(id) || told.has(id);
  const carried = (held?.commitments ?? []).filter(({ id }) => !kept.has(id) && isNamed(id));
  const commitments = [
    ...found.commitments.map((commitment) => ({
      ...commitment,
      id: renamed(commitment.id),
      ...(commitment.waitsFor != null && { waitsFor: renamed(commitment.waitsFor) }),
    })),
    ...carried.map((commitment) => ({ ...commitment, carried: true })),
  ];
  const numbers = commitments.map(({ id }) => numberOf(id));
  return {
    ...found,
    commitments,
    closings,
    analysis: { ...found.analysis, lastNumber: Math.max(used, ...numbers) },
  };
}

/**
 * The promises of a row of which some other call tells, as the ledger has it.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function toldByOthers(
  ports: Pick<Ports, 'promises'>,
  former: StoredAnalytics | null,
): Promise<Set<string>> {
  if (former === null || !isAnalysis(former)) return new Set();
  const items = await Promise.all(
    former.commitments.map(({ id }) => itemOfPromise(ports, former.client_email, id)),
  );
  const isOther = (call_id: string) => call_id !== former.call_id;
  const told = items.filter((item) => item !== null && Object.keys(item.said).some(isOther));
  return new Set(told.map((item) => item?.commitment_id ?? ''));
}

/** For each found promise the former one that it is, one to one: the closest pairs first. */
function matched(found: readonly Commitment[], held: readonly Commitment[]): Map<string, Commitment> {
  const pairs = found
    .flatMap((one) => held.map((other) => ({ one, other, likeness: likenessOf(one, other) })))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness);
  const matches = new Map<string, Commitment>();
  const taken = new Set<Commitment>();
  for (const { one, other } of pairs) {
    if (matches.has(one.id) || taken.has(other)) continue;
    matches.set(one.id, other);
    taken.add(other);
  }
  return matches;
}

/** How sure it is that two promises of a call are one; 0 if they are not. */
function likenessOf(a: Commitment, b: Commitment): number {
  if (a.owner !== b.owner) return 0;
  const { shared, fewer, more } = substanceShared(a.text, b.text);
  // Two texts without a word of substance can only be told by their turn.
  const share = more === 0 ? 1 : shared / more;
  if (quotesSameTurn(a, b)) return more === 0 || shared * 2 >= fewer ? 1 + share : 0;
  return more > 0 && share > 0.5 ? share : 0;
}

function quotesSameTurn(a: Commitment, b: Commitment): boolean {
  const turnsOf = ({ evidence }: Commitment) =>
    evidence.flatMap((item) => ('quote' in item ? [`${item.window_number}:${item.turn}`] : []));
  const turns = new Set(turnsOf(a));
  return turnsOf(b).some((turn) => turns.has(turn));
}

/** The ids that a change by hand, or a closing in any row, names. */
function namesIn(
  held: StoredCallAnalytics | null,
  closings: CallAnalytics['closings'],
  rows: readonly StoredAnalytics[],
): Set<string> {
  const others = rows.filter(isAnalysis).filter(({ call_id }) => call_id !== held?.call_id);
  return new Set([
    ...Object.keys(held?.commitmentChanges ?? {}),
    ...[closings, ...others.map((row) => row.closings)].flat().map(({ commitment_id }) => commitment_id),
  ]);
}

/** The highest number that an id of this row is known to have used. */
function highestNumber(held: StoredCallAnalytics, rows: readonly StoredAnalytics[]): number {
  const ofThis = (id: string) => id.startsWith(`${held.call_id}:`);
  const ids = [...held.commitments.map(({ id }) => id), ...namesIn(held, [], rows)].filter(ofThis);
  return Math.max(held.analysis.lastNumber ?? -1, ...ids.map(numberOf));
}

function numberOf(id: string): number {
  return Number(/:(\d+)$/.exec(id)?.[1] ?? -1);
}

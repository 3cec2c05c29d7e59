import type { Closing, Commitment, Judgement, Settled } from '../analytics/analytics.ts';
import type { Evidence } from '../analytics/findings.ts';
import type { OpenCommitment, OpenMatter } from '../ports/analyst.ts';
import { dayInZone } from '../shared/calendar.ts';
import { holdsQuote } from './evidence.ts';
import type { FindingChecks } from './finding-checks.ts';
import { groundsOf, sharedSubstance } from './grounding.ts';
import { pastDay } from './told/past-day.ts';
import { settledMatters } from './told/settled-matters.ts';

/** What a call tells of promises. `at` is null where nothing tells when its words were said. */
export interface CheckedTold {
  /** The promises of this call that are stored. */
  commitments: Commitment[];
  closings: (Omit<Closing, 'at'> & { at: string | null })[];
  settles: Settled[];
  refused: number;
}

/** What the check of closings needs of the call, and of what its analyst was given. */
export interface ToldContext {
  /** Promises of earlier calls that the analyst was given. */
  given: readonly OpenCommitment[];
  /** The open matters that the analyst was given. */
  matters: readonly OpenMatter[];
  /** The promises of this call that passed, in the order of `judgement.commitments`; null for one that was refused. */
  made: readonly (Commitment | null)[];
  /** Milliseconds since 1970 of the words of a piece of evidence; null if unknown. */
  saidAt: (evidence: Evidence) => number | null;
  timeZone: string;
}

/**
 * Checks what a call tells of promises: each closing needs its evidence, and each name must mean a promise that was given
 * or made. A promise that this call made and ended on the same day is not stored, and neither is its closing.
 */
export function checkTold(
  judgement: Judgement,
  checks: FindingChecks,
  { given, matters, made, saidAt, timeZone }: ToldContext,
): CheckedTold {
  let refused = 0;
  const refuse = (): [] => {
    refused += 1;
    return [];
  };
  const own = new Map<string, Commitment>();
  for (const [place, { text }] of judgement.commitments.entries()) {
    const commitment = made[place];
    if (commitment != null && !own.has(text)) own.set(text, commitment);
  }
  const known = new Map(given.map((promise) => [promise.id, promise]));
  const dayOf = (evidence: Evidence | undefined) => {
    const at = evidence === undefined ? null : saidAt(evidence);
    return at === null ? null : dayInZone(at, timeZone);
  };
  const over = new Set<string>();
  const seen = new Set<string>();
  const closings = judgement.closings.flatMap((closing): CheckedTold['closings'] => {
    const { commitment_id: name, status } = closing;
    const promise = known.get(name) ?? own.get(name);
    const evidence = promise === undefined ? [] : checks.closes(promise, status, closing.evidence);
    const [first] = evidence;
    if (promise === undefined || first === undefined) return refuse();
    // That a promise was missed may be told beside one more thing of it.
    const kind = `${promise.id} ${status === 'missed' ? status : ''}`;
    const by = status === 'replaced' ? own.get(closing.by ?? '') : undefined;
    if (seen.has(kind) || (status === 'replaced' && !mayReplace(by, promise, checks.worded))) return refuse();
    seen.add(kind);
    const day = dayOf(first);
    if (own.get(name) === promise) {
      const madeOn = dayOf(own.get(name)?.evidence.find((item) => 'quote' in item));
      if (day === null || madeOn === null || day <= madeOn) {
        if (status === 'kept' || status === 'replaced' || status === 'withdrawn') over.add(promise.id);
        return [];
      }
    }
    const at = saidAt(first);
    return [
      {
        commitment_id: promise.id,
        status,
        ...(by !== undefined && { by: by.id }),
        at: at === null ? null : new Date(at).toISOString(),
        ...(status === 'kept' && deedOf(closing, first, day)),
        evidence,
      },
    ];
  });
  const kept = made
    .filter((commitment) => commitment !== null)
    .filter(({ id }) => !over.has(id))
    .toSorted(byPlace);
  const ids = new Set(kept.map(({ id }) => id));
  const waitsFor = new Map(
    judgement.commitments.map((finding, place) => {
      const name = finding.waitsFor ?? '';
      const id = known.get(name)?.id ?? own.get(name)?.id ?? null;
      return [made[place]?.id, id === null || known.has(id) || ids.has(id) ? id : null];
    }),
  );
  const settles = settledMatters(judgement.settles ?? [], matters, checks);
  return {
    commitments: kept.map((commitment) =>
      commitment.conditional === true
        ? { ...commitment, waitsFor: waitsFor.get(commitment.id) ?? null }
        : commitment,
    ),
    // What was promised in this call and ended in it takes the place of nothing.
    closings: closings.filter(({ by }) => by == null || !over.has(by)),
    settles: settles.filter((settled) => settled !== null),
    refused: refused + settles.filter((settled) => settled === null).length,
  };
}

/** True if a promise of this call takes the place of another: of the same side and, where a model says so, the same matter. */
function mayReplace(
  by: Commitment | undefined,
  promise: Pick<OpenCommitment, 'id' | 'owner' | 'text'>,
  worded: boolean,
): boolean {
  if (by === undefined || by.id === promise.id || by.owner !== promise.owner) return false;
  const [own, former] = [groundsOf(by.text), groundsOf(promise.text)];
  // "I'll call you" names no matter.
  return !worded || own.stems.size === 0 || former.stems.size === 0 || sharedSubstance(by.text, former) > 0;
}

/** When a promise was kept: in this very call, or on the day that its words name; nothing where that is not known. */
function deedOf(
  { now, when }: Judgement['closings'][number],
  item: Evidence,
  day: string | null,
): Pick<Closing, 'now' | 'on'> {
  if (!('quote' in item)) return { now: true, on: day };
  const words = when != null && holdsQuote(item.quote, when) ? when : null;
  const named = words === null || day === null ? null : pastDay(words, day);
  // "It came on Monday" is not done now, whatever the analyst says.
  if (now === true && (named === null || named === day)) return { now, on: day };
  return named === null ? {} : { on: named };
}

/** Compares two promises of a call by where they were made: the numbers at the end of their ids. */
function byPlace(a: Commitment, b: Commitment): number {
  const place = ({ id }: Commitment) => id.split(':').slice(-3).map(Number);
  const [first, second] = [place(a), place(b)];
  return first.map((number, n) => number - (second[n] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

import type { RememberedMatter } from '../analytics/memory-box.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { dayInZone, daysBetween } from '../shared/calendar.ts';
import { sharesSubstance } from '../shared/substance.ts';
import type { LedgerEntry } from './customer-ledger.ts';
import { handedOver, type MatterCall, matterCalls } from './matter-calls.ts';
import { inCallOrder } from './promise-records.ts';
import { momentOf } from './promise-state.ts';
import { type ReadingTime, STALE_DAYS } from './remembered.ts';

/** The category of calls without a clear topic: two such calls have nothing in common. */
export const NO_CATEGORY = 'general-enquiry';
/** Days without a call about it after which a matter whose promises are all kept is settled. */
const ANSWERED_DAYS = 30;

/** A matter at some moment. */
export interface MatterState extends RememberedMatter {
  /** True if nothing is left to do: an analysis, a later call, its promises or a person say so. */
  settled: boolean;
  /** All calls about it, oldest first. */
  callIds: string[];
  /** End of the newest of them, in milliseconds since 1970. */
  newestAt: number;
  /** True if no promise of ours speaks for it. */
  leads: boolean;
}

/** How matters are folded. */
export interface MatterOptions extends ReadingTime {
  /** Many people stand behind the address: no call joins or settles what another left open. */
  isShared: boolean;
}

interface Matter {
  calls: MatterCall[];
  settled: boolean;
  /** When a person opened it again, in milliseconds since 1970; 0 if none did. */
  reopenedAt: number;
}

/**
 * The matters that calls left open, newest first.
 *
 * @param rows - One row per call, in any order.
 * @param ledger - The promises of the same rows.
 */
export function openMatters(
  rows: readonly StoredAnalytics[],
  ledger: readonly LedgerEntry[],
  options: MatterOptions,
): MatterState[] {
  const promises = promisesOfCalls(ledger);
  return foldMatters(rows, promises, options)
    .map((matter) => stateOf(matter, promises, options))
    .filter(({ settled }) => !settled)
    .toSorted((a, b) => b.newestAt - a.newestAt);
}

/** The matter that a call belongs to, settled or not; null if the call left nothing open. */
export function matterOfCall(
  rows: readonly StoredAnalytics[],
  ledger: readonly LedgerEntry[],
  options: MatterOptions,
  callId: string,
): MatterState | null {
  const promises = promisesOfCalls(ledger);
  const matter = foldMatters(rows, promises, options).findLast((one) => holds(one, callId));
  return matter === undefined ? null : stateOf(matter, promises, options);
}

function foldMatters(
  rows: readonly StoredAnalytics[],
  promises: PromisesOfCalls,
  { isShared }: MatterOptions,
): Matter[] {
  const ordered = inCallOrder(rows);
  const passedOn = handedOver(ordered);
  const matters: Matter[] = [];
  const settledByHand = new Set<string>();
  const open = () => matters.filter(({ settled }) => !settled);

  const takeCall = (call: MatterCall): void => {
    for (const { call_id } of call.settles) {
      for (const matter of open()) if (holds(matter, call_id)) matter.settled = true;
    }
    if (call.resolved === null || call.category === null) return;
    const alike = isShared ? [] : open().filter((matter) => wouldJoin(call, matter));
    if (call.resolved) {
      if (call.category === NO_CATEGORY) return;
      for (const matter of alike) if (!promises(matter.calls).some(isOpen)) matter.settled = true;
      return;
    }
    if (passedOn.has(call.call_id)) return;
    const newest = alike.at(-1);
    const settled = settledByHand.has(call.call_id);
    if (settled || newest === undefined) matters.push({ calls: [call], settled, reopenedAt: 0 });
    else newest.calls.push(call);
  };
  const takeChange = ({ call_id, change }: MatterCall): void => {
    if (change === null) return;
    const meant = new Set([call_id, ...change.calls]);
    for (const matter of matters) {
      if (!matter.calls.some((call) => meant.has(call.call_id))) continue;
      // A call that a re-analysis has brought in since is not meant.
      const others = matter.calls.filter((call) => !meant.has(call.call_id));
      if (change.status === 'open')
        Object.assign(matter, { settled: false, reopenedAt: momentOf(change.at) });
      else if (others.length === 0) matter.settled = true;
      else matter.calls = others;
    }
  };

  const calls = matterCalls(ordered);
  const events = [
    ...calls.map((call) => ({ at: call.at, take: () => takeCall(call) })),
    ...calls.map((call) => ({ at: momentOf(call.change?.at ?? ''), take: () => takeChange(call) })),
  ];
  // A call whose end lies later by now than when a person settled it.
  const ends = new Map(calls.map(({ call_id, at }) => [call_id, at]));
  for (const { call_id, change } of calls) {
    if (change?.status !== 'settled') continue;
    const late = [call_id, ...change.calls].filter((id) => (ends.get(id) ?? 0) > momentOf(change.at));
    for (const id of late) settledByHand.add(id);
  }
  for (const { take } of events.sort((a, b) => a.at - b.at)) take();
  return matters;
}

function holds({ calls }: Matter, callId: string): boolean {
  return calls.some(({ call_id }) => call_id === callId);
}

function wouldJoin({ category, about }: MatterCall, matter: Matter): boolean {
  return (
    about !== null &&
    matter.calls.some(
      (call) =>
        call.category === category && call.about !== null && sharesSubstance(call.about.text, about.text),
    )
  );
}

type PromisesOfCalls = (calls: readonly MatterCall[]) => LedgerEntry[];

const isOpen = ({ status }: LedgerEntry) => status === 'open';

/** What became of our promises that were made in some calls: of one that was promised anew, what became of the new one. */
function promisesOfCalls(ledger: readonly LedgerEntry[]): PromisesOfCalls {
  const byId = new Map(ledger.map((entry) => [entry.id, entry]));
  const endOf = (entry: LedgerEntry): LedgerEntry => {
    const next = entry.status === 'replaced' && entry.by !== null ? byId.get(entry.by) : undefined;
    return next === undefined ? entry : endOf(next);
  };
  const ours = ledger.filter(({ owner, status }) => owner === 'agent' && status !== 'dismissed');
  return (calls) => {
    const ids = new Set(calls.map(({ call_id }) => call_id));
    return ours
      .filter(({ madeIn }) => ids.has(madeIn.call_id))
      .map(endOf)
      .filter(({ status }) => status !== 'dismissed');
  };
}

function stateOf(
  { calls, settled, reopenedAt }: Matter,
  promises: PromisesOfCalls,
  { now, timeZone }: ReadingTime,
): MatterState {
  const [first, newest] = [calls[0], calls.at(-1)];
  if (first === undefined || newest === undefined) throw new RangeError('a matter has at least one call');
  const made = promises(calls);
  const today = dayInZone(now, timeZone);
  const daysSince = (moment: number) => daysBetween(dayInZone(moment, timeZone), today);
  const isAnswered = made.length > 0 && made.every(({ status }) => status === 'kept');
  const lastNews = Math.max(newest.at, reopenedAt, ...made.map(({ closing }) => momentOf(closing?.at ?? '')));
  const told = calls.find(({ about }) => about !== null)?.about ?? null;
  return {
    call_id: first.call_id,
    category: first.category ?? '',
    about: told?.text ?? null,
    since: first.created_at,
    calls: calls.length,
    stale: daysSince(newest.at) > STALE_DAYS,
    evidence: told?.evidence ?? [],
    settled: settled || (isAnswered && daysSince(lastNews) > ANSWERED_DAYS),
    callIds: calls.map(({ call_id }) => call_id),
    newestAt: newest.at,
    leads: made.length === 0 || made.some(({ status }) => status === 'withdrawn'),
  };
}

/** A matter as it is sent. */
export function sentMatter({
  settled: _settled,
  callIds: _calls,
  newestAt: _newest,
  leads: _leads,
  ...matter
}: MatterState): RememberedMatter {
  return matter;
}

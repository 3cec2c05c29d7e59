import type { CallAnalytics } from '../analytics/analytics.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { Call } from '../call/call.ts';
import { holdsQuote } from '../evidence/evidence.ts';
import { endOfCall } from '../ledger/promise-records.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/** How far the stamps of the same turn in two recordings may be apart. */
const SAME_MOMENT_MS = 1_500;

/**
 * Leaves out what a chat repeats of an earlier call of the same customer: turns at its beginning that lie within that
 * call, the last of them at its very end, and that hold words which its analysis quotes: two people behind one address
 * may call at the same time. They were analysed with the call in which they were said.
 *
 * @param rows - All rows of the customer.
 */
export function withoutCarriedOver(call: Call, rows: readonly StoredAnalytics[]): Call {
  const spans = rows.filter(isAnalysis).flatMap((row) => {
    const end = row.call_id === call.callId ? null : parseAbsolute(endOfCall(row));
    const length = row.metrics.totalConversationDurationMillis;
    return end === null || length === null || (call.endedAt !== null && end >= call.endedAt)
      ? []
      : [{ begin: end - length, end, quotes: quotesOf(row) }];
  });
  if (spans.length === 0) return call;
  let carriedOver = 0;
  // A chat may carry the transcripts of several contacts.
  for (const { begin, end, quotes } of spans.toSorted((a, b) => a.end - b.end)) {
    const place = upTo(call, carriedOver, begin, end);
    const repeated = call.turns.slice(carriedOver, place);
    if (repeated.some(({ text }) => quotes.some((quote) => holdsQuote(text, quote)))) carriedOver = place;
  }
  if (carriedOver === 0) return call;
  return {
    ...call,
    turns: call.turns.slice(carriedOver),
    completeness: { ...call.completeness, carriedOver },
  };
}

/** The words of turns that an analysis quotes. */
function quotesOf({ commitments, closings, evidence }: CallAnalytics): string[] {
  const lists = Object.values(evidence).flat();
  return [...commitments.map((made) => made.evidence), ...closings.map((said) => said.evidence), ...lists]
    .flat()
    .flatMap((item) => ('quote' in item ? [item.quote] : []));
}

/** Place after the last turn of that call, when the turns from `from` on are the rest of it. */
function upTo({ turns }: Call, from: number, begin: number, end: number): number {
  let place = from;
  let last: number | null = null;
  for (let at = from; at < turns.length; at += 1) {
    const moment = turns[at]?.at ?? null;
    if (moment === null || moment < begin - SAME_MOMENT_MS || moment > end + SAME_MOMENT_MS) break;
    last = moment;
    place = at + 1;
  }
  return last !== null && Math.abs(last - end) <= SAME_MOMENT_MS && place < turns.length ? place : from;
}

import type { Evidence } from '../analytics/findings.ts';
import type { Call, CallActivity, Speaker, Turn } from '../call/call.ts';
import { ordinaryText, withoutJoiners } from '../call/ordinary-text.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';
import { readOnce } from '../shared/read-once.ts';
import { isPlain, shownText, withoutLinks } from './shown-text.ts';

/** Looks up the turns and tool calls of one call by their address. */
export interface Transcript {
  turn(windowNumber: number, index: number): Turn | undefined;
  activity(windowNumber: number, index: number): CallActivity | undefined;
}

/** Indexes a call, so that each piece of evidence is checked in constant time. */
export function transcriptOf(call: Call): Transcript {
  const address = (windowNumber: number, index: number) => `${windowNumber}:${index}`;
  const turns = new Map(call.turns.map((turn) => [address(turn.windowNumber, turn.index), turn]));
  const activities = new Map(call.activities.map((a) => [address(a.windowNumber, a.index), a]));
  return {
    turn: (windowNumber, index) => turns.get(address(windowNumber, index)),
    activity: (windowNumber, index) => activities.get(address(windowNumber, index)),
  };
}

/**
 * True if the evidence holds. A quote must be safe to show and occur verbatim, as {@link plainQuote} reads both, in the
 * one turn that it names, said by the speaker that it names. A tool call must be at its address, have that name and have
 * succeeded, under a name that is safe to show.
 *
 * @param by - Speakers whose words count. A tool call counts for every speaker.
 *
 * @example
 * stands({ window_number: 1, turn: 0, speaker: 'agent', quote: 'I have sent it' }, transcript, ['agent'])
 */
export function stands(evidence: Evidence, transcript: Transcript, by: readonly Speaker[]): boolean {
  if ('activity' in evidence) {
    const activity = transcript.activity(evidence.window_number, evidence.activity);
    return activity?.succeeded === true && activity.name === evidence.name && isPlain(activity.name);
  }
  const turn = transcript.turn(evidence.window_number, evidence.turn);
  if (turn === undefined || turn.speaker !== evidence.speaker || !by.includes(turn.speaker)) return false;
  return shownText(evidence.quote) !== null && holdsQuote(turn.text, evidence.quote);
}

/** True if the quote occurs verbatim, on word boundaries. */
export function holdsQuote(text: string, quote: string): boolean {
  return holdsPlainQuote(plainTurn(text), plainQuote(quote));
}

/** {@link holdsQuote} for texts that are normalised by {@link plainQuote} already. */
export function holdsPlainQuote(haystack: string, needle: string): boolean {
  if (!SAYS_SOMETHING().test(needle)) return false;
  const startsInWord = STARTS_IN_WORD().test(needle);
  const endsInWord = ENDS_IN_WORD().test(needle.slice(-ONE_SIGN));
  let from = 0;
  for (let matches = 0; matches < MOST_MATCHES; matches++) {
    const at = haystack.indexOf(needle, from);
    if (at === -1) return false;
    const end = at + needle.length;
    const cutsStart = startsInWord && ENDS_IN_WORD().test(haystack.slice(Math.max(0, at - ONE_SIGN), at));
    const cutsEnd = endsInWord && STARTS_IN_WORD().test(haystack.slice(end, end + ONE_SIGN));
    if (!cutsStart && !cutsEnd) return true;
    // A match that begins within the same word cuts it as well.
    from = cutsStart ? wordEnd(haystack, at) : at + 1;
  }
  return false;
}

/** A quote found so often, always cut out of longer words, is of a text made to be slow. */
const MOST_MATCHES = 1_000;

/** Most code units of one character. */
const ONE_SIGN = 2;

function wordEnd(text: string, at: number): number {
  const pattern = WORD_FROM();
  pattern.lastIndex = at;
  return at + Math.max(1, pattern.exec(text)?.[0].length ?? 0);
}

/**
 * The evidence as it is kept: its quote as it is shown. Where the quote cannot be shown but the words of the finding
 * stand in it, these words are the quote.
 */
export function asShown(evidence: Evidence, text: string): Evidence {
  if (!('quote' in evidence)) return evidence;
  const shown = shownText(evidence.quote);
  const quote = shown ?? wordsWithin(evidence.quote, text) ?? evidence.quote;
  return quote === evidence.quote ? evidence : { ...evidence, quote };
}

function wordsWithin(quote: string, text: string): string | null {
  const [whole, words] = [plainQuote(quote), plainQuote(text)];
  const at = words === '' ? -1 : whole.toLowerCase().indexOf(words.toLowerCase());
  return at === -1 ? null : whole.slice(at, at + words.length);
}

const SAYS_SOMETHING = lazyPattern(() => /[\p{L}\p{N}].*[\p{L}\p{N}]/su);
const STARTS_IN_WORD = lazyPattern(() => /^[\p{L}\p{N}]/u);
const WORD_FROM = lazyPattern(() => /[\p{L}\p{N}]+/uy);
const ENDS_IN_WORD = lazyPattern(() => /[\p{L}\p{N}]$/u);

/**
 * Normalises a text for the comparison of quotes: as ordinary text, with a token for each link, compatible characters,
 * plain quotation marks (transcribers and models swap them) and single spaces.
 */
export function plainQuote(text: string): string {
  return withoutLinks(withoutJoiners(ordinaryText(text)))
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201f]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

/** {@link plainQuote} for turns, cached because many findings may quote the same turn. */
export const plainTurn = readOnce(plainQuote);

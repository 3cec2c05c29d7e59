import { PARTS } from './lexicon.ts';
import type { TimeSymbol } from './symbols.ts';

/** Zones that are named beside a time, by the value of `Z`. */
const ZONES = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Europe/London',
  'UTC',
  'Europe/Paris',
];

/** A time of day as it was said. */
export interface Clock {
  /** Minutes from midnight of the end of the span named; null when it has none, as "in the evening" and "after 5". */
  minutes: number | null;
  /** The part of the day, by its name in {@link PARTS}; null when none is named. */
  part: (typeof PARTS)[number] | null;
  /** IANA name; null where the zone of the call is meant. */
  zone: string | null;
  /** The letters of the words before it. */
  lead: string;
  /** The letters before the part of the day: "at 9 in the morning". */
  partLead: string;
}

// The ends of parts of a day. Evenings, nights and offices end when the day does, as far as is known.
const PART_ENDS: Partial<Record<(typeof PARTS)[number], number>> = {
  morning: 12 * 60,
  noon: 12 * 60,
  lunch: 14 * 60,
  afternoon: 18 * 60,
};
const DAY_MINUTES = 24 * 60;
const NOON = 12 * 60;

/**
 * Takes the times of day out of a phrase: the rest names the day.
 *
 * @returns null when the phrase names two times that are no span, or an hour that no clock has.
 */
export function takeClock(said: readonly TimeSymbol[]): { rest: TimeSymbol[]; clock: Clock | null } | null {
  const symbols = said.flatMap((symbol, i) => {
    if (isNoonOfSpan(said, i)) return { ...symbol, kind: 'T', value: NOON };
    if (hasOwnPart(said, i))
      return { ...symbol, kind: 'T', value: readHour(symbol, PARTS[said[i + 1]?.value ?? -1] ?? null) };
    return hasOwnPart(said, i - 1) ? [] : symbol;
  });
  const rest: TimeSymbol[] = [];
  const hours: TimeSymbol[] = [];
  const clock: Clock = { minutes: null, part: null, zone: null, lead: '', partLead: '' };
  let isOpen = false;
  let isNamed = false;
  for (let i = 0; i < symbols.length; i += 1) {
    const symbol = symbols[i] as TimeSymbol;
    const next = symbols[i + 1];
    if (symbol.kind === 'Z') {
      if (hours.length === 0 && clock.part === null) return null;
      clock.zone = ZONES[symbol.value] ?? null;
      // "Your time" is in a zone that is not known.
      if (clock.zone === null) isOpen = true;
    } else if (symbol.kind === 'P' || symbol.kind === 'Q') {
      const part = symbol.kind === 'P' ? (PARTS[symbol.value] ?? null) : clock.part;
      // "Midnight tonight", but not "in the afternoon at noon"
      if (clock.part !== null && clock.part !== 'morning' && !(isLate(clock.part) && isLate(part)))
        return null;
      clock.part = part;
      isNamed = true;
      clock.partLead = symbol.lead;
      if (hours.length === 0) clock.lead = symbol.lead;
    } else if (
      symbol.kind === 'A' &&
      next !== undefined &&
      /^[TtPQN]$/.test(next.kind) &&
      !isCounted(symbols, i + 1)
    ) {
      isOpen = true;
      if (next.kind === 'N') symbols[i + 1] = { ...next, lead: 'a' };
    } else if (isHour(symbols, i)) {
      if (hours.length === 0) clock.lead = symbol.lead;
      hours.push(symbol);
      isNamed = true;
      // "between 2 and 4"
      if (next?.kind === '&' && isHourKind(symbols[i + 2]) && !isCounted(symbols, i + 2)) {
        hours.push(symbols[i + 2] as TimeSymbol);
        i += 2;
      } else if (
        /[ft]/.test(symbol.lead) &&
        isHourKind(next) &&
        next?.lead.includes('u') &&
        !isCounted(symbols, i + 1)
      ) {
        // "From nine until five"
        hours.push(next);
        i += 1;
      }
    } else if (
      symbol.kind === '&' &&
      next !== undefined &&
      /^[TtPQ]$/.test(next.kind) &&
      hours.length + rest.length > 0
    ) {
      // "at noon or 2 pm" is a span as well; two of them are too many.
      if (hours.length > 1) return null;
    }
    // "Las 5 de la tarde del viernes"
    else
      rest.push(isNamed && rest.length === 0 ? { ...symbol, lead: symbol.lead.replaceAll('f', '') } : symbol);
  }
  if (hours.length > 2 || hours.some(({ kind, value }) => toMinutes(kind, value) > DAY_MINUTES)) return null;
  if (!isNamed) return { rest, clock: null };
  clock.minutes = isOpen ? null : endOf(hours, clock.part);
  return { rest, clock };
}

// "Between 8 and noon", "between noon and 5"
function isNoonOfSpan(symbols: readonly TimeSymbol[], i: number): boolean {
  const symbol = symbols[i];
  if (symbol?.kind !== 'P' || PARTS[symbol.value] !== 'noon') return false;
  return symbols[i - 1]?.kind === '&' || (symbols[i + 1]?.kind === '&' && /[tf]/.test(symbol.lead));
}

// "Between eight in the morning and one in the afternoon"
function hasOwnPart(symbols: readonly TimeSymbol[], i: number): boolean {
  const [symbol, part] = [symbols[i], symbols[i + 1]];
  if (symbol === undefined || !isHourKind(symbol) || part?.kind !== 'P' || !part.lead.includes('i'))
    return false;
  return symbols[i + 2]?.kind === '&' || symbols[i - 1]?.kind === '&';
}

const isLate = (part: Clock['part']) => part === 'evening' || part === 'night' || part === 'midnight';

const toMinutes = (kind: string, value: number) => (kind === 'N' ? value * 60 : value);

function isHourKind(symbol: TimeSymbol | undefined): boolean {
  return (
    symbol !== undefined &&
    (/^[Tt]$/.test(symbol.kind) || (symbol.kind === 'N' && symbol.value <= 24 && symbol.value % 1 === 0))
  );
}

// A bare number is an hour behind "at", "by" or "between", unless it counts something or is the day of a month.
function isHour(symbols: readonly TimeSymbol[], i: number): boolean {
  const symbol = symbols[i] as TimeSymbol;
  if (/^[Tt]$/.test(symbol.kind)) return true;
  if (!isHourKind(symbol) || isCounted(symbols, i)) return false;
  const next = symbols[i + 1];
  if (next?.kind === '&' && isHourKind(symbols[i + 2]) && !isCounted(symbols, i + 2))
    return /[tabf]/.test(symbol.lead) || symbols[i + 2]?.kind === 'T';
  if (symbol.lead.includes('f') && next?.kind === 'N' && next.lead.includes('u')) return true;
  return /[ab]/.test(symbol.lead) || (symbol.value > 0 && next?.kind === 'P' && /[ih]/.test(next.lead));
}

function isCounted(symbols: readonly TimeSymbol[], i: number): boolean {
  const next = symbols[i + 1];
  if (next === undefined) return false;
  if (next.kind === 'U' || next.kind === 'M') return true;
  return next.kind === '&' && symbols[i + 2]?.kind === 'N' && /^[UM]$/.test(symbols[i + 3]?.kind ?? '');
}

function endOf(hours: readonly TimeSymbol[], part: Clock['part']): number | null {
  const last = hours.at(-1);
  if (last === undefined) return part === null ? null : (PART_ENDS[part] ?? null);
  const read = hours.map((hour) => readHour(hour, part));
  const [first = 0] = read;
  const end = read.at(-1) ?? 0;
  // "Between 11 and 1", "between 2 and 4 pm": a span ends after it begins.
  if (read.length === 2 && end <= first && last.kind !== 'T')
    return end + 720 <= DAY_MINUTES ? end + 720 : null;
  return end >= DAY_MINUTES ? null : end;
}

// Of an hour without more, the one within a working day; "at 7" may be in the evening, and so it is not late before that.
function readHour({ kind, value }: TimeSymbol, part: Clock['part']): number {
  const minutes = toMinutes(kind, value);
  if (kind === 'T' || minutes >= 13 * 60) return minutes;
  const hour = minutes % 720;
  if (part === 'morning') return hour;
  if (part === 'afternoon' || part === 'evening') return hour + 720;
  if (part === 'night') return hour < 5 * 60 ? hour : hour + 720;
  return hour < 8 * 60 ? hour + 720 : hour;
}

import { addDays } from '../../shared/calendar.ts';
import { type Clock, takeClock } from './clock.ts';
import { dayOf } from './day-rules.ts';
import type { Moment, Point } from './spans.ts';
import type { TimeSymbol } from './symbols.ts';

/** What a phrase means: its day, and the time on it, which is that of the zone that is named. */
export type DueMeaning = (said: Moment) => (Point & { zone: string | null }) | null;

// A phrase of more words about time than this is none that people say.
const LONGEST = 14;

/** What some symbols mean together, every one of them; null when they are not understood. */
export function meaningOf(symbols: readonly TimeSymbol[]): DueMeaning | null {
  if (symbols.length === 0 || symbols.length > LONGEST) return null;
  const said = symbols.filter(({ kind }) => kind !== ',' && kind !== 'V');
  const whole = meaningOfOne(said);
  const isLatest = symbols.some(({ kind }) => kind === 'V');
  const commas = symbols.filter(({ kind }) => kind === ',').length;
  // "Tomorrow, Friday at the latest"
  if (commas !== 1 || !isLatest || (whole !== null && !/^DW/.test(said.map(({ kind }) => kind).join(''))))
    return whole;
  const either = symbols
    .filter(({ kind }) => kind !== 'V')
    .map((symbol) => (symbol.kind === ',' ? { ...symbol, kind: '&', value: 0 } : symbol));
  return meaningOfOne(either);
}

function meaningOfOne(symbols: readonly TimeSymbol[]): DueMeaning | null {
  const taken = takeClock(symbols);
  if (taken === null) return null;
  const { clock } = taken;
  const rest = clock === null ? taken.rest : withoutJoints(taken.rest);
  if (
    clock !== null &&
    rest
      .map(({ kind }) => kind)
      .join('')
      .replace('C', '') === ''
  )
    return ofClock(clock, rest.length > 0);
  const day = dayOf(rest);
  if (day === null) return null;
  return (moment) => {
    const point = day(moment);
    if (point === null) return null;
    const minutes = clock === null ? point.minutes : clock.minutes;
    // A time that has passed is not the one that was meant.
    const isPast =
      point.day === moment.day &&
      minutes !== null &&
      clock?.zone === null &&
      minutes <= (moment.minutes ?? -1);
    const { elapsed } = point;
    return { day: point.day, minutes: isPast ? null : minutes, zone: clock?.zone ?? null, elapsed };
  };
}

function withoutJoints(symbols: readonly TimeSymbol[]): TimeSymbol[] {
  const isJoint = (symbol: TimeSymbol | undefined) => symbol?.kind === '&';
  const from = isJoint(symbols[0]) ? 1 : 0;
  return symbols.slice(from, isJoint(symbols.at(-1)) ? -1 : undefined);
}

const SMALL_HOURS = 4 * 60;

// A time without a day: "by 5 pm", "in the morning", "this afternoon", "by close of business".
function ofClock(clock: Clock, isThis: boolean): DueMeaning | null {
  const { lead, partLead, part, zone } = clock;
  const isNext = part === 'morning' && !isThis && /i/.test(partLead);
  const isLed = isThis || isNext || /[abt]/.test(lead) || (part === null && clock.minutes === null);
  if (!isLed) return null;
  return ({ day, minutes: now }) => {
    const { minutes } = clock;
    // Long after midnight it is the morning to come.
    if (isNext) return { day: now !== null && now < SMALL_HOURS ? day : addDays(day, 1), minutes, zone };
    if (minutes !== null && now !== null && zone === null && minutes <= now)
      return isThis ? { day, minutes: null, zone } : null;
    return { day, minutes, zone };
  };
}

import { addDays, weekday } from '../../shared/calendar.ts';
import { DATE_RULES, type DayOf } from './date-table.ts';
import { MONTH, periodEnd, WEEK } from './periods.ts';
import { afterSpan, type Moment, mondayOf, nextWeekday, type Point } from './spans.ts';

const ofWeek = (day: string, n: number, name: number): string | null => {
  const found = addDays(mondayOf(day), 7 * n + name - 1);
  return found < day ? null : found;
};
const span = (said: Moment, count: number, unit: number) => afterSpan(said, count, unit);
const spanFrom = (from: string, count: number, unit: number) =>
  unit < 2 ? null : afterSpan({ day: from, minutes: null }, count, unit);
/** The kinds of a phrase in their order, and the day that they mean together; each value stands where its kind stands. */
export const RULES: Record<string, DayOf> = {
  D: (day, [n = 0]) => addDays(day, n),
  W: (day, [name = 1]) => nextWeekday(day, name),
  DW: (day, [n = 0, name]) => (weekday(addDays(day, n)) === name ? addDays(day, n) : null),
  WD: (day, [name, n = 0]) => (weekday(addDays(day, n)) === name ? addDays(day, n) : null),
  CW: (day, [, name = 1]) => nextWeekday(day, name),
  WC: (day, [name = 1]) => nextWeekday(day, name),
  XW: (day, [, name = 1]) => ofWeek(day, 1, name),
  WX: (day, [name = 1]) => ofWeek(day, 1, name),
  WCU: (day, [name = 1, , unit]) => (unit === WEEK ? ofWeek(day, 0, name) : null),
  CUW: (day, [, unit, name = 1]) => (unit === WEEK ? ofWeek(day, 0, name) : null),
  WXU: (day, [name = 1, , unit]) => (unit === WEEK ? ofWeek(day, 1, name) : null),
  WUX: (day, [name = 1, unit]) => (unit === WEEK ? ofWeek(day, 1, name) : null),
  XUW: (day, [, unit, name = 1]) => (unit === WEEK ? ofWeek(day, 1, name) : null),
  UXW: (day, [unit, , name = 1]) => (unit === WEEK ? ofWeek(day, 1, name) : null),
  WUAX: (day, [name = 1, unit]) => (unit === WEEK ? ofWeek(day, 2, name) : null),
  UAXW: (day, [unit, , , name = 1]) => (unit === WEEK ? ofWeek(day, 2, name) : null),
  WAX: (day, [name = 1]) => ofWeek(day, 2, name),
  UAX: (day, [unit = 0]) => periodEnd(day, unit, 2),
  UAXU: (day, [unit, , , other = 0]) => (unit === other ? periodEnd(day, other, 2) : null),
  XEU: (day, [, , unit = 0]) => periodEnd(day, unit, 1),
  CEU: (day, [, , unit = 0]) => periodEnd(day, unit, 0),
  EUAX: (day, [, unit = 0]) => periodEnd(day, unit, 2),
  // "A week on Friday", "Friday week", "a week tomorrow"
  NUW: (day, [count = 0, unit = 0, name = 1]) => spanFrom(nextWeekday(day, name), count, unit),
  NUCW: (day, [count = 0, unit = 0, , name = 1]) => spanFrom(nextWeekday(day, name), count, unit),
  NUXW: (day, [count = 0, unit = 0, , name = 1]) => spanFrom(addDays(mondayOf(day), 6 + name), count, unit),
  WNU: (day, [name = 1, count = 0, unit = 0]) => spanFrom(nextWeekday(day, name), count, unit),
  WU: (day, [name = 1, unit = 0]) =>
    unit >= WEEK && unit < MONTH ? spanFrom(nextWeekday(day, name), 1, unit) : null,
  NUD: (day, [count = 0, unit = 0, n = 0]) => spanFrom(addDays(day, n), count, unit),
  DNU: (day, [n = 0, count = 0, unit = 0]) => spanFrom(addDays(day, n), count, unit),
  DU: (day, [n = 0, unit = 0]) => (unit >= WEEK && unit < MONTH ? spanFrom(addDays(day, n), 1, unit) : null),
  // Weekends
  w: (day) => addDays(mondayOf(day), 6),
  Cw: (day) => addDays(mondayOf(day), 6),
  Ew: (day) => addDays(mondayOf(day), 6),
  ECw: (day) => addDays(mondayOf(day), 6),
  Xw: (day) => addDays(mondayOf(day), 13),
  AwW: (day, [, , name = 1]) => ofWeek(day, 1, name),
  Aw: (day) => addDays(mondayOf(day), 7),
  ACw: (day) => addDays(mondayOf(day), 7),
  // Weeks, months and years
  CU: (day, [, unit = 0]) => periodEnd(day, unit, 0),
  UC: (day, [unit = 0]) => periodEnd(day, unit, 0),
  EU: (day, [, unit = 0]) => periodEnd(day, unit, 0),
  ECU: (day, [, , unit = 0]) => periodEnd(day, unit, 0),
  EUC: (day, [, unit = 0]) => periodEnd(day, unit, 0),
  XU: (day, [, unit = 0], said) =>
    unit === 1 || unit === 3 || unit === 5 ? span(said, 1, unit) : periodEnd(day, unit, 1),
  UX: (day, [unit = 0], said) => (unit === 3 ? span(said, 1, unit) : periodEnd(day, unit, 1)),
  EXU: (day, [, , unit = 0]) => periodEnd(day, unit, 1),
  EUX: (day, [, unit = 0]) => periodEnd(day, unit, 1),
  BXU: (day, [, , unit]) => (unit === WEEK ? periodEnd(day, WEEK, 1) : null),
  BUX: (day, [, unit]) => (unit === WEEK ? periodEnd(day, WEEK, 1) : null),
  KXU: (day, [, , unit]) => (unit === WEEK ? ofWeek(day, 1, 3) : null),
  KUX: (day, [, unit]) => (unit === WEEK ? ofWeek(day, 1, 3) : null),
  KUXU: (day, [, unit, , other]) => (unit === WEEK && other === WEEK ? ofWeek(day, 1, 3) : null),
  KUUX: (day, [, unit, other]) => (unit === WEEK && other === WEEK ? ofWeek(day, 1, 3) : null),
  KU: (day, [, unit]) => (unit === WEEK ? ofWeek(day, 0, 3) : null),
  KCU: (day, [, , unit]) => (unit === WEEK ? ofWeek(day, 0, 3) : null),
  KUCU: (day, [, unit]) => (unit === WEEK ? ofWeek(day, 0, 3) : null),
  // "Late on Friday", "early tomorrow"
  ...both('D', (day, [, n = 0]) => addDays(day, n)),
  ...both('W', (day, [, name = 1]) => nextWeekday(day, name)),
  ...both('CW', (day, [, , name = 1]) => nextWeekday(day, name)),
  ...both('XW', (day, [, , name = 1]) => ofWeek(day, 1, name)),
  BU: () => null,
  // Spans
  NU: (_, [count = 0, unit = 0], said) => span(said, count, unit),
  NUS: (_, [count = 0, unit = 0], said) => span(said, count, unit),
  XNU: (_, [, count = 0, unit = 0], said) => span(said, count, unit),
  CNU: (_, [, count = 0, unit = 0], said) => span(said, count, unit),
  NXU: (_, [count = 0, , unit = 0], said) => span(said, count, unit),
  NUX: (_, [count = 0, unit = 0], said) => span(said, count, unit),
  'NU&N': (_, [least = 0, unit = 0, joint, most = 0], said) =>
    joint === 0 && most > least ? span(said, most, unit) : null,
  'NU&NU': (_, [least = 0, unit = 0, joint, most = 0, other = 0], said) =>
    joint === 1 && other < unit
      ? thenSpan(span(said, least, unit), most, other)
      : later(span(said, least, unit), span(said, most, other)),
  qU: (day, [, unit]) => (unit === 0 ? day : null),
  XqU: (day, [, , unit]) => (unit === 0 ? day : null),
  qXU: (day, [, , unit]) => (unit === 0 ? day : null),
  U: (_, [unit = 0], said) => span(said, 1, unit),
  ...DATE_RULES,
};

function both(kinds: string, mean: DayOf): Record<string, DayOf> {
  return Object.fromEntries(['E', 'B', 'K'].map((kind) => [kind + kinds, mean]));
}
// "An hour and twenty minutes"
const thenSpan = (begin: Point | null, count: number, unit: number) =>
  begin === null ? null : span(begin, count, unit);
/** The later of two points in time. */
export function later(first: Point | null, second: Point | null): Point | null {
  if (first === null || second === null) return null;
  return first.day > second.day ||
    (first.day === second.day && (first.minutes ?? 1440) > (second.minutes ?? 1440))
    ? first
    : second;
}

import { addDays, civilDay, monthEnd, weekday } from '../../shared/calendar.ts';
import { holiday, namedDate, nextDate, weekdayOfMonth } from './dates.ts';
import { afterSpan, endOfWeek, type Moment, mondayOf, nextWeekday, type Point } from './spans.ts';

type DayOf = (day: string, values: number[], said: Moment) => string | Point | null;

const WEEK = 4;
const MONTH = 6;
const QUARTER = 7;
const YEAR = 8;

/** The last day of this period (n = 0), the next or the one after it. */
function periodEnd(day: string, unit: number, n: number): string | null {
  if (unit === WEEK) return n === 0 ? endOfWeek(day) : addDays(mondayOf(day), 7 * n + 4);
  if (unit === MONTH) return monthEnd(day, n);
  const month = Number(day.slice(5, 7));
  if (unit === QUARTER) return monthEnd(day, 2 - ((month - 1) % 3) + 3 * n);
  if (unit === YEAR) return monthEnd(day, 12 - month + 12 * n);
  return unit === 2 && n === 0 ? day : null;
}

const ofWeek = (day: string, n: number, name: number): string | null => {
  const found = addDays(mondayOf(day), 7 * n + name - 1);
  return found < day ? null : found;
};
const span = (said: Moment, count: number, unit: number) => afterSpan(said, count, unit);
const spanFrom = (from: string, count: number, unit: number) =>
  unit < 2 ? null : afterSpan({ day: from, minutes: null }, count, unit);
// A month that is named: this one where it has begun.
const monthNamed = (day: string, month: number, year?: number): string | null => {
  const first = year ?? Number(day.slice(0, 4)) + (month < Number(day.slice(5, 7)) ? 1 : 0);
  const found = civilDay(first, month, 1);
  return found === null ? null : monthEnd(found, 0);
};
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
  EUAX: (day, [, unit = 0]) => periodEnd(day, unit, 2),
  // "A week on Friday", "Friday week", "a week tomorrow"
  NUW: (day, [count = 0, unit = 0, name = 1]) => spanFrom(nextWeekday(day, name), count, unit),
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
  Aw: (day) => addDays(mondayOf(day), 7),
  ACw: (day) => addDays(mondayOf(day), 7),
  // Weeks, months and years
  CU: (day, [, unit = 0]) => periodEnd(day, unit, 0),
  UC: (day, [unit = 0]) => periodEnd(day, unit, 0),
  EU: (day, [, unit = 0]) => periodEnd(day, unit, 0),
  ECU: (day, [, , unit = 0]) => periodEnd(day, unit, 0),
  EUC: (day, [, unit = 0]) => periodEnd(day, unit, 0),
  XU: (day, [, unit = 0], said) => (unit === 1 || unit === 3 ? span(said, 1, unit) : periodEnd(day, unit, 1)),
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
  // Dates
  O: (day, [date = 0]) => nextDate(day, date),
  WO: (day, [name, date = 0]) => nextDate(day, date, name),
  CWO: (day, [, name, date = 0]) => nextDate(day, date, name),
  XWO: (day, [, name, date = 0]) => nextDate(day, date, name),
  OXU: (day, [date = 0, , unit]) => ofMonth(day, date, unit, 1),
  OUX: (day, [date = 0, unit]) => ofMonth(day, date, unit, 1),
  OCU: (day, [date = 0, , unit]) => ofMonth(day, date, unit, 0),
  OUC: (day, [date = 0, unit]) => ofMonth(day, date, unit, 0),
  OU: (day, [date = 0, unit]) => ofMonth(day, date, unit, 0) ?? ofMonth(day, date, unit, 1),
  XUO: (day, [, unit, date = 0]) => ofMonth(day, date, unit, 1),
  UXO: (day, [unit, , date = 0]) => ofMonth(day, date, unit, 1),
  OWM: (day, [n = 0, name = 1, month = 0]) => weekdayOfMonth(day, n, name, month),
  OWXU: (day, [n = 0, name = 1, , unit]) =>
    unit === MONTH ? weekdayOfMonth(day, n, name, Number(monthEnd(day, 1).slice(5, 7))) : null,
  // "The last Friday of the month"
  LU: (day, [name = 1, unit = 0]) => lastWeekday(day, periodEnd(day, unit, 0), name),
  LCU: (day, [name = 1, , unit = 0]) => lastWeekday(day, periodEnd(day, unit, 0), name),
  LXU: (day, [name = 1, , unit = 0]) => lastWeekday(day, periodEnd(day, unit, 1), name),
  LM: (day, [name = 1, month = 0]) => lastWeekday(day, monthNamed(day, month), name),
  OWU: (day, [n = 0, name = 1, unit]) =>
    unit === MONTH ? weekdayOfMonth(day, n, name, Number(day.slice(5, 7))) : null,
  H: (day, [which = 0]) => holiday(day, which),
  OH: (day, [date, which = 0]) => onDate(holiday(day, which), date),
  HO: (day, [which = 0, date]) => onDate(holiday(day, which), date),
  WH: (day, [name, which = 0]) => onName(holiday(day, which), name),
  HW: (day, [which = 0, name]) => onName(holiday(day, which), name),
  M: (day, [month = 0]) => monthNamed(day, month),
  CM: (day, [, month = 0]) => monthNamed(day, month),
  EM: (day, [, month = 0]) => monthNamed(day, month),
  MY: (day, [month = 0, year = 0]) => notBefore(day, monthNamed(day, month, year)),
  EMY: (day, [, month = 0, year = 0]) => notBefore(day, monthNamed(day, month, year)),
  EY: (day, [, year = 0]) => notBefore(day, monthNamed(day, 12, year)),
  // "15 January next year", "March of this year"
  OMXU: (day, [date = 0, month = 0, , unit]) =>
    unit === YEAR ? namedDate(day, { year: yearOf(day) + 1, month, date }) : null,
  MOXU: (day, [month = 0, date = 0, , unit]) =>
    unit === YEAR ? namedDate(day, { year: yearOf(day) + 1, month, date }) : null,
  OMCU: (day, [date = 0, month = 0, , unit]) =>
    unit === YEAR ? namedDate(day, { year: yearOf(day), month, date }) : null,
  MOCU: (day, [month = 0, date = 0, , unit]) =>
    unit === YEAR ? namedDate(day, { year: yearOf(day), month, date }) : null,
  MXU: (day, [month = 0, , unit]) => (unit === YEAR ? monthNamed(day, month, yearOf(day) + 1) : null),
  EMXU: (day, [, month = 0, , unit]) => (unit === YEAR ? monthNamed(day, month, yearOf(day) + 1) : null),
  MCU: (day, [month = 0, , unit]) =>
    unit === YEAR ? notBefore(day, monthNamed(day, month, yearOf(day))) : null,
  EMCU: (day, [, month = 0, , unit]) =>
    unit === YEAR ? notBefore(day, monthNamed(day, month, yearOf(day))) : null,
  // "Next March" of a March that is still to come this year may be either.
  XM: (day, [, month = 0]) =>
    month > Number(day.slice(5, 7)) ? null : monthNamed(day, month, yearOf(day) + 1),
  YMO: (day, [year, month = 0, date = 0]) => namedDate(day, { year, month, date }),
  WMO: (day, [name, month = 0, date = 0]) => namedDate(day, { name, month, date }),
  WMOY: (day, [name, month = 0, date = 0, year]) => namedDate(day, { name, month, date, year }),
  WOM: (day, [name, date = 0, month = 0]) => namedDate(day, { name, month, date }),
  WOMY: (day, [name, date = 0, month = 0, year]) => namedDate(day, { name, month, date, year }),
  MO: (day, [month = 0, date = 0]) => namedDate(day, { month, date }),
  MOY: (day, [month = 0, date = 0, year]) => namedDate(day, { month, date, year }),
  OM: (day, [date = 0, month = 0]) => namedDate(day, { month, date }),
  OMY: (day, [date = 0, month = 0, year]) => namedDate(day, { month, date, year }),
  MOW: (day, [month = 0, date = 0, name]) => namedDate(day, { name, month, date }),
  OMW: (day, [date = 0, month = 0, name]) => namedDate(day, { name, month, date }),
  DOM: (day, [n = 0, date = 0, month = 0]) => same(addDays(day, n), namedDate(day, { month, date })),
  DMO: (day, [n = 0, month = 0, date = 0]) => same(addDays(day, n), namedDate(day, { month, date })),
  DWOM: (day, [n = 0, name, date = 0, month = 0]) =>
    same(addDays(day, n), namedDate(day, { name, month, date })),
  cOM: (day, [, date = 0, month = 0]) => weekOf(namedDate(day, { month, date })),
  cMO: (day, [, month = 0, date = 0]) => weekOf(namedDate(day, { month, date })),
  cO: (day, [, date = 0]) => weekOf(nextDate(day, date)),
  cWOM: (day, [, name, date = 0, month = 0]) => weekOf(namedDate(day, { name, month, date })),
};

function both(kinds: string, mean: DayOf): Record<string, DayOf> {
  return Object.fromEntries(['E', 'B', 'K'].map((kind) => [kind + kinds, mean]));
}
// "An hour and twenty minutes"
const thenSpan = (begin: Point | null, count: number, unit: number) =>
  begin === null ? null : span(begin, count, unit);
function lastWeekday(day: string, end: string | null, name: number): string | null {
  if (end === null) return null;
  return notBefore(day, addDays(end, -((weekday(end) + 7 - name) % 7)));
}
const onDate = (day: string | null, date: number | undefined) =>
  day !== null && Number(day.slice(8)) === date ? day : null;
const onName = (day: string | null, name: number | undefined) =>
  day !== null && weekday(day) === name ? day : null;
const yearOf = (day: string) => Number(day.slice(0, 4));
const weekOf = (day: string | null) => (day === null ? null : addDays(mondayOf(day), 4));
const same = (day: string, other: string | null) => (day === other ? day : null);
const notBefore = (day: string, found: string | null) => (found !== null && found >= day ? found : null);

function ofMonth(day: string, date: number, unit: number | undefined, n: number): string | null {
  if (unit !== MONTH) return null;
  const [year, month] = monthEnd(day, n).split('-').map(Number);
  return notBefore(day, civilDay(year ?? 0, month ?? 0, date));
}

/** The later of two points in time. */
export function later(first: Point | null, second: Point | null): Point | null {
  if (first === null || second === null) return null;
  return first.day > second.day ||
    (first.day === second.day && (first.minutes ?? 1440) > (second.minutes ?? 1440))
    ? first
    : second;
}

import { addDays, civilDay, monthEnd, weekday } from '../../shared/calendar.ts';
import { holiday, namedDate, nextDate, weekdayOfMonth } from './dates.ts';
import { MONTH, monthNamed, periodEnd, WEEK, YEAR } from './periods.ts';
import { afterSpan, type Moment, mondayOf, type Point } from './spans.ts';

/** What a phrase of certain kinds means, seen from a day. */
export type DayOf = (day: string, values: number[], said: Moment) => string | Point | null;

/** The kinds of a phrase with a date or a month in it; as the rules for other days in day-table.ts. */
export const DATE_RULES: Record<string, DayOf> = {
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
  // "The first working day of next month", "the second week of January"
  OUXU: (day, [n = 0, unit = 0, , other]) =>
    other === MONTH ? nthOfMonth(day, monthEnd(day, 1), n, unit) : null,
  OUU: (day, [n = 0, unit = 0, other]) =>
    other === MONTH
      ? (nthOfMonth(day, monthEnd(day, 0), n, unit) ?? nthOfMonth(day, monthEnd(day, 1), n, unit))
      : null,
  OUM: (day, [n = 0, unit = 0, month = 0]) => nthOfMonth(day, monthNamed(day, month), n, unit),
  H: (day, [which = 0]) => holiday(day, which),
  OH: (day, [date, which = 0]) => onDate(holiday(day, which), date),
  HO: (day, [which = 0, date]) => onDate(holiday(day, which), date),
  WH: (day, [name, which = 0]) => onName(holiday(day, which), name),
  HW: (day, [which = 0, name]) => onName(holiday(day, which), name),
  ...Object.fromEntries(
    ['K', 'E', 'B'].map((part) => [
      `${part}MO`,
      (day: string, [, month = 0, date = 0]: number[]) => namedDate(day, { month, date }),
    ]),
  ),
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

function nthOfMonth(day: string, end: string | null, n: number, unit: number): string | null {
  if (end === null) return null;
  const last = addDays(`${end.slice(0, 8)}01`, -1);
  const found =
    unit === WEEK ? addDays(last, 7 * n) : (afterSpan({ day: last, minutes: null }, n, unit)?.day ?? null);
  return unit < 2 || found === null || found > end ? null : notBefore(day, found);
}
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

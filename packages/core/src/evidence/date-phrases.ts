import { addDays, civilDay, monthEnd, weekday } from '../shared/calendar.ts';
import { MONTHS, NUMBER_WORDS, WEEKDAYS } from '../shared/english-words.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';

/** Maps the day of a call to the day that a phrase means, both `YYYY-MM-DD`; null if there is no such day. */
export type Meaning = (callDay: string) => string | null;

const SHORT_MONTHS = MONTHS.map((name) => name.slice(0, 3));
const NUMBERS = new Map([
  ...NUMBER_WORDS.slice(1, 13).map((word, i): [string, number] => [word, i + 1]),
  ...Object.entries({
    a: 1,
    an: 1,
    fourteen: 14,
    fifteen: 15,
    twenty: 20,
    thirty: 30,
    sixty: 60,
    ninety: 90,
  }),
  ...Object.entries({ 'twenty four': 24, 'forty eight': 48, 'seventy two': 72 }),
]);

// Parts of patterns. They match lower-case text with single spaces and no commas.
/** A number of days, hours and so on, in digits or words. */
export const NUMBER = `(\\d{1,3}|${[...NUMBERS.keys()].join('|')})`;
/** A full name of a weekday. */
export const WEEKDAY = `(${WEEKDAYS.join('|')})`;
/** A name of a month, full or shortened. */
export const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** Matches a part that every known phrase contains. */
export const NAMES_TIME = new RegExp(
  `day|tonight|tomorrow|noon|evening|hour|minute|week|month|business|eo[dwm]|cob|\\d{4}-|${MONTH}`,
  'i',
);
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
for (const ones of ORDINALS.slice(0, 9)) ORDINALS.push(`twenty ${ones}`);
ORDINALS.push('thirtieth', 'thirty first');
/** A day of the month, in digits or in words. */
export const DAY_OF_MONTH = `(\\d{1,2}(?:st|nd|rd|th)?|${ORDINALS.toReversed().join('|')})`;
const END_OF_DAY =
  '(?:the )?(?:end of (?:the )?(?:business |working )?day|(?:close|end) of business|eod|cob)';
const HOUR = "\\d{1,2}(?::\\d{2})? ?(?:am|pm|o'clock)";
const TIME_OF_DAY = `(?:noon|midday|midnight|morning|afternoon|evening|night|${END_OF_DAY}|${HOUR})`;
const SPAN =
  `(?:(?:with)?in |over |between )?(?:the next )?(?:about )?${NUMBER}(?:(?: ?[-–/] ?| to | or | and )${NUMBER})?` +
  " (minute|hour|day|week|month|business day|working day)s?(?:'? time| from (?:now|today))?";

const LEAD =
  /^(?:(?:by|on|before|until|till|due|at|around|about|sometime|later|early|first thing|no later than|not later than) ){1,3}/;
const TAIL = / (?:at the latest|or sooner|or earlier)$/;
const TIME_BEFORE = new RegExp(`^${TIME_OF_DAY} (?:on |of )?`);
const TIME_AFTER = new RegExp(` (?:(?:at|by|before|around|after|in the) )?${TIME_OF_DAY}$`);

type Rule = [pattern: RegExp, mean: (match: RegExpExecArray, callDay: string) => string | null];

const rule = (source: string, mean: Rule[1]): Rule => [new RegExp(`^(?:${source})$`), mean];

const RULES: Rule[] = [
  rule(`today|tonight|this (?:afternoon|evening)|(?:the )?end of today|${END_OF_DAY}`, (_, day) => day),
  rule('(?:with)?in the (?:next )?hour|(?:with)?in (?:the next |a )?few minutes', (_, day) => day),
  rule('tomorrow', (_, day) => addDays(day, 1)),
  rule('(?:the )?day after tomorrow', (_, day) => addDays(day, 2)),
  rule('(?:the )?next (?:business|working) day', (_, day) => addWorkingDays(day, 1)),
  rule(`(?:(?:this|the)(?: coming)? |coming )?${WEEKDAY}`, ([, name = ''], day) =>
    addDays(day, daysAhead(day, name) || 7),
  ),
  rule(`${WEEKDAY} (?:of )?this week`, ([, name = ''], day) =>
    notBefore(day, addDays(mondayOf(day), WEEKDAYS.indexOf(name))),
  ),
  rule(`next ${WEEKDAY}|${WEEKDAY} (?:of )?next week`, ([, name, other = ''], day) =>
    addDays(mondayOf(day), 7 + WEEKDAYS.indexOf(name ?? other)),
  ),
  rule('this week|(?:the )?end of (?:the |this )?week|eow', (_, day) => {
    const friday = addDays(mondayOf(day), 4);
    return friday >= day ? friday : addDays(friday, 2);
  }),
  rule('(?:the )?(?:end of )?next week', (_, day) => addDays(mondayOf(day), 11)),
  rule('(?:this|the|over the) weekend', (_, day) => addDays(mondayOf(day), 6)),
  rule('this month|(?:the )?end of (?:the |this )?month|eom', (_, day) => monthEnd(day, 0)),
  rule('(?:the )?(?:end of )?next month', (_, day) => monthEnd(day, 1)),
  rule(SPAN, ([, low = '', high = low, unit = ''], day) => afterSpan(day, low, high, unit)),
  rule('(\\d{4})-(\\d{2})-(\\d{2})', ([, year, month, date], day) =>
    notBefore(day, civilDay(Number(year), Number(month), Number(date))),
  ),
  rule(
    `(?:${WEEKDAY} )?(?:the )?${DAY_OF_MONTH} (?:of )?${MONTH}(?: (\\d{4}))?`,
    ([, name, date, month = '', year], day) => namedDate(day, { name, year, month, date: dayOfMonth(date) }),
  ),
  rule(
    `(?:${WEEKDAY} )?${MONTH} (?:the )?${DAY_OF_MONTH}(?: (\\d{4}))?`,
    ([, name, month = '', date, year], day) => namedDate(day, { name, year, month, date: dayOfMonth(date) }),
  ),
];

/**
 * Finds the meaning of a phrase about a day; null if it is not understood. A preposition before it and a time of day on
 * either side are ignored; of two days ("Friday or Monday") the later one counts.
 *
 * @param words - At most about 100 characters; the caller cuts longer text.
 */
export function meaningOf(words: string): Meaning | null {
  const text = normalize(words);
  const whole = meaningOfOne(text);
  if (whole !== null) return whole;
  const [first = '', second = '', ...more] = text.split(' or ');
  const left = meaningOfOne(first);
  const right = meaningOfOne(second);
  if (left === null || right === null || more.length > 0) return null;
  return (callDay) => {
    const days = [left(callDay), right(callDay)];
    return days.includes(null) ? null : (days.toSorted().at(-1) ?? null);
  };
}

// Most phrases fit no rule; this pattern rejects them at once.
const FITS_A_RULE = lazyPattern(() => new RegExp(RULES.map(([{ source }]) => source).join('|')));

function meaningOfOne(phrase: string): Meaning | null {
  const bare = phrase.replace(TAIL, '').replace(LEAD, '');
  const late = bare.replace(TIME_BEFORE, '').replace(LEAD, '');
  const ways = [bare, bare.replace(TIME_AFTER, ''), late, late.replace(TIME_AFTER, '')];
  for (const candidate of new Set(ways)) {
    if (!FITS_A_RULE().test(candidate)) continue;
    for (const [pattern, mean] of RULES) {
      const match = pattern.exec(candidate);
      if (match !== null) return (callDay) => mean(match, callDay);
    }
  }
  return null;
}

function normalize(words: string): string {
  return words
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\b([ap])\.m\b\.?/g, '$1m')
    .replaceAll(',', ' ')
    .replace(/(?<=[a-z])-(?=[a-z])/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^["'( ]+|(?<!["') .!?;:])["') .!?;:]+$/g, '');
}

function mondayOf(day: string): string {
  return addDays(day, 1 - weekday(day));
}

function daysAhead(day: string, name: string): number {
  return (WEEKDAYS.indexOf(name) + 8 - weekday(day)) % 7;
}

function addWorkingDays(day: string, count: number): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (weekday(at) <= 5) left -= 1;
  }
  return at;
}

function afterSpan(day: string, low: string, high: string, unit: string): string | null {
  const [least = 0, most = 0] = [low, high].map((word) => NUMBERS.get(word) ?? Number(word));
  if (least === 0 || most < least) return null;
  if (unit === 'minute') return addDays(day, Math.round(most / 1440));
  if (unit === 'hour') return addDays(day, Math.round(most / 24));
  if (unit === 'day') return addDays(day, most);
  if (unit === 'week') return addDays(day, most * 7);
  if (unit !== 'month') return addWorkingDays(day, most);
  const last = monthEnd(day, most);
  const same = `${last.slice(0, 8)}${day.slice(8)}`;
  return same < last ? same : last;
}

function notBefore(callDay: string, day: string | null): string | null {
  return day !== null && day >= callDay ? day : null;
}

function dayOfMonth(words = ''): number {
  return ORDINALS.indexOf(words) + 1 || Number.parseInt(words, 10);
}

// Without a year the next such date counts; 29 February comes back within eight years.
function namedDate(
  callDay: string,
  said: { name: string | undefined; year: string | undefined; month: string; date: number },
): string | null {
  const month = SHORT_MONTHS.indexOf(said.month.slice(0, 3)) + 1;
  const first = Number(said.year ?? callDay.slice(0, 4));
  for (let year = first; year <= (said.year === undefined ? first + 8 : first); year += 1) {
    const day = notBefore(callDay, civilDay(year, month, said.date));
    if (day === null) continue;
    return said.name === undefined || WEEKDAYS[weekday(day) - 1] === said.name ? day : null;
  }
  return null;
}

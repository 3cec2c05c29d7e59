import { type Lexicon, lexiconOf } from '../lexicon.ts';

const ONES = 'one|two|three|four|five|six|seven|eight|nine'.split('|');
const TEENS = 'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'.split('|');
const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'.split('|');
const upTo99 = [...ONES, ...TEENS, ...TENS.flatMap((ten) => [ten, ...ONES.map((one) => `${ten} ${one}`)])];
const NUMBERS = [...upTo99, 'hundred,a hundred,one hundred'].join('|');

const FIRST = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth'.split('|');
const ORDINALS = [
  ...FIRST,
  'tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth',
  ...FIRST.map((one) => `twenty ${one}`),
  'thirtieth|thirty first',
].join('|');

const DAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'.split('|');

const WORKING = 'business|working|work|banking|office|week';
const working = (...units: string[]) =>
  WORKING.split('|')
    .flatMap((word) => units.map((unit) => `${word} ${unit}`))
    .join('|');

const TABLE = `
D=0 today|later today|end of today|right now|this instant
D=0+P=4 tonight|later tonight
D=1 tomorrow|tomorow|tommorow|tommorrow|tomorrrow|tomorro|tmrw|tmr|tmw|tomo|tomoz|2 moro|2 morrow|2 mrw
D=7 same day next week|this day next week|this time next week|same time next week|this day week
D=2 day after tomorrow|tomorrow or the day after
W monday,mon,mondy|tuesday,tue,tues,tuseday|wednesday,wed,weds,wednsday,wensday|thursday,thu,thur,thurs,thurday|friday,fri,firday|saturday,sat,saterday|sunday,sun
${DAYS.map((day, i) => `L=${i + 1} last ${day} of|last ${day} in`).join('\n')}
W ${DAYS.map((day) => `${day}'s`).join('|')}
D=0 today's
D=1 tomorrow's
M january,jan|february,feb,febuary|march,mar|april,apr|may|june,jun|july,jul|august,aug|september,sep,sept|october,oct|november,nov|december,dec
M=3 q 1
M=6 q 2
M=9 q 3
M=12 q 4
N ${NUMBERS}
N=1 a|an
N=2 a couple of|a couple|couple of|a pair of
N=0.5 half an|half a|a half
N=0.25 a quarter of an|quarter of an
N=0.75 three quarters of an|three quarter of an
x=0.5 and a half
x=0.25 and a quarter
N=12 a dozen|dozen
q=3 few|a few|several|couple more
O ${ORDINALS}
U=0 minute|minutes|min|mins|minute's time
U=1 hour|hours|hr|hrs|hour's time
U=2 day|days|calendar day|calendar days|day's time
U=3 ${working('day', 'days')}|weekday|weekdays
U=4 week|weeks|wk|wks|working week|working weeks|business week|business weeks|week's time|calendar week|calendar weeks
U=5 fortnight|fortnights|fortnight's time
U=6 month|months|mth|mths|month's time|calendar month|calendar months
U=7 quarter|calendar quarter
U=8 year|years|calendar year|yr|yrs|year's time
U=9 business hours|working hours|office hours|business hour|working hour
S=0 from now|from today|time|hence|of today's call|from today's call|of this call|from this call|of our call|of today's date|from today's date|of the call today
X=1 next|following|later next
C=0 this|this coming|coming|the coming|current|later this|rest of this|rest of the|upcoming|forthcoming
E=0 end|very end|back end|late|last day|last working day|last business day|close|tail end|second half|latter half|latter part|later part|last of the
B=0 beginning|start|early|first half|first part|early part
K=0 middle|mid|midway through
K=0+U=4 midweek|mid week
A=0 after|following on from
w=0 weekend|wkend
c=0 w c|week commencing|week beginning|week starting
H=1225 christmas|christmas day|xmas|xmas day
H=1224 christmas eve|xmas eve
H=1226 boxing day
H=1231 new year's eve|new years eve
H=101 new year|new year's|new years|new year's day|new years day
H=1031 halloween|hallowe'en
H=214 valentine's day|valentines day|valentine's
H=317 st patrick's day
H=1 black friday
H=2 cyber monday
H=3 thanksgiving|thanksgiving day
H=4 good friday
H=5 easter|easter sunday
H=6 easter monday
P=0 morning
P=1 noon|midday|mid day|twelve noon
P=2 lunch|lunchtime|lunch time
P=0 end of the morning|mid morning
P=3 afternoon|end of the afternoon|mid afternoon
P=4 evening|teatime|tea time
P=5 night
P=6 midnight
Q=0 eod|cob|cop|close of play|close of business|end of play|end of business|end of day|end of the day|close of day|close of the day|end of business day|end of the business day|close of business day|close of the business day|end of working day|end of the working day|business close|end of the work day|end of work|day is out|day is over|end of the evening|end of the night
E=0+U=4 eow|week's end|week ends|week is out|week is over|week is up|week's out
E=0+U=6 eom|month end|month's end|month is out|month is over
E=0+U=8 eoy|year end|year's end|the year's end|year is out|year is over
E=0+U=7 quarter end
C=0+U=4 before the weekend
g=30 half past|half
g=15 quarter past|a quarter past
g=-15 quarter to|a quarter to
k=0 o'clock|oclock|o clock
m=0 am|a.m|a.m.|a m
m=1 pm|p.m|p.m.|p m
V=0 at the latest|at the very latest|latest|at the absolute latest|very latest|tops|max|maximum|at the outside|or sooner|or earlier|or before|if not sooner|if not before|if not earlier|at the earliest possible|sharp|promptly|on the dot|without fail|for sure|for certain
&=0 or|or possibly|or maybe|or else|or perhaps
&=1 and
&=2 to|through|thru
~=0 not
!=1 last|past|previous|since|yesterday
!=0 every|each|every other|every second|every third|every few|every couple of|ago|earlier|later|earlier than|any earlier than|sooner than|any sooner than|other day|alternate|or so|onward|onwards|ash wednesday|shrove tuesday|pancake day|palm sunday|whit monday|holy thursday|bank holiday|holiday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekends|mornings|evenings|daily|weekly|monthly|same day|penultimate|second last|at the earliest|no earlier than|not earlier than|no sooner than|not before|not until|starting|starting on|starting from|starting in|effective|effective from|effective on|as of|as from|with effect from|outside|other than|except
Z=0 eastern|eastern time|et|est|edt|new york time|east coast time|eastern standard time|eastern daylight time
Z=1 central time|ct|cst|cdt|chicago time|central
Z=2 mountain time|mst|mdt|mountain
Z=3 pacific|pacific time|pt|pst|pdt|west coast time|pacific standard time|pacific daylight time
Z=4 gmt|bst|uk time|london time|british time
Z=5 utc|zulu
Z=9 your time|their time
Z=6 cet|cest|central european time
`;

/** English as it is spoken in Britain and America. */
export const english = (): Lexicon => {
  made ??= lexiconOf(
    TABLE,
    {
      i: "in|within|inside|over|during|under|up to|less than|at most|at the most|a maximum of|a max of|no more than|not more than|no longer than|anywhere|fewer than|inside of|won't take more than|won't take longer than|won't be more than|won't be longer than|not be more than|not take more than|not take longer than|the course of|throughout",
      bs: 'by|no later than|not later than|on or before|due|at or before',
      bu: 'until|till|til',
      be: 'before|any time before|anytime before|prior to|ahead of',
      b: 'before i finish|before i leave|before i go|before i go home|before we close|before i finish up|before i clock off|before i log off|before close',
      o: 'on',
      or: 'for',
      ax: 'at',
      a: 'around|about|approximately|roughly|circa',
      t: 'between',
      f: 'of|from',
      h: 'the',
      none: 'sometime|some time|any time|anytime|first thing|last thing|this time|same time|at some point|later on|week ending|week ended|as early as possible|either|both|possibly|hopefully|probably|ideally|most likely|likely|my time|our time|local time|exactly|somewhere|like|maybe|perhaps|only|another|just|precisely',
    },
    {
      doubtful: new Set([
        'weekend',
        ...DAYS.map((day) => `${day}'s`),
        "today's",
        "tomorrow's",
        'mon',
        'wed',
        'sat',
        'sun',
        'may',
        'march',
        'mar',
        'second',
        'et',
        'ct',
        'pt',
        'dec',
      ]),
    },
  );
  return made;
};
let made: Lexicon | undefined;

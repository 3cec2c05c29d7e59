/** Numbers as they are said, from zero to nineteen: the place of each is its value. */
export const NUMBER_WORDS: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );

/** Tens as they are said, from twenty to ninety: the first is twenty. */
export const TENS_WORDS: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(
  ' ',
);

/** Days of the week in lower case, from Monday. */
export const WEEKDAYS: readonly string[] = 'monday tuesday wednesday thursday friday saturday sunday'.split(
  ' ',
);

/** Months in lower case, from January. */
export const MONTHS: readonly string[] =
  'january february march april may june july august september october november december'.split(' ');

/** Months whose names are no other words: in "you may" and "march on" there is no month. */
export const UNMISTAKABLE_MONTHS: readonly string[] = MONTHS.filter(
  (month) => month !== 'may' && month !== 'march',
);

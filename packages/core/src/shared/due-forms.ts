/**
 * The forms of a day that an analyst may name beside the words for it, so that code computes the day: a weekday (1 to 7,
 * from Monday), so many days or weeks from now, a date, the end of this or the next week or month; or none of these.
 */
export const DUE_FORMS = [
  'weekday',
  'days',
  'weeks',
  'date',
  'end_of_week',
  'end_of_month',
  'unclear',
] as const;

/** What words for a day mean, in one of {@link DUE_FORMS}. */
export interface DueForm {
  form: (typeof DUE_FORMS)[number];
  /** Weekday from 1, number of days or weeks, day of the month, or 0 for this and 1 for the next week or month. */
  n: number;
  /** Month of a date from 1; 0 where none is named. */
  month: number;
}

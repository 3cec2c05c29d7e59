/** Values that go into a message. */
export type Values = Record<string, string | number>;

/**
 * A text with `{names}` where values go, or a function that picks such a text by the values: a language has
 * its own plurals.
 *
 * @example ({ count }) => (count === 1 ? '{count} more promise' : '{count} more promises')
 */
export type Message = string | ((values: Values) => string);

/**
 * Every word that the box says, in English. A host replaces any of them:
 * `box.messages = { done: 'Erledigt' }`. A name in braces is where a value goes; it may be left out.
 *
 * The headline, by its kind; `{text}` gets as many words as make it seven in all:
 *
 * | kind | says |
 * | --- | --- |
 * | `missed` | Not kept: Refund form by e-mail |
 * | `overdue` | Overdue 7 days: Refund form by e-mail |
 * | `due_today` | Due now: Refund form by e-mail |
 * | `unresolved` | Not solved: Bill taken by mistake |
 * | `open` | We owe: Refund form by e-mail |
 * | `customer_owes` | They owe: Photo of the parcel |
 * | `repeat` | 3 calls about billing |
 * | `not_analysed` | No notes of the last call |
 * | `kept` | Kept 27 Nov: Refund form by e-mail |
 * | `nothing_open` | Nothing open |
 * | `new` | First call from this address |
 */
export const ENGLISH = {
  /** The language of these texts, in which the dates are written when the host names no `locale`. */
  language: 'en',

  missed: 'Not kept: {text}',
  overdue: ({ days }: Values) => {
    if (!days) return 'Overdue: {text}';
    return days === 1 ? 'Overdue 1 day: {text}' : 'Overdue {days} days: {text}';
  },
  due_today: 'Due now: {text}',
  unresolved: 'Not solved: {text}',
  open: 'We owe: {text}',
  customer_owes: 'They owe: {text}',
  repeat: '{count} calls about {text}',
  not_analysed: 'No notes of the last call',
  kept: 'Kept {day}: {text}',
  nothing_open: 'Nothing open',
  new: 'First call from this address',

  box: 'Customer memory',
  call_number: ({ count }: Values) => {
    const n = Number(count);
    if (Number.isNaN(n)) return '{count} calls';
    const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10];
    return `{count}${ending ?? 'th'} call`;
  },
  wrong_person: 'Wrong person?',
  we_owe: 'We owe',
  they_owe: 'They owe',
  by: 'by {day}',
  late: 'late',
  asked: 'asked for it {count}×',
  disputed: 'they say not done',
  attempted: 'tried {count}×',
  conditional: 'waits for them',
  recurring: 'every time',
  done: 'Done',
  more_acts: 'More',
  day: 'Day',
  done_that_day: 'Done that day',
  new_date: 'New date',
  will_not_happen: 'Won’t happen',
  not_a_promise: 'Not a promise',
  undo: 'Undo',
  reopen: 'Open again',
  replaced: 'promised anew',
  not_saved: 'Not saved. Try again.',
  // The name of a button for a screen reader, which meets it without its line.
  label: '{action}: {text}',

  done_before: 'Done for them',
  kept_since: 'kept',
  last_call: 'Last call',
  happy: 'satisfied',
  unhappy: 'unhappy',
  solved: 'solved',
  not_solved: 'not solved',
  promises_open: ({ count }: Values) => (count === 1 ? '1 promise open' : '{count} promises open'),
  looking: 'being read…',
  recorded: 'not read yet',
  arrived: 'notes ready',
  show: 'Show',
  gave_up: 'still not read',
  unreadable: 'not readable',

  quotes: 'Quotes',
  calls: 'All calls ({count})',
  more: 'More',
  made: ({ agent }: Values) => (agent ? 'Promised {date} by {agent}' : 'Promised {date}'),
  renewed: 'First promised {date}',
  agent: 'Agent',
  customer: 'Customer',
  other: 'Other voice',
  tool: 'Done in the system: {text}',
  coaching: 'For coaching',
  trend: 'Satisfaction, oldest call first',

  still_looking: 'Still looking…',
  no_address: 'Who is calling?',
  address: 'E-mail address',
  look_up: 'Look up',
  not_an_address: 'Not an e-mail address.',
  shared: 'Ask who is calling',
  shared_hint: 'Several people use this address.',
  show_anyway: 'Show what we know',
  wrong_customer: 'Box emptied for this call',
  wrong_customer_hint: 'Nothing was stored.',
  right_after_all: 'Right person after all',
  retry: 'Try again',
  timeout: 'The customer memory did not answer.',
  offline: 'You are offline.',
  offline_hint: 'Looks again once you are back.',
  signed_out: 'Your sign-in has expired.',
  login_page: 'A sign-in page came.',
  login_page_hint: 'Sign in again.',
  busy: 'Too many requests.',
  busy_hint: 'Try again in a minute.',
  not_allowed: 'You may not see this customer.',
  erased: 'This customer asked to be forgotten.',
  wrong_answer: 'The answer was not about this customer.',
  unavailable: 'The customer memory cannot be reached.',
};

/** The texts of the box; each may be replaced. */
export type Messages = { [Key in keyof typeof ENGLISH]: Message } & { language: string };

/**
 * A message cut at its values: words at even places, values at odd ones.
 *
 * @example pieces(ENGLISH.kept, { day: '27 Nov', text: 'Refund form' })
 *   // ['Kept ', '27 Nov', ': ', 'Refund form', '']
 */
export function pieces(message: Message, values: Values = {}): string[] {
  const template = typeof message === 'string' ? message : message(values);
  return template.split(/\{(\w+)\}/).map((part, place) => (place % 2 ? String(values[part] ?? '') : part));
}

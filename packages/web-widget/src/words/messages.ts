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
 * The headline, by its kind:
 *
 * | kind | says |
 * | --- | --- |
 * | `missed` | Said not to have come: Email the refund form |
 * | `overdue` | Overdue since Friday: Email the refund form |
 * | `due_today` | Due today: Email the refund form |
 * | `unresolved` | Not solved last time: billing |
 * | `open` | We promised by Friday: Email the refund form |
 * | `customer_owes` | They promised by Friday: Send the receipt |
 * | `repeat` | 3 calls about billing |
 * | `not_analysed` | Called 3 minutes ago. Notes are not ready yet. |
 * | `kept` | Done since the last call: Email the refund form |
 * | `nothing_open` | Nothing open |
 * | `new` | First call from this address |
 */
export const ENGLISH = {
  /** The language of these texts, in which the dates are written when the host names no `locale`. */
  language: 'en',

  missed: 'Said not to have come: {text}',
  not_analysed: 'Called {ago}. Notes are not ready yet.',
  kept: 'Done since the last call: {text}',
  overdue: 'Overdue since {day}: {text}',
  due_today: 'Due today: {text}',
  unresolved: 'Not solved last time: {category}',
  repeat: '{count} calls about {category}',
  open: 'We promised: {text}',
  open_by: 'We promised by {day}: {text}',
  customer_owes: 'They promised: {text}',
  customer_owes_by: 'They promised by {day}: {text}',
  nothing_open: 'Nothing open',
  new: 'First call from this address',
  // A promise or a category without words.
  something: '…',

  box: 'Customer memory',
  call_number: 'call {count}',
  wrong_person: 'Wrong person?',
  we_owe: 'We owe',
  they_owe: 'They said they would',
  due_by: 'by {date}',
  overdue_since: 'late since {date}',
  done: 'Done',
  not_a_promise: 'Not a promise',
  undo: 'Undo',
  reopen: 'Open again',
  replaced: 'Promised again',
  withdrawn: 'Withdrawn',
  not_saved: 'Not saved. Try again.',
  // The name of a button for a screen reader, which meets it without its line.
  label: '{action}: {text}',

  last_call: 'Last call {ago}, {date}, {outcome}: {summary}',
  // A call of which it is not known how it ended, such as a message on an answering machine.
  last_contact: 'Last call {ago}, {date}: {summary}',
  solved: 'solved',
  not_solved: 'not solved',
  looking: 'Reading the call from {ago}…',
  arrived: 'Notes are ready',
  show: 'Show',
  gave_up: 'Notes are still not ready.',
  unreadable: 'The call from {ago} could not be read.',

  quotes: 'Quotes',
  notes: 'Notes',
  older: 'Older ({count})',
  trend: 'Trend',
  made: 'Promised {date}',
  closed_by_agent: 'by hand {date}',
  closed_in_call: 'in call of {date}',
  agent: 'Agent',
  customer: 'Customer',
  somebody: 'Somebody',
  tool: 'Done in the system: {text}',
  last_summary: 'Last call',
  done_before: 'Done for them',
  coaching: 'For coaching',
  trend_text: 'Satisfaction of 100, oldest call first: {scores}',

  still_looking: 'Still looking…',
  no_address: 'Who is calling?',
  address: 'E-mail address',
  look_up: 'Look up',
  not_an_address: 'That is not an e-mail address.',
  shared: 'Ask who is calling',
  shared_hint: 'Several people use this address.',
  show_anyway: 'Show what we know',
  wrong_customer: 'Box emptied for this call',
  wrong_customer_hint: 'Nothing was stored or changed.',
  right_after_all: 'Right person after all',
  retry: 'Try again',
  timeout: 'The customer memory did not answer.',
  offline: 'You are offline.',
  offline_hint: 'Looked up again once you are back.',
  signed_out: 'Your sign-in has expired.',
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
 * @example pieces(ENGLISH.overdue, { day: 'Friday', text: 'Email the form' })
 *   // ['Overdue since ', 'Friday', ': ', 'Email the form', '']
 */
export function pieces(message: Message, values: Values = {}): string[] {
  const template = typeof message === 'string' ? message : message(values);
  return template.split(/\{(\w+)\}/).map((part, place) => (place % 2 ? String(values[part] ?? '') : part));
}
